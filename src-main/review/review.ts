/** The human review queue: readings, decisions with undo, and counters that follow every change. */

import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { BulkResult, ExportPage, ReviewCounters, ReviewDetails, ReviewFilter, ReviewItem, TrailCheck } from '../../src-preload/contract/review/review.ts';
import { type Clock, instantOf } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import type { Db } from '../database/open.ts';
import { verifyTrail } from '../database/rows/verifyTrail.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { type BulkDecision, decideMany, previewMany, refuseInBulk } from './bulk.ts';
import { addNote, approve, claim, correct, type DecisionInput, reject, release, undo } from './decide.ts';
import { type ExportInput, exportItems } from './exportItems.ts';
import { listItems, readCounters, readDetails, readItem } from './reviewRows.ts';

export interface ReviewDeps {
  /** The core's connection. */
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Stores a human's replacement for a memory, in the transaction of the decision. */
  readonly storeCorrection: (input: { readonly corrects: MemoryId; readonly answer: string; readonly by: string }) => MemoryId;
}

/** What every decision needs; `version` is the one the reviewer saw. */
interface ReviewCommand {
  readonly id: ReviewItemId;
  readonly version: number;
  readonly note?: string | undefined;
}

export interface Review {
  list(filter: ReviewFilter, who: string): Promise<{ items: ReviewItem[]; total: number; counters: ReviewCounters }>;
  /** Raises NOT_FOUND. */
  get(id: ReviewItemId): ReviewDetails;
  counters(): ReviewCounters;
  /** Each decision raises NOT_FOUND, or CONFLICT naming who was faster; nothing is then changed. */
  approve(command: ReviewCommand, who: string): ReviewItem;
  correct(command: ReviewCommand & { readonly answer: string }, who: string): ReviewItem;
  reject(command: ReviewCommand, who: string): ReviewItem;
  undo(command: ReviewCommand, who: string): ReviewItem;
  /** Reserves the item for ten minutes. */
  claim(command: ReviewCommand, who: string): ReviewItem;
  /** Gives the item back. Raises CONFLICT for somebody else's. */
  release(command: ReviewCommand, who: string): ReviewItem;
  /** Raises NOT_FOUND. */
  note(id: ReviewItemId, note: string, who: string): ReviewDetails;
  /** Changes nothing. */
  bulkPreview(ids: readonly ReviewItemId[], decision: BulkDecision, who: string): ReturnType<typeof previewMany>;
  /** Item by item, in order; never raises for one that is refused. */
  bulk(input: BulkInput, who: string): Promise<BulkResult[]>;
  /** Raises STORE_FAILED. */
  export(input: ExportInput): Promise<ExportPage>;
  verifyTrail(): Promise<TrailCheck>;
  /** The counters after every change, the auditor's included. Returns its undo. */
  subscribe(listener: (counters: ReviewCounters) => void): () => void;
  /** The counters now and after every change. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<ReviewCounters, void, void>;
  /** Tells subscribers: for changes made outside, such as a verdict of the auditor. */
  refresh(): void;
}

interface BulkInput {
  readonly items: readonly { readonly id: ReviewItemId; readonly version: number }[];
  readonly decision: BulkDecision;
  readonly note?: string | undefined;
}

const CLAIM_MS = 10 * 60_000;

export function createReview(deps: ReviewDeps): Review {
  const { db, clock, log } = deps;
  const changes = createEmitter<ReviewCounters>();
  const now = () => instantOf(clock.now());
  const counters = () => withStoreFaults(() => readCounters(db));

  /** What happened is on disk: who could not be told of it must neither undo it nor end the core. */
  const tell = () => {
    try {
      changes.emit(counters());
    } catch (thrown) {
      log.warn({ err: thrown }, 'the review counters could not be told');
    }
  };

  const decide = (what: string, command: ReviewCommand, who: string, act: (input: DecisionInput) => void): ReviewItem => {
    const input: DecisionInput = { id: command.id, version: command.version, note: command.note, who, nowMs: clock.now() };
    const item = withStoreFaults(() =>
      db
        .transaction(() => {
          act(input);
          return readItem(db, command.id, now());
        })
        .immediate(),
    );
    log.info({ what, item: command.id, memory: item.memory.id, who }, 'review');
    tell();
    return item;
  };

  return {
    list: (filter, who) => listItems(db, filter, { now: now(), who }),
    get: (id) => withStoreFaults(() => readDetails(db, id, now())),
    counters,
    approve: (command, who) => decide('approved', command, who, (input) => approve(db, input)),
    correct: (command, who) =>
      decide('corrected', command, who, (input) => correct(db, input, (corrects) => deps.storeCorrection({ corrects, answer: command.answer, by: who }))),
    reject: (command, who) => decide('rejected', command, who, (input) => reject(db, input)),
    undo: (command, who) => decide('undone', command, who, (input) => undo(db, input)),
    claim: (command, who) => decide('claimed', command, who, (input) => claim(db, input, CLAIM_MS)),
    release: (command, who) => decide('released', command, who, (input) => release(db, input)),
    note(id, note, who) {
      withStoreFaults(() => db.transaction(() => addNote(db, { id, note, who, nowMs: clock.now() })).immediate());
      return withStoreFaults(() => readDetails(db, id, now()));
    },
    bulkPreview: (ids, decision, who) => withStoreFaults(() => previewMany(db, ids, { decision, now: now(), who })),
    bulk: ({ items, decision, note }, who) => {
      const act = decision === 'approve' ? approve : reject;
      return decideMany(items, (item) =>
        decide(`${decision} in bulk`, { ...item, note }, who, (input) => {
          refuseInBulk(db, item.id, decision);
          act(db, input);
        }),
      );
    },
    export: (input) => exportItems(db, input, now()),
    verifyTrail: () => verifyTrail(db),
    subscribe: (listener) => changes.subscribe(listener),
    watch: (signal) => changes.iterate(signal, { first: counters(), bound: 1 }),
    refresh: tell,
  };
}
