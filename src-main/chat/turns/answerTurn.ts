/** Answers one question: knowledge first, then the model if there is one, and the rules when there is none or it fails. */
import type { Agent, Turn } from '../../../src-preload/contract/chat.ts';
import type { Ability } from '../../../src-preload/contract/conformance.ts';
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import type { EngineId } from '../../../src-preload/contract/ids.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { ToolName, ToolResult } from '../../../src-preload/contract/tools.ts';
import { instantOf } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { isSurelyIn } from '../../llm/reply/written.ts';
import type { LlmClient, LlmMessage } from '../../llm/types.ts';
import type { PreviousTurn, ToolCall } from '../answerPort.ts';
import { answerByRules } from '../answers/answerByRules.ts';
import { needsReading } from '../answers/asked/intent.ts';
import type { Question } from '../answers/asked/question.ts';
import { createCitationFilter } from '../citations.ts';
import type { Draft } from './draft.ts';
import { runLoop } from '../model/loop.ts';
import { noticesFor } from './notices.ts';
import type { PlanReads } from '../tools/planReads.ts';
import { type EarlierExchange, exchangeMessages, memoriesMessage, type PromptInput, systemPrompt } from '../model/prompt.ts';
import type { ReceiptBook } from '../receiptBook.ts';
import type { Watching } from '../tools/recordedPast.ts';
import type { Tools } from '../tools/tools.ts';
import { holdsUntrustedText, wasShownUntrustedText } from './untrusted.ts';

export type Engine = ReturnType<PlanReads['engine']>;

export interface ActiveModel {
  readonly client: LlmClient;
  readonly model: string;
  /** What a model is not relied on for, as its check showed; absent: it is relied on for everything. */
  readonly isOff?: (ability: Ability, model: string) => boolean;
}

export interface AnswerDeps {
  readonly plan: Pick<PlanReads, 'engineNowMs' | 'batchman'>;
  /** Without it, nothing can be watched. */
  readonly watching?: Watching | undefined;
  readonly tools: Pick<Tools, 'parse' | 'schemas'>;
  readonly retrieve: (input: { readonly question: string; readonly engineId: EngineId | null; readonly limit: number }) => Promise<MemoryUse[]>;
  readonly maxToolCalls: () => number;
  readonly log: Log;
}

export interface AnswerInput {
  /** The turn's question. */
  readonly asked: Question;
  readonly turn: Pick<Turn, 'engineId'>;
  readonly agent: Agent;
  readonly engine: Engine | null;
  /** null: none is configured. */
  readonly model: ActiveModel | null;
  /** Earlier exchanges of the conversation, oldest first. */
  readonly earlier: readonly EarlierExchange[];
  /** The last one of them with what it read: what "it" means. */
  readonly previous: PreviousTurn | null;
  readonly book: ReceiptBook;
  readonly draft: Draft;
  readonly onMemories: (memories: MemoryUse[]) => void;
  readonly signal: AbortSignal;
}

const MAX_MEMORIES = 5;
/** The answer does not wait longer for what is only a help. */
const RETRIEVE_TIMEOUT_MS = 3_000;

/** Fills `draft`. Raises STOPPED, STORE_FAILED, and bugs; a failing model or a failing memory is not a failing answer. */
export async function answerTurn(deps: AnswerDeps, input: AnswerInput): Promise<void> {
  const { asked, draft, model, signal } = input;
  const notices = noticesFor(asked);
  draft.memories = await recalled(deps, input, () => draft.notice(notices.noMemory));
  input.onMemories(draft.memories);
  if (!asked.isCommand) {
    if (model === null) draft.notice(notices.noModel);
    else if (model.isOff?.('model-answers', input.agent.model ?? model.model) === true) draft.notice(notices.weakModel);
    else if (await answeredByModel(deps, input, model)) return;
  }
  draft.answeredBy = { kind: 'rules', model: null };
  await byRules(deps, input);
  // The rules end quietly when stopped.
  if (signal.aborted) throw new Fault('STOPPED', 'Stopped.');
}

async function recalled(deps: AnswerDeps, { asked, turn }: AnswerInput, onMissing: () => void): Promise<MemoryUse[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault('STORE_FAILED', 'The search for earlier knowledge took too long.')), RETRIEVE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([deps.retrieve({ question: asked.text, engineId: turn.engineId, limit: MAX_MEMORIES }), late]);
  } catch (thrown) {
    const fault = asFault(thrown);
    deps.log.warn({ code: fault.code, err: fault.cause }, 'answering without earlier knowledge');
    onMissing();
    return [];
  } finally {
    clearTimeout(timer);
  }
}

