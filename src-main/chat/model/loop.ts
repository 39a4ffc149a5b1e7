/** The agent loop: the model asks for readings until it can answer, within a budget; only its last words are the answer. */
import type { Agent } from '../../../src-preload/contract/chat.ts';
import { Fault } from '../../base/fault.ts';
import { mapInSlices } from '../../base/text/slices.ts';
import type { LlmClient, LlmMessage, LlmTool, ToolRequest } from '../../llm/types.ts';
import { createCitationFilter } from '../citations.ts';
import { answerCalls, type CallCounter } from './loopCalls.ts';
import { toolCallsInProse } from './proseToolCall.ts';
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
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** The model's server takes no tools. */
  readonly onNoTools: () => void;
  /** What was given to `onText` so far is withdrawn: the model went on to call a tool. */
  readonly onWithdraw: () => void;
}

/** What is asked less of a weak model. */
interface LoopLimits {
  /** The first call of a reply is made; the model may ask for the others after it. */
  readonly isOneCallAtATime: boolean;
  /** Its window is small, or it loses what stands in long text. */
  readonly isEvidenceShort: boolean;
}

export interface LoopEnd {
  readonly isBudgetSpent: boolean;
  readonly isCut: boolean;
}

/** A model that never stops talking is stopped here; about 20 pages. */
const MAX_ANSWER_CHARS = 60_000;
/** Rounds in which every call was refused or repeated: the model is going in circles. */
const MAX_IDLE_ROUNDS = 3;

/** Blanks and dots are no answer, however many. */
const HAS_WORDS = /[\p{L}\p{N}]/u;

/** Raises the LLM_* faults, STOPPED, and what the receipt book raises. */
export async function runLoop(input: LoopInput): Promise<LoopEnd> {
  const { agent, tools } = input;
  const offered: LlmTool[] = tools.schemas.filter(({ name }) => agent.tools.includes(name));
  const messages: LlmMessage[] = [...input.messages];
  const counter: CallCounter = { left: input.maxToolCalls, idleRounds: 0 };

  // Each round spends at least one call, so the budget bounds the loop.
  for (;;) {
    const mayCall = counter.left > 0 && counter.idleRounds < MAX_IDLE_ROUNDS;
    const reply = await oneReply(input, messages, mayCall ? offered : []);
    if (reply.calls.length === 0 || !mayCall) {
      if (!HAS_WORDS.test(reply.text)) throw new Fault('LLM_BAD_ANSWER', 'The language model sent an empty answer.');
      return { isBudgetSpent: !mayCall && counter.left === 0, isCut: reply.isCut };
    }
    if (reply.text !== '') input.onWithdraw();
    const calls = input.limits.isOneCallAtATime ? reply.calls.slice(0, 1) : reply.calls;
    messages.push({ role: 'assistant', content: reply.isCallInProse ? '' : reply.text, calls });
    messages.push(...(await answerCalls({ ...input, ...input.limits, allowed: offered.map(({ name }) => name) }, calls, counter)));
  }
}

/** True for words that a reading, a note or an earlier answer holds, however they are spaced. */
async function quotedIn({ book, messages }: Pick<LoopInput, 'book' | 'messages'>): Promise<(words: string) => boolean> {
  const texts = [
    ...book.all().flatMap(({ data, fault }) => textsOf([data, fault?.message])),
    ...messages.filter(({ role }) => role !== 'system').map(({ content }) => content),
  ];
  const shown = (await mapInSlices(texts, bare)).join('');
  return (words) => shown.includes(bare(words));
}

/** Letters and digits alone: quotation marks and their escapes differ between what is read and what is repeated. */
const bare = (text: string): string => text.toLowerCase().replace(/\\u[0-9a-f]{4}|[^\p{L}\p{N}]/gu, '');

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

interface Reply {
  readonly text: string;
  readonly calls: readonly ToolRequest[];
  readonly isCallInProse: boolean;
  readonly isCut: boolean;
}

async function oneReply(input: LoopInput, messages: readonly LlmMessage[], offered: readonly LlmTool[]): Promise<Reply> {
  const { client, agent, signal, book, onText } = input;
  const citations = createCitationFilter(book.has);
  let text = '';
  let calls: readonly ToolRequest[] = [];
  let isCut = false;
  const show = (piece: string) => {
    if (piece !== '') onText(piece);
  };
  for await (const event of client.stream({ messages, tools: offered, signal, why: 'chat', ...(agent.model === null ? {} : { model: agent.model }) })) {
    if (event.type === 'text') {
      text += event.text;
      show(citations.push(event.text));
    } else if (event.type === 'tool-calls') calls = event.calls;
    else if (event.type === 'no-tools') input.onNoTools();
    else isCut = event.isCut;
    if (text.length > MAX_ANSWER_CHARS) {
      isCut = true;
      break;
    }
  }
  show(citations.end());
  const names = offered.map(({ name }) => name);
  // Most replies hold no call: what was read is gone through for those that seem to.
  const seemsToCall = calls.length === 0 && toolCallsInProse(text, names).length > 0;
  const inProse = seemsToCall ? toolCallsInProse(text, names, await quotedIn(input)) : [];
  return { text, calls: inProse.length === 0 ? calls : inProse, isCallInProse: inProse.length > 0, isCut };
}
