/** Conversations and turns: a turn runs on its own once it is stored; windows only watch it. */

import type { Agent, Conversation, Turn, TurnEvent } from '../../../src-preload/contract/chat.ts';
import { type AgentId, type ConversationId, engineId, type MemoryId, type TurnId } from '../../../src-preload/contract/ids.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { Clock } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { Fault } from '../../base/fault.ts';
import { newId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import type { Db } from '../../database/open.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import type { Agents } from '../agents/agents.ts';
import { readQuestion } from '../answers/asked/intent.ts';
import type { Question } from '../answers/asked/question.ts';
import type { ActiveModel, AnswerDeps, Engine } from './answerTurn.ts';
import type { PlanReads } from '../tools/planReads.ts';
import { type RunningTurn, SHUTDOWN, startRun } from './runTurn.ts';
import { createShelves, type Shelf } from './shelves.ts';
import type { Tools } from '../tools/tools.ts';
import type { Exchange } from './turnMemory.ts';

export interface ChatDeps {
  readonly db: Db;
  readonly plan: Pick<PlanReads, 'engine' | 'engineNowMs' | 'batchman'>;
  readonly watching?: AnswerDeps['watching'];
  readonly tools: Tools;
  readonly agents: Pick<Agents, 'get'>;
  /** null: none is configured. */
  readonly llm: () => ActiveModel | null;
  readonly retrieve: AnswerDeps['retrieve'];
  /** Runs inside the transaction that ends the turn. */
  readonly remember: (exchange: Exchange) => MemoryId;
  readonly settings: () => Settings;
  readonly store: {
    /** Looked at now, by who is about to acknowledge a question. */
    readonly isKept: () => boolean;
    /** It refused what it had just seemed to keep. */
    readonly noteRefusal: () => void;
    /** An empty store in memory, for answers while nothing is kept. */
    readonly openSpare: () => Db;
  };
  readonly clock: Clock;
  readonly log: Log;
}

interface NewQuestion {
  readonly question: string;
  readonly conversationId?: ConversationId | undefined;
  readonly agentId?: AgentId | undefined;
}

export interface Chat {
  /**
   * The question is on disk when this returns; while the store keeps nothing it is answered from memory, with a notice that says so.
   * Raises NOT_FOUND (conversation, agent), RATE_LIMITED.
   */
  start(question: NewQuestion): { turnId: TurnId; conversationId: ConversationId };
  /** Events after `afterSeq`; for a turn that has ended, its beginning and its end. Raises NOT_FOUND. */
  watch(turnId: TurnId, afterSeq: number, signal?: AbortSignal): AsyncGenerator<TurnEvent, void, void>;
  /** Closes the model's request as well; resolves when the turn is stored as stopped. A turn that has ended stays as it is. */
  stop(turnId: TurnId): Promise<Turn>;
  /** A person is waiting for an answer now. */
  isAnswering(): boolean;
  turn(turnId: TurnId): Turn;
  conversations(filter: { readonly search?: string | undefined; readonly limit: number }): Conversation[];
  conversation(id: ConversationId): { conversation: Conversation; turns: Turn[] };
  rename(id: ConversationId, title: string): Conversation;
  remove(id: ConversationId): { isRemoved: boolean };
  restore(id: ConversationId): Conversation;
  /** After each turn is stored; returns its undo. */
  onTurnEnded(listener: (turn: Turn) => void): () => void;
  /** Ends every running turn as interrupted. */
  shutdown(): Promise<void>;
}

/** Turns that run at the same time; each may hold a request to the model and several to the scheduler. */
const MAX_RUNNING = 200;
const MAX_EARLIER = 4;
const TITLE_CHARS = 80;

/** Marks turns that a crash left running as interrupted. */
export function createChat(deps: ChatDeps): Chat {
  const { db, clock, log } = deps;
  const shelves = createShelves({ db, openSpare: deps.store.openSpare, log });
  const running = new Map<TurnId, RunningTurn>();
  const ended = createEmitter<Turn>();
  let isOpen = true;
  const interrupted = shelves.kept.turns.interruptRunning(clock.now());
  if (interrupted > 0) log.warn({ interrupted }, 'turns that were running when Resync ended are marked interrupted');

  const read = (turnId: TurnId): Turn => {
    const turn = shelves.turn(turnId);
    if (turn === undefined) throw new Fault('NOT_FOUND', 'There is no such turn.');
    return turn;
  };
  const insert = (shelf: Shelf, { agent, engine, model, asked, ...given }: Beginning) => {
    const nowMs = clock.now();
    const isDemo = engine?.isDemo ?? false;
    const conversationId = given.conversationId ?? newId('con');
    if (given.conversationId === undefined) shelf.conversations.insert({ id: conversationId, title: titleOf(asked.text), isDemo }, nowMs);
    else shelves.goOn(shelf, conversationId, nowMs);
    const turnId = newId('trn');
    const answeredBy = model === null ? ({ kind: 'rules', model: null } as const) : ({ kind: 'model', model: agent.model ?? model.model } as const);
    shelf.turns.insert(
      { id: turnId, conversationId, engineId: engine === null ? null : engineId.parse(engine.id), isDemo, agentId: agent.id, question: asked.text, answeredBy },
      nowMs,
    );
    return turnId;
  };

  const forget = async (turnId: TurnId, run: RunningTurn) => {
    const last = await run.finished;
    running.delete(turnId);
    try {
      ended.emit(last);
    } catch (thrown) {
      // The turn is stored; who was told about it must not bring the core down.
      log.error({ err: thrown, turn: turnId }, 'a listener of ended turns failed');
    }
  };

  const insertOn = (shelf: Shelf, beginning: Beginning) => ({
    shelf,
    turnId: withStoreFaults(() => shelf.db.transaction(() => insert(shelf, beginning)).immediate()),
  });
  const keep = (beginning: Beginning) => {
    if (!deps.store.isKept()) return insertOn(shelves.spare(), beginning);
    try {
      return insertOn(shelves.kept, beginning);
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'STORE_FAILED') throw thrown;
      deps.store.noteRefusal();
      log.warn({ err: thrown }, 'a question is answered without being kept');
      return insertOn(shelves.spare(), beginning);
    }
  };

  const start = (given: NewQuestion): { turnId: TurnId; conversationId: ConversationId } => {
    if (!isOpen) throw new Fault('STOPPED', 'Resync is closing.');
    if (running.size >= MAX_RUNNING) throw new Fault('RATE_LIMITED', `${MAX_RUNNING} questions are being answered already; try again in a moment.`);
    const engine = engineNow(deps.plan);
    const asked = readQuestion(given.question, { nowMs: deps.plan.engineNowMs(), timeZone: engine?.timeZone ?? null });
    const beginning: Beginning = {
      asked,
      conversationId: given.conversationId,
      agent: deps.agents.get(given.agentId),
      engine,
      model: asked.isCommand ? null : deps.llm(),
    };
    const { shelf, turnId } = keep(beginning);
    const turn = read(turnId);
    const run = startRun(
      { ...deps, turns: shelf.turns, isKept: shelf.isKept, maxToolCalls: () => deps.settings().llm.maxToolCalls },
      {
        asked,
        turn,
        agent: beginning.agent,
        engine: beginning.engine,
        model: beginning.model,
        earlier: shelves.exchanges(turn, MAX_EARLIER),
        previous: shelves.previous(turn),
      },
    );
    running.set(turnId, run);
    void forget(turnId, run);
    return { turnId, conversationId: turn.conversationId };
  };

  return {
    start,
    watch: (turnId, afterSeq, signal) => running.get(turnId)?.live.watch(afterSeq, signal) ?? replay(read(turnId), afterSeq),
    async stop(turnId) {
      const run = running.get(turnId);
      run?.stop.abort();
      await run?.finished;
      return read(turnId);
    },
    isAnswering: () => running.size > 0,
    turn: read,
    conversations: (filter) => shelves.conversations(filter),
    conversation: (id) => ({ conversation: shelves.ofConversation(id).conversations.get(id), turns: shelves.turnsOf(id) }),
    rename: (id, title) => shelves.ofConversation(id).conversations.rename(id, title),
    remove: (id) => ({ isRemoved: shelves.ofConversation(id).conversations.remove(id, clock.now()) }),
    restore: (id) => shelves.ofConversation(id).conversations.restore(id, clock.now()),
    onTurnEnded: ended.subscribe,
    async shutdown() {
      isOpen = false;
      for (const run of running.values()) run.stop.abort(SHUTDOWN);
      await Promise.all([...running.values()].map((run) => run.finished));
      shelves.close();
    },
  };
}

interface Beginning {
  readonly asked: Question;
  readonly conversationId: ConversationId | undefined;
  readonly agent: Agent;
  readonly engine: Engine | null;
  readonly model: ActiveModel | null;
}

/** A turn without an engine is still a turn: its readings say what is missing. */
function engineNow(plan: Pick<PlanReads, 'engine'>): Engine | null {
  try {
    return plan.engine();
  } catch (thrown) {
    if (thrown instanceof Fault) return null;
    throw thrown;
  }
}

/** An ended turn is told by its beginning and its end; the numbers go on from what the watcher has. */
async function* replay(turn: Turn, afterSeq: number): AsyncGenerator<TurnEvent, void, void> {
  const began: Turn = { ...turn, state: { at: 'running' }, answer: '', notices: [], receipts: [], claims: [], memories: [], memoryId: null };
  if (afterSeq === 0) yield { seq: 1, type: 'started', turn: began };
  yield { seq: Math.max(afterSeq, 1) + 1, type: 'ended', turn };
}

function titleOf(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ');
  return line.length <= TITLE_CHARS ? line : `${line.slice(0, TITLE_CHARS - 1)}…`;
}
