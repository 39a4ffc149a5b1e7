/** The human decisions, each one transaction of compare-and-set statements. Call them inside a write transaction. */

import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { MemoryState } from '../../src-preload/contract/memory.ts';
import { instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Db } from '../database/open.ts';
import { AUDITOR, readStanding, restoreStanding, type Standing } from '../database/rows/memoryStanding.ts';
import { claimReviewItem, closeReviewItem, reopenReviewItem } from '../database/rows/reviewItem.ts';
import { appendTrail } from '../database/rows/reviewTrail.ts';
import { bury, putTombstone, readTombstone } from '../database/rows/tombstone.ts';
import { type ItemRow, readItemRow } from './reviewRows.ts';
import { applyRuleChange, refuseCorrection, takeBackRuleChange } from './ruleChange.ts';

export interface DecisionInput {
  readonly id: ReviewItemId;
  /** The version the reviewer saw. */
  readonly version: number;
  readonly who: string;
  readonly note: string | undefined;
  readonly nowMs: number;
}

/** What undo puts back: kept in the trail with the decision. */
interface Before {
  readonly standing: Standing;
  readonly tombstone: ReturnType<typeof readTombstone> | null;
  readonly correctionId: MemoryId | null;
}

export function approve(db: Db, input: DecisionInput): void {
  const { item, before } = openItem(db, input);
  closeItem(db, input, 'approved', null);
  judgeMemory(db, input, item, 'approved', before.standing, null);
  putTombstone(db, item.memory_id, undefined);
  applyRuleChange(db, { memoryId: item.memory_id, by: input.who, atMs: input.nowMs });
  record(db, input, 'approved', before);
}

export function reject(db: Db, input: DecisionInput): void {
  const { item, before } = openItem(db, input);
  closeItem(db, input, 'rejected', null);
  judgeMemory(db, input, item, 'rejected', before.standing, null);
  buryFor(db, input, item, before.standing, input.note ?? 'rejected in review');
  record(db, input, 'rejected', before);
}

/** The new memory and the old one's end are one step: no retrieval sees both, or neither. */
export function correct(db: Db, input: DecisionInput, storeCorrection: (corrects: MemoryId) => MemoryId): void {
  const { item, before } = openItem(db, input);
  refuseCorrection(db, item.memory_id);
  const correctionId = storeCorrection(item.memory_id);
  closeItem(db, input, 'corrected', correctionId);
  judgeMemory(db, input, item, 'superseded', before.standing, correctionId);
  buryFor(db, input, item, before.standing, 'replaced by a correction');
  record(db, input, 'corrected', { ...before, correctionId });
}

/** Takes the last decision back: the memory stands exactly as it stood, the item is open again. Raises CONFLICT when the memory changed since. */
export function undo(db: Db, input: DecisionInput): void {
  const item = readItemRow(db, input.id);
  if (item.version !== input.version || item.state === 'pending') throw stale(item);
  const decision = db
    .prepare<[string], { before: string | null }>(
      `SELECT before FROM review_event WHERE item_id = ? AND what IN ('approved', 'corrected', 'rejected') ORDER BY seq DESC LIMIT 1`,
    )
    .get(input.id);
  if (decision === undefined || decision.before === null) throw new Fault('CONFLICT', 'There is no decision of a person to take back.');
  const before = JSON.parse(decision.before) as Before; // written by `record`
  refuseStub(db, item.memory_id);
  restoreStanding(db, item.memory_id, before.standing, standsAsDecided(db, item).version);
  putTombstone(db, item.memory_id, before.tombstone ?? undefined);
  if (item.state === 'approved') takeBackRuleChange(db, { memoryId: item.memory_id, by: input.who, atMs: input.nowMs });
  if (before.correctionId !== null) withdrawCorrection(db, input, before.correctionId);
  if (!reopenReviewItem(db, input)) throw stale(readItemRow(db, input.id));
  appendTrail(db, { itemId: input.id, at: instantOf(input.nowMs), who: input.who, what: 'undone', note: input.note ?? null, before: null });
}

/** The memory as the decision left it; removed and restored since is as good as untouched. Raises CONFLICT when it stands otherwise. */
function standsAsDecided(db: Db, item: ItemRow): Standing {
  const standing = readStanding(db, item.memory_id);
  if (standing === undefined) throw new Fault('NOT_FOUND', 'The memory of this review item is missing.');
  const state: MemoryState = item.state === 'corrected' ? 'superseded' : item.state === 'approved' ? 'approved' : 'rejected';
  const isAsDecided = standing.state === state && standing.decided_at === item.decided_at && standing.decided_by === item.decided_by;
  if (!isAsDecided || standing.superseded_by !== item.correction_id) {
    throw new Fault(
      'CONFLICT',
      `The memory was changed after this decision (${standing.state}, by ${standing.decided_by ?? 'nobody'}); undo that change first.`,
    );
  }
  return standing;
}

