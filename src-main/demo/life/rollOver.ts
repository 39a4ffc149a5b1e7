/** The end of a plan: what is unfinished goes on in the next one under new identifiers, and what cannot leaves its traces. */
import { allFollowersOf } from '../plan/followers.ts';
import { indexed } from '../plan/planIndexes.ts';
import { known, type PlanFile, type PlanJob, type PlanPrompt, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';
import { jobStateAt } from '../plan/state.ts';
import { streamStateAt } from '../plan/streamState.ts';
import { persistentIdOf } from '../wire/values.ts';
import { carriedDependencies } from './carriedDependencies.ts';

/** They make the next plan: in it there are new ones. */
const MAKES_THE_PLAN: ReadonlySet<string> = new Set(['FINAL', 'FINALPOSTREPORTS']);
const FINISHED: ReadonlySet<string> = new Set(['SUCC', 'SUPPR']);

/**
 * The next plan as it begins at an instant. The old one stays as it is.
 * @param fresh the next night as it was planned, with nothing of the old one in it
 */
export function rolledOver(old: SimulatedPlan, fresh: SimulatedPlan, now: number): SimulatedPlan {
  const unfinished = [...old.streams.values()].filter((stream) => !FINISHED.has(streamStateAt(old, stream, now).status) && !MAKES_THE_PLAN.has(stream.name));
  const carried = unfinished.filter(({ carries }) => carries);
  const idOf = (id: string) => uuidOf(`${fresh.id}/carried/${id}`);
  const carriedIds = new Set(carried.flatMap(({ id, jobIds }) => [id, ...jobIds]));
  const orphaned = orphansOf(old, carried, carriedIds, now);
  const copied = (job: PlanJob, streamId: string): PlanJob => ({
    ...job,
    id: idOf(job.id),
    streamId,
    persistentId: persistentIdOf(job),
    dependencies: carriedDependencies({ old, dependencies: job.dependencies, carriedIds, idOf, now }),
    ...(orphaned.has(job) ? { readyMs: Infinity, suppressedMs: Infinity } : {}),
    runs: orphaned.has(job)
      ? job.runs.slice(0, 1).map((run) => ({ ...run, id: idOf(run.id), startMs: Infinity, endMs: Infinity }))
      : job.runs.map((run) => ({ ...run, id: idOf(run.id) })),
  });
  const streams = carried.map(
    (stream): PlanStream => ({
      ...stream,
      id: idOf(stream.id),
      persistentId: persistentIdOf(stream),
      isCarriedForward: true,
      dependencies: carriedDependencies({ old, dependencies: stream.dependencies, carriedIds, idOf, now }),
      jobIds: stream.jobIds.map(idOf),
      doneMs: stream.jobIds.some((id) => orphaned.has(known(old.jobs, id))) ? Infinity : stream.doneMs,
    }),
  );
  const jobs = carried.flatMap((stream) => stream.jobIds.map((id) => copied(known(old.jobs, id), idOf(stream.id))));
  const left = userJobs({ old, fresh, streams: unfinished.filter(({ carries }) => !carries), copied, now });
  const all = [...streams, ...left.streams];
  return indexed({
    id: fresh.id,
    runNumber: old.runNumber + 1,
    timeZone: fresh.timeZone,
    startMs: now,
    endMs: fresh.endMs,
    workstations: kept(old, fresh),
    streams: byId(all, fresh.streams),
    jobs: byId([...jobs, ...left.jobs], fresh.jobs),
    files: byId(filesOf(old, jobs, streams, idOf), fresh.files),
    prompts: byId(promptsOf(old, jobs, idOf), fresh.prompts),
    resources: fresh.resources,
    isArchived: false,
    edits: { revision: 0 },
  });
}

const byId = <T extends { readonly id: string }>(items: readonly T[], rest: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...items.map((item) => [item.id, item] as const), ...rest]);

/** Links, limits and fences stay as they were set. */
const kept = (old: SimulatedPlan, fresh: SimulatedPlan): SimulatedPlan['workstations'] =>
  new Map([...fresh.workstations].map(([name, machine]) => [name, { ...(old.workstations.get(name) ?? machine) }]));

