/** What a job that stays unfinished, or fails, really blocks: by hand for each rule, and against a naive version. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createImpact } from '../../../src-main/plan/graph/impact.ts';
import { SATISFIED, statusCode } from '../../../src-main/plan/graph/planGraph.ts';
import type { Reached } from '../../../src-main/plan/graph/reached.ts';
import { naiveImpact } from '../../fakes/plan/naiveImpact.ts';
import { compact, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { job, join, plan, stream, streamWaits, waits } from '../../fakes/plan/planByHand.ts';

const depths = ({ jobs, depths }: Reached) => new Map([...jobs].map((one, index) => [one, depths[index]!]));
const named = ({ names, graph }: ReturnType<typeof plan>, reached: Reached) =>
  [...reached.jobs].map((one, index) => {
    const via = reached.via[index]!;
    return `${reached.depths[index]} ${names[one]} via ${via < graph.jobCount ? names[via] : `stream ${via - graph.jobCount}`}`;
  });
const jobsIn = (made: ReturnType<typeof plan>, reached: Reached) =>
  Array.from(reached.jobs, (one) => made.names[one] ?? '').toSorted((a, b) => a.localeCompare(b));

function impact(made: ReturnType<typeof plan>, name: string, how: 'as-it-stands' | 'fails' = 'as-it-stands') {
  const { blocked, suppressed } = createImpact(made.graph)(made.names.indexOf(name), how);
  return { blocked: jobsIn(made, blocked), suppressed: jobsIn(made, suppressed) };
}

describe('by rule', () => {
  test('follows jobs, and job streams as wholes, nearest first', () => {
    const made = plan(
      stream(0, job('A', 'ERROR'), job('B', 'WAITING', waits('A'))),
      stream(1, streamWaits(0), job('C'), job('D', 'WAITING', waits('C'))),
      stream(2, job('E', 'WAITING', waits('D'))),
      stream(3, job('F')),
    );
    const { blocked } = createImpact(made.graph)(0);
    expect(named(made, blocked)).toEqual(['1 B via A', '1 C via stream 0', '1 D via stream 0', '2 E via D']);
  });

  test('leaves out what has run or runs, and does not go on behind it', () => {
    const made = plan(job('A', 'ERROR'), job('B', 'SUCCESSFUL', waits('A')), job('C', 'RUNNING', waits('A')), job('D', 'WAITING', waits('C')));
    expect(impact(made, 'A').blocked).toEqual([]);
  });

  test.each([
    ['SUCCESSFUL', []],
    ['CANCELED', []],
    ['WAITING', ['B']],
    ['UNKNOWN', ['B']],
    ['ERROR', ['B']],
  ] as const)('a job in %s blocks %j', (status, blocked) => {
    expect(impact(plan(job('A', status), job('B', 'WAITING', waits('A'))), 'A').blocked).toEqual(blocked);
  });

  test('a canceled job releases what follows it, whatever its status says', () => {
    expect(impact(plan(job('A', 'ERROR', 'canceled'), job('B', 'WAITING', waits('A'))), 'A').blocked).toEqual([]);
  });

  test('a satisfied wait holds nobody; one the engine says nothing of does', () => {
    const made = plan(
      job('A', 'ERROR'),
      job('B', 'WAITING', { ...waits('A'), satisfied: 'yes' }),
      job('C', 'WAITING', { ...waits('A'), satisfied: 'unknown' }),
    );
    expect(impact(made, 'A').blocked).toEqual(['C']);
  });

  test('a join that needs one of two is blocked only when both are lost', () => {
    const made = (b: Parameters<typeof job>) => plan(job('A', 'ERROR'), job(...b), job('C', 'WAITING', join(1, 'A', 'B')));
    expect(impact(made(['B', 'WAITING']), 'A').blocked).toEqual([]);
    expect(impact(made(['B', 'WAITING', waits('A')]), 'A').blocked).toEqual(['B', 'C']);
    expect(impact(made(['B', 'ERROR']), 'A').blocked).toEqual(['C']);
    expect(impact(made(['B', 'SUPPRESS']), 'A').blocked).toEqual(['C']);
  });

  test('a failure is what some wait for, and takes the turn of others away', () => {
    const made = (status: 'ERROR' | 'WAITING' | 'RUNNING') =>
      plan(
        job('A', status),
        job('MEND', 'WAITING', waits('A', 'ABEND')),
        job('GO', 'WAITING', waits('A', 'SUCC')),
        job('AFTER', 'WAITING', waits('GO')),
        job('INSTEAD', 'WAITING', waits('GO', 'SUPPR')),
        job('WITH', 'WAITING', waits('A', 'STARTED')),
      );
    expect(impact(made('ERROR'), 'A')).toEqual({ blocked: [], suppressed: ['AFTER', 'GO'] });
    expect(impact(made('WAITING'), 'A', 'fails')).toEqual({ blocked: [], suppressed: ['AFTER', 'GO'] });
    expect(impact(made('WAITING'), 'A')).toEqual({ blocked: ['AFTER', 'GO', 'INSTEAD', 'MEND', 'WITH'], suppressed: [] });
    expect(impact(made('RUNNING'), 'A')).toEqual({ blocked: ['AFTER', 'GO', 'INSTEAD', 'MEND'], suppressed: [] });
  });

  test('a job that could not be launched fulfils FAIL and not ABEND', () => {
    const made = plan(job('A', 'ERROR', 'launchFailed'), job('B', 'WAITING', waits('A', 'FAIL')), job('C', 'WAITING', waits('A', 'ABEND')));
    expect(impact(made, 'A')).toEqual({ blocked: [], suppressed: ['C'] });
    expect(impact(made, 'A', 'fails')).toEqual({ blocked: [], suppressed: ['B'] });
  });

  test('what follows a job that continues runs all the same, but its stream does not end', () => {
    const made = plan(stream(0, job('A', 'ERROR', 'continues'), job('B', 'WAITING', waits('A'))), stream(1, streamWaits(0), job('C')));
    expect(impact(made, 'A').blocked).toEqual(['C']);
  });

  test('who asked for an outcome of a canceled job gets it as it had ended, else is left in HOLD', () => {
    const made = (status: 'ERROR' | 'SUCCESSFUL' | 'CANCELED') =>
      plan(
        job('A', status, 'canceled'),
        job('PLAIN', 'WAITING', waits('A')),
        job('MEND', 'WAITING', waits('A', 'ABEND')),
        job('GO', 'WAITING', waits('A', 'SUCC')),
      );
    expect(impact(made('CANCELED'), 'A')).toEqual({ blocked: ['GO', 'MEND'], suppressed: [] });
    expect(impact(made('ERROR'), 'A')).toEqual({ blocked: [], suppressed: ['GO'] });
    expect(impact(made('SUCCESSFUL'), 'A')).toEqual({ blocked: [], suppressed: ['MEND'] });
  });

  test('a job to be canceled holds its followers until all it waits for is met, and is itself blocked by nothing', () => {
    const made = plan(job('A', 'ERROR'), job('OUT', 'WAITING', 'cancelPending', waits('A')), job('C', 'WAITING', waits('OUT')));
    expect(impact(made, 'A').blocked).toEqual(['C']);
  });

  test('a stream that has started, or ended in error, gives who asked for that what it asked for', () => {
    const made = plan(
      stream(0, job('A', 'ERROR'), job('A2', 'WAITING', waits('A'))),
      job('PLAIN', 'WAITING', streamWaits(0)),
      job('WITH', 'WAITING', { ...streamWaits(0), conditions: ['STARTED'] }),
      job('MEND', 'WAITING', { ...streamWaits(0), conditions: ['ABEND'] }),
    );
    expect(impact(made, 'A').blocked).toEqual(['A2', 'MEND', 'PLAIN']);
    made.graph.streamStatus[0] = statusCode('ERROR');
    expect(impact(made, 'A').blocked).toEqual(['A2', 'PLAIN']);
  });

  test('a stream that was canceled holds nobody', () => {
    const made = plan(stream(0, job('A', 'ERROR')), stream(1, streamWaits(0), job('B')));
    made.graph.streamStatus[0] = statusCode('CANCELED');
    expect(impact(made, 'A').blocked).toEqual([]);
  });

  test('a circle and something outside the plan end the walk', () => {
    const made = plan(job('A', 'WAITING', waits('B')), job('B', 'WAITING', waits('A'), waits('OUTSIDE')));
    expect(impact(made, 'A').blocked).toEqual(['B']);
  });

  test('statuses and waits changed in place count at the next question', () => {
    const made = plan(job('A', 'ERROR'), job('B', 'WAITING', waits('A')), job('C', 'WAITING', waits('B')));
    const impactOf = createImpact(made.graph);
    expect(jobsIn(made, impactOf(0).blocked)).toEqual(['B', 'C']);
    made.graph.jobs.status[1] = statusCode('SUCCESSFUL');
    expect(jobsIn(made, impactOf(0).blocked)).toEqual([]);
    made.graph.jobs.status[1] = statusCode('WAITING');
    made.graph.satisfied[1] = SATISFIED;
    expect(jobsIn(made, impactOf(0).blocked)).toEqual(['B']);
  });
});

test.each(['as-it-stands', 'fails'] as const)('the same as the naive version on random plans, %s', (how) => {
  fc.assert(
    fc.property(naivePlans({ most: 60, circles: 'yes' }), (random) => {
      const impactOf = createImpact(compact(random));
      for (let start = 0; start < random.jobs.length; start++) {
        const { blocked, suppressed } = impactOf(start, how);
        const naive = naiveImpact(random, start, how);
        expect(depths(suppressed)).toEqual(naive.suppressed);
        expect(depths(blocked)).toEqual(naive.blocked);
        expect(blocked.depths).toEqual(blocked.depths.toSorted());
      }
    }),
    { numRuns: 40 },
  );
});
