/** Turns on disk: each change is one statement or one transaction, so a crash leaves a turn as it was or as it became. */

import type { Claim, Receipt, Turn, TurnState } from '../../../src-preload/contract/chat.ts';
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { AgentId, ClaimId, ConversationId, EngineId, MemoryId, ReceiptId, TurnId } from '../../../src-preload/contract/ids.ts';
import { instantOf } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { insertClaim } from '../../database/rows/claimRow.ts';
import { insertReceipt, readReceipts } from '../../database/rows/receiptRow.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import type { ClaimDraft } from '../answerPort.ts';
import type { EarlierExchange } from '../model/prompt.ts';
import { labelNumber } from '../receiptBook.ts';

interface NewTurn {
  readonly id: TurnId;
  readonly conversationId: ConversationId;
  readonly engineId: EngineId | null;
  readonly isDemo: boolean;
  readonly agentId: AgentId;
  readonly question: string;
  readonly answeredBy: Turn['answeredBy'];
}

/** How a turn ended: everything its row holds from then on. */
export interface TurnEnd {
  readonly state: Exclude<TurnState, { at: 'running' }>;
  readonly answer: string;
  readonly answeredBy: Turn['answeredBy'];
  readonly notices: readonly string[];
  readonly memories: Turn['memories'];
  readonly claims: readonly ClaimDraft[];
}

interface TurnRow {
  readonly id: TurnId;
  readonly conversation_id: ConversationId;
  readonly engine_id: EngineId | null;
  readonly is_demo: number;
  readonly agent_id: AgentId;
  readonly question: string;
  readonly asked_at: string;
  readonly state: TurnState['at'];
  readonly finished_at: string | null;
  readonly fault: string | null;
  readonly answered_by: Turn['answeredBy']['kind'];
  readonly model: string | null;
  readonly answer: string;
  readonly notices: string;
  readonly memories: string;
  readonly memory_id: MemoryId | null;
}

interface ClaimRow {
  readonly id: ClaimId;
  readonly kind: Claim['kind'];
  readonly text: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly subject: string | null;
  readonly claimed: string | null;
  readonly receipt_id: ReceiptId | null;
  readonly verdict: Claim['verdict'];
  readonly observed: string | null;
}

export interface TurnStore {
  /** Call it inside the transaction that makes or touches the conversation. */
  insert(turn: NewTurn, nowMs: number): void;
  saveReceipt(receipt: Receipt): void;
  /** Answer, claims and whatever `alsoInside` writes (it gives the memory's id), or nothing of it. */
  finish(turnId: TurnId, end: TurnEnd, nowMs: number, alsoInside: () => MemoryId | null): void;
  read(turnId: TurnId): Turn | undefined;
  /** Oldest first. */
  ofConversation(conversationId: ConversationId): Turn[];
  /** The last finished exchanges of a conversation with this engine, oldest first: what another one answered (the demo) says nothing about it. */
  exchanges(of: Pick<Turn, 'conversationId' | 'engineId'>, limit: number): EarlierExchange[];
  /** The last finished turn of a conversation with this engine; null when there is none. */
  previous(of: Pick<Turn, 'conversationId' | 'engineId'>): { question: string; receipts: Receipt[] } | null;
  /** Turns a crash left running. @returns how many. */
  interruptRunning(nowMs: number): number;
}

