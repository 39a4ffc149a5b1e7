/** What every store of memories promises, whichever engine holds the vectors; test/contract/memoryStore.test.ts is its law. */

import type { EngineId, MemoryId, TurnId } from '../../src-preload/contract/ids.ts';
import type { Memory, MemoryState, MemoryUse } from '../../src-preload/contract/memory.ts';
import type { ThreadState } from '../base/thread/superviseThread.ts';

export interface RememberInput {
  readonly engineId: EngineId | null;
  readonly turnId: TurnId | null;
  readonly question: string;
  readonly answer: string;
  readonly durability: Memory['durability'];
  /** The part that outlives its plan run; null for a perishable exchange. */
  readonly durableAnswer: string | null;
  readonly origin: 'rules' | 'model';
  /** The turn quoted untrusted text (job logs). */
  readonly isTainted: boolean;
  /** ISO-8601 UTC: the oldest observation the answer rests on. */
  readonly observedAt: string;
  readonly planId: string | null;
  /** Names of jobs, streams, workstations and messages the exchange is about; those written in question and answer are found here as well. */
  readonly names: readonly string[];
}

export interface CorrectionInput {
  /** The memory that was wrong; the caller moves it out of retrieval in the same transaction. */
  readonly corrects: MemoryId;
  readonly answer: string;
  readonly by: string;
}

interface RetrieveInput {
  readonly question: string;
  /** Only memories of this engine: what the demo taught never answers for a live engine. */
  readonly engineId: EngineId | null;
  readonly limit: number;
  /** Names the caller already knows the question to be about. */
  readonly names?: readonly string[];
}

export interface MemoryList {
  readonly memories: Memory[];
  readonly total: number;
  readonly byState: Partial<Record<MemoryState, number>>;
}

interface StoreHealth {
  readonly state: 'healthy' | 'degraded' | 'unhealthy';
  readonly latencyMs: number;
  readonly memories: number;
  readonly detail: string;
}

export interface MemoryStore {
  /**
   * Stores an exchange in quarantine with its audit job. Call it inside the transaction that ends the turn: both or neither.
   * The same turn again: the id it already has, and no second audit.
   */
  remember(input: RememberInput): MemoryId;
  /** The same for a planted answer: audited like any other, listed nowhere and found by no search, whatever becomes of it. */
  plantCanary(input: RememberInput): MemoryId;
  /** Stores a human's replacement of a memory, retrievable at once. Call it inside the transaction of the review decision. */
  storeCorrection(input: CorrectionInput): MemoryId;
  /** Audited memories relevant to the question: human-decided first, then by relevance. Raises STORE_FAILED; never an empty list for a failed search. */
  retrieve(input: RetrieveInput): Promise<MemoryUse[]>;
  list(filter: { readonly search?: string | undefined; readonly state?: MemoryState | undefined; readonly limit: number }): MemoryList;
  /** Raises NOT_FOUND. */
  get(memoryId: MemoryId): Memory;
  /** Newest first, in any state. */
  recent(limit?: number): Memory[];
  /** True while a human is asked about this memory. Raises NOT_FOUND. */
  isFlagged(memoryId: MemoryId): boolean;
  /** Takes a memory out of retrieval for 30 days of undo. Raises NOT_FOUND, CONFLICT. */
  remove(memoryId: MemoryId, reason: string, by: string): Memory;
  /** Puts a removed memory back as it was. Raises NOT_FOUND, CONFLICT (not removed, too late, or replaced by a correction). */
  restore(memoryId: MemoryId, by: string): Memory;
  health(): Promise<StoreHealth>;
  /** Of the search. */
  thread(): ThreadState;
  close(): Promise<void>;
}
