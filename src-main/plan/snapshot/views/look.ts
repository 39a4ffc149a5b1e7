/** What several views work out from the held plan, kept as long as it holds. */
import { Fault } from '../../../base/fault.ts';
import { type Durations, type Forecast, forecastOf } from '../../graph/forecast/forecast.ts';
import { hindranceCode } from '../../graph/forecast/hindrances.ts';
import { type LateRisks, lateRiskOf } from '../../graph/forecast/lateRisk.ts';
import { createImpact } from '../../graph/impact.ts';
import { createNeighbours } from '../../graph/neighbours.ts';
import { isJobNode } from '../../graph/planGraph.ts';
import type { HeldPlan } from '../held/heldPlan.ts';

export interface ViewDeps {
  readonly measured: () => Durations;
  /** The engine's clock, epoch ms. */
  readonly nowMs: () => number;
}

export interface ViewAnswer<T> {
  readonly data: T;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly total: number | null;
}

export type Look = ReturnType<typeof createLook>;

const MINUTE_MS = 60_000;
const FAILED = hindranceCode('failed');

export function createLook(held: HeldPlan, deps: ViewDeps) {
  const { jobs, graph } = held;
  let kept: { readonly key: string; readonly forecast: Forecast; late: LateRisks | null } | null = null;
  /** Times move on by the minute: a forecast of this minute will do. */
  const now = () => {
    const key = `${held.version} ${Math.floor(deps.nowMs() / MINUTE_MS)}`;
    if (kept?.key !== key) kept = { key, forecast: forecastOf(graph, { nowMs: deps.nowMs(), measured: deps.measured() }), late: null };
    return kept;
  };
  return {
    held,
    nowMs: deps.nowMs,
    measured: deps.measured,
    /** Grows when anything below may have changed. */
    version: () => now().key,
    forecast: () => now().forecast,
    late(): LateRisks {
      const at = now();
      at.late ??= lateRiskOf(graph, at.forecast);
      return at.late;
    },
    impact: createImpact(graph),
    neighbours: createNeighbours(graph),
    /** Row of the failed job that it waits behind; null for none. */
    failedBefore(row: number): number | null {
      const { hindrance, cause } = now().forecast;
      return hindrance[row] === FAILED && cause[row] !== row ? (cause[row] ?? null) : null;
    },
    /** Raises TWS_NOT_FOUND. */
    rowOf(jobId: string): number {
      const row = jobs.rowOf(jobId);
      if (row === null) throw new Fault('TWS_NOT_FOUND', 'There is no such job in the plan in force.', { detail: jobId });
      return row;
    },
    /** Display key of a job or stream node. */
    keyOf: (node: number): string => (isJobNode(graph, node) ? jobs.keyOf(node) : (held.streams[node - jobs.count]?.key ?? '?')),
    streamKeyOf: (row: number): string => held.streams[graph.jobs.stream[row] ?? -1]?.key ?? jobs.at(row).streamName,
    /** Whether the engine told what each of these jobs, and its stream, waits for. */
    isTold(rows: Iterable<number>): boolean {
      for (const row of rows) if (held.isUntold.jobs[row] === 1 || held.isUntold.streams[graph.jobs.stream[row] ?? -1] === 1) return false;
      return true;
    },
    /** Not one row of the plan is without its dependencies. */
    isAllTold: held.isUntold.jobs.every((untold) => untold === 0) && held.isUntold.streams.every((untold) => untold === 0),
  };
}

/** Epoch ms as an instant; null for NaN and the infinite. */
export const instantOrNull = (ms: number | undefined): string | null => (ms === undefined || !Number.isFinite(ms) ? null : new Date(ms).toISOString());