/** @returns false when the model failed and what it said has been taken back. */
async function answeredByModel(deps: AnswerDeps, input: AnswerInput, { client, model, isOff }: ActiveModel): Promise<boolean> {
  const { asked, agent, book, draft, signal } = input;
  const notices = noticesFor(asked);
  const name = agent.model ?? model;
  const limits = { isOneCallAtATime: isOff?.('parallel-calls', name) === true, isEvidenceShort: isOff?.('long-evidence', name) === true };
  draft.answeredBy = { kind: 'model', model: name };
  try {
    const end = await runLoop({
      client,
      agent,
      messages: messagesFor(deps, input, { batchman: await batchmanNow(deps, input), callsAtOnce: limits.isOneCallAtATime ? 'one' : 'several' }),
      tools: deps.tools,
      book,
      maxToolCalls: deps.maxToolCalls(),
      limits,
      language: isSurelyIn(asked.text, asked.language) ? asked.language : null,
      signal,
      onText: (text) => draft.say(text),
      onNoTools: () => {
        // Each round finds out anew; it is said once.
        if (!draft.notices.includes(notices.noTools)) draft.notice(notices.noTools);
      },
      onLoading: () => {
        if (!draft.notices.includes(notices.loading)) draft.notice(notices.loading);
      },
      onWithdraw: () => draft.withdraw(),
    });
    if (end.at === 'no-answer') {
      draft.withdraw();
      draft.notice(notices.noAnswer(end.why));
      return false;
    }
    if (book.all().length === 0 && needsReading(asked.intent)) {
      draft.withdraw();
      draft.notice(notices.modelReadNothing);
      return false;
    }
    if (end.isBudgetSpent) draft.notice(notices.budgetSpent(deps.maxToolCalls()));
    if (end.isShortened) draft.notice(notices.shortened);
    if (book.all().length === 0) draft.notice(notices.nothingRead);
    if (book.all().some(holdsUntrustedText) || wasShownUntrustedText({ question: asked.text, memories: draft.memories, earlier: input.earlier }))
      draft.notice(notices.untrusted);
    return true;
  } catch (thrown) {
    const fault = asFault(thrown);
    if (signal.aborted || !(fault.code.startsWith('LLM_') || KEPT_FROM_MODEL.has(fault.code))) throw thrown;
    draft.withdraw();
    draft.notice(notices.modelFailed(fault));
    return false;
  }
}

/** What keeps a question from the model, besides the model itself. */
const KEPT_FROM_MODEL: ReadonlySet<FaultCode> = new Set(['SECRETS_UNAVAILABLE', 'EGRESS_REFUSED', 'NOT_CONFIRMED']);

/** null: not told, or there is no engine to ask. */
const batchmanNow = async ({ plan }: AnswerDeps, { engine, signal }: AnswerInput): Promise<string | null> =>
  engine === null ? null : plan.batchman({ signal, why: 'chat' });

function messagesFor(
  deps: AnswerDeps,
  { asked, agent, engine, earlier, draft }: AnswerInput,
  told: Pick<PromptInput, 'batchman' | 'callsAtOnce'>,
): LlmMessage[] {
  const nowIso = instantOf(deps.plan.engineNowMs());
  const notes = memoriesMessage(draft.memories);
  return [
    { role: 'system', content: systemPrompt({ agent, language: asked.language, engine, nowIso, ...told }) },
    ...(notes === null ? [] : [notes]),
    ...earlier.flatMap(exchangeMessages),
    { role: 'user', content: asked.text },
  ];
}

async function byRules(deps: AnswerDeps, input: AnswerInput): Promise<void> {
  const { asked, engine, book, draft, signal, previous } = input;
  const citations = createCitationFilter(book.has);
  const call: ToolCall = async <N extends ToolName>(tool: N, args: unknown) => {
    const parsed = deps.tools.parse(tool, args);
    if (parsed.at === 'refused') throw new Fault('INVALID_INPUT', parsed.problem);
    const { receipt } = await book.call(tool, parsed.args);
    // Checked against this tool's result schema when the receipt was made.
    return { receipt, result: receipt.outcome === 'failed' ? null : (receipt.data as ToolResult<N>) };
  };
  const timeZone = engine?.timeZone ?? null;
  // A greeting asks nothing of the scheduler.
  const batchman = previous === null && !needsReading(asked.intent) ? null : await batchmanNow(deps, input);
  const pieces = answerByRules({
    asked,
    memories: draft.memories,
    call,
    engineNowMs: deps.plan.engineNowMs(),
    timeZone,
    watching: deps.watching,
    previous: previous ?? undefined,
    batchman,
    signal,
  });
  for await (const piece of pieces) {
    const shown = citations.push(piece);
    if (shown !== '') draft.say(shown);
  }
  const rest = citations.end();
  if (rest !== '') draft.say(rest);
}
