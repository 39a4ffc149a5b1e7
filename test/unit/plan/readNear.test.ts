/** Dependencies that only single readings tell: read into the held plan near the question, within bounds, and then answered like any others. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createImpact } from '../../../src-main/plan/graph/impact.ts';
import { createNeighbours } from '../../../src-main/plan/graph/neighbours.ts';
import type { Reached } from '../../../src-main/plan/graph/reached.ts';
import { tellWaits } from '../../../src-main/plan/snapshot/held/setWaits.ts';
import { readNear } from '../../../src-main/plan/snapshot/read/readNear.ts';
import type { NodeRef } from '../../../src-main/tws/types/types.ts';
import { type NaivePlan, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { engineOf, heldInPart } from '../../fakes/plan/toldInPart.ts';

const depths = ({ jobs, depths }: Reached) => new Map([...jobs].map((one, index) => [one, depths[index]!]));
const refsOf = (plan: NaivePlan): NodeRef[] => [
  ...plan.jobs.map((_, job): NodeRef => `job:J${job}`),
  ...plan.streams.map((_, one): NodeRef => `stream:S${one}`),
];

const STREAMS = 400;
const PER_STREAM = 5;
const blank = { flags: [], medianMs: NaN, p90Ms: NaN, startedAtMs: NaN, notBeforeMs: NaN, deadlineAtMs: NaN };
/** Job n waits for job n - 1; five jobs are a stream. */
const chain: NaivePlan = {
  jobs: Array.from({ length: STREAMS * PER_STREAM }, (_, index) => ({ ...blank, stream: Math.floor(index / PER_STREAM), status: 'WAITING' })),
  streams: Array.from({ length: STREAMS }, () => 'WAITING'),
  waits: Array.from({ length: STREAMS * PER_STREAM - 1 }, (_, index) => ({
    owner: { job: index + 1 },
    members: [{ node: { job: index }, conditions: [] }],
    needed: 1,
    satisfied: 'no',
  })),
};

describe('a plan too large to be read by id', () => {
  test.each([true, false])('is read nearest first, within a bound, and stays in part untold (the engine can be asked who waits: %s)', async (canFilter) => {
    const held = heldInPart(chain, new Set(refsOf(chain)));
    const engine = engineOf(chain, { canFilter });
    tellWaits(held, await readNear(held, 'job:J1000', engine));
    expect(engine.asked.length).toBeLessThanOrEqual(602);
    expect(new Set(engine.asked).size).toBe(engine.asked.length);
    expect(held.isUntold.jobs).toContain(1);
    const blocked = [...createImpact(held.graph)(1_000).blocked.jobs];
    // The rest of its own stream at least; the next streams where the engine names them.
    expect(blocked.slice(0, 4)).toEqual([1_001, 1_002, 1_003, 1_004]);
    expect(blocked.includes(1_008)).toBe(canFilter);
  });

  test('is followed through what is told to what is not', async () => {
    const untold = refsOf(chain).filter((ref) => ref !== 'job:J1001' && ref !== 'job:J1002');
    const held = heldInPart(chain, new Set(untold));
    tellWaits(held, await readNear(held, 'job:J1000', engineOf(chain)));
    expect([...createImpact(held.graph)(1_000).blocked.jobs].slice(0, 5)).toEqual([1_001, 1_002, 1_003, 1_004, 1_005]);
  });

  test('an engine that tells nothing by id either is not asked six hundred times', async () => {
    const held = heldInPart(chain, new Set(refsOf(chain)));
    const asked: NodeRef[] = [];
    const read = await readNear(held, 'job:J1000', { waits: async (ref) => (asked.push(ref), null), dependents: async () => [] });
    expect(read.size).toBe(0);
    expect(asked.length).toBeLessThanOrEqual(33);
  });
});

test('whatever part of a plan was left out, it answers like the plan that told everything', async () => {
  await fc.assert(
    fc.asyncProperty(
      naivePlans({ most: 30, circles: 'yes' }).chain((plan) =>
        fc.record({ plan: fc.constant(plan), untold: fc.subarray(refsOf(plan)), start: fc.nat(plan.jobs.length - 1) }),
      ),
      async ({ plan, untold, start }) => {
        const held = heldInPart(plan, new Set(untold));
        tellWaits(held, await readNear(held, `job:J${start}`, engineOf(plan)));
        expect(held.isUntold.jobs.includes(1) || held.isUntold.streams.includes(1)).toBe(false);
        const whole = heldInPart(plan, new Set());
        const [impact, wholeImpact] = [createImpact(held.graph), createImpact(whole.graph)];
        const [near, wholeNear] = [createNeighbours(held.graph), createNeighbours(whole.graph)];
        for (let job = 0; job < plan.jobs.length; job++) {
          for (const how of ['as-it-stands', 'fails'] as const) {
            expect(depths(impact(job, how).blocked)).toEqual(depths(wholeImpact(job, how).blocked));
            expect(depths(impact(job, how).suppressed)).toEqual(depths(wholeImpact(job, how).suppressed));
          }
          expect(depths(near.successors(job, 3))).toEqual(depths(wholeNear.successors(job, 3)));
          expect(depths(near.predecessors(job, 3))).toEqual(depths(wholeNear.predecessors(job, 3)));
          expect(depths(near.failedUpstream(job))).toEqual(depths(wholeNear.failedUpstream(job)));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a status written after the waits were told counts, and so does one written before', async () => {
  const held = heldInPart(chain, new Set<NodeRef>(['job:J1']));
  const before = held.graph;
  tellWaits(held, await readNear(held, 'job:J0', engineOf(chain)));
  expect(held.graph).not.toBe(before);
  before.jobs.status[1] = 6;
  expect(held.graph.jobs.status[1]).toBe(6);
  expect(tellWaits(held, new Map([['job:J1', []]]))).toBe(false);
});
