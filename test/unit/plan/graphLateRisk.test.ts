/** Which jobs are late or will be, and why; and which jobs most work waits for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bottlenecksOf } from '../../../src-main/plan/graph/forecast/bottlenecks.ts';
import { forecastOf } from '../../../src-main/plan/graph/forecast/forecast.ts';
import { lateRiskOf } from '../../../src-main/plan/graph/forecast/lateRisk.ts';
import { naiveForecast } from '../../fakes/plan/naiveForecast.ts';
import { naiveImpact } from '../../fakes/plan/naiveImpact.ts';
import { compact, measuredOf, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { isOpenPhase, phase } from '../../fakes/plan/naiveRules.ts';
import { job, plan, waits } from '../../fakes/plan/planByHand.ts';

const nowMs = 1_000;
const takes = (medianMs: number, p90Ms = medianMs) => ({ medianMs, p90Ms });
const due = (deadlineAtMs: number) => ({ deadlineAtMs });
const made = (...parts: Parameters<typeof plan>) => {
  const { graph, names, naive } = plan(...parts);
  return { graph, names, forecast: forecastOf(graph, { nowMs, measured: measuredOf(naive) }) };
};
function risks(...parts: Parameters<typeof plan>): string[] {
  const { graph, names, forecast } = made(...parts);
  const { late, unknown } = lateRiskOf(graph, forecast);
  return [
    ...late.map(({ job: index, certainty, reason, becauseOf, lateByMs }) => `${names[index]} ${certainty} ${reason} ${names[becauseOf] ?? '-'} ${lateByMs}`),
    ...Array.from(unknown, (index) => `${names[index]} unknown`),
  ];
}

describe('late', () => {
  test.each([
    ['a deadline that has passed', [job('A', 'WAITING', takes(10), due(900))], ['A certain deadline-passed - 110']],
    ['a deadline that has passed without a forecast', [job('A', 'HELD', due(900))], ['A certain deadline-passed - 100']],
    ['a mark of the engine that nothing here explains', [job('A', 'WAITING', takes(10), 'late')], ['A certain engine-says - NaN']],
    ['a failed job before it', [job('BAD', 'ERROR'), job('A', 'WAITING', takes(10), due(2_000), waits('BAD'))], ['A likely blocked-by-failure BAD NaN']],
    ['a failed job itself', [job('A', 'ERROR', due(2_000))], ['A likely blocked-by-failure - NaN']],
    ['a run that takes too long', [job('A', 'RUNNING', takes(300), { startedAtMs: 900 }, due(1_100))], ['A likely own-duration - 100']],
    ['a slow run of its own', [job('A', 'WAITING', takes(50, 300), due(1_100))], ['A possible own-duration - 200']],
    ['a start time that leaves too little', [job('A', 'WAITING', takes(50), { notBeforeMs: 1_080 }, due(1_100))], ['A likely starts-late - 30']],
    ['a start that is past already', [job('A', 'WAITING', takes(200), due(1_100))], ['A likely starts-late - 100']],
    ['a held job that could not make it even now', [job('A', 'HELD', takes(200), due(1_100))], ['A likely starts-late - 100']],
    ['a held job that could still make it', [job('A', 'HELD', takes(20), due(1_100))], ['A unknown']],
    ['no duration', [job('A', 'WAITING', due(1_100))], ['A unknown']],
    ['time enough', [job('A', 'WAITING', takes(20), due(1_100))], []],
    ['a job that is done', [job('A', 'SUCCESSFUL', due(900))], []],
  ])('%s', (_, parts, expected) => {
    expect(risks(...parts)).toEqual(expected);
  });

  test('the longest step still to come is what it is because of', () => {
    const chain = [
      job('RUNS', 'RUNNING', takes(500), { startedAtMs: 550 }),
      job('LONG', 'WAITING', takes(90), waits('RUNS')),
      job('MORE', 'WAITING', takes(80), waits('LONG')),
    ];
    expect(risks(...chain, job('END', 'WAITING', takes(10), waits('MORE'), due(1_150)))).toEqual(['END likely slow-predecessor LONG 80']);
    const even = [job('A', 'WAITING', takes(90)), job('B', 'WAITING', takes(90), waits('A'))];
    expect(risks(...even, job('END', 'WAITING', takes(10), waits('B'), due(1_150)))).toEqual(['END likely slow-predecessor B 40']);
  });

  test('certain ones come first, critical ones before others', () => {
    const names = risks(
      job('A', 'WAITING', takes(200), due(1_100)),
      job('B', 'WAITING', takes(200), due(1_150), 'critical'),
      job('C', 'WAITING', takes(1), due(900)),
    ).map((line) => line[0]);
    expect(names).toEqual(['C', 'B', 'A']);
  });

  test('on random plans nobody with a deadline is left out: kept by the slow forecast, late, or unknown', () => {
    fc.assert(
      fc.property(naivePlans({ most: 40, circles: 'yes' }), (random) => {
        const graph = compact(random);
        const { late, unknown } = lateRiskOf(graph, forecastOf(graph, { nowMs, measured: measuredOf(random) }));
        const [median, p90] = [naiveForecast(random, nowMs, 'median'), naiveForecast(random, nowMs, 'p90')];
        const told = new Map(late.map((risk) => [risk.job, risk]));
        for (const [index, one] of random.jobs.entries()) {
          if (!isOpenPhase(phase(one)) || (Number.isNaN(one.deadlineAtMs) && !one.flags.includes('late'))) {
            expect(told.has(index) || unknown.includes(index)).toBe(false);
            continue;
          }
          const isKept = p90.finish[index]! <= one.deadlineAtMs && one.deadlineAtMs >= nowMs && !one.flags.includes('late');
          expect(told.has(index) || unknown.includes(index)).toBe(!isKept);
          if (one.deadlineAtMs < nowMs) expect(told.get(index)?.certainty).toBe('certain');
          else if (Number.isFinite(median.finish[index]) && median.finish[index]! > one.deadlineAtMs) expect(told.get(index)?.certainty).toBe('likely');
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('bottlenecks', () => {
  const night = made(
    job('WIDE', 'RUNNING', takes(50), { startedAtMs: 1_000 }),
    job('W1', 'WAITING', takes(10), waits('WIDE')),
    job('W2', 'WAITING', takes(10), waits('WIDE')),
    job('W3', 'WAITING', takes(10), waits('WIDE')),
    job('BAD', 'ERROR'),
    job('DUE', 'WAITING', takes(5), waits('BAD'), due(3_000)),
    job('DONE', 'SUCCESSFUL'),
    job('AFTER', 'WAITING', takes(5), waits('DONE')),
  );

  test('come by deadlines and critical jobs first, then by work that waits', () => {
    const named = bottlenecksOf(night.graph, night.forecast, 5).map((one) => ({ ...one, job: night.names[one.job] }));
    expect(named).toEqual([
      { job: 'BAD', waiting: 1, criticalWaiting: 1, waitingMs: 5 },
      { job: 'WIDE', waiting: 3, criticalWaiting: 0, waitingMs: 30 },
    ]);
    expect(bottlenecksOf(night.graph, night.forecast, 1)).toHaveLength(1);
  });

  test('what hangs on a job far behind counts as what hangs on it directly', () => {
    const near = ['A', 'B', 'C', 'D', 'E'].flatMap((name) => [job(name, 'WAITING', takes(5)), job(`${name}DUE`, 'WAITING', takes(5), waits(name), due(3_000))]);
    const far = [
      job('FAR', 'WAITING', takes(5)),
      job('MIDDLE', 'WAITING', takes(5), waits('FAR')),
      ...['X', 'Y'].map((name) => job(name, 'WAITING', takes(5), waits('MIDDLE'), due(3_000))),
    ];
    const both = made(...near, ...far);
    expect(bottlenecksOf(both.graph, both.forecast, 1).map((one) => ({ ...one, job: both.names[one.job] }))).toEqual([
      { job: 'FAR', waiting: 3, criticalWaiting: 2, waitingMs: 15 },
    ]);
  });

  test('on random plans each one is told with its real impact', () => {
    fc.assert(
      fc.property(naivePlans({ most: 40, circles: 'yes' }), (random) => {
        const graph = compact(random);
        const found = bottlenecksOf(graph, forecastOf(graph, { nowMs, measured: measuredOf(random) }), 10);
        for (const { job: index, waiting } of found) {
          expect(isOpenPhase(phase(random.jobs[index]!))).toBe(true);
          expect(waiting).toBe(naiveImpact(random, index, 'as-it-stands').blocked.size);
        }
      }),
      { numRuns: 40 },
    );
  });
});
