/** What the forecast says: the path that decides an end, what will be late, where work piles up, what waits for itself. */
import type { Bottleneck, CriticalPath, LateJob } from '../../../../src-preload/contract/planGraph.ts';
import { cyclesOf } from '../../graph/components.ts';
import { bottlenecksOf } from '../../graph/forecast/bottlenecks.ts';
import { criticalPathOf } from '../../graph/forecast/criticalPath.ts';
import { startReasons } from '../../graph/forecast/times.ts';
import { phaseOf, phases } from '../../graph/phases.ts';
import { instantOrNull, type Look, type ViewAnswer } from './look.ts';

export interface ForecastViews {
  criticalPath(jobId: string): ViewAnswer<CriticalPath>;
  late(limit: number): ViewAnswer<LateJob[]>;
  bottlenecks(limit: number): ViewAnswer<Bottleneck[]>;
  cycles(): ViewAnswer<{ id: string; key: string }[][]>;
}

const finite = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);

export function forecastViews(look: Look): ForecastViews {
  const { jobs, graph } = look.held;
  const isComplete = () => look.held.isComplete && look.isAllTold;
  const cut = <T>(data: T[], limit: number, extra = true): ViewAnswer<T[]> => ({
    data: data.slice(0, limit),
    isComplete: isComplete() && extra,
    isTruncated: data.length > limit,
    total: data.length,
  });
  return {
    criticalPath(jobId) {
      const row = look.rowOf(jobId);
      const path = criticalPathOf(graph, look.forecast(), row);
      const hasForecast = Number.isFinite(path.finishMs);
      return {
        data: {
          jobKey: jobs.keyOf(row),
          deadlineAt: instantOrNull(jobs.deadlineMs.values[row]),
          forecastEndAt: instantOrNull(path.finishMs),
          lateForecastEndAt: instantOrNull(path.p90FinishMs),
          slackMs: finite(path.slackMs),
          blockedBy: hasForecast || path.cause < 0 ? null : jobs.keyOf(path.cause),
          steps: Array.from(path.steps, (step, at) => stepOf(look, step, path.durationsMs[at] ?? Number.NaN)),
        },
        isComplete: look.held.isComplete && look.isTold(path.steps),
        isTruncated: false,
        total: path.steps.length,
      };
    },
    late(limit) {
      const { late, unknown } = look.late();
      const forecast = look.forecast();
      const rows = late.map(({ job, isLateNow, certainty, reason, becauseOf, lateByMs }): LateJob => {
        const times = certainty === 'possible' ? forecast.p90 : forecast.median;
        return {
          job: jobs.at(job),
          isLateNow,
          deadlineAt: instantOrNull(jobs.deadlineMs.values[job]),
          forecastEndAt: instantOrNull(times.finishMs[job]),
          lateByMs: finite(lateByMs),
          certainty,
          reason,
          becauseOf: becauseOf < 0 ? null : { id: jobs.idOf(becauseOf), key: jobs.keyOf(becauseOf) },
        };
      });
      // Of some nobody can say whether they will be in time.
      return cut(rows, limit, unknown.length === 0);
    },
    bottlenecks: (limit) =>
      cut(
        bottlenecksOf(graph, look.forecast(), limit).map(({ job, ...facts }) => ({ job: jobs.at(job), ...facts })),
        limit,
      ),
    cycles() {
      const circles = cyclesOf(graph).map((rows) => Array.from(rows, (row) => ({ id: jobs.idOf(row), key: jobs.keyOf(row) })));
      return cut(circles, MOST_CIRCLES);
    },
  };
}

const MOST_CIRCLES = 100;

function stepOf(look: Look, row: number, durationMs: number): CriticalPath['steps'][number] {
  const { jobs, graph } = look.held;
  const { id, key, name, streamName, status, isCritical, startedAt, endedAt } = jobs.at(row);
  const { median } = look.forecast();
  const phase = phaseOf(graph, row);
  const hasStarted = phase === phases.running || phase === phases.failed || phase === phases.succeeded;
  const isOver = endedAt !== null && phase !== phases.running && phase !== phases.notStarted;
  const measured = look.measured().medianMs[row] ?? Number.NaN;
  return {
    id,
    key,
    name,
    streamName,
    status,
    isCritical,
    startAt: hasStarted ? startedAt : instantOrNull(median.startMs[row]),
    endAt: isOver ? endedAt : instantOrNull(median.finishMs[row]),
    isForecast: !isOver,
    durationMs: finite(durationMs),
    durationSource: Number.isFinite(measured) ? 'measured' : Number.isFinite(durationMs) ? 'estimated' : 'unknown',
    startsBy: startReasons[median.startsBy[row] ?? 0] ?? 'unknown',
  };
}
