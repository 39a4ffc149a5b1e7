/** The v2 reads of jobs and job streams. */
import { jobFields, streamFields } from '../oql/planFields.ts';
import { parsePlanFilter } from '../oql/planFilter.ts';
import { known, type PlanJob, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { jobStateAt } from '../plan/state.ts';
import { streamStateAt } from '../plan/streamState.ts';
import { folderIdOf, wireJob } from '../wire/jobs.ts';
import { wireStream } from '../wire/streams.ts';
import { statesOf } from '../wire/workstations.ts';
import { type Answer, type Ask, badRequest, json, notFound, plainText, Refused } from './answer.ts';
import { filtered, orBadFilter, pageOf } from './pages.ts';
import type { Profile, Route } from './route.ts';

export function jobAndStreamRoutes(plan: SimulatedPlan, profile: Profile): Route[] {
  const jobOf = (id: string | undefined) => plan.jobs.get(id ?? '') ?? refuse('job');
  const streamOf = (id: string | undefined) => plan.streams.get(id ?? '') ?? refuse('job stream');
  const jobs = (ask: Ask) => jobsAsked(plan, ask);
  const streams = (ask: Ask) => filtered(ask, streamsNamed(plan, ask), streamFields(plan, ask.now));
  const showJob = (ask: Ask) => (job: PlanJob) => wireJob(plan, job, ask.now, profile);
  const showStream = (ask: Ask) => (stream: PlanStream) => wireStream(plan, stream, ask.now);
  const showNode = (ask: Ask) => (node: PlanJob | PlanStream) => ('streamId' in node ? showJob(ask)(node) : showStream(ask)(node));

  return [
    { path: '/plan/job', answer: (ask) => pageOf(ask, jobs(ask), showJob(ask)) },
    { path: '/plan/job/count', answer: (ask) => countAnswer(ask, jobs(ask), (job) => jobStateAt(plan, job, ask.now).common) },
    { path: '/plan/job/{id}', answer: (ask, id) => json(showJob(ask)(jobOf(id))) },
    { path: '/plan/job/{id}/model/description', answer: (_, id) => plainText(`${jobOf(id).name} runs ${jobOf(id).script}`) },
    { path: '/plan/jobstream', answer: (ask) => pageOf(ask, streams(ask), showStream(ask)) },
    {
      path: '/plan/jobstream/{id}',
      answer: (ask, id) => json({ ...showStream(ask)(streamOf(id)), jobs: streamOf(id).jobIds.map((jobId) => showJob(ask)(known(plan.jobs, jobId))) }),
    },
    { path: '/plan/jobstream/{id}/model/description', answer: (_, id) => plainText(streamOf(id).name) },
    { path: '/plan/folder/objects-count', answer: (ask) => folderCounts(plan, ask) },
    // Gone in 10.2.8.
    {
      path: '/plan/jobstream/count',
      only: '10.1.0.1',
      answer: (ask) => countAnswer(ask, streams(ask), (stream) => streamStateAt(plan, stream, ask.now).common),
    },
    ...(['job', 'jobstream'] as const).flatMap((kind): Route[] => {
      const nodeId = (id: string | undefined) => (kind === 'job' ? jobOf(id).id : streamOf(id).id);
      return [
        { path: `/plan/${kind}/{id}/predecessors`, only: '10.1.0.1', answer: (ask, id) => pageOf(ask, neighbours(plan, nodeId(id), 'from'), showNode(ask)) },
        { path: `/plan/${kind}/{id}/successors`, only: '10.1.0.1', answer: (ask, id) => pageOf(ask, neighbours(plan, nodeId(id), 'to'), showNode(ask)) },
      ];
    }),
  ];
}

function refuse(what: string): never {
  throw new Refused(notFound(what));
}

/** The jobs that the `oql` and the `plan_filter` of the request leave. */
export const jobsAsked = (plan: SimulatedPlan, ask: Ask): readonly PlanJob[] => filtered(ask, jobsNamed(plan, ask), jobFields(plan, ask.now));

function jobsNamed(plan: SimulatedPlan, ask: Ask): readonly PlanJob[] {
  const text = ask.query.get('plan_filter');
  const all = [...plan.jobs.values()];
  if (text === null || text === '') return all;
  const filter = orBadFilter(() => parsePlanFilter(text));
  if (filter.isEverything) return all;
  return all.filter((job) => {
    const stream = known(plan.streams, job.streamId);
    return filter.workstation(stream.workstation) && filter.folder(stream.folder) && filter.stream(stream.name) && filter.job(job.name);
  });
}

function streamsNamed(plan: SimulatedPlan, ask: Ask): readonly PlanStream[] {
  const text = ask.query.get('plan_filter');
  const all = [...plan.streams.values()];
  if (text === null || text === '') return all;
  const filter = orBadFilter(() => parsePlanFilter(text));
  if (filter.isEverything) return all;
  return all.filter((stream) => filter.workstation(stream.workstation) && filter.folder(stream.folder) && filter.stream(stream.name));
}

function countAnswer<T>(ask: Ask, found: readonly T[], group: (item: T) => string): Answer {
  if (!ask.query.has('grouping_filters')) return json({ count: found.length });
  return json({ count: found.length, groupedCount: counted(found.map((item) => group(item))) });
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function neighbours(plan: SimulatedPlan, id: string, side: 'from' | 'to'): (PlanJob | PlanStream)[] {
  const other = side === 'from' ? 'to' : 'from';
  return plan.edges
    .filter((edge) => edge[other].id === id)
    .map(({ [side]: end }) => (end.kind === 'job' ? known(plan.jobs, end.id) : known(plan.streams, end.id)));
}

/** A cheap dashboard: how many objects of each state a folder holds. */
function folderCounts(plan: SimulatedPlan, ask: Ask): Answer {
  const type = ask.query.get('object_type');
  if (type === null || !ask.query.has('oql')) throw new Refused(badRequest('The parameters object_type and oql are required.'));
  const states =
    type === 'JOB_IN_PLAN'
      ? filtered(ask, [...plan.jobs.values()], jobFields(plan, ask.now)).map((job) => ({
          folder: known(plan.streams, job.streamId).folder,
          states: [jobStateAt(plan, job, ask.now).common],
        }))
      : type === 'JOBSTREAM_IN_PLAN'
        ? filtered(ask, [...plan.streams.values()], streamFields(plan, ask.now)).map((stream) => ({
            folder: stream.folder,
            states: [streamStateAt(plan, stream, ask.now).common],
          }))
        : type === 'WORKSTATION_IN_PLAN'
          ? [...plan.workstations.values()].map((machine) => ({ folder: '/', states: statesOf(machine) }))
          : null;
  if (states === null) throw new Refused(badRequest(`The object type ${type} has no count.`));
  return json(
    [...Map.groupBy(states, ({ folder }) => folder)].map(([folder, inside]) => ({
      folder,
      folderId: folderIdOf(folder),
      totalCount: inside.length,
      commonStatus: type === 'WORKSTATION_IN_PLAN' ? {} : counted(inside.flatMap((one) => one.states)),
      activeStates: type === 'WORKSTATION_IN_PLAN' ? counted(inside.flatMap((one) => one.states)) : {},
    })),
  );
}
