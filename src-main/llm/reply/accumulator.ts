/** Puts the pieces of a streamed chat completion together, in whichever way a server cuts them. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { createThinkFilter } from './thinkFilter.ts';
import type { LlmUsage, ToolRequest } from '../types.ts';

const said = z.string().nullish().catch(null);
const namedCall = z.looseObject({ name: said, arguments: z.unknown() }).nullish().catch(null);
const callPiece = z.looseObject({
  index: z.number().int().nullish().catch(null),
  id: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  function: namedCall,
});
/** Text, or the parts some servers cut it into (thoughts among them, which are left aside). */
const content = z
  .union([z.string(), z.array(z.looseObject({ text: said }).catch({})).transform((parts) => parts.map(({ text }) => text ?? '').join(''))])
  .nullish()
  .catch(null);
const message = z
  .looseObject({ content, tool_calls: z.array(callPiece).nullish().catch(null), function_call: namedCall })
  .nullish()
  .catch(null);
/** Lenient on what we do not use; `reasoning_content` is left aside on purpose. `message` comes from servers that do not stream. */
export const chunkSchema = z.looseObject({
  choices: z.array(z.looseObject({ delta: message, message, finish_reason: said })).nullish(),
  usage: z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish().catch(null),
});
export type Chunk = z.infer<typeof chunkSchema>;
type CallPiece = z.infer<typeof callPiece>;

interface Building {
  readonly index: number;
  id: string;
  name: string;
  argumentsText: string;
}

/** Far more than any reply: a model that runs in circles, unseen in its thoughts or its arguments, would otherwise do so for ever. */
const MOST_CHUNKS = 200_000;
const MOST_ARGUMENT_CHARS = 100_000;
/** With the thoughts in it. */
const MOST_TEXT_CHARS = 1_000_000;
const MOST_CALLS = 100;
const endless = () => new Fault('LLM_BAD_ANSWER', 'The language model went on without end; ask again, or choose another model in Settings.');

export interface Accumulator {
  /** @returns the text to show now, thoughts removed. Raises LLM_BAD_ANSWER for a reply that does not end. */
  push(chunk: Chunk): string;
  /** The server says that the reply is whole: some do not give the last chunk a reason. */
  finish(): void;
  /** `finishReason` null: the stream broke off. Servers that say `stop` beside tool calls are right about the calls. */
  end(): { text: string; calls: ToolRequest[]; usage: LlmUsage | null; finishReason: string | null; hasThoughts: boolean };
}

const WHOLE = 'stop';
/** Not used before in the conversation, and of the nine characters that the strictest servers want. */
const newCallId = () => randomUUID().replaceAll('-', '').slice(0, 9);

export function createAccumulator(): Accumulator {
  const thoughts = createThinkFilter();
  const calls: Building[] = [];
  let usage: LlmUsage | null = null;
  let finishReason: string | null = null;

  let chunks = 0;
  let argumentChars = 0;
  let textChars = 0;

  const addPiece = (piece: CallPiece) => {
    const { id, index } = piece;
    const last = calls.at(-1);
    const sameIndex = index == null ? last : calls.findLast((call) => call.index === index);
    // Some servers number every call 0: another id is another call.
    const isAnother = sameIndex === undefined || (id != null && id !== '' && sameIndex.id !== '' && id !== sameIndex.id);
    const call = isAnother ? { index: index ?? calls.length, id: id ?? '', name: '', argumentsText: '' } : sameIndex;
    if (isAnother) calls.push(call);
    if (calls.length > MOST_CALLS) throw endless();
    if (call.id === '' && id != null) call.id = id;
    if (call.name === '') call.name = piece.function?.name ?? '';
    const given = piece.function?.arguments ?? '';
    const more = typeof given === 'string' ? given : JSON.stringify(given);
    argumentChars += more.length;
    if (argumentChars > MOST_ARGUMENT_CHARS) throw endless();
    call.argumentsText += more;
  };

  return {
    push(chunk) {
      chunks += 1;
      if (chunks > MOST_CHUNKS) throw endless();
      if (chunk.usage != null) usage = { promptTokens: chunk.usage.prompt_tokens ?? 0, completionTokens: chunk.usage.completion_tokens ?? 0 };
      // The usage chunk has no choices at all.
      const choice = chunk.choices?.[0];
      if (choice === undefined) return '';
      const told = choice.delta ?? choice.message;
      for (const piece of told?.tool_calls ?? []) addPiece(piece);
      // The one call of older servers.
      if (told?.function_call != null) addPiece({ index: 0, function: told.function_call });
      if (choice.finish_reason != null) finishReason = choice.finish_reason;
      else if (choice.message != null) finishReason = WHOLE;
      const text = told?.content ?? '';
      textChars += text.length;
      if (textChars > MOST_TEXT_CHARS) throw endless();
      return thoughts.push(text);
    },
    finish() {
      finishReason ??= WHOLE;
    },
    end: () => ({
      text: thoughts.end(),
      calls: calls
        .filter(({ name, argumentsText }) => name !== '' || argumentsText !== '')
        .map(({ id, name, argumentsText }) => ({ id: id === '' ? newCallId() : id, name, argumentsText })),
      usage,
      finishReason,
      hasThoughts: thoughts.hasThoughts(),
    }),
  };
}
