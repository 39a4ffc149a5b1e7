/** When each job ran or is forecast to run, within a window of time. */
import type { TimelineLane } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { phaseOf, phases } from '../../../graph/phases.ts';
import type { HeldJobs } from '../../held/heldJobs.ts';
import { instantOf, type Workings } from '../workings.ts';

export interface Bars {
  /** It ran, runs or will run within the window, as far as anybody knows. */
  isShown(row: number): boolean;
  startMs(row: number): number;
  at(row: number): TimelineLane['bars'][number];
}

export function barsOf({ held, forecast, nowMs }: Workings, sinceMs: number, untilMs: number): Bars {
  const { jobs, graph } = held;
  const { median } = forecast();
  const startMs = new Float64Array(jobs.count);
  /** NaN: it runs, and nobody knows for how long. */
  const endMs = new Float64Array(jobs.count);
  const now = nowMs();
  for (let row = 0; row < jobs.count; row++) {
    const phase = phaseOf(graph, row);
    if (phase === phases.notStarted) {
      const isKnown = Number.isFinite(median.finishMs[row]);
      startMs[row] = isKnown ? median.startMs[row]! : Number.NaN;
      endMs[row] = isKnown ? median.finishMs[row]! : Number.NaN;
    } else if (phase === phases.running) {
      startMs[row] = Number.isNaN(jobs.startedMs.values[row]!) ? now : jobs.startedMs.values[row]!;
      endMs[row] = Number.isFinite(median.finishMs[row]) ? median.finishMs[row]! : Number.NaN;
    } else {
      endMs[row] = endOf(jobs, row);
      startMs[row] = startOf(jobs, row);
    }
  }
  const isShown = (row: number) => startMs[row]! < untilMs && (Number.isNaN(endMs[row]!) ? now : endMs[row]!) >= sinceMs;
  return {
    isShown,
    startMs: (row) => startMs[row]!,
    at(row) {
      const { id, name, status, isCritical } = jobs.at(row);
      const phase = phaseOf(graph, row);
      const startAt = new Date(startMs[row]!).toISOString();
      return {
        jobId: id,
        name,
        status,
        isCritical,
        startAt,
        endAt: instantOf(endMs[row]),
        isForecast: phase === phases.notStarted || phase === phases.running,
      };
    },
  };
}

const elapsedOf = ({ elapsedMs }: HeldJobs, row: number) => elapsedMs.values[row]! || 0;

/** Of a run that is over; of what is not told, the rest decides. */
function startOf(jobs: HeldJobs, row: number): number {
  const startedMs = jobs.startedMs.values[row]!;
  return Number.isNaN(startedMs) ? jobs.endedMs.values[row]! - elapsedOf(jobs, row) : startedMs;
}

function endOf(jobs: HeldJobs, row: number): number {
  const endedMs = jobs.endedMs.values[row]!;
  return Number.isNaN(endedMs) ? jobs.startedMs.values[row]! + elapsedOf(jobs, row) : endedMs;
}
