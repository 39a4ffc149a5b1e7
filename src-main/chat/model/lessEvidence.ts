/** A conversation that did not fit a model's context, with less in it: first the oldest turns go, then the notes, then what the longest results say last. Pure. */
import type { LlmMessage } from '../../llm/types.ts';

/** Below it a result says nothing any more. */
const LEAST_CHARS = 1_000;
const CLOSING = '\n</data>';

/** null when nothing is left to leave out. */
export function lessEvidence(messages: readonly LlmMessage[]): LlmMessage[] | null {
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const turns = messages.slice(0, question).flatMap(({ role }, at) => (role === 'user' && messages[at + 1]?.role === 'assistant' ? [at] : []));
  if (turns.length > 0) {
    const gone = new Set(turns.slice(0, Math.ceil(turns.length / 2)).flatMap((at) => [at, at + 1]));
    return messages.filter((_message, at) => !gone.has(at));
  }
  const notes = messages.findIndex(({ role }, at) => role === 'user' && at < question);
  return notes >= 0 ? messages.toSpliced(notes, 1) : withShorterResults(messages);
}

function withShorterResults(messages: readonly LlmMessage[]): LlmMessage[] | null {
  const longest = Math.max(0, ...messages.flatMap((message) => (message.role === 'tool' ? [message.content.length] : [])));
  const most = Math.floor(longest / 2);
  if (most < LEAST_CHARS) return null;
  return messages.map((message) => (message.role === 'tool' && message.content.length > most ? { ...message, content: cut(message.content, most) } : message));
}

function cut(content: string, most: number): string {
  const told = `\nCUT HERE: ${content.length - most} more characters were read but do not fit. Do not count.`;
  return `${content.slice(0, most)}${told}${content.endsWith(CLOSING) ? CLOSING : ''}`;
}