/** Reserves an open item for `forMs`; again by the same person prolongs it. */
export function claim(db: Db, input: DecisionInput, forMs: number): void {
  openItem(db, input);
  claimReviewItem(db, input, { by: input.who, until: instantOf(input.nowMs + forMs) });
  appendTrail(db, { itemId: input.id, at: instantOf(input.nowMs), who: input.who, what: 'claimed', note: input.note ?? null, before: null });
}

/** Gives a reserved item back; only who holds it can. */
export function release(db: Db, input: DecisionInput): void {
  const { item } = openItem(db, input);
  if (item.claimed_by !== input.who) throw new Fault('CONFLICT', 'You do not hold this item.');
  claimReviewItem(db, input, null);
  appendTrail(db, { itemId: input.id, at: instantOf(input.nowMs), who: input.who, what: 'released', note: input.note ?? null, before: null });
}

/** Adds to the trail only: the item stays as it is, open or decided. */
export function addNote(db: Db, input: Pick<DecisionInput, 'id' | 'who' | 'nowMs'> & { readonly note: string }): void {
  readItemRow(db, input.id);
  appendTrail(db, { itemId: input.id, at: instantOf(input.nowMs), who: input.who, what: 'noted', note: input.note, before: null });
}

/** The item as the reviewer saw it, open and not reserved by somebody else. Raises NOT_FOUND, CONFLICT. */
function openItem(db: Db, input: DecisionInput): { item: ItemRow; before: Before } {
  const item = readItemRow(db, input.id);
  if (item.state !== 'pending' || item.version !== input.version) throw stale(item);
  if (item.claimed_by !== null && item.claimed_by !== input.who && (item.claimed_until ?? '') > instantOf(input.nowMs)) {
    throw new Fault('CONFLICT', `${item.claimed_by} is looking at this item until ${item.claimed_until ?? ''}.`);
  }
  if (input.who === AUDITOR) throw new Fault('FORBIDDEN', 'Only a person decides in Review.');
  const standing = readStanding(db, item.memory_id);
  if (standing === undefined) throw new Fault('NOT_FOUND', 'The memory of this review item is missing.');
  return { item, before: { standing, tombstone: readTombstone(db, item.memory_id) ?? null, correctionId: null } };
}

function closeItem(db: Db, input: DecisionInput, state: 'approved' | 'corrected' | 'rejected', correctionId: MemoryId | null): void {
  const isClosed = closeReviewItem(db, input, { state, at: instantOf(input.nowMs), by: input.who, note: input.note ?? null, correctionId });
  if (!isClosed) throw stale(readItemRow(db, input.id));
}

/** Its text was dropped 30 days after it left: nothing that could be put back is there. */
function refuseStub(db: Db, memoryId: MemoryId): void {
  const stubbedAt = db.prepare<[string], { stubbed_at: string | null }>('SELECT stubbed_at FROM memory WHERE id = ?').get(memoryId)?.stubbed_at ?? null;
  if (stubbedAt !== null) throw new Fault('CONFLICT', `The text of this memory was dropped on ${stubbedAt}, 30 days after it left; it cannot be put back.`);
}

function judgeMemory(db: Db, input: DecisionInput, item: ItemRow, state: MemoryState, seen: Standing, supersededBy: MemoryId | null): void {
  const isJudged = restoreStanding(
    db,
    item.memory_id,
    { state, decided_by: input.who, decided_at: instantOf(input.nowMs), is_human_decided: 1, superseded_by: supersededBy },
    seen.version,
  );
  if (!isJudged) throw new Fault('CONFLICT', 'The memory was changed by somebody else in the meantime; look at it again.');
}

function buryFor(db: Db, input: DecisionInput, item: ItemRow, previous: Standing, reason: string): void {
  bury(db, { memoryId: item.memory_id, previous, reason, by: input.who, atMs: input.nowMs });
}

/** The correction leaves retrieval with its undo; it stays as a tombstone. */
function withdrawCorrection(db: Db, input: DecisionInput, correctionId: MemoryId): void {
  const standing = readStanding(db, correctionId);
  // Removed or corrected again since: it is already out of retrieval.
  if (standing === undefined || standing.state !== 'corrected') return;
  restoreStanding(
    db,
    correctionId,
    { state: 'rejected', decided_by: input.who, decided_at: instantOf(input.nowMs), is_human_decided: 1, superseded_by: null },
    standing.version,
  );
  bury(db, { memoryId: correctionId, previous: standing, reason: 'the correction was taken back', by: input.who, atMs: input.nowMs });
}

function record(db: Db, input: DecisionInput, what: 'approved' | 'corrected' | 'rejected', before: Before): void {
  appendTrail(db, { itemId: input.id, at: instantOf(input.nowMs), who: input.who, what, note: input.note ?? null, before: JSON.stringify(before) });
}

function stale(item: ItemRow): Fault {
  if (item.decided_by !== null) return new Fault('CONFLICT', `${item.decided_by} already decided this item (${item.state}, ${item.decided_at ?? ''}).`);
  return new Fault(
    'CONFLICT',
    item.claimed_by === null ? 'This item changed since you opened it; look at it again.' : `${item.claimed_by} took this item since you opened it.`,
  );
}
