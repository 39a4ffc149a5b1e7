/** From a written night to a plan: identifiers, instants and resolved references. */
import {
  known,
  type PlanDependency,
  type PlanEdge,
  type PlanFile,
  type PlanJob,
  type PlanPrompt,
  type PlanResource,
  type PlanStream,
  type PlanWorkstation,
  type SimulatedPlan,
} from '../planModel.ts';
import { uuidOf } from '../seeded.ts';
import type { JobDraft, NightDraft, StreamDraft } from './draft.ts';
import { draftNight } from './draftNight.ts';
import { scheduleNight, type JobScript } from './schedule.ts';

const MINUTE_MS = 60_000;
const TIME_ZONE = 'America/Sao_Paulo';
const PLAN_BEGINS_MINUTES = -360;
const PLAN_LENGTH_MINUTES = 24 * 60;

export interface NightOptions {
  readonly jobs: number;
  readonly seed: number;
  /** The instant the night is laid around, epoch ms. */
  readonly anchorMs: number;
}

/** The same options give the same plan, identifiers and run times included. */
export function createPlan(options: NightOptions): SimulatedPlan {
  return assemble(draftNight(options), options);
}

/** Raises for a draft that refers to a job or stream it does not have. */
function assemble(draft: NightDraft, { seed, anchorMs }: NightOptions): SimulatedPlan {
  // Job streams are scheduled to the minute, so the whole night stands on one.
  const anchor = Math.floor(anchorMs / MINUTE_MS) * MINUTE_MS;
  const planId = uuidOf(`plan/${seed}/${anchor}`);
  const at = (minutes: number) => anchor + minutes * MINUTE_MS;
  const streamId = (name: string) => uuidOf(`${planId}/${name}`);
  const jobId = (stream: string, job: string) => uuidOf(`${planId}/${stream}/${job}`);

  const workstations = new Map<string, PlanWorkstation>();
  for (const machine of draft.workstations) workstations.set(machine.name, { ...machine, id: uuidOf(`workstation/${machine.name}`) });
  const resources = new Map<string, PlanResource>();
  for (const resource of draft.resources) resources.set(uuidOf(`resource/${resource.name}`), { ...resource, id: uuidOf(`resource/${resource.name}`) });
  const streams = new Map<string, PlanStream>();
  const jobs = new Map<string, PlanJob>();
  const files = new Map<string, PlanFile>();
  const prompts = new Map<string, PlanPrompt>();
  const scripts = new Map<string, JobScript>();

  const followed = (reference: string, own: string): PlanDependency => {
    const [stream, job] = reference.includes('.')
      ? [reference.slice(0, reference.indexOf('.')), reference.slice(reference.indexOf('.') + 1)]
      : [own, reference];
    return job === '*' ? { kind: 'stream', streamId: streamId(stream) } : { kind: 'job', jobId: jobId(stream, job) };
  };

  const dependenciesOf = (job: JobDraft, stream: StreamDraft): PlanDependency[] => {
    const dependencies = (job.after ?? []).map((reference) => followed(reference, stream.name));
    const workstation = job.workstation ?? stream.workstation;
    if (job.waitsForFile !== undefined) {
      const { path, arrives } = job.waitsForFile;
      const id = uuidOf(`${planId}/file/${workstation}/${path}`);
      files.set(id, { id, name: path, workstation, arrivesMs: arrives === null ? Infinity : at(arrives) });
      dependencies.push({ kind: 'file', fileId: id });
    }
    if (job.waitsForPrompt !== undefined) {
      const { name, text } = job.waitsForPrompt;
      const id = uuidOf(`${planId}/prompt/${name}`);
      prompts.set(id, { id, name, text, number: prompts.size + 1, workstation, jobId: jobId(stream.name, job.name), answeredMs: Infinity });
      dependencies.push({ kind: 'prompt', promptId: id });
    }
    if (job.needs !== undefined) dependencies.push({ kind: 'resource', resourceId: uuidOf(`resource/${job.needs.resource}`), quantity: job.needs.quantity });
    return dependencies;
  };

  for (const [order, stream] of draft.streams.entries()) {
    const id = streamId(stream.name);
    streams.set(id, {
      id,
      name: stream.name,
      folder: stream.folder,
      workstation: stream.workstation,
      internalIdentifier: `0${(order + 1_000)
        .toString(26)
        .replace(/\d/g, (digit) => String.fromCodePoint(113 + Number(digit)))
        .toUpperCase()
        .padStart(15, 'A')}`,
      schedMs: at(stream.at),
      limit: stream.limit ?? -1,
      priority: stream.priority ?? 10,
      isCarriedForward: stream.isCarriedForward ?? false,
      dependencies: (stream.after ?? []).map((reference) => followed(reference, stream.name)),
      jobIds: stream.jobs.map((job) => jobId(stream.name, job.name)),
      doneMs: Infinity,
    });
    for (const [position, job] of stream.jobs.entries()) {
      const own = jobId(stream.name, job.name);
      jobs.set(own, {
        id: own,
        name: job.name,
        streamId: id,
        position: position + 1,
        workstation: job.workstation ?? stream.workstation,
        priority: job.priority ?? stream.priority ?? 10,
        isCritical: job.criticalDeadline !== undefined,
        deadlineMs: job.criticalDeadline === undefined ? null : at(job.criticalDeadline),
        startTimeMs: job.at === undefined ? null : at(job.at),
        estimatedMs: Math.round((job.estimatedMinutes ?? job.minutes) * 60) * 1_000,
        user: job.user,
        script: job.script,
        successCondition: job.successCondition ?? '',
        dependencies: dependenciesOf(job, stream),
        canceledMs: job.canceledAt === undefined ? null : at(job.canceledAt),
        output: job.output ?? null,
        readyMs: Infinity,
        runs: [],
      });
      scripts.set(own, {
        durationMs: Math.round(job.minutes * 60) * 1_000,
        outcome: job.outcome ?? 'SUCC',
        returnCode: job.returnCode ?? 0,
        rerunAfterMs: job.rerunAfterMinutes === undefined ? null : job.rerunAfterMinutes * MINUTE_MS,
      });
    }
  }

  const edges = edgesOf(streams, jobs);
  const plan = {
    id: planId,
    runNumber: 3_000 + (Math.floor(anchor / (24 * 60 * MINUTE_MS)) % 6_000),
    timeZone: TIME_ZONE,
    startMs: at(PLAN_BEGINS_MINUTES),
    endMs: at(PLAN_BEGINS_MINUTES + PLAN_LENGTH_MINUTES),
    workstations,
    streams,
    jobs,
    files,
    prompts,
    resources,
    edges,
    jobOfRun: new Map<string, PlanJob>(),
  };
  scheduleNight(plan, scripts);
  for (const job of jobs.values()) for (const run of job.runs) plan.jobOfRun.set(run.id, job);
  return plan;
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
