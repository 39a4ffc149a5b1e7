/** Changes single facts of the plan at once, as operators and machines would: so that a test knows what a reader must find changed. */
import {
  type JobChange,
  known,
  type PlanFile,
  type PlanJob,
  type PlanPrompt,
  type PlanResource,
  type PlanStream,
  type PlanWorkstation,
  type SimulatedPlan,
} from '../plan/planModel.ts';

/** Every method raises RangeError for an id that the plan does not have. */
export interface PlanEditor {
  /** Earlier changes of the job stay. Null takes all of them back. */
  job(id: string, change: Omit<JobChange, 'atMs'> | null): void;
  stream(id: string, change: Partial<Pick<PlanStream, 'limit' | 'priority' | 'isCarriedForward'>>): void;
  /** By its name. */
  workstation(name: string, change: Partial<Pick<PlanWorkstation, 'isLinked' | 'limit' | 'fence'>>): void;
  prompt(id: string, change: { readonly isAnswered?: boolean; readonly text?: string }): void;
  /** What the job's script writes, in each of its runs: any text a script could write, line by line. */
  output(jobId: string, lines: readonly string[]): void;
  /** The name as the API gives it, however odd: a reader must not trust that it is one. */
  rename(jobId: string, name: string): void;
  file(id: string, change: { readonly isThere: boolean }): void;
  resource(id: string, change: Pick<PlanResource, 'quantity'>): void;
  /** Takes the stream and its jobs out of the plan. Raises RangeError while something else in the plan refers to them. */
  remove(streamId: string): void;
}

interface EditorDeps {
  readonly plan: () => SimulatedPlan;
  readonly now: () => number;
}

export function createPlanEditor({ plan, now }: EditorDeps): PlanEditor {
  const edit = (act: (current: SimulatedPlan) => void) => {
    const current = plan();
    act(current);
    current.edits.revision++;
  };
  return {
    job: (id, change) =>
      edit((current) => {
        const job = found<PlanJob>(current.jobs, id, 'job');
        job.change = change === null ? null : { ...job.change, ...change, atMs: now() };
        known(current.streams, job.streamId).isChanged = true;
      }),
    stream: (id, change) => edit(({ streams }) => Object.assign(found<PlanStream>(streams, id, 'job stream'), change)),
    workstation: (name, change) => edit(({ workstations }) => Object.assign(found<PlanWorkstation>(workstations, name, 'workstation'), change)),
    prompt: (id, { isAnswered, text }) =>
      edit(({ prompts }) =>
        Object.assign(found<PlanPrompt>(prompts, id, 'prompt'), {
          ...(isAnswered === undefined ? {} : { answeredMs: isAnswered ? now() : Infinity }),
          ...(text === undefined ? {} : { text }),
        }),
      ),
    output: (jobId, lines) => edit(({ jobs }) => Object.assign(found<PlanJob>(jobs, jobId, 'job'), { output: lines })),
    rename: (jobId, name) => edit(({ jobs }) => Object.assign(found<PlanJob>(jobs, jobId, 'job'), { name })),
    file: (id, { isThere }) => edit(({ files }) => Object.assign(found<PlanFile>(files, id, 'file'), { arrivesMs: isThere ? now() : Infinity })),
    resource: (id, change) => edit(({ resources }) => Object.assign(found<PlanResource>(resources, id, 'resource'), change)),
    remove: (streamId) => edit((current) => taken(current, found(current.streams, streamId, 'job stream'))),
  };
}

function taken(plan: SimulatedPlan, stream: PlanStream): void {
  const gone = new Set([stream.id, ...stream.jobIds]);
  const isFollowed = plan.edges.some(({ from, to }) => gone.has(from.id) && !gone.has(to.id));
  if (isFollowed || [...plan.prompts.values()].some(({ jobId }) => gone.has(jobId))) throw new RangeError(`Something in the plan refers to ${stream.name}.`);
  for (const id of stream.jobIds) rowsOf(plan.jobs).delete(id);
  rowsOf(plan.streams).delete(stream.id);
}

/** The rows of a plan are maps; only an edit changes which there are. */
const rowsOf = <T>(rows: ReadonlyMap<string, T>) => rows as Map<string, T>;

function found<T>(rows: ReadonlyMap<string, T>, id: string, what: string): T {
  const row = rows.get(id);
  if (row === undefined) throw new RangeError(`The simulated plan has no ${what} ${id}.`);
  return row;
}
