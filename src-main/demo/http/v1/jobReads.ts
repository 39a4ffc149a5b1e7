/** The v1 reads of jobs: queries, one job, what is before and behind it, and what is wrong with it. */
import * as z from 'zod';
import { criticalViewAt, directPredecessors } from '../../plan/critical.ts';
import { allFollowersOf, followersOf } from '../../plan/followers.ts';
import { known, type PlanJob, type SimulatedPlan } from '../../plan/planModel.ts';
import { jobStateAt } from '../../plan/state.ts';
import { criticalRowV1, networkRowV1 } from '../../wire/v1/critical.ts';
import { dependenciesV1, jobRowV1 } from '../../wire/v1/jobs.ts';
import { type Answer, type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import { wholeNumber } from '../pages.ts';
import type { Route, RouteParts } from '../route.ts';
import { filtersOf, jobTest } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

const sort = z.strictObject({ descending: z.boolean().optional(), priority: z.number().optional() });
const queryBody = z
  .looseObject({
    sorters: z.strictObject({ jobInPlanSorter: z.record(z.string(), sort) }).optional(),
    complexFilters: z
      .strictObject({
        operator: z.enum(['AND', 'OR']).default('AND'),
        jobInPlanComplexFilter: z.array(z.strictObject({ filter: z.unknown(), notOperator: z.boolean().optional() })),
      })
      .optional(),
  })
  .nullable();
const idsBody = z.strictObject({ jobIdList: z.array(z.string()).max(10_000) });

export function jobRoutes({ plan }: RouteParts): Route[] {
  const one = (id: string | undefined): PlanJob => {
    const job = plan.jobs.get(id ?? '');
    if (job === undefined) throw new Refused(notFound('job'));
    return job;
  };
  const whole = (ask: Ask, job: PlanJob) => ({ ...jobRowV1(plan, job, ask.now), dependencies: dependenciesV1(plan, job.dependencies, job.streamId, ask.now) });
  const before = (ask: Ask, job: PlanJob): Answer => {
    const found = directPredecessors(plan, job);
    // Here, and only here, How-Many is a parameter of the query.
    const most = wholeNumber(ask.query, 'How-Many', 0);
    return json(
      found
        .slice(0, most === 0 ? found.length : most)
        .map((each) => networkRowV1(plan, each, ask.now, { isOnPath: false, isInternal: each.streamId === job.streamId })),
    );
  };
  return [
    ...queryRoutes('/plan/current/job', (ask, said) => {
      const isWithDependencies = ask.headers['context-plandependenciesscope'] === '1';
      return rows(ask, found(plan, ask, said), (job) => (isWithDependencies ? whole(ask, job) : jobRowV1(plan, job, ask.now)));
    }),
    // Documented with status 202 and a string.
    { path: '/plan/current/job/count', method: 'POST', answer: (ask) => json(String(countOf(plan, ask)), 202) },
    { path: '/plan/current/job/issues', method: 'POST', answer: (ask) => issuesOf(plan, ask) },
    { path: '/plan/current/job/{id}', answer: (ask, id) => json(whole(ask, one(id))) },
    { path: '/plan/current/job/{id}/predecessors', answer: (ask, id) => before(ask, one(id)) },
    {
      path: '/plan/current/job/{id}/jobsuccessors/preview',
      answer: (ask, id) =>
        json({
          values: followersOf(plan, one(id)).map((each) => jobRowV1(plan, each, ask.now)),
          sublist: [],
          internalAllowed: true,
          allAllowed: true,
        }),
    },
    {
      path: '/plan/current/job/{id}/critical_successors',
      answer: (ask, id) =>
        json(
          allFollowersOf(plan, one(id))
            .filter(({ isCritical }) => isCritical)
            .map((each) => criticalRowV1(plan, criticalViewAt(plan, each, ask.now), ask.now)),
        ),
    },
  ];
}

function found(plan: SimulatedPlan, ask: Ask, said: unknown): readonly PlanJob[] {
  const body = queryBody.safeParse(ask.body);
  if (!body.success) throw new Refused(badRequest('The body of the query is not valid.'));
  const fits = jobTest(plan, filtersOf(said).jobInPlanFilter, ask.now);
  const terms = body.data?.complexFilters?.jobInPlanComplexFilter.map(({ filter, notOperator = false }) => {
    const test = jobTest(plan, filtersOf({ jobInPlanFilter: filter }).jobInPlanFilter, ask.now);
    return (job: PlanJob) => test(job) !== notOperator;
  });
  const isAny = body.data?.complexFilters?.operator === 'OR';
  const jobs = [...plan.jobs.values()].filter(
    (job) => fits(job) && (terms === undefined || (isAny ? terms.some((test) => test(job)) : terms.every((test) => test(job)))),
  );
  return sorted(plan, jobs, body.data?.sorters?.jobInPlanSorter, ask.now);
}

type Sorter = Readonly<Record<string, z.output<typeof sort>>> | undefined;

function sorted(plan: SimulatedPlan, jobs: PlanJob[], sorter: Sorter, now: number): PlanJob[] {
  const keys: Readonly<Record<string, (job: PlanJob) => string | number>> = {
    jobName: ({ name }) => name,
    jobStreamName: ({ streamId }) => known(plan.streams, streamId).name,
    workstationName: ({ workstation }) => workstation,
    priority: ({ priority }) => priority,
    status: (job) => jobStateAt(plan, job, now).common,
    actualStartTime: (job) => jobStateAt(plan, job, now).runs.at(-1)?.startedMs ?? 0,
  };
  const wanted = Object.entries(sorter ?? {}).sort(([, one], [, other]) => (one.priority ?? 0) - (other.priority ?? 0));
  const order = wanted.map(([name, { descending = false }]) => {
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) throw new Refused(badRequest(`Jobs cannot be sorted by ${name}.`));
    return { key, sign: descending ? -1 : 1 };
  });
  if (order.length === 0) return jobs;
  return jobs.sort((one, other) => {
    for (const { key, sign } of order) {
      const [left, right] = [key(one), key(other)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

const countBody = z.looseObject({ filter: z.looseObject({ filters: z.unknown().optional() }).optional() }).nullable();

/** The body is `{option, filter}`; whether the filter is wrapped as in a query is not documented: both are read. */
function countOf(plan: SimulatedPlan, ask: Ask): number {
  const body = countBody.safeParse(ask.body);
  if (!body.success) throw new Refused(badRequest('The body of the query is not valid.'));
  const filter = body.data?.filter;
  const fits = jobTest(plan, filtersOf(filter !== undefined && 'filters' in filter ? filter['filters'] : filter).jobInPlanFilter, ask.now);
  return [...plan.jobs.values()].filter(fits).length;
}

function issuesOf(plan: SimulatedPlan, ask: Ask): Answer {
  const body = idsBody.safeParse(ask.body);
  if (!body.success) throw new Refused(badRequest('The body of the query is not valid.'));
  const issues = body.data.jobIdList.flatMap((id) => {
    const job = plan.jobs.get(id);
    const state = job === undefined ? null : jobStateAt(plan, job, ask.now);
    if (job === undefined || state?.common !== 'ERROR') return [];
    const returnCode = state.runs.at(-1)?.returnCode ?? null;
    return {
      id,
      issueType: 'ERROR',
      issueMessage: returnCode === null ? `${job.name} could not be started.` : `${job.name} ended with return code ${returnCode}.`,
    };
  });
  return json({ issues });
}
