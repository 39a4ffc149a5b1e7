/** After the 30 days of undo a removed memory becomes a stub: the question, and why it left. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import type { Db } from '../database/open.ts';
import { blankClaims } from '../database/rows/claimRow.ts';
import { blankFindings } from '../database/rows/findingRow.ts';
import { stubMemory } from '../database/rows/memoryStanding.ts';
import { blankReceipts } from '../database/rows/receiptRow.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import type { MemoryId, TurnId } from '../../src-preload/contract/ids.ts';
import { dropFromIndex } from './remember.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}

/** So few that a slice never holds the main thread up. */
const SLICE = 5;
const EVERY_MS = 6 * 3_600_000;
/** Not while Resync starts. */
const FIRST_AFTER_MS = 30_000;

interface Expired {
  readonly id: MemoryId;
  readonly seq: number;
}

/**
 * Drops answer, lasting part, full text, vector and names of memories whose time to be restored is over; question, tombstone and trail stay,
 * as do the turn with its receipts and claims in the conversation, unless that was removed too: then what the receipts saw and the claims and findings
 * quoted goes as well, and the turn alone stays. What still waits for a reviewer is left alone.
 * @returns how many became stubs; at most one slice.
 */
export function stubExpired({ db, clock }: Omit<Deps, 'log'>): number {
  const at = instantOf(clock.now());
  return db
    .transaction(() => {
      const expired = db
        .prepare<[string], Expired>(
          `SELECT memory.id, memory.seq FROM tombstone JOIN memory ON memory.id = tombstone.memory_id
           WHERE restorable_until < ? AND stubbed_at IS NULL AND memory.state IN ('rejected','superseded')
             AND NOT EXISTS (SELECT 1 FROM review_item WHERE review_item.memory_id = memory.id AND review_item.state = 'pending') LIMIT ${SLICE}`,
        )
        .all(at);
      for (const { id, seq } of expired) {
        stubMemory(db, id, at);
        dropFromIndex(db, { id, seq });
        dropEvidence(db, id);
        verifyGone(db, id, seq);
      }
      return expired.length;
    })
    .immediate();
}

/** Where a person removed the conversation as well, nobody can look at its evidence any more: seals stay, contents go. */
function dropEvidence(db: Db, memoryId: MemoryId): void {
  const turnId = db
    .prepare<[string], { id: TurnId }>(
      `SELECT turn.id FROM memory JOIN turn ON turn.id = memory.turn_id JOIN conversation ON conversation.id = conversation_id
       WHERE memory.id = ? AND removed_at IS NOT NULL`,
    )
    .get(memoryId)?.id;
  if (turnId === undefined) return;
  blankReceipts(db, turnId);
  blankClaims(db, turnId);
  blankFindings(db, memoryId);
}

/** A removal that is not complete is not committed. Raises INTERNAL. */
function verifyGone(db: Db, memoryId: MemoryId, seq: number): void {
  const left = db
    .prepare<[{ id: string; seq: number }], { n: number }>(
      `SELECT (SELECT count(*) FROM memory WHERE id = @id AND (answer <> '' OR durable_answer IS NOT NULL)) + (SELECT count(*) FROM memory_text WHERE rowid = @seq)
         + (SELECT count(*) FROM memory_embedding WHERE memory_seq = @seq) + (SELECT count(*) FROM mention WHERE memory_id = @id) AS n`,
    )
    .get({ id: memoryId, seq })?.n;
  if (left !== 0) throw new Fault('INTERNAL', `The text of memory ${memoryId} could not be dropped as a whole; nothing of it was.`);
}

export interface Retention {
  /** Works off everything that is due, unless stopped. @returns how many memories became stubs. Raises STORE_FAILED. */
  run(): Promise<number>;
  stop(): void;
}

/** Works soon and every six hours, a slice at a time, so that nothing waits for it. */
export function startRetention(deps: Deps): Retention {
  let isOpen = true;
  const run = async () => {
    let stubs = 0;
    for (let more = SLICE; isOpen && more === SLICE; stubs += more) {
      more = withStoreFaults(() => stubExpired(deps));
      await nextTurn();
    }
    return stubs;
  };
  const work = () =>
    run().then(
      (stubs) => stubs > 0 && deps.log.info({ stubs }, 'memories became stubs'),
      (thrown: unknown) => deps.log.warn({ err: thrown }, 'retention is put off'),
    );
  const timer = setInterval(() => void work(), EVERY_MS);
  timer.unref();
  const first = setTimeout(() => void work(), FIRST_AFTER_MS);
  first.unref();
  return {
    run,
    stop() {
      isOpen = false;
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}
