/** Where the engine's lists leave dependencies out: reads them by id, all of a small plan, else those nearest to the job asked about. */
import type { Job } from '../../src-preload/contract/plan.ts';
import { Fault } from '../base/fault.ts';
import type { CallOptions, NodeRef, PlanNetwork, TwsClient, Wait } from '../tws/types.ts';

type Asked = Pick<TwsClient, 'waits' | 'jobs' | 'streams'>;

/** Most jobs and streams read by id for one answer; at some 50 ms each, three at a time, about 10 s. */
const MOST_BY_ID = 600;
const AT_ONCE = 3;
const LONGEST_MS = 30_000;
/** Dependents asked of the engine for one node, and nodes asked about: each is a list. */
const MOST_DEPENDENTS = 50;
const MOST_ASKED_ABOUT = 20;

export interface NearbyWaits {
  readonly network: PlanNetwork;
  /** Every dependency of the plan is in it. */
  readonly isWhole: boolean;
}

/** Raises STOPPED and bugs; what cannot be read stays untold. */
export async function withNearbyWaits(tws: Asked, network: PlanNetwork, start: Job, options: CallOptions): Promise<NearbyWaits> {
  const untold = untoldOf(network);
  if (untold.size === 0) return { network, isWhole: true };
  const read = new Map<NodeRef, readonly Wait[]>();
  const deadlineMs = performance.now() + LONGEST_MS;
  const queue = createNearestFirst(network, start, untold);
  const isSmall = untold.size <= MOST_BY_ID;
  if (isSmall) queue.add([...untold]);
  let tried = 0;
  let askedAbout = 0;
  for (let some = queue.take(AT_ONCE); some.length > 0 && tried < MOST_BY_ID && performance.now() < deadlineMs; some = queue.take(AT_ONCE)) {
    tried += some.length;
    for (const [ref, waits] of await Promise.all(some.map(async (ref) => [ref, await waitsOf(tws, ref, options)] as const))) {
      if (waits === null) continue;
      read.set(ref, waits);
      queue.add(waits.flatMap(({ on }) => on));
      if (isSmall || askedAbout >= MOST_ASKED_ABOUT) continue;
      askedAbout++;
      queue.add(await dependentsOf(tws, ref, options));
    }
  }
  const filled = <T extends { readonly waits: readonly Wait[] | null }>(row: T, ref: NodeRef): T => ({ ...row, waits: row.waits ?? read.get(ref) ?? null });
  return {
    network: {
      jobs: network.jobs.map((row) => filled(row, `job:${row.job.id}`)),
      streams: network.streams.map((row) => filled(row, `stream:${row.id}`)),
    },
    isWhole: read.size === untold.size,
  };
}

function untoldOf(network: PlanNetwork): Set<NodeRef> {
  const jobs = network.jobs.filter(({ waits }) => waits === null).map(({ job }): NodeRef => `job:${job.id}`);
  const streams = network.streams.filter(({ waits }) => waits === null).map(({ id }): NodeRef => `stream:${id}`);
  return new Set([...jobs, ...streams]);
}

/** The job, its stream, the jobs of that stream, then whatever is added; each once, and only what is not told. */
function createNearestFirst(network: PlanNetwork, start: Job, untold: ReadonlySet<NodeRef>) {
  const left = new Set(untold);
  const waiting: NodeRef[] = [];
  const add = (refs: readonly NodeRef[]) => {
    for (const ref of refs) if (left.delete(ref)) waiting.push(ref);
  };
  add([`job:${start.id}`, `stream:${start.streamId}`]);
  add(network.jobs.filter(({ job }) => job.streamId === start.streamId && start.streamId !== '').map(({ job }): NodeRef => `job:${job.id}`));
  return { add, take: (count: number): NodeRef[] => waiting.splice(0, count) };
}

async function waitsOf(tws: Asked, ref: NodeRef, options: CallOptions): Promise<readonly Wait[] | null> {
  try {
    return (await tws.waits(ref, options)).data;
  } catch (error) {
    return orRaise(error, null);
  }
}

/** Jobs and streams that wait for it, as far as the engine can be asked; what it names is read by id before it counts. */
async function dependentsOf(tws: Asked, ref: NodeRef, options: CallOptions): Promise<NodeRef[]> {
  const id = ref.slice(ref.indexOf(':') + 1);
  const query = { ...(ref.startsWith('job:') ? { dependsOnJobId: id } : { dependsOnStreamId: id }), limit: MOST_DEPENDENTS };
  try {
    const jobs = await tws.jobs(query, options);
    const streams = await tws.streams(query, options);
    return [...jobs.data.map((job): NodeRef => `job:${job.id}`), ...streams.data.map((stream): NodeRef => `stream:${stream.id}`)];
  } catch (error) {
    return orRaise(error, []);
  }
}

/** A dependency that cannot be read leaves the rest standing. */
function orRaise<T>(error: unknown, otherwise: T): T {
  if (isUnreadablePart(error)) return otherwise;
  throw error;
}

/** Refused or garbled by the engine, or named by it in a way that cannot be asked for (a quote, a slash); not stopped, and no bug. */
export const isUnreadablePart = (error: unknown): boolean =>
  error instanceof Fault && (error.code.startsWith('TWS_') || error.code === 'READ_ONLY' || error.code === 'INVALID_INPUT');
