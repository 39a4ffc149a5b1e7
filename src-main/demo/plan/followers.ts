/** Who waits for a job or a stream: the edges of the plan, looked up by where they come from. */
import { known, type PlanEdge, type PlanJob, type SimulatedPlan } from './planModel.ts';

const EDGES = new WeakMap<readonly PlanEdge[], ReadonlyMap<string, PlanEdge[]>>();
function edgesFrom(plan: SimulatedPlan): ReadonlyMap<string, PlanEdge[]> {
  const kept = EDGES.get(plan.edges);
  if (kept !== undefined) return kept;
  const made = Map.groupBy(plan.edges, ({ from }) => from.id);
  EDGES.set(plan.edges, made);
  return made;
}

/** Jobs that wait for it or for its stream, and the jobs of streams that do. */
export function followersOf(plan: SimulatedPlan, job: PlanJob): PlanJob[] {
  const edges = [...(edgesFrom(plan).get(job.id) ?? []), ...(edgesFrom(plan).get(job.streamId) ?? [])];
  return [
    ...new Set(edges.flatMap(({ to }) => (to.kind === 'job' ? known(plan.jobs, to.id) : known(plan.streams, to.id).jobIds.map((id) => known(plan.jobs, id))))),
  ];
}

/** Everything behind it, nearest first. */
export function allFollowersOf(plan: SimulatedPlan, job: PlanJob): PlanJob[] {
  const seen = new Set<PlanJob>([job]);
  for (const one of seen) for (const next of followersOf(plan, one)) seen.add(next);
  return [...seen].filter((one) => one !== job);
}
