/** From a written night to a plan: identifiers, instants and resolved references. */
import { known, type PlanDependency, type PlanEdge, type PlanFile, type PlanJob, type PlanPrompt, type PlanStream, type SimulatedPlan } from '../planModel.ts';
import { uuidOf } from '../seeded.ts';
import type { JobDraft, NightDraft, StreamDraft } from './draft.ts';
import { draftNight } from './draftNight.ts';
import { createNaming, MINUTE_MS, type Naming } from './naming.ts';
import { type JobScript, scheduleNight } from './schedule.ts';

const TIME_ZONE = 'America/Sao_Paulo';
const PLAN_BEGINS_MINUTES = -360;
const PLAN_LENGTH_MINUTES = 24 * 60;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface NightOptions {
  readonly jobs: number;
  readonly seed: number;
  /** The instant the night is laid around, epoch ms. */
  readonly anchorMs: number;
}

/** The same options give the same plan, identifiers and run times included. Raises for a draft that refers to what it does not have. */
export function createPlan(options: NightOptions): SimulatedPlan {
  const draft = draftNight(options);
  const naming = createNaming(options.seed, options.anchorMs);
  const jobsOf = draft.streams.map((stream) => ({ stream, jobs: stream.jobs }));
  const streams = byId(draft.streams.map((stream, order) => streamOf(stream, order, naming)));
  const jobs = byId(jobsOf.flatMap(({ stream, jobs: drafts }) => drafts.map((job, position) => jobOf(job, position, stream, naming))));
  const scripts = new Map(jobsOf.flatMap(({ stream, jobs: drafts }) => drafts.map((job) => [naming.jobId(stream.name, job.name), scriptOf(job)] as const)));
  const plan = {
    id: naming.planId,
    runNumber: 3_000 + (Math.floor(naming.at(0) / DAY_MS) % 6_000),
    timeZone: TIME_ZONE,
    startMs: naming.at(PLAN_BEGINS_MINUTES),
    endMs: naming.at(PLAN_BEGINS_MINUTES + PLAN_LENGTH_MINUTES),
    workstations: new Map(draft.workstations.map((machine) => [machine.name, { ...machine, id: uuidOf(`workstation/${machine.name}`) }])),
    streams,
    jobs,
    files: byId(filesOf(draft, naming)),
    prompts: byId(promptsOf(draft, naming)),
    resources: byId(draft.resources.map((resource) => ({ ...resource, id: naming.resourceId(resource.name) }))),
    edges: edgesOf(streams, jobs),
    jobOfRun: new Map<string, PlanJob>(),
    isArchived: false,
  };
  scheduleNight(plan, scripts);
  for (const job of jobs.values()) for (const run of job.runs) plan.jobOfRun.set(run.id, job);
  return plan;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [item.id, item]));
const machineOf = (job: JobDraft, stream: StreamDraft) => job.workstation ?? stream.workstation;

function streamOf(stream: StreamDraft, order: number, naming: Naming): PlanStream {
  return {
    id: naming.streamId(stream.name),
    name: stream.name,
    folder: stream.folder,
    workstation: stream.workstation,
    internalIdentifier: internalIdentifierOf(order),
    schedMs: naming.at(stream.at),
    limit: stream.limit ?? -1,
    priority: stream.priority ?? 10,
    isCarriedForward: stream.isCarriedForward ?? false,
    dependencies: (stream.after ?? []).map((reference) => naming.followed(reference, stream.name)),
    jobIds: stream.jobs.map((job) => naming.jobId(stream.name, job.name)),
    doneMs: Infinity,
  };
}

/** 0AAAAAAAAAAAABQM: sixteen characters, letters that count. */
function internalIdentifierOf(order: number): string {
  let letters = '';
  for (let left = order + 1_000; letters.length < 15; left = Math.floor(left / 26)) letters = String.fromCodePoint(65 + (left % 26)) + letters;
  return `0${letters}`;
}

