/** What stands before and behind a job, step by step, and the failures that keep it waiting. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNeighbours } from '../../../src-main/plan/graph/neighbours.ts';
import type { Reached } from '../../../src-main/plan/graph/reached.ts';
import { compact, type NaiveNode, type NaivePlan, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { isJob, isStream, jobsOf, phase, standing, waitsOf } from '../../fakes/plan/naiveRules.ts';
import { job, plan, stream, streamWaits, waits } from '../../fakes/plan/planByHand.ts';

const depths = ({ jobs, depths }: Reached) => new Map([...jobs].map((one, index) => [one, depths[index]!]));
function named(made: ReturnType<typeof plan>, { jobs, depths, via }: Reached) {
  const nameOf = (node: number) => (node < made.graph.jobCount ? made.names[node] : `stream ${node - made.graph.jobCount}`);
  return [...jobs].map((one, index) => `${depths[index]} ${made.names[one]} via ${nameOf(via[index]!)}`);
}

describe('by rule', () => {
  const made = plan(
    stream(0, job('A', 'SUCCESSFUL'), job('A2', 'WAITING', waits('A'))),
    stream(1, streamWaits(0), job('B', 'SUCCESSFUL'), job('C', 'WAITING', waits('B'))),
    stream(2, job('D', 'WAITING', waits('C'))),
    stream(3, streamWaits(1), job('E')),
  );
  const { successors, predecessors } = createNeighbours(made.graph);
  const at = (name: string) => made.names.indexOf(name);

  test('successors go step by step, whatever the status, and enter a stream by its first jobs', () => {
    expect(named(made, successors(at('A'), 1))).toEqual(['1 A2 via A', '1 B via stream 0']);
    expect(named(made, successors(at('A'), 3))).toEqual(['1 A2 via A', '1 B via stream 0', '2 C via B', '2 E via stream 1', '3 D via C']);
    expect(named(made, successors(at('A'), 0))).toEqual([]);
  });

  test('predecessors go back step by step and enter a stream by its last jobs', () => {
    expect(named(made, predecessors(at('D'), 1))).toEqual(['1 C via D']);
    expect(named(made, predecessors(at('E'), 3))).toEqual(['1 C via stream 3', '2 B via C', '2 A2 via stream 1', '3 A via A2']);
  });

  test('the neighbours of a stream are those of all its jobs, without these', () => {
    expect(named(made, successors(made.graph.jobCount + 1, 1))).toEqual(['1 E via stream 1', '1 D via C']);
    expect(named(made, predecessors(made.graph.jobCount + 1, 1))).toEqual(['1 A2 via stream 1']);
  });

  test('a stream whose jobs wait in a circle is entered by all of them', () => {
    const round = plan(job('A'), stream(0, { ...streamWaits(0), on: ['A'] }, job('B', 'WAITING', waits('C')), job('C', 'WAITING', waits('B'))));
    expect(named(round, createNeighbours(round.graph).successors(0, 1))).toEqual(['1 B via A', '1 C via A']);
  });

  test('failures further up are found through what waits itself, not through what is met, runs or was meant to fail', () => {
    const up = plan(
      job('FAR', 'ERROR'),
      job('NEAR', 'ERROR'),
      job('MEANT', 'ERROR'),
      job('BEHIND', 'ERROR'),
      job('ON', 'ERROR', 'continues'),
      job('MIDDLE', 'WAITING', waits('FAR')),
      job('RUNS', 'RUNNING', waits('BEHIND')),
      job('X', 'WAITING', waits('MIDDLE'), waits('NEAR'), waits('MEANT', 'ABEND'), waits('RUNS'), waits('ON'), { ...waits('BEHIND'), satisfied: 'yes' }),
    );
    expect(named(up, createNeighbours(up.graph).failedUpstream(up.names.indexOf('X')))).toEqual(['1 NEAR via X', '2 FAR via MIDDLE']);
  });
});

/** Jobs at the edge of a stream, all of them when there is no edge. */
function edge(random: NaivePlan, inStream: number, isInner: (one: number, other: number) => boolean): number[] {
  const inside = jobsOf(random, inStream);
  const outer = inside.filter((one) => !inside.some((other) => isInner(one, other)));
  return outer.length > 0 ? outer : inside;
}
const follows = (random: NaivePlan, one: number, other: number) =>
  random.waits.some(({ owner, members }) => isJob(owner, one) && members.some(({ node }) => isJob(node, other)));

function naiveWalk(random: NaivePlan, start: number, most: number, way: 'up' | 'down'): Map<number, number> {
  const found = new Map<number, number>();
  const jobsAt = (node: NaiveNode): number[] => {
    if (node === 'outside') return [];
    if ('job' in node) return [node.job];
    return edge(random, node.stream, (one, other) => (way === 'down' ? follows(random, one, other) : follows(random, other, one)));
  };
  let front = [start];
  for (let depth = 1; depth <= most; depth++) {
    const next = front.flatMap((from) => {
      const inStream = random.jobs[from]!.stream;
      if (way === 'up') return waitsOf(random, from).flatMap(({ members }) => members.flatMap(({ node }) => jobsAt(node)));
      const holding = random.waits.filter(({ members }) => members.some(({ node }) => isJob(node, from) || (inStream >= 0 && isStream(node, inStream))));
      return holding.flatMap(({ owner }) => jobsAt(owner));
    });
    front = [...new Set(next)].filter((one) => one !== start && !found.has(one));
    for (const one of front) found.set(one, depth);
  }
  return found;
}

function naiveFailedUpstream(random: NaivePlan, start: number): Map<number, number> {
  const failed = new Map<number, number>();
  const seen = new Set([start]);
  let front = [start];
  for (let depth = 1; front.length > 0; depth++) {
    const held = front.flatMap((from) =>
      waitsOf(random, from)
        .filter(({ satisfied }) => satisfied !== 'yes')
        .flatMap((wait) =>
          wait.members.flatMap((member) => {
            if (member.node === 'outside') return [];
            if (standing(random, member, wait) === 'met') return [];
            if ('job' in member.node) return [member.node.job];
            return random.streams[member.node.stream] === 'CANCELED' ? [] : jobsOf(random, member.node.stream);
          }),
        ),
    );
    const fresh = [...new Set(held)].filter((one) => !seen.has(one));
    for (const one of fresh) seen.add(one);
    for (const one of fresh) if (phase(random.jobs[one]!) === 'failed') failed.set(one, depth);
    front = fresh.filter((one) => phase(random.jobs[one]!) === 'waits');
  }
  return failed;
}

test('the same as the naive version on random plans', () => {
  fc.assert(
    fc.property(naivePlans({ most: 40, circles: 'yes' }), fc.integer({ min: 1, max: 5 }), (random, most) => {
      const { successors, predecessors, failedUpstream } = createNeighbours(compact(random));
      for (let start = 0; start < random.jobs.length; start++) {
        expect(depths(successors(start, most))).toEqual(naiveWalk(random, start, most, 'down'));
        expect(depths(predecessors(start, most))).toEqual(naiveWalk(random, start, most, 'up'));
        expect(depths(failedUpstream(start))).toEqual(naiveFailedUpstream(random, start));
      }
    }),
    { numRuns: 30 },
  );
});
