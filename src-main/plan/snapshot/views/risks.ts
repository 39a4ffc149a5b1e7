/** Critical paths, late jobs, bottlenecks and circles of the plan, as rows a person can read. */
import type { Bottleneck, CriticalPath, LateJob } from '../../../../src-preload/contract/plan/planGraph.ts';
import { cyclesOf } from '../../graph/components.ts';
import { bottlenecksOf } from '../../graph/forecast/bottlenecks.ts';
import { criticalPathOf } from '../../graph/forecast/criticalPath.ts';
import type { Forecast } from '../../graph/forecast/forecast.ts';
import { hindranceCode } from '../../graph/forecast/hindrances.ts';
import type { LateRisks } from '../../graph/forecast/lateRisk.ts';
import { startReasons } from '../../graph/forecast/times.ts';
import { phaseOf, phases } from '../../graph/phases.ts';
import { isToldUpstream } from './walks.ts';
import { instantOf, knownMs, type ViewAnswer, type Workings } from './workings.ts';

type Named = { readonly id: string; readonly key: string };

export interface Risks {
  /** The chain that decides when the job ends. */
  criticalPath(jobId: string): ViewAnswer<CriticalPath>;
  /** Surest first. Incomplete also when nobody can say of a job with a deadline whether it keeps it. */
  late(limit: number): ViewAnswer<LateJob[]>;
  bottlenecks(limit: number): ViewAnswer<Bottleneck[]>;
  /** Groups of jobs that wait for each other in a circle. */
  cycles(): ViewAnswer<Named[][]>;
}

export function createRisks(workings: Workings): Risks {
  const { held, forecast, lateRisks, perVersion, perMinute, isAllTold } = workings;
  const { graph, jobs } = held;
  const circles = perVersion(() => cyclesOf(graph));
  /** By limit. What hangs on jobs that much hangs on takes seconds to walk in the largest plans. */
  const worst = perMinute(() => new Map<number, ReturnType<typeof bottlenecksOf>>());
  const named = (row: number): Named => ({ id: jobs.idOf(row), key: jobs.keyOf(row) });
  const whole = () => held.isComplete && isAllTold();

  return {
    criticalPath(jobId) {
      const row = workings.rowOf(jobId);
      const data = pathTo(workings, row);
      return { data, isComplete: held.isComplete && (isAllTold() || isToldUpstream(workings, row)), isTruncated: false, total: data.steps.length };
    },
    late(limit) {
      const { late, unknown } = lateRisks();
      return {
        data: late.slice(0, limit).map((risk) => lateJob(workings, risk, named)),
        isComplete: whole() && unknown.length === 0,
        isTruncated: late.length > limit,
        total: late.length,
      };
    },
    bottlenecks(limit) {
      const found = worst().get(limit) ?? bottlenecksOf(graph, forecast(), limit);
      worst().set(limit, found);
      return {
        data: found.map(({ job, waiting, criticalWaiting, waitingMs }) => ({ job: jobs.at(job), waiting, criticalWaiting, waitingMs })),
        isComplete: whole(),
        isTruncated: found.length === limit,
        total: found.length < limit ? found.length : null,
      };
    },
    cycles() {
      const groups = circles();
      return { data: groups.map((group) => [...group].map(named)), isComplete: whole(), isTruncated: false, total: groups.length };
    },
  };
}

function pathTo(workings: Workings, row: number): CriticalPath {
  const { held, forecast } = workings;
  const { jobs, graph } = held;
  const seen = forecast();
  const { steps, finishMs, p90FinishMs, slackMs, cause } = criticalPathOf(graph, seen, row);
  return {
    jobKey: jobs.keyOf(row),
    deadlineAt: instantOf(jobs.deadlineMs.values[row]),
    forecastEndAt: instantOf(finishMs),
    lateForecastEndAt: instantOf(p90FinishMs),
    slackMs: knownMs(slackMs),
    blockedBy: cause >= 0 && isBlocking(seen, row) ? jobs.keyOf(cause) : null,
    steps: [...steps].map((step) => pathStep(workings, seen, step)),
  };
}

const FAILED = hindranceCode('failed');
const CIRCLE = hindranceCode('circle');
/** Other hindrances are no obstacle, only a reason not to know. */
const isBlocking = ({ hindrance }: Forecast, row: number) => hindrance[row] === FAILED || hindrance[row] === CIRCLE;

function pathStep({ held, measured }: Workings, { median, durations }: Forecast, row: number): CriticalPath['steps'][number] {
  const { jobs, graph } = held;
  const { id, key, name, streamName, status, isCritical, startedAt, endedAt } = jobs.at(row);
  const phase = phaseOf(graph, row);
  const hasStarted = phase !== phases.notStarted;
  const hasEnded = hasStarted && phase !== phases.running;
  const durationMs = durations.medianMs[row]!;
  const durationSource = Number.isNaN(durationMs) ? 'unknown' : Number.isNaN(measured().medianMs[row]!) ? 'estimated' : 'measured';
  return {
    id,
    key,
    name,
    streamName,
    status,
    isCritical,
    startAt: hasStarted ? startedAt : instantOf(median.startMs[row]),
    endAt: hasEnded ? endedAt : instantOf(median.finishMs[row]),
    isForecast: !hasEnded,
    durationMs: knownMs(durationMs),
    durationSource,
    startsBy: hasStarted ? 'has-started' : (startReasons[median.startsBy[row]!] ?? 'unknown'),
  };
}

function lateJob({ held, forecast }: Workings, risk: LateRisks['late'][number], named: (row: number) => Named): LateJob {
  const { job, isLateNow, certainty, reason, becauseOf, lateByMs } = risk;
  const row = held.jobs.at(job);
  return {
    job: row,
    isLateNow,
    deadlineAt: row.deadlineAt,
    forecastEndAt: instantOf(forecast().median.finishMs[job]),
    lateByMs: knownMs(lateByMs),
    certainty,
    reason,
    becauseOf: becauseOf < 0 ? null : named(becauseOf),
  };
}
