/** The plan graph holds what was put in, from both ends. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../../src-main/plan/graph/graphBuilder.ts';
import { conditionBit, NOT_SATISFIED, OUTSIDE, SATISFACTION_UNKNOWN, SATISFIED, statusCode } from '../../../src-main/plan/graph/planGraph.ts';

const slice = (start: Int32Array, places: Int32Array, index: number) => [...places.subarray(start[index], start[index + 1])];

test('waits are found from who waits, from what is waited for, and jobs from their stream', () => {
  const builder = createGraphBuilder({ jobCount: 3, streamCount: 2 });
  builder.jobs.stream.set([0, 1, 0]);
  const first = builder.addWait({ owner: 2, members: [0, 4, OUTSIDE], needed: 2, satisfied: NOT_SATISFIED, conditions: [0, conditionBit('STARTED'), 0] });
  const second = builder.addWait({ owner: 3, members: [1], needed: 1, satisfied: SATISFACTION_UNKNOWN, conditions: conditionBit('ABEND') });
  const graph = builder.build();
  expect(slice(graph.ownWaitsStart, graph.ownWaits, 2)).toEqual([first]);
  expect(slice(graph.ownWaitsStart, graph.ownWaits, 3)).toEqual([second]);
  expect(slice(graph.membersStart, graph.members, first)).toEqual([0, 4, OUTSIDE]);
  expect(slice(graph.membershipsStart, graph.memberships, 4).map((place) => graph.waitOfMember[place])).toEqual([first]);
  expect([...graph.conditions]).toEqual([0, 1, 0, 4]);
  expect(slice(graph.streamJobsStart, graph.streamJobs, 0)).toEqual([0, 2]);
  expect(graph.satisfied).toEqual(Uint8Array.of(NOT_SATISFIED, SATISFACTION_UNKNOWN));
});

test('what nobody has told is unknown, never well', () => {
  const graph = createGraphBuilder({ jobCount: 1, streamCount: 1 }).build();
  expect(graph.jobs.status[0]).toBe(statusCode('UNKNOWN'));
  expect(graph.jobs.stream[0]).toBe(-1);
  expect(graph.jobs.estimatedMs[0]).toBeNaN();
  expect(graph.streamStatus[0]).toBe(statusCode('UNKNOWN'));
});

test('a node that is none is refused, and how many are needed stays within the members', () => {
  const builder = createGraphBuilder({ jobCount: 2, streamCount: 0 });
  expect(() => builder.addWait({ owner: 2, members: [0], needed: 1, satisfied: 0, conditions: 0 })).toThrow(RangeError);
  expect(() => builder.addWait({ owner: 0, members: [-2], needed: 1, satisfied: 0, conditions: 0 })).toThrow(RangeError);
  builder.addWait({ owner: 0, members: [1], needed: 9, satisfied: 0, conditions: 0 });
  builder.addWait({ owner: 0, members: [1], needed: 0, satisfied: 0, conditions: 0 });
  expect([...builder.build().needed]).toEqual([1, 1]);
});

test('a status and a satisfied wait change in place', () => {
  const builder = createGraphBuilder({ jobCount: 2, streamCount: 0 });
  const wait = builder.addWait({ owner: 1, members: [0], needed: 1, satisfied: NOT_SATISFIED, conditions: 0 });
  const graph = builder.build();
  builder.jobs.status[0] = statusCode('SUCCESSFUL');
  graph.satisfied[wait] = SATISFIED;
  expect(graph.jobs.status[0]).toBe(statusCode('SUCCESSFUL'));
  expect(graph.satisfied[wait]).toBe(SATISFIED);
});

test('any number of waits comes back as it was put in', () => {
  const one = fc.record({ owner: fc.nat(29), members: fc.array(fc.nat(29), { maxLength: 6 }), needed: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 2_000 }), (waits) => {
      const builder = createGraphBuilder({ jobCount: 20, streamCount: 10 });
      for (const wait of waits) builder.addWait({ ...wait, satisfied: NOT_SATISFIED, conditions: 0 });
      const graph = builder.build();
      const edges: string[] = [];
      for (let node = 0; node < 30; node++) {
        for (const place of slice(graph.membershipsStart, graph.memberships, node)) edges.push(`${graph.owner[graph.waitOfMember[place]!]} ${node}`);
      }
      expect(edges.toSorted()).toEqual(waits.flatMap(({ owner, members }) => members.map((member) => `${owner} ${member}`)).toSorted());
      expect(graph.waitCount).toBe(waits.length);
    }),
    { numRuns: 30 },
  );
});
