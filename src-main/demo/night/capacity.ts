/** What the jobs of the night share: places on workstations, places in streams with a limit, and resources. Who finds none queues for it. */
import { known, type PlanJob, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';

/** Jobs of at least this priority (hi, go) do not count their workstation's limit. */
const PASSES_LIMIT = 100;

export interface Capacity {
  /** Takes what the job needs, or puts it into the queue of the first thing that is missing. False for what will never be there, too. */
  take(job: PlanJob, stream: PlanStream, place: number): boolean;
  /** Gives the places of those who may try now, each after the one before has tried. */
  giveBack(job: PlanJob, stream: PlanStream): Iterable<number>;
}

interface Pool {
  used: number;
  readonly limit: number;
  readonly queue: number[];
}

export function createCapacity(plan: SimulatedPlan): Capacity {
  const machines = poolsOf([...plan.workstations.values()].map(({ name, limit }) => [name, limit] as const));
  const streams = poolsOf([...plan.streams.values()].flatMap(({ id, limit }) => (limit < 0 ? [] : [[id, limit] as const])));
  const resources = poolsOf([...plan.resources.values()].map(({ id, quantity }) => [id, quantity] as const));

  const needs = (job: PlanJob, stream: PlanStream): { readonly pool: Pool; readonly quantity: number }[] => {
    const needed = [{ pool: known(machines, job.workstation), quantity: 1 }];
    const ofStream = streams.get(stream.id);
    if (ofStream !== undefined) needed.push({ pool: ofStream, quantity: 1 });
    for (const one of job.dependencies) if (one.kind === 'resource') needed.push({ pool: known(resources, one.resourceId), quantity: one.quantity });
    return needed;
  };

  return {
    take(job, stream, place) {
      const machine = known(plan.workstations, job.workstation);
      if (!machine.isLinked || job.priority === 0 || job.priority <= machine.fence) return false;
      const needed = needs(job, stream);
      const own = known(machines, job.workstation);
      const missing = needed.find(({ pool, quantity }) => pool.used + quantity > pool.limit && !(pool === own && job.priority >= PASSES_LIMIT));
      if (missing !== undefined) {
        missing.pool.queue.push(place);
        return false;
      }
      for (const { pool, quantity } of needed) pool.used += quantity;
      return true;
    },
    *giveBack(job, stream) {
      const needed = needs(job, stream);
      for (const { pool, quantity } of needed) pool.used -= quantity;
      // Who finds something else missing queues for that, and the next one gets this place.
      for (const { pool } of needed)
        for (let tries = pool.queue.length; tries > 0 && pool.used < pool.limit; tries--) {
          const next = pool.queue.shift();
          if (next !== undefined) yield next;
        }
    },
  };
}

const poolsOf = (limits: readonly (readonly [string, number])[]): ReadonlyMap<string, Pool> =>
  new Map(limits.map(([name, limit]) => [name, { used: 0, limit: limit < 0 ? Infinity : limit, queue: [] }]));