export function createTurnStore(db: Db): TurnStore {
  const insertTurn = db.prepare(
    `INSERT INTO turn (id, conversation_id, engine_id, is_demo, agent_id, question, asked_at, state, answered_by, model)
     VALUES (@id, @conversationId, @engineId, @isDemo, @agentId, @question, @at, 'running', @kind, @model)`,
  );
  const endTurn = db.prepare(
    `UPDATE turn SET state = @state, finished_at = @finishedAt, fault = @fault, answered_by = @kind, model = @model, answer = @answer, notices = @notices,
       memories = @memories, memory_id = @memoryId WHERE id = @id AND state = 'running'`,
  );
  const touch = db.prepare('UPDATE conversation SET updated_at = ? WHERE id = (SELECT conversation_id FROM turn WHERE id = ?)');
  const byId = db.prepare<[string], TurnRow>('SELECT * FROM turn WHERE id = ?');
  const byConversation = db.prepare<[string], TurnRow>('SELECT * FROM turn WHERE conversation_id = ? ORDER BY asked_at, id');
  // A turn that was not remembered is tainted when it read anything: what it read is not looked into again.
  const lastExchanges = db.prepare<[string, string | null, number], { question: string; answer: string; is_tainted: number }>(
    `SELECT question, answer, coalesce((SELECT is_tainted FROM memory WHERE id = turn.memory_id), EXISTS (SELECT 1 FROM receipt WHERE turn_id = turn.id)) AS is_tainted
     FROM turn WHERE conversation_id = ? AND engine_id IS ? AND state = 'done' ORDER BY asked_at DESC, id DESC LIMIT ?`,
  );
  const lastDone = db.prepare<[string, string | null], { id: TurnId; question: string }>(
    `SELECT id, question FROM turn WHERE conversation_id = ? AND engine_id IS ? AND state = 'done' ORDER BY asked_at DESC, id DESC LIMIT 1`,
  );
  const claimsOf = db.prepare<[string], ClaimRow>('SELECT * FROM claim WHERE turn_id = ? ORDER BY start_at, end_at, id');
  const interrupt = db.prepare(`UPDATE turn SET state = 'interrupted', finished_at = ? WHERE state = 'running'`);
  const turnOf = (row: TurnRow): Turn => assembled(row, readReceipts(db, row.id), claimsOf.all(row.id));

  const finishAll = db.transaction((turnId: TurnId, end: TurnEnd, nowMs: number, alsoInside: () => MemoryId | null) => {
    for (const claim of end.claims) insertClaim(db, turnId, claim);
    const memoryId = alsoInside();
    endTurn.run({
      id: turnId,
      state: end.state.at,
      finishedAt: end.state.finishedAt,
      fault: end.state.at === 'failed' ? JSON.stringify(end.state.fault) : null,
      kind: end.answeredBy.kind,
      model: end.answeredBy.model,
      answer: end.answer,
      notices: JSON.stringify(end.notices),
      memories: JSON.stringify(end.memories),
      memoryId,
    });
    touch.run(instantOf(nowMs), turnId);
  });

  return {
    insert(turn, nowMs) {
      const { answeredBy, ...row } = turn;
      insertTurn.run({ ...row, ...answeredBy, isDemo: turn.isDemo ? 1 : 0, at: instantOf(nowMs) });
    },
    saveReceipt: (receipt) => withStoreFaults(() => insertReceipt(db, receipt)),
    finish: (turnId, end, nowMs, alsoInside) => withStoreFaults(() => finishAll.immediate(turnId, end, nowMs, alsoInside)),
    read: (turnId) =>
      withStoreFaults(() => {
        const row = byId.get(turnId);
        return row === undefined ? undefined : turnOf(row);
      }),
    ofConversation: (conversationId) => withStoreFaults(() => byConversation.all(conversationId).map(turnOf)),
    exchanges: ({ conversationId, engineId }, limit) =>
      withStoreFaults(() =>
        lastExchanges
          .all(conversationId, engineId, limit)
          .map(({ is_tainted, ...exchange }) => ({ ...exchange, isTainted: is_tainted === 1 }))
          .toReversed(),
      ),
    previous: ({ conversationId, engineId }) =>
      withStoreFaults(() => {
        const row = lastDone.get(conversationId, engineId);
        return row === undefined ? null : { question: row.question, receipts: readReceipts(db, row.id) };
      }),
    interruptRunning: (nowMs) => withStoreFaults(() => interrupt.run(instantOf(nowMs)).changes),
  };
}

function assembled(row: TurnRow, receipts: Receipt[], claims: readonly ClaimRow[]): Turn {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    engineId: row.engine_id,
    isDemo: row.is_demo === 1,
    agentId: row.agent_id,
    question: row.question,
    askedAt: row.asked_at,
    state: stateOf(row),
    answeredBy: { kind: row.answered_by, model: row.model },
    answer: row.answer,
    // Written by us, from the shapes named here.
    notices: JSON.parse(row.notices) as string[],
    receipts: receipts.sort((a, b) => labelNumber(a.label) - labelNumber(b.label)),
    claims: claims.map(claimOf),
    memories: JSON.parse(row.memories) as Turn['memories'],
    memoryId: row.memory_id,
  };
}

const claimOf = ({ start_at: start, end_at: end, receipt_id: receiptId, id, kind, text, subject, claimed, verdict, observed }: ClaimRow): Claim => ({
  id,
  kind,
  text,
  start,
  end,
  subject,
  claimed,
  receiptId,
  verdict,
  observed,
});

function stateOf({ state, finished_at: finishedAt, fault, asked_at: askedAt }: TurnRow): TurnState {
  if (state === 'running') return { at: 'running' };
  const ended = { finishedAt: finishedAt ?? askedAt };
  if (state !== 'failed') return { at: state, ...ended };
  const data = fault === null ? { code: 'INTERNAL' as const, message: 'The reason was not kept.', retryable: false } : (JSON.parse(fault) as FaultData);
  return { at: 'failed', ...ended, fault: data };
}
