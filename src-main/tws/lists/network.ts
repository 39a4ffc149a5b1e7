/** The plan as a graph: every job and stream with what it waits for, as far as the engine's lists tell it. */
import { toldDependencies, waitsOf } from '../rows/dependencyRows.ts';
import { jobOf } from '../rows/jobRows.ts';
import { streamKeyOf } from '../rows/smallRows.ts';
import { type WireJob, wireJob, wireStream } from '../rows/wire.ts';
import type { CallOptions, PlanNetwork, Reading, Wait } from '../types.ts';
import type { Lists } from './lists.ts';

/** Lists are read whole. */
const NO_LIMIT = 1_000_000;

/** Raises what the first page of either list raises. */
export async function readNetwork(lists: Lists, nowMs: () => number, ttlMs: number, options: CallOptions): Promise<Reading<PlanNetwork>> {
  const jobs = await lists.read(
    { object: 'job', schema: wireJob, ttlMs, convert: (wire) => ({ id: wire.id, job: jobOf(wire, nowMs()), ...toldBy(wire) }) },
    [],
    NO_LIMIT,
    options,
  );
  const streams = await lists.read(
    { object: 'jobstream', schema: wireStream, ttlMs, convert: (wire) => ({ id: wire.id, key: streamKeyOf(wire), ...toldBy(wire) }) },
    [],
    NO_LIMIT,
    options,
  );
  // By its own description the engine leaves dependencies empty in lists: a plan without a single one is not believed unless it counts none.
  const isSilent = [...jobs.data, ...streams.data].every(({ told, isCounted }) => told === 0 && !isCounted);
  const waitsOfRow = (row: Told): Wait[] | null => (isSilent && !row.isCounted ? null : row.waits);
  return {
    data: {
      jobs: jobs.data.map((row) => ({ job: row.job, waits: waitsOfRow(row) })),
      streams: streams.data.map((row) => ({ id: row.id, key: row.key, waits: waitsOfRow(row) })),
    },
    observedAtMs: Math.min(jobs.observedAtMs, streams.observedAtMs),
    planId: jobs.planId,
    isComplete: jobs.isComplete && streams.isComplete,
    isTruncated: jobs.isTruncated || streams.isTruncated,
    total: jobs.total,
  };
}

interface Told {
  /** null: not told. */
  readonly waits: Wait[] | null;
  /** Dependencies of any kind that came with the row. */
  readonly told: number;
  /** The engine counts the dependencies, so that none is none. */
  readonly isCounted: boolean;
}

function toldBy(wire: Pick<WireJob, 'dependencies' | 'dependenciesStats'>): Told {
  const dependencies = toldDependencies(wire);
  const counted = wire.dependenciesStats?.numberOfDependencies ?? null;
  return {
    waits: dependencies === null ? null : waitsOf(dependencies),
    told: dependencies?.length ?? 0,
    isCounted: dependencies !== null && counted === dependencies.length,
  };
}
