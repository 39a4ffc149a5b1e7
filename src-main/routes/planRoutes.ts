/** Hands the routes of the plan to what answers them. */
import type { Freshness, JobFilter } from '../../src-preload/contract/plan/plan.ts';
import { type Clock, instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Engines } from '../engines/engines.ts';
import type { createPlanReads } from '../plan/planReads.ts';
import type { RecordedPast } from '../plan/record/reads.ts';
import type { LivePlan } from '../plan/snapshot/livePlan.ts';
import type { createRouterBase } from './routerBase.ts';
import type { JobQuery, Reading } from '../tws/types/types.ts';

const LOG_LINES = 200;

/** What answers the routes of the plan. */
interface PlanParts {
  readonly engines: Pick<Engines, 'active'>;
  readonly clock: Clock;
  readonly plan: ReturnType<typeof createPlanReads>;
  readonly livePlan: LivePlan;
  readonly past: RecordedPast;
}

export function planRoutes(app: PlanParts, os: ReturnType<typeof createRouterBase>) {
  /** The engine first: were it looked up while the reading is under way and none connected, nobody would hear the reading fail, and that ends a process. */
  const fresh = async <T>(read: () => Promise<Reading<T>>): Promise<{ data: T; freshness: Freshness }> => {
    const { id, isDemo } = app.engines.active();
    const { data, observedAtMs, planId, isComplete, isTruncated, total } = await read();
    return {
      data,
      freshness: {
        engineId: id,
        isDemo,
        observedAt: instantOf(observedAtMs),
        ageMs: Math.max(0, app.clock.now() - observedAtMs),
        planId,
        isComplete,
        isTruncated,
        total,
      },
    };
  };
  const options = (signal: AbortSignal | undefined) => ({ signal, why: 'plan screen' });
  return {
    summary: os.plan.summary.handler(({ signal }) => fresh(() => app.plan.summary(options(signal)))),
    jobs: os.plan.jobs.handler(({ input, signal }) => fresh(() => app.plan.findJobs(queryOf(input), options(signal)))),
    job: os.plan.job.handler(({ input, signal }) => fresh(() => app.plan.jobDetails(input.id, options(signal)))),
    jobLog: os.plan.jobLog.handler(({ input, signal }) =>
      fresh(() => app.plan.jobLog(input.id, { search: input.search, maxLines: LOG_LINES }, options(signal))),
    ),
    why: os.plan.why.handler(({ input, signal }) => fresh(() => app.plan.whyNotRunning(input.id, options(signal)))),
    impact: os.plan.impact.handler(({ input, signal }) => fresh(() => app.plan.impact(input.id, options(signal)))),
    streams: os.plan.streams.handler(({ signal }) => fresh(() => app.plan.findStreams({ limit: 10_000 }, options(signal)))),
    workstations: os.plan.workstations.handler(({ signal }) => fresh(() => app.plan.workstations({ onlyProblems: false }, options(signal)))),
    ...snapshotRoutes(app, os),
    table: os.plan.table.handler(({ input, signal }) => fresh(() => app.livePlan.table(input, options(signal)))),
    graph: os.plan.graph.handler(({ input, signal }) => fresh(() => app.livePlan.graph(input, options(signal)))),
    criticalPath: os.plan.criticalPath.handler(({ input, signal }) => fresh(() => app.livePlan.criticalPath(input.id, options(signal)))),
    late: os.plan.late.handler(({ input, signal }) => fresh(() => app.livePlan.late(input.limit, options(signal)))),
    bottlenecks: os.plan.bottlenecks.handler(({ input, signal }) => fresh(() => app.livePlan.bottlenecks(input.limit, options(signal)))),
    cycles: os.plan.cycles.handler(({ signal }) => fresh(() => app.livePlan.cycles(options(signal)))),
    timeline: os.plan.timeline.handler(({ input, signal }) => fresh(() => app.livePlan.timeline(input, options(signal)))),
    ...historyRoutes(app, os),
  };
}

function snapshotRoutes({ livePlan }: PlanParts, os: ReturnType<typeof createRouterBase>) {
  return {
    snapshot: os.plan.snapshot.handler(() => livePlan.state()),
    refresh: os.plan.refresh.handler(({ input }) => {
      // Answers at once; how it goes on is in the state.
      void livePlan.read({ ...input, why: 'plan screen' }).catch(() => undefined);
      return livePlan.state();
    }),
    cancelReading: os.plan.cancelReading.handler(() => {
      livePlan.cancel();
      return livePlan.state();
    }),
  };
}

/** Times are instants outside and epoch ms inside. */
function historyRoutes({ past }: PlanParts, os: ReturnType<typeof createRouterBase>) {
  const window = ({ since, until }: { since?: string | undefined; until?: string | undefined }) => ({ sinceMs: epoch(since), untilMs: epoch(until) });
  return {
    history: os.plan.history.handler(({ input }) => past.historyOfJob(input.id, input.limit)),
    changes: os.plan.changes.handler(({ input }) => past.changesBetween(window(input))),
    handover: os.plan.handover.handler(({ input }) => past.handover(window(input))),
    watches: os.plan.watches.handler(() => past.watches()),
    watchJob: os.plan.watchJob.handler(({ input }) => past.watchJob(input)),
    unwatch: os.plan.unwatch.handler(({ input }) => past.unwatch(input.id)),
  };
}

const epoch = (value: string | undefined) => (value === undefined ? undefined : Date.parse(value));

function queryOf({ since, until, ...filter }: JobFilter): JobQuery {
  const query = { ...filter, sinceMs: epoch(since), untilMs: epoch(until) };
  if (query.sinceMs !== undefined && query.untilMs !== undefined && query.sinceMs > query.untilMs)
    throw new Fault('INVALID_INPUT', 'The window ends before it begins.');
  return query;
}
