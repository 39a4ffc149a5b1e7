/** What can be found again from the rows of a plan, and is made only for those who ask: a large plan has half a million edges. */
import { followsOf, type PlanEdge, type PlanJob, type SimulatedPlan } from './planModel.ts';

type PlanRows = Omit<SimulatedPlan, 'edges' | 'jobOfRun'>;

/** The plan with its edges and runs found from its jobs and streams, again after a change of it. */
export function indexed(rows: PlanRows): SimulatedPlan {
  const edges = remembered(rows, () => edgesOf(rows));
  const jobOfRun = remembered(
    rows,
    (): ReadonlyMap<string, PlanJob> => new Map([...rows.jobs.values()].flatMap((job) => job.runs.map((run) => [run.id, job] as const))),
  );
  return {
    ...rows,
    get edges() {
      return edges();
    },
    get jobOfRun() {
      return jobOfRun();
    },
  };
}

function remembered<T>({ edits }: PlanRows, make: () => T): () => T {
  let kept: { readonly revision: number; readonly value: T } | undefined;
  return () => {
    if (kept?.revision !== edits.revision) kept = { revision: edits.revision, value: make() };
    return kept.value;
  };
}

/** The same plan, put away at this instant. */
export function archivedAt(plan: SimulatedPlan, endMs: number): SimulatedPlan {
  // Named one by one: to copy them all would make what is made only when asked for.
  const { id, runNumber, timeZone, startMs, workstations, streams, jobs, files, prompts, resources, edits } = plan;
  return indexed({ id, runNumber, timeZone, startMs, endMs, workstations, streams, jobs, files, prompts, resources, edits, isArchived: true });
}

function edgesOf({ streams, jobs }: Pick<SimulatedPlan, 'streams' | 'jobs'>): PlanEdge[] {
  const edges: PlanEdge[] = [];
  const add = (kind: 'job' | 'stream', { id, dependencies }: Pick<PlanJob, 'id' | 'dependencies'>) => {
    for (const dependency of dependencies)
      for (const one of followsOf(dependency))
        edges.push({ from: one.kind === 'job' ? { kind: 'job', id: one.jobId } : { kind: 'stream', id: one.streamId }, to: { kind, id } });
  };
  for (const stream of streams.values()) add('stream', stream);
  for (const job of jobs.values()) add('job', job);
  return edges;
}
