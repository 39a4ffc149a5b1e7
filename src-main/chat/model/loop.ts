/** The agent loop: the model asks for readings until it can answer, within a budget; only its last words are the answer. */
import type { Agent } from '../../../src-preload/contract/chat.ts';
import { asFault } from '../../base/fault.ts';
import { mapInSlices } from '../../base/text/slices.ts';
import type { Gated, NoAnswer } from '../../llm/reply/answerGate.ts';
import { gatedReply } from '../../llm/reply/gatedReply.ts';
import type { LlmClient, LlmMessage, LlmTool } from '../../llm/types.ts';
import type { Language } from '../answers/asked/language.ts';
import { createCitationFilter } from '../citations.ts';
import { lessEvidence } from './lessEvidence.ts';
import { answerCalls, type CallCounter } from './loopCalls.ts';
import type { ReceiptBook } from '../receiptBook.ts';
import type { Tools } from '../tools/tools.ts';

export interface LoopInput {
  readonly client: LlmClient;
  readonly agent: Agent;
  /** System prompt, notes, earlier turns and the question. */
  readonly messages: readonly LlmMessage[];
  readonly tools: Pick<Tools, 'parse' | 'schemas'>;
  readonly book: ReceiptBook;
  readonly maxToolCalls: number;
  readonly limits: LoopLimits;
  /** That the answer must be in; null: the question does not show one. */
  readonly language: Language | null;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** The model's server takes no tools. */
  readonly onNoTools: () => void;
  /** The first word takes long: the server probably loads the model. */
  readonly onLoading: () => void;
  /** What was given to `onText` so far is withdrawn: the model went on to call a tool, or it was no answer. */
  readonly onWithdraw: () => void;
}

/** What is asked less of a weak model. */
interface LoopLimits {
  /** The first call of a reply is made; the model may ask for the others after it. */
  readonly isOneCallAtATime: boolean;
  /** Its window is small, or it loses what stands in long text. */
  readonly isEvidenceShort: boolean;
}

export type LoopEnd =
  /** `isShortened`: it was asked with less than was there, to fit its context. */
  | { readonly at: 'answered'; readonly isBudgetSpent: boolean; readonly isShortened: boolean }
  /** Asked twice, the model gave no answer. */
  | { readonly at: 'no-answer'; readonly why: NoAnswer };

/** Rounds in which every call was refused or repeated: the model is going in circles. */
const MAX_IDLE_ROUNDS = 3;
/** Each halves what is left of the conversation. */
const MAX_SHORTENED = 12;

/** Raises the LLM_* faults, STOPPED, and what the receipt book raises. */
export async function runLoop(input: LoopInput): Promise<LoopEnd> {
  const { agent, tools, limits } = input;
  const offered: LlmTool[] = tools.schemas.filter(({ name }) => agent.tools.includes(name));
  const counter: CallCounter = { left: input.maxToolCalls, idleRounds: 0 };
  const asking: Asking = { messages: [...input.messages], shortened: 0, retriesLeft: 1 };

  // Each round spends at least one call, so the budget bounds the loop.
  for (;;) {
    const mayCall = counter.left > 0 && counter.idleRounds < MAX_IDLE_ROUNDS;
    const reply = await answerOrCalls(input, asking, mayCall ? offered : []);
    if (reply.at === 'none') return { at: 'no-answer', why: reply.why };
    if (reply.at === 'answer') return { at: 'answered', isBudgetSpent: !mayCall && counter.left === 0, isShortened: asking.shortened > 0 };
    const calls = limits.isOneCallAtATime ? reply.calls.slice(0, 1) : reply.calls;
    asking.messages.push({ role: 'assistant', content: reply.before, calls });
    asking.messages.push(...(await answerCalls({ ...input, ...limits, allowed: offered.map(({ name }) => name) }, calls, counter)));
  }
}

interface Asking {
  messages: LlmMessage[];
  /** How often the conversation was made to fit. */
  shortened: number;
  /** Of the whole turn: a model that needs another is not worth its time. */
  retriesLeft: number;
}

