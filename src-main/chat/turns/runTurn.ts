/** One turn from its question to its stored end; whatever happens in between, it ends. */

import type { Turn } from '../../../src-preload/contract/chat.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { ClaimDraft } from '../answerPort.ts';
import type { Question } from '../answers/asked/question.ts';
import { type AnswerDeps, type AnswerInput, answerTurn } from './answerTurn.ts';
import { extractClaimsInSlices } from '../claims/extract.ts';
import { createDraft, type Draft } from './draft.ts';
import { createLiveTurn, type LiveTurn } from './liveTurn.ts';
import { noticesFor } from './notices.ts';
import type { PlanReads } from '../tools/planReads.ts';
import { createReceiptBook, type ReceiptBook } from '../receiptBook.ts';
import type { Tools } from '../tools/tools.ts';
import { type Exchange, exchangeOf } from './turnMemory.ts';
import type { TurnEnd, TurnStore } from './turnStore.ts';

/** The abort reason that makes a turn `interrupted` rather than `stopped`. */
export const SHUTDOWN = Symbol('shutdown');

export interface RunDeps extends AnswerDeps {
  readonly plan: Pick<PlanReads, 'engine' | 'engineNowMs' | 'batchman'>;
  readonly tools: Tools;
  readonly turns: TurnStore;
  /** Whether they last longer than this process. */
  readonly isKept: boolean;
  readonly remember: (exchange: Exchange) => MemoryId;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RunningTurn {
  readonly live: LiveTurn;
  readonly stop: AbortController;
  /** The turn as it was stored at its end. Never rejects. */
  readonly finished: Promise<Turn>;
}

type Beginning = Pick<AnswerInput, 'asked' | 'agent' | 'engine' | 'model' | 'earlier' | 'previous'> & { readonly turn: Turn };
type EndState = TurnEnd['state'];

export function startRun(deps: RunDeps, beginning: Beginning): RunningTurn {
  const live = createLiveTurn();
  const stop = new AbortController();
  live.emit({ type: 'started', turn: beginning.turn });
  return { live, stop, finished: run(deps, beginning, live, stop.signal) };
}

async function run(deps: RunDeps, beginning: Beginning, live: LiveTurn, signal: AbortSignal): Promise<Turn> {
  const { turn } = beginning;
  const draft = createDraft(live, turn.answeredBy);
  const book = bookFor(deps, turn, live, signal);
  let state: EndState;
  try {
    const onMemories: AnswerInput['onMemories'] = (memories) => memories.length > 0 && live.emit({ type: 'memories', memories });
    await answerTurn(deps, { ...beginning, book, draft, onMemories, signal });
    state = { at: 'done', finishedAt: instantOf(deps.clock.now()) };
  } catch (thrown) {
    state = endStateOf(deps, thrown, signal);
  }
  const last = await close(deps, beginning, state, draft, book);
  live.emit({ type: 'ended', turn: last });
  return last;
}

function bookFor(deps: RunDeps, turn: Turn, live: LiveTurn, signal: AbortSignal): ReceiptBook {
  const { tools, clock, turns, plan } = deps;
  return createReceiptBook({
    turnId: turn.id,
    isDemo: turn.isDemo,
    tools: {
      async run(name, args, options) {
        refuseOtherEngine(plan, turn);
        const reading = await tools.run(name, args, options);
        // A tool reads in steps: an engine connected in between may have answered the later ones.
        refuseOtherEngine(plan, turn);
        return reading;
      },
    },
    signal,
    clock,
    save: (receipt) => turns.saveReceipt(receipt),
    onStarted: (call) => live.emit({ type: 'tool-started', ...call }),
    onEnded: (receipt) => live.emit({ type: 'tool-ended', receipt }),
  });
}

/** Receipts of two schedulers in one answer would prove nothing about either. */
function refuseOtherEngine(plan: Pick<PlanReads, 'engine'>, turn: Turn): void {
  let id: string;
  try {
    ({ id } = plan.engine());
  } catch (thrown) {
    // No engine: the reading itself says so, in its receipt.
    if (thrown instanceof Fault) return;
    throw thrown;
  }
  if (id !== turn.engineId) throw new Fault('CONFLICT', 'Another engine was connected while this question was being answered; ask again.');
}

function endStateOf({ clock, log }: RunDeps, thrown: unknown, signal: AbortSignal): EndState {
  const finishedAt = instantOf(clock.now());
  if (signal.aborted) return { at: signal.reason === SHUTDOWN ? 'interrupted' : 'stopped', finishedAt };
  const fault = asFault(thrown);
  log.error({ code: fault.code, err: fault.cause ?? fault }, 'a turn failed');
  return { at: 'failed', finishedAt, fault: fault.toData() };
}

/** Writes the end; when even that fails, the row stays running and becomes interrupted at the next start. */
async function close(deps: RunDeps, { asked, turn, earlier }: Beginning, state: EndState, draft: Draft, book: ReceiptBook): Promise<Turn> {
  const claims = state.at === 'done' ? await claimsOf(deps, asked, draft, book) : [];
  if (!deps.isKept) draft.notice(noticesFor(asked).notKept);
  const end: TurnEnd = { state, claims, answer: draft.answer, answeredBy: draft.answeredBy, notices: draft.notices, memories: draft.memories };
  const { answer, answeredBy, memories } = draft;
  const exchange =
    state.at === 'done' && deps.isKept ? exchangeOf({ turn, answer, answeredBy, receipts: book.all(), claims, shown: { memories, earlier } }) : null;
  const whole = stored(deps, turn, end, () => (exchange === null ? null : deps.remember(exchange)));
  if (!(whole instanceof Fault)) return whole;
  const failed: TurnEnd = { ...end, claims: [], state: { at: 'failed', finishedAt: state.finishedAt, fault: whole.toData() } };
  const without = stored(deps, turn, failed, () => null);
  if (!(without instanceof Fault)) return without;
  return { ...turn, ...failed, notices: [...failed.notices], claims: [], receipts: book.all() };
}

function stored({ turns, clock, log }: RunDeps, turn: Turn, end: TurnEnd, remember: () => MemoryId | null): Turn | Fault {
  try {
    turns.finish(turn.id, end, clock.now(), remember);
    return turns.read(turn.id) ?? turn;
  } catch (thrown) {
    log.error({ err: thrown, turn: turn.id }, 'the end of a turn could not be stored');
    return asFault(thrown);
  }
}

async function claimsOf({ log }: RunDeps, asked: Question, draft: Draft, book: ReceiptBook): Promise<readonly ClaimDraft[]> {
  try {
    return await extractClaimsInSlices({ answer: draft.answer, question: asked.text, receipts: book.all() });
  } catch (thrown) {
    // The answer is still an answer; without claims it is shown as not verified.
    log.error({ err: thrown }, 'claims could not be extracted');
    draft.notice(noticesFor(asked).claimsFailed);
    return [];
  }
}
