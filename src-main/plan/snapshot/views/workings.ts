/** What several views need of the plan, worked out once and kept as long as it holds. */
import { Fault } from '../../../base/fault.ts';
import { type Durations, type Forecast, forecastOf } from '../../graph/forecast/forecast.ts';
import { type LateRisks, lateRiskOf } from '../../graph/forecast/lateRisk.ts';
import { createImpact } from '../../graph/impact.ts';
import { createNeighbours, type Neighbours } from '../../graph/neighbours.ts';
import { isJobNode, OUTSIDE } from '../../graph/planGraph.ts';
import type { HeldPlan } from '../held/heldPlan.ts';

export interface ViewAnswer<T> {
  readonly data: T;
  /** False when something of the plan that could change the answer is not known. */
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  /** Of all rows, also those cut off; null when nobody counted. */
  readonly total: number | null;
}

export interface ViewDeps {
  /** Per job, NaN where nothing was measured. */
  measured(): Durations;
  /** The engine's clock, epoch ms. */
  nowMs(): number;
}

export interface Workings {
  readonly held: HeldPlan;
  measured(): Durations;
  nowMs(): number;
  /** At most a minute old. */
  forecast(): Forecast;
  lateRisks(): LateRisks;
  readonly impactOf: ReturnType<typeof createImpact>;
  readonly neighbours: Neighbours;
  /** Kept while the plan is the same. */
  perVersion<T>(work: () => T): () => T;
  /** Kept while the plan and the minute are the same: for what is made of the forecast. */
  perMinute<T>(work: () => T): () => T;
  /** The engine told of every row what it waits for: otherwise any of them may follow any other. */
  isAllTold(): boolean;
  /** Raises TWS_NOT_FOUND. */
  rowOf(jobId: string): number;
  /** Display key of a node; null for what is outside the plan. */
  keyOf(node: number): string | null;
}

const MINUTE_MS = 60_000;

export function createWorkings(held: HeldPlan, { measured, nowMs }: ViewDeps): Workings {
  const { graph, jobs, streams } = held;
  const keptBy =
    (stamp: () => number) =>
    <T>(work: () => T): (() => T) => {
      let kept: { readonly version: number; readonly at: number; readonly value: T } | null = null;
      return () => {
        const at = stamp();
        if (kept === null || kept.version !== held.version || kept.at !== at) kept = { version: held.version, at, value: work() };
        return kept.value;
      };
    };
  const perVersion = keptBy(() => 0);
  const perMinute = keptBy(() => Math.floor(nowMs() / MINUTE_MS));
  const forecast = perMinute(() => forecastOf(graph, { nowMs: nowMs(), measured: measured() }));
  const lazily = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | null = null;
    return () => (made ??= { value: make() }).value;
  };
  const impact = lazily(() => createImpact(graph));
  const neighbours = lazily(() => createNeighbours(graph));

  return {
    held,
    measured,
    nowMs,
    forecast,
    lateRisks: perMinute(() => lateRiskOf(graph, forecast())),
    get impactOf() {
      return impact();
    },
    get neighbours() {
      return neighbours();
    },
    perVersion,
    perMinute,
    isAllTold: perVersion(() => !held.isUntold.jobs.includes(1) && !held.isUntold.streams.includes(1)),
    rowOf(jobId) {
      const row = jobs.rowOf(jobId);
      if (row === null) throw new Fault('TWS_NOT_FOUND', 'This job is not in the plan (any more): search for it by name.', { detail: jobId });
      return row;
    },
    keyOf(node) {
      if (node === OUTSIDE) return null;
      return isJobNode(graph, node) ? jobs.keyOf(node) : (streams[node - graph.jobCount]?.key ?? null);
    },
  };
}

/** Where a number stands for an instant: null unless it is one. */
export const instantOf = (ms: number | undefined): string | null => (ms !== undefined && Number.isFinite(ms) ? new Date(ms).toISOString() : null);
export const knownMs = (ms: number | undefined): number | null => (ms !== undefined && Number.isFinite(ms) ? ms : null);
