/** A human takes a memory out of retrieval, or puts it back as it was. */
import { type Clock, instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Db } from '../database/open.ts';
import { closeAudit, reopenAudit } from '../database/rows/auditJob.ts';
import { AUDITOR, readStanding, restoreStanding, type Standing } from '../database/rows/memoryStanding.ts';
import { reopenReviewItem } from '../database/rows/reviewItem.ts';
import { appendTrail } from '../database/rows/reviewTrail.ts';
import { bury, putTombstone, readTombstone } from '../database/rows/tombstone.ts';
import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

/** Call it inside a transaction. Raises NOT_FOUND, CONFLICT. */
export function removeMemory({ db, clock }: Deps, memoryId: MemoryId, reason: string, by: string): void {
  const standing = standingOf(db, memoryId);
  if (standing.state === 'rejected' || standing.state === 'superseded') {
    throw new Fault('CONFLICT', 'This memory is already out of use; its page says why and until when it can be restored.');
  }
  const atMs = clock.now();
  const isRemoved = restoreStanding(
    db,
    memoryId,
    { state: 'rejected', decided_by: by, decided_at: instantOf(atMs), is_human_decided: 1, superseded_by: standing.superseded_by },
    standing.version,
  );
  if (!isRemoved) throw changedMeanwhile();
  bury(db, { memoryId, previous: standing, reason, by, atMs });
  // The human's verdict stands in for the auditor's, so that nothing is spent on auditing what was removed.
  if (standing.state === 'quarantined') closeAudit(db, memoryId, { by, at: instantOf(atMs) });
}

/** Call it inside a transaction. Raises NOT_FOUND, CONFLICT. */
export function restoreMemory({ db, clock }: Deps, memoryId: MemoryId, by: string): void {
  const standing = standingOf(db, memoryId);
  const tombstone = readTombstone(db, memoryId);
  if (tombstone === undefined) throw new Fault('CONFLICT', 'This memory was not removed; there is nothing to restore.');
  if (standing.superseded_by !== null) throw new Fault('CONFLICT', 'This memory was replaced by a correction; take the correction back in Review instead.');
  if (tombstone.restorable_until < instantOf(clock.now())) {
    throw new Fault('CONFLICT', `The 30 days to restore this memory ended on ${tombstone.restorable_until}.`);
  }
  const previous = JSON.parse(tombstone.previous) as Standing; // written by `bury`
  const wasAudited = db.prepare('SELECT 1 FROM review_item WHERE memory_id = ?').get(memoryId) !== undefined;
  // What the auditor rejected goes back to the reviewers, neither past them nor to a second audit.
  const back = previous.state === 'quarantined' && wasAudited ? { ...previous, state: 'flagged' as const, decided_by: AUDITOR } : previous;
  if (!restoreStanding(db, memoryId, back, standing.version)) throw changedMeanwhile();
  putTombstone(db, memoryId, undefined);
  if (back.state === 'quarantined') reopenAudit(db, memoryId);
  reopenReview(db, memoryId, by, instantOf(clock.now()));
}

/** A reviewer's rejection does not outlive the restore: the item is open again, whatever the memory was before it (a doubt, or in use and drawn for a spot check). */
function reopenReview(db: Db, memoryId: MemoryId, by: string, at: string): void {
  const last = db
    .prepare<[string], { id: ReviewItemId; state: string; version: number }>(
      'SELECT id, state, version FROM review_item WHERE memory_id = ? ORDER BY rowid DESC LIMIT 1',
    )
    .get(memoryId);
  if (last?.state !== 'rejected') return;
  reopenReviewItem(db, last);
  appendTrail(db, { itemId: last.id, at, who: by, what: 'reopened', note: 'memory restored', before: null });
}

function standingOf(db: Db, memoryId: MemoryId): Standing {
  const standing = readStanding(db, memoryId);
  if (standing === undefined) throw new Fault('NOT_FOUND', 'There is no such memory.');
  return standing;
}

function changedMeanwhile(): Fault {
  return new Fault('CONFLICT', 'This memory was changed by somebody else in the meantime; look at it again.');
}