/** Jobs that wait for what neither ended well nor goes on, and all that wait for them: they will not start any more. */
function orphansOf(old: SimulatedPlan, carried: readonly PlanStream[], carriedIds: ReadonlySet<string>, now: number): ReadonlySet<PlanJob> {
  const orphans = new Set<PlanJob>();
  const mayNotStart = (job: PlanJob) => carriedIds.has(job.id) && (job.runs[0]?.startMs ?? Infinity) > now;
  const isOrphan = (one: PlanJob | PlanStream) =>
    carriedDependencies({ old, dependencies: one.dependencies, carriedIds, idOf: (id) => id, now }).some(
      (dependency) => dependency.kind === 'absent' || (dependency.kind === 'join' && dependency.members.length < dependency.needed),
    );
  for (const stream of carried) {
    const isWhole = isOrphan(stream);
    for (const job of stream.jobIds.map((id) => known(old.jobs, id)))
      if (mayNotStart(job) && (isWhole || isOrphan(job))) for (const one of [job, ...allFollowersOf(old, job)]) if (mayNotStart(one)) orphans.add(one);
  }
  return orphans;
}

interface Leaving {
  readonly old: SimulatedPlan;
  readonly fresh: SimulatedPlan;
  readonly streams: readonly PlanStream[];
  readonly copied: (job: PlanJob, streamId: string) => PlanJob;
  readonly now: number;
}

/** What still runs of streams that are not carried forward is gathered, workstation by workstation, and no more known for what it was. */
function userJobs({ old, fresh, streams, copied, now }: Leaving): { readonly streams: readonly PlanStream[]; readonly jobs: readonly PlanJob[] } {
  const running = streams.flatMap((stream) => stream.jobIds.map((id) => known(old.jobs, id)).filter((job) => jobStateAt(old, job, now).status === 'EXEC'));
  const made = [...Map.groupBy(running, ({ workstation }) => workstation)].map(([workstation, jobs], order) => {
    const id = uuidOf(`${fresh.id}/USERJOBS/${workstation}`);
    const own = jobs.map((job, position): PlanJob => {
      const copy = copied(job, id);
      return { ...copy, position: position + 1, dependencies: [], traits: { ...copy.traits, isUserJob: true } };
    });
    const stream: PlanStream = {
      id,
      name: 'USERJOBS',
      folder: '/',
      workstation,
      internalIdentifier: `0USERJOBS${String(order).padStart(7, '0')}`,
      schedMs: old.startMs,
      limit: -1,
      priority: 10,
      isCarriedForward: true,
      carries: true,
      timeZone: null,
      persistentId: null,
      dependencies: [],
      jobIds: own.map((job) => job.id),
      isChanged: false,
      doneMs: Math.max(...own.map(({ runs }) => runs.at(-1)?.endMs ?? Infinity)),
    };
    return { stream, jobs: own };
  });
  return { streams: made.map(({ stream }) => stream), jobs: made.flatMap(({ jobs }) => jobs) };
}

function filesOf(old: SimulatedPlan, jobs: readonly PlanJob[], streams: readonly PlanStream[], idOf: (id: string) => string): PlanFile[] {
  const wanted = new Set([...jobs, ...streams].flatMap(({ dependencies }) => dependencies.flatMap((one) => (one.kind === 'file' ? one.fileId : []))));
  return [...old.files.values()].filter(({ id }) => wanted.has(idOf(id))).map((file) => ({ ...file, id: idOf(file.id) }));
}

function promptsOf(old: SimulatedPlan, jobs: readonly PlanJob[], idOf: (id: string) => string): PlanPrompt[] {
  const wanted = new Set(jobs.map(({ id }) => id));
  return [...old.prompts.values()]
    .filter(({ jobId }) => wanted.has(idOf(jobId)))
    .map((prompt, order) => ({ ...prompt, id: idOf(prompt.id), jobId: idOf(prompt.jobId), number: old.prompts.size + order + 1 }));
}
