/** From a written night to a plan: identifiers, instants and resolved references. */
import { indexed } from '../plan/planIndexes.ts';
import type { PlanDependency, PlanFile, PlanFollow, PlanJob, PlanPrompt, PlanStream, SimulatedPlan } from '../plan/planModel.ts';
import { ORDINARY } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';
import { type ConditionalDraft, type JobDraft, keyOf, type NightDraft, type StreamDraft } from './drafting/draft.ts';
import { draftNight } from './drafting/draftNight.ts';
import { createNaming, MINUTE_MS, type Naming } from './naming.ts';
import type { JobScript } from './runs.ts';
import { scheduleNight } from './schedule.ts';

const TIME_ZONE = 'America/Sao_Paulo';
const PLAN_BEGINS_MINUTES = -360;
const PLAN_LENGTH_MINUTES = 24 * 60;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface NightOptions {
  readonly jobs: number;
  readonly seed: number;
  /** The instant the night is laid around, epoch ms. */
  readonly anchorMs: number;
  /** With the streams that hold what an operator rarely meets; default: in plans larger than one bank's night. */
  readonly oddities?: boolean | undefined;
}

/** The same options give the same plan, identifiers and run times included. Raises for a draft that refers to what it does not have. */
export function createPlan(options: NightOptions): SimulatedPlan {
  const draft = draftNight(options);
  const naming = createNaming(options.seed, options.anchorMs);
  const streams = byId(draft.streams.map((stream, order) => streamOf(stream, order, naming)));
  const jobs = new Map<string, PlanJob>();
  const scripts: JobScript[] = [];
  for (const stream of draft.streams)
    for (const [position, one] of stream.jobs.entries()) {
      const job = jobOf(one, position, stream, naming);
      if (jobs.has(job.id)) throw new Error(`the simulated night has two jobs ${keyOf(stream)}.${keyOf(one)}`);
      jobs.set(job.id, job);
      scripts.push(scriptOf(one));
    }
  const plan = indexed({
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
    isArchived: false,
    edits: { revision: 0 },
  });
  scheduleNight(plan, scripts);
  return plan;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [item.id, item]));
const machineOf = (job: JobDraft, stream: StreamDraft) => job.workstation ?? stream.workstation;

function streamOf(stream: StreamDraft, order: number, naming: Naming): PlanStream {
  return {
    id: naming.streamId(keyOf(stream)),
    name: stream.name,
    folder: stream.folder,
    workstation: stream.workstation,
    internalIdentifier: internalIdentifierOf(order),
    schedMs: naming.at(stream.at),
    limit: stream.limit ?? -1,
    priority: stream.priority ?? 10,
    isCarriedForward: stream.isCarriedForward ?? false,
    carries: stream.carries ?? true,
    timeZone: stream.timeZone ?? null,
    persistentId: null,
    dependencies: (stream.after ?? []).map((reference) => naming.followed(reference, keyOf(stream))),
    jobIds: stream.jobs.map((job) => naming.jobId(keyOf(stream), keyOf(job))),
    isChanged: false,
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
    id: naming.jobId(keyOf(stream), keyOf(job)),
    name: job.name,
    streamId: naming.streamId(keyOf(stream)),
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
    traits: traitsOf(job, naming),
    persistentId: null,
    change: null,
    suppressedMs: Infinity,
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

/** Most jobs share one object. */
function traitsOf({ everyMinutes, until, untilAction, recovery, outputConditions, isUserJob }: JobDraft, naming: Naming): PlanJob['traits'] {
  const isOrdinary = (everyMinutes ?? until ?? recovery ?? outputConditions ?? isUserJob) === undefined;
  if (isOrdinary) return ORDINARY;
  return {
    everyMs: everyMinutes === undefined ? null : everyMinutes * MINUTE_MS,
    untilMs: until === undefined ? null : naming.at(until),
    untilAction: untilAction ?? ORDINARY.untilAction,
    recovery: recovery ?? ORDINARY.recovery,
    outputConditions: outputConditions ?? ORDINARY.outputConditions,
    isUserJob: isUserJob ?? false,
  };
}

function dependenciesOf(job: JobDraft, stream: StreamDraft, naming: Naming): PlanDependency[] {
  const own = keyOf(stream);
  const dependencies: PlanDependency[] = (job.after ?? []).map((reference) => naming.followed(reference, own));
  for (const one of job.onlyIf ?? []) dependencies.push(conditional(one, own, naming));
  for (const { name, needed, of } of job.joins ?? [])
    dependencies.push({
      kind: 'join',
      id: idIn(naming, `join/${own}/${keyOf(job)}/${name}`),
      name,
      needed,
      members: of.map((one) => conditional(one, own, naming)),
    });
  dependencies.push(...outsideOf(job, stream, naming));
  const { waitsForFile, waitsForPrompt, needs } = job;
  if (waitsForFile !== undefined) dependencies.push({ kind: 'file', fileId: naming.fileId(machineOf(job, stream), waitsForFile.path) });
  if (waitsForPrompt !== undefined) dependencies.push({ kind: 'prompt', promptId: naming.promptId(waitsForPrompt.name) });
  if (needs !== undefined) dependencies.push({ kind: 'resource', resourceId: naming.resourceId(needs.resource), quantity: needs.quantity });
  return dependencies;
}

const idIn = ({ planId }: Naming, name: string) => uuidOf(`${planId}/${name}`);

function conditional({ on, statuses, outputs }: ConditionalDraft, own: string, naming: Naming): PlanFollow {
  const followed = naming.followed(on, own);
  return statuses === undefined && outputs === undefined ? followed : { ...followed, condition: { statuses: statuses ?? [], outputs: outputs ?? [] } };
}

/** What this plan does not hold: jobs of another network, and of streams that are not in it. */
function outsideOf({ asks, absent }: JobDraft, stream: StreamDraft, naming: Naming): PlanDependency[] {
  const outside: PlanDependency[] = [];
  if (asks !== undefined) {
    const { agent, what, answers } = asks;
    outside.push({
      kind: 'network',
      id: idIn(naming, `network/${agent}/${what}`),
      agent,
      asks: what,
      answersMs: answers === null ? Infinity : naming.at(answers),
    });
  }
  if (absent !== undefined) {
    const { state, folder, workstation, job, at } = absent;
    const id = idIn(naming, `absent/${folder}/${absent.stream}/${job ?? ''}/${keyOf(stream)}`);
    outside.push({ kind: 'absent', id, state, streamName: absent.stream, folder, workstation, jobName: job, schedMs: naming.at(at) });
  }
  return outside;
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
      job.waitsForPrompt === undefined ? [] : [{ ...job.waitsForPrompt, workstation, jobId: naming.jobId(keyOf(stream), keyOf(job)), answeredMs: Infinity }],
    )
    .map((prompt, order) => ({ ...prompt, id: naming.promptId(prompt.name), number: order + 1 }));
}