function jobOf(job: JobDraft, position: number, stream: StreamDraft, naming: Naming): PlanJob {
  const instantOf = (minutes: number | undefined) => (minutes === undefined ? null : naming.at(minutes));
  return {
    id: naming.jobId(stream.name, job.name),
    name: job.name,
    streamId: naming.streamId(stream.name),
    position: position + 1,
    workstation: machineOf(job, stream),
    priority: job.priority ?? stream.priority ?? 10,
    isCritical: job.criticalDeadline !== undefined,
    deadlineMs: instantOf(job.criticalDeadline),
    startTimeMs: instantOf(job.at),
    estimatedMs: wholeSeconds(job.estimatedMinutes ?? job.minutes),
    user: job.user,
    script: job.script,
    successCondition: job.successCondition ?? '',
    dependencies: dependenciesOf(job, stream, naming),
    canceledMs: instantOf(job.canceledAt),
    output: job.output ?? null,
    readyMs: Infinity,
    runs: [],
  };
}

const wholeSeconds = (minutes: number) => Math.round(minutes * 60) * 1_000;

function scriptOf(job: JobDraft): JobScript {
  return {
    durationMs: wholeSeconds(job.minutes),
    outcome: job.outcome ?? 'SUCC',
    returnCode: job.returnCode ?? 0,
    rerunAfterMs: job.rerunAfterMinutes === undefined ? null : job.rerunAfterMinutes * MINUTE_MS,
  };
}

function dependenciesOf(job: JobDraft, stream: StreamDraft, naming: Naming): PlanDependency[] {
  const dependencies = (job.after ?? []).map((reference) => naming.followed(reference, stream.name));
  const { waitsForFile, waitsForPrompt, needs } = job;
  if (waitsForFile !== undefined) dependencies.push({ kind: 'file', fileId: naming.fileId(machineOf(job, stream), waitsForFile.path) });
  if (waitsForPrompt !== undefined) dependencies.push({ kind: 'prompt', promptId: naming.promptId(waitsForPrompt.name) });
  if (needs !== undefined) dependencies.push({ kind: 'resource', resourceId: naming.resourceId(needs.resource), quantity: needs.quantity });
  return dependencies;
}

const drafted = (draft: NightDraft) => draft.streams.flatMap((stream) => stream.jobs.map((job) => ({ stream, job, workstation: machineOf(job, stream) })));

function filesOf(draft: NightDraft, naming: Naming): PlanFile[] {
  return drafted(draft).flatMap(({ job, workstation }) => {
    if (job.waitsForFile === undefined) return [];
    const { path, arrives } = job.waitsForFile;
    return [{ id: naming.fileId(workstation, path), name: path, workstation, arrivesMs: arrives === null ? Infinity : naming.at(arrives) }];
  });
}

function promptsOf(draft: NightDraft, naming: Naming): PlanPrompt[] {
  return drafted(draft)
    .flatMap(({ stream, job, workstation }) =>
      job.waitsForPrompt === undefined ? [] : [{ ...job.waitsForPrompt, workstation, jobId: naming.jobId(stream.name, job.name), answeredMs: Infinity }],
    )
    .map((prompt, order) => ({ ...prompt, id: naming.promptId(prompt.name), number: order + 1 }));
}

function edgesOf(streams: ReadonlyMap<string, PlanStream>, jobs: ReadonlyMap<string, PlanJob>): PlanEdge[] {
  const into = (kind: 'job' | 'stream', { id, dependencies }: PlanStream | PlanJob): PlanEdge[] =>
    dependencies.flatMap((dependency): PlanEdge[] => {
      if (dependency.kind === 'job') return [{ from: { kind: 'job', id: known(jobs, dependency.jobId).id }, to: { kind, id } }];
      if (dependency.kind === 'stream') return [{ from: { kind: 'stream', id: known(streams, dependency.streamId).id }, to: { kind, id } }];
      return [];
    });
  return [...[...streams.values()].flatMap((stream) => into('stream', stream)), ...[...jobs.values()].flatMap((job) => into('job', job))];
}
