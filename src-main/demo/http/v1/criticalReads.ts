/** Critical jobs, their risk, and the chain in front of them: only v1 has these. */
import * as z from 'zod';
import { completedBefore, criticalJobs, criticalPathOf, criticalStartOf, criticalViewAt } from '../../plan/critical.ts';
import { known, type PlanJob } from '../../plan/planModel.ts';
import { deadlineOf, jobStateAt } from '../../plan/state.ts';
import { criticalRowV1, networkRowV1 } from '../../wire/v1/critical.ts';
import { instant } from '../../wire/values.ts';
import { type Answer, type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import type { Route, RouteParts } from '../route.ts';
import { filtersOf, isMachineNamed, isNamed, isWithin, jobTest } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

/** The words of `option` are not documented; these are the console's. Anything else means the critical path. */
const CHAINS = ['CRITICAL_PATH', 'HOT_LIST', 'COMPLETED', 'INCOMPLETE'] as const;
const chainBody = z.object({ option: z.string().optional(), filter: z.object({ filters: z.unknown() }).optional() }).nullable();

export function criticalRoutes({ plan }: RouteParts): Route[] {
  const views = (now: number) => criticalJobs(plan).map((job) => criticalViewAt(plan, job, now));

  const list = (ask: Ask, said: unknown): Answer => {
    const filter = filtersOf(said).criticalJobInPlanFilter ?? {};
    const found = views(ask.now).filter(
      ({ job, alertLevel }) =>
        isNamed(filter.jobName, job.name) &&
        isNamed(filter.jobStreamName, known(plan.streams, job.streamId).name) &&
        isMachineNamed(filter.workstationName, job.workstation) &&
        (filter.alertLevelList?.includes(alertLevel) ?? true) &&
        (filter.statusList?.includes(jobStateAt(plan, job, ask.now).common) ?? true) &&
        isWithin(filter.deadlineRange, deadlineOf(job)) &&
        isWithin(filter.criticalStartTimeRange, criticalStartOf(job)),
    );
    return rows(ask, found, (view) => criticalRowV1(plan, view, ask.now));
  };

  const chain = (ask: Ask, id: string | undefined): Answer => {
    const job = plan.jobs.get(id ?? '');
    const body = chainBody.safeParse(ask.body);
    if (job?.isCritical !== true) throw new Refused(notFound('critical job'));
    if (!body.success) throw new Refused(badRequest('The body of the query is not valid.'));
    const { network, hotList } = criticalViewAt(plan, job, ask.now);
    const path = criticalPathOf(plan, job, ask.now);
    const option = CHAINS.find((one) => one === body.data?.option?.toUpperCase().replaceAll(/[\s-]/g, '_')) ?? 'CRITICAL_PATH';
    const wanted: Record<(typeof CHAINS)[number], readonly PlanJob[]> = {
      CRITICAL_PATH: path,
      HOT_LIST: hotList,
      INCOMPLETE: network,
      COMPLETED: option === 'COMPLETED' ? completedBefore(plan, job, ask.now) : [],
    };
    const fits = jobTest(plan, filtersOf(body.data?.filter?.filters).jobInPlanOnCriticalPathFilter, ask.now);
    const onPath = new Set(path);
    return rows(ask, wanted[option].filter(fits), (one) =>
      networkRowV1(plan, one, ask.now, { isOnPath: onPath.has(one), isInternal: one.streamId === job.streamId }),
    );
  };

  return [
    ...queryRoutes('/plan/current/criticaljob', list),
    {
      path: '/plan/current/criticaljob/summary_info',
      method: 'POST',
      answer: (ask) => {
        const levels = views(ask.now).map(({ alertLevel }) => alertLevel);
        const count = (wanted: string) => levels.filter((level) => level === wanted).length;
        return json({
          numberOfCriticalJobsNoRisk: count('ON_TRACK'),
          numberOfCriticalJobsPotentialRisk: count('POTENTIAL_RISK'),
          numberOfCriticalJobsHighRisk: count('HIGH_RISK'),
          lastCritPathRecalculation: instant(ask.now),
        });
      },
    },
    { path: '/plan/current/criticaljob/{id}/query_predecessors_chain', method: 'POST', answer: chain },
  ];
}
