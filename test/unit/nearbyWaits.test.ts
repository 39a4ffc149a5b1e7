/** Dependencies that only single readings tell: a large plan is not read whole for one question, and the answer says so. */
import { expect, test } from 'vitest';
import type { Job } from '../../src-preload/contract/plan.ts';
import { Fault } from '../../src-main/base/fault.ts';
import { blockedBy, graphOf } from '../../src-main/plan/graph.ts';
import { withNearbyWaits } from '../../src-main/plan/nearbyWaits.ts';
import type { NodeRef, Reading, Wait } from '../../src-main/tws/types.ts';
import { job as planJob } from '../fakes/plan.ts';

const STREAMS = 400;
const PER_STREAM = 5;
/** Job n of a stream waits for job n - 1; the first job of stream s + 1 waits for the last of stream s. */
const jobs: Job[] = Array.from({ length: STREAMS * PER_STREAM }, (_, index) =>
  planJob(`J${index}`, { id: `j${index}`, streamId: `s${Math.floor(index / PER_STREAM)}`, status: { internal: 'HOLD', common: 'WAITING', substatus: null } }),
);
const network = {
  jobs: jobs.map((job) => ({ job, waits: null })),
  streams: Array.from({ length: STREAMS }, (_, index) => ({ id: `s${index}`, key: `S${index}`, waits: null })),
};
const reading = <T>(data: T): Reading<T> => ({ data, observedAtMs: 0, planId: null, isComplete: true, isTruncated: false, total: null });

function engine(canFilter: boolean) {
  const reads: NodeRef[] = [];
  const refuse = (): never => {
    throw new Fault('TWS_ERROR', 'refused');
  };
  return {
    reads,
    waits: async (ref: NodeRef): Promise<Reading<Wait[] | null>> => {
      reads.push(ref);
      const index = Number(ref.slice(5));
      return reading(ref.startsWith('job:') && index > 0 ? [{ on: [`job:j${index - 1}`], needed: 1, isSatisfied: false }] : []);
    },
    jobs: async ({ dependsOnJobId }: { readonly dependsOnJobId?: string | undefined }) => {
      if (!canFilter) return refuse();
      const next = jobs[Number(dependsOnJobId?.slice(1)) + 1];
      return reading(next === undefined ? [] : [next]);
    },
    streams: async () => (canFilter ? reading([]) : refuse()),
  };
}

test.each([true, false])('nearest first, within a bound, and called incomplete (the engine can be asked who waits: %s)', async (canFilter) => {
  const tws = engine(canFilter);
  const start = jobs[1_000]!;
  const near = await withNearbyWaits(tws, network, start, { why: 'test' });
  expect(near.isWhole).toBe(false);
  expect(tws.reads.length).toBeLessThanOrEqual(602);
  expect(new Set(tws.reads).size).toBe(tws.reads.length);
  const graph = graphOf(near.network);
  const blocked = blockedBy(graph, start, (id) => graph.jobs.get(id)).map(({ job }) => job.name);
  // The rest of its own stream at least; the next streams where the engine names them.
  expect(blocked.slice(0, 4)).toEqual(['J1001', 'J1002', 'J1003', 'J1004']);
  if (canFilter) expect(blocked).toContain('J1008');
});
