/** Jobs that wait for each other in a circle are found, all of them and no others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentsOf, cyclesOf, nextStep } from '../../../src-main/plan/graph/components.ts';
import { statusCode } from '../../../src-main/plan/graph/planGraph.ts';
import { compact, type NaivePlan, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { isOpenPhase, jobsOf, phase } from '../../fakes/plan/naiveRules.ts';
import { job, plan, stream, streamWaits, waits } from '../../fakes/plan/planByHand.ts';

const groups = (made: ReturnType<typeof plan>) => cyclesOf(made.graph).map((group) => Array.from(group, (one) => made.names[one]));

test('circles of jobs and through streams are reported, what leads in and out is not', () => {
  const made = plan(
    job('IN', 'WAITING'),
    job('A', 'WAITING', waits('IN'), waits('C')),
    job('B', 'WAITING', waits('A')),
    job('C', 'WAITING', waits('B')),
    job('OUT', 'WAITING', waits('C')),
    job('SELF', 'WAITING', waits('SELF')),
    stream(0, { ...streamWaits(0), on: ['Y'] }, job('X')),
    stream(1, streamWaits(0), job('Y')),
  );
  expect(groups(made)).toEqual([['A', 'B', 'C'], ['SELF'], ['X', 'Y']]);
});

test('two streams that wait for jobs of each other, and jobs of one stream, are no circle by themselves', () => {
  const made = plan(stream(0, job('A'), job('B', 'WAITING', waits('C'))), stream(1, job('C', 'WAITING', waits('A')), job('D', 'WAITING', waits('B'))));
  expect(groups(made)).toEqual([]);
});

test('a circle is open as soon as one of its jobs is done or canceled', () => {
  const made = plan(job('A', 'WAITING', waits('B')), job('B', 'WAITING', waits('A')));
  expect(groups(made)).toEqual([['A', 'B']]);
  made.graph.jobs.status[0] = statusCode('SUCCESSFUL');
  expect(groups(made)).toEqual([]);
});

test('a circle of 50,000 jobs needs no deep stack', () => {
  const names = Array.from({ length: 50_000 }, (_, index) => `J${index}`);
  const { naive: small } = plan(job('J'));
  const one = small.jobs[0]!;
  const naive: NaivePlan = {
    ...small,
    jobs: names.map(() => one),
    waits: names.map((_, index) => ({
      owner: { job: index },
      members: [{ node: { job: (index + 1) % names.length }, conditions: [] }],
      needed: 1,
      satisfied: 'no' as const,
    })),
  };
  expect(cyclesOf(compact(naive)).map(({ length }) => length)).toEqual([50_000]);
});

/** Jobs that reach themselves, by trying every way from every job. */
function naiveCircular(random: NaivePlan): number[] {
  const next = (from: string): string[] => {
    const [kind, number] = [from.slice(0, 4), Number(from.slice(4))];
    if (kind === 'gate')
      return jobsOf(random, number)
        .filter((one) => phase(random.jobs[one]!) === 'waits')
        .map((one) => `jobs${one}`);
    if (kind === 'jobs' && !isOpenPhase(phase(random.jobs[number]!))) return [];
    const followers = random.waits
      .filter(({ satisfied }) => satisfied !== 'yes')
      .filter((wait) =>
        wait.members.some((member) => {
          if (member.node === 'outside') return false;
          if ('stream' in member.node) return kind === 'ends' && member.node.stream === number && random.streams[number] !== 'CANCELED';
          return kind === 'jobs' && member.node.job === number;
        }),
      )
      .flatMap(({ owner }) => ('stream' in owner ? [`gate${owner.stream}`] : phase(random.jobs[owner.job]!) === 'waits' ? [`jobs${owner.job}`] : []));
    const inStream = kind === 'jobs' ? random.jobs[number]!.stream : -1;
    return inStream >= 0 ? [...followers, `ends${inStream}`] : followers;
  };
  return random.jobs.flatMap((_, index) => {
    const seen = new Set<string>();
    const queue = [`jobs${index}`];
    for (const from of queue) {
      for (const to of next(from)) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return seen.has(`jobs${index}`) ? [index] : [];
  });
}

test('the same jobs as the naive version on random plans, and an order that holds outside of circles', () => {
  fc.assert(
    fc.property(naivePlans({ most: 30, circles: 'yes' }), (random) => {
      const graph = compact(random);
      expect(
        cyclesOf(graph)
          .flatMap((group) => [...group])
          .toSorted((a, b) => a - b),
      ).toEqual(naiveCircular(random));
      const { order, component } = componentsOf(graph);
      const rank = new Map([...order].map((step, index) => [step, index]));
      expect(rank.size).toBe(graph.jobCount + 2 * graph.streamCount);
      for (const step of order) {
        for (let place = 0, next = nextStep(graph, step, 0); next !== -2; next = nextStep(graph, step, ++place)) {
          if (next >= 0 && component[next] !== component[step]) expect(rank.get(next)).toBeLessThan(rank.get(step)!);
        }
      }
    }),
    { numRuns: 40 },
  );
});
