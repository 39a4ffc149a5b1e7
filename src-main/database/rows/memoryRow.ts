/** The `memory` table as the contract speaks of it. */

import type { EngineId, MemoryId, TurnId } from '../../../src-preload/contract/ids.ts';
import type { Memory, MemoryState } from '../../../src-preload/contract/memory.ts';
import { DEMO_ENGINE } from '../../config/demoEngine.ts';

export interface MemoryRow {
  readonly seq: number;
  readonly id: MemoryId;
  readonly engine_id: EngineId | null;
  readonly turn_id: TurnId | null;
  readonly question: string;
  readonly answer: string;
  readonly state: MemoryState;
  readonly durability: Memory['durability'];
  readonly origin: Memory['origin'];
  readonly is_tainted: number;
  readonly created_at: string;
  readonly observed_at: string;
  readonly plan_id: string | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly is_human_decided: number;
  readonly supersedes: MemoryId | null;
  readonly superseded_by: MemoryId | null;
  readonly version: number;
  readonly restorable_until: string | null;
  readonly purpose: Memory['purpose'];
  readonly durable_answer: string | null;
  readonly stubbed_at: string | null;
}

/** Reads whole rows: `${SELECT_MEMORY} WHERE memory.id = ?`. */
export const SELECT_MEMORY = `
  SELECT memory.seq, memory.id, engine_id, turn_id, question, answer, memory.state, durability, origin, is_tainted, memory.created_at, observed_at, plan_id,
         memory.decided_by, memory.decided_at, is_human_decided, supersedes, superseded_by, memory.version, tombstone.restorable_until,
         purpose, durable_answer, stubbed_at
  FROM memory LEFT JOIN tombstone ON tombstone.memory_id = memory.id`;

export function memoryOf(row: MemoryRow): Memory {
  return {
    id: row.id,
    engineId: row.engine_id,
    isDemo: row.engine_id === DEMO_ENGINE.id,
    turnId: row.turn_id,
    question: row.question,
    answer: row.answer,
    state: row.state,
    durability: row.durability,
    origin: row.origin,
    isTainted: row.is_tainted === 1,
    createdAt: row.created_at,
    observedAt: row.observed_at,
    planId: row.plan_id,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    restorableUntil: row.restorable_until,
    purpose: row.purpose,
    durableAnswer: row.durable_answer,
    stubbedAt: row.stubbed_at,
  };
}
