/** The v1 reads of job streams, and of what keeps a stuck one from going on. */
import * as z from 'zod';
import { directPredecessors } from '../../plan/critical.ts';
import { known, type PlanJob, type PlanStream } from '../../plan/planModel.ts';
import { isReleased } from '../../plan/state.ts';
import { networkRowV1 } from '../../wire/v1/critical.ts';
import { dependenciesV1 } from '../../wire/v1/jobs.ts';
import { streamRowV1 } from '../../wire/v1/streams.ts';
import { type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import type { Route, RouteParts } from '../route.ts';
import { filtersOf, streamTest } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

const idsBody = z.union([z.array(z.string()), z.looseObject({ jobIdList: z.array(z.string()) }).transform(({ jobIdList }) => jobIdList)]);

export function streamRoutes({ plan }: RouteParts): Route[] {
  const one = (id: string | undefined): PlanStream => {
    const stream = plan.streams.get(id ?? '');
    if (stream === undefined) throw new Refused(notFound('job stream'));
    return stream;
  };
  const openJobs = (stream: PlanStream, now: number) => stream.jobIds.map((id) => known(plan.jobs, id)).filter((job) => !isReleased(job, now));
  const openBefore = (job: PlanJob, now: number) => directPredecessors(plan, job).filter((before) => !isReleased(before, now));
  /** Walks back to the jobs that wait for no job themselves. */
  const blockers = (start: readonly PlanJob[], now: number): PlanJob[] => {
    const seen = new Set(start);
    for (const job of seen) for (const before of openBefore(job, now)) seen.add(before);
    return [...seen].filter((job) => openBefore(job, now).length === 0);
  };
  const shown = (ask: Ask, jobs: readonly PlanJob[], streamId: string | null) =>
    json(jobs.map((job) => networkRowV1(plan, job, ask.now, { isOnPath: false, isInternal: job.streamId === streamId })));
  return [
    ...queryRoutes('/plan/current/jobstream', (ask, said) => {
      const found = [...plan.streams.values()].filter(streamTest(plan, filtersOf(said).jobStreamInPlanFilter, ask.now));
      return rows(ask, found, (stream) => streamRowV1(plan, stream, ask.now));
    }),
    {
      path: '/plan/current/jobstream/{id}',
      answer: (ask, id) => {
        const stream = one(id);
        return json({ ...streamRowV1(plan, stream, ask.now), dependencies: dependenciesV1(plan, stream.dependencies, stream.id, ask.now) });
      },
    },
    {
      path: '/plan/current/jobstream/{id}/action/first_predecessors',
      answer: (ask, id) => shown(ask, blockers(openJobs(one(id), ask.now), ask.now), one(id).id),
    },
    {
      // Its body is not documented; the ids of jobs are what there is to go on from.
      path: '/plan/current/jobstream/action/next_predecessors',
      method: 'POST',
      answer: (ask) => {
        const body = idsBody.safeParse(ask.body);
        if (!body.success) throw new Refused(badRequest('The body of the query is not valid.'));
        const jobs = body.data.flatMap((id) => plan.jobs.get(id) ?? []);
        return shown(ask, [...new Set(jobs.flatMap((job) => openBefore(job, ask.now)))], null);
      },
    },
  ];
}