/** What is no answer is asked for once more, with the reason; what does not fit, with less evidence. */
async function answerOrCalls(input: LoopInput, asking: Asking, offered: readonly LlmTool[]): Promise<Gated> {
  let why: NoAnswer | 'broken' | null = null;
  for (;;) {
    try {
      const reply = await oneReply(input, withHint(asking.messages, why), offered);
      if (reply.at !== 'none' || asking.retriesLeft === 0) return reply;
      ({ why } = reply);
      asking.retriesLeft -= 1;
    } catch (thrown) {
      const { code } = asFault(thrown);
      const shorter = code === 'LLM_TOO_LONG' && asking.shortened < MAX_SHORTENED ? lessEvidence(asking.messages) : null;
      if (shorter !== null) {
        asking.messages = shorter;
        asking.shortened += 1;
      } else if (code === 'LLM_BAD_ANSWER' && asking.retriesLeft > 0) {
        why = 'broken';
        asking.retriesLeft -= 1;
      } else throw thrown;
    }
  }
}

const HINTS: Readonly<Record<NoAnswer | 'broken', string>> = {
  broken: 'Answer in a few sentences.',
  unfinished: 'Your last reply had no end. Answer in a few sentences.',
  empty: 'Your last reply was empty. Answer in a few sentences.',
  'only-thoughts': 'Your last reply held thoughts and no answer. Write the answer and nothing else.',
  'call-as-text': 'Your last reply was a tool call written as text, which nobody makes. Answer in plain sentences from what you have read.',
  'not-prose': 'Your last reply held markup or data. Answer in plain sentences, without tags.',
  repetition: 'Your last reply repeated itself. Answer in a few sentences and stop.',
  'other-language': 'Your last reply was in the wrong language. Answer in the language these rules name.',
};

/** In the rules, so that the conversation stays as it is. */
function withHint(messages: readonly LlmMessage[], why: NoAnswer | 'broken' | null): readonly LlmMessage[] {
  const [rules, ...rest] = messages;
  return why === null || rules?.role !== 'system' ? messages : [{ ...rules, content: `${rules.content}\n- ${HINTS[why]}` }, ...rest];
}

/** True for words that a reading, a note or an earlier answer holds, however they are spaced. */
async function quotedIn({ book, messages }: Pick<LoopInput, 'book' | 'messages'>): Promise<(words: string) => boolean> {
  const texts = [
    ...book.all().flatMap(({ data, fault }) => textsOf([data, fault?.message])),
    ...messages.filter(({ role }) => role !== 'system').map(({ content }) => content),
  ];
  const shown = (await mapInSlices(texts, bare)).join('');
  return (words) => {
    const said = bare(words);
    return said !== '' && shown.includes(said);
  };
}

/** Letters and digits alone: quotation marks and their escapes differ between what is read and what is repeated. */
const bare = (text: string): string => text.toLowerCase().replace(/\\u[0-9a-f]{4}|[^\p{L}\p{N}]/gu, '');

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

async function oneReply(input: LoopInput, messages: readonly LlmMessage[], offered: readonly LlmTool[]): Promise<Gated> {
  const { client, agent, signal, book, language, onLoading } = input;
  const citations = createCitationFilter(book.has);
  let shown = '';
  const show = (piece: string) => {
    if (piece !== '') input.onText(piece);
    shown += piece;
  };
  const withdraw = () => {
    if (shown !== '') input.onWithdraw();
    shown = '';
  };
  const model = agent.model === null ? {} : { model: agent.model };
  try {
    const gated = await gatedReply(client.stream({ messages, tools: offered, signal, why: 'chat', onLoading, ...model }), {
      expected: { tools: offered, language },
      quoted: () => quotedIn({ book, messages }),
      onText: (text) => show(citations.push(text)),
      onNoTools: input.onNoTools,
    });
    if (gated.at === 'answer') {
      const whole = createCitationFilter(book.has);
      const answer = whole.push(gated.text) + whole.end();
      if (!answer.startsWith(shown)) withdraw();
      show(answer.slice(shown.length));
      return gated;
    }
    withdraw();
    // Nothing may be read any more, and what was not offered is not called.
    return gated.at === 'calls' && offered.length === 0 ? { at: 'none', why: 'call-as-text' } : gated;
  } catch (thrown) {
    // What a person has stopped stays as far as it came.
    if (!signal.aborted) withdraw();
    throw thrown;
  }
}
