/** When open jobs can start and end at the earliest, and why some have no forecast. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastOf } from '../../../src-main/plan/graph/forecast/forecast.ts';
import { hindranceKinds } from '../../../src-main/plan/graph/forecast/hindrances.ts';
import { startReasons } from '../../../src-main/plan/graph/forecast/times.ts';
import { isHeldBack, naiveDuration, naiveForecast, standingForForecast } from '../../fakes/plan/naiveForecast.ts';
import { compact, measuredOf, type NaivePlan, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { isJob, isStream, phase, waitsOf } from '../../fakes/plan/naiveRules.ts';
import { job, join, plan, stream, streamWaits, waits } from '../../fakes/plan/planByHand.ts';

const nowMs = 1_000;
const takes = (medianMs: number, p90Ms = medianMs) => ({ medianMs, p90Ms });

function forecast(...parts: Parameters<typeof plan>) {
  const { graph, names, naive } = plan(...parts);
  const made = forecastOf(graph, { nowMs, measured: measuredOf(naive) });
  const of = (name: string) => {
    const index = names.indexOf(name);
    const kind = hindranceKinds[made.hindrance[index]!]!;
    if (kind !== 'none') return `${kind}: ${names[made.cause[index]!]}`;
    const from = made.median.determinedBy[index]!;
    const by = from >= 0 ? names[from] : startReasons[made.median.startsBy[index]!];
    return `${made.median.startMs[index]}-${made.median.finishMs[index]} by ${by}`;
  };
  return { of, made, names };
}

describe('by rule', () => {
  test('a running job ends when it usually does, but not before now', () => {
    const { of } = forecast(
      job('A', 'RUNNING', takes(300), { startedAtMs: 900 }),
      job('LONG', 'RUNNING', takes(50), { startedAtMs: 900 }),
      job('UNTOLD', 'RUNNING', takes(50)),
    );
    expect(of('A')).toBe('900-1200 by has-started');
    expect(of('LONG')).toBe('900-1000 by has-started');
    expect(of('UNTOLD')).toBe('NaN-1050 by has-started');
  });

  test('a waiting job starts now, at its start time, or after the last it waits for', () => {
    const { of } = forecast(
      job('A', 'WAITING', takes(10)),
      job('B', 'WAITING', takes(10), { notBeforeMs: 1_500 }),
      job('C', 'WAITING', takes(10), waits('A'), waits('B')),
      job('D', 'WAITING', takes(10), waits('A'), { notBeforeMs: 1_005 }),
      job('E', 'WAITING', takes(10), waits('A'), { notBeforeMs: 1_010 }),
    );
    expect(of('A')).toBe('1000-1010 by now');
    expect(of('B')).toBe('1500-1510 by start-time');
    expect(of('C')).toBe('1510-1520 by B');
    expect(of('D')).toBe('1010-1020 by A');
    expect(of('E')).toBe('1010-1020 by A');
  });

  test('a join starts with the member that makes it enough', () => {
    const parts = [job('A', 'WAITING', takes(30)), job('B', 'WAITING', takes(10)), job('C', 'WAITING', takes(20))] as const;
    expect(forecast(...parts, job('D', 'WAITING', takes(1), join(2, 'A', 'B', 'C'))).of('D')).toBe('1020-1021 by C');
    expect(forecast(job('A', 'ERROR'), ...parts.slice(1), job('D', 'WAITING', takes(1), join(2, 'A', 'B', 'C'))).of('D')).toBe('1020-1021 by C');
    expect(forecast(job('A', 'ERROR'), ...parts.slice(1), job('D', 'WAITING', takes(1), join(3, 'A', 'B', 'C'))).of('D')).toBe('failed: A');
  });

  test('a stream ends with its last job, and its waits hold all its jobs', () => {
    const { of } = forecast(
      stream(0, job('A', 'WAITING', takes(10)), job('B', 'WAITING', takes(40)), job('GONE', 'CANCELED')),
      stream(1, streamWaits(0), job('C', 'WAITING', takes(5)), job('D', 'WAITING', takes(5), waits('C'))),
    );
    expect(of('C')).toBe('1040-1045 by B');
    expect(of('D')).toBe('1045-1050 by C');
  });

  test('a condition counts when it comes: at the start, at a good end, or not to be foretold', () => {
    const { of } = forecast(
      job('A', 'WAITING', takes(50), { notBeforeMs: 1_200 }),
      job('WITH', 'WAITING', takes(1), waits('A', 'STARTED')),
      job('AFTER', 'WAITING', takes(1), waits('A', 'SUCC', 'ABEND')),
      job('MEND', 'WAITING', takes(1), waits('A', 'ABEND')),
      job('NEXT', 'WAITING', takes(1), waits('MEND')),
    );
    expect(of('WITH')).toBe('1200-1201 by A');
    expect(of('AFTER')).toBe('1250-1251 by A');
    expect(of('MEND')).toBe('condition: A');
    expect(of('NEXT')).toBe('condition: A');
  });

  test('behind what failed, is held, undecided, outside, untimed or in a circle there is no forecast, and the cause is told', () => {
    const { of } = forecast(
      job('FAILED', 'ERROR'),
      job('A', 'WAITING', takes(1), waits('FAILED')),
      job('HELD', 'HELD', takes(1)),
      job('B', 'WAITING', takes(1), waits('HELD')),
      job('B2', 'WAITING', takes(1), waits('HELD'), waits('A')),
      job('LOST', 'UNDECIDED', takes(1)),
      job('C', 'WAITING', takes(1), waits('LOST')),
      job('FILE', 'WAITING', takes(1), waits('OUTSIDE')),
      job('D', 'WAITING', takes(1), waits('FILE')),
      job('UNTIMED', 'WAITING'),
      job('E', 'WAITING', takes(1), waits('UNTIMED')),
      job('ROUND', 'WAITING', takes(1), waits('ROUND2')),
      job('ROUND2', 'WAITING', takes(1), waits('ROUND')),
      job('F', 'WAITING', takes(1), waits('ROUND')),
    );
    expect(['A', 'B', 'B2', 'C', 'D', 'E'].map(of)).toEqual([
      'failed: FAILED',
      'held: HELD',
      'failed: FAILED',
      'undecided: LOST',
      'outside: FILE',
      'no-duration: UNTIMED',
    ]);
    expect(['ROUND', 'ROUND2', 'F'].map(of)).toEqual(expect.arrayContaining([expect.stringMatching(/^circle: ROUND2?$/)]));
    expect(of('F')).toMatch(/^circle: ROUND2?$/);
  });

  test('a job that waits for the end of its own stream waits in a circle', () => {
    expect(forecast(stream(0, job('A', 'WAITING', takes(1)), { ...job('B'), more: [takes(1), streamWaits(0)] })).of('B')).toBe('circle: B');
  });

  test('what was measured counts before the estimate, the quantile is never below the median', () => {
    const { graph } = plan(job('A', 'WAITING', takes(100)), job('B', 'WAITING', takes(100)), job('C', 'WAITING', takes(100), 'noOperation'));
    const measured = { medianMs: Float64Array.of(40, Number.NaN, 70), p90Ms: Float64Array.of(30, Number.NaN, 90) };
    const made = forecastOf(graph, { nowMs, measured });
    expect([...made.median.finishMs]).toEqual([1_040, 1_100, 1_000]);
    expect([...made.p90.finishMs]).toEqual([1_040, 1_100, 1_000]);
  });
});

test('the way round a circle leads by what is missing, not by a failure that was asked for and came', () => {
  const unknown = { flags: [], medianMs: 10, p90Ms: 10, startedAtMs: Number.NaN, notBeforeMs: Number.NaN, deadlineAtMs: Number.NaN };
  const random: NaivePlan = {
    jobs: [
      { ...unknown, stream: 0, status: 'WAITING' },
      { ...unknown, stream: -1, status: 'ERROR' },
    ],
    streams: ['WAITING'],
    waits: [
      {
        owner: { stream: 0 },
        members: [
          { node: { job: 1 }, conditions: ['ABEND'] },
          { node: { job: 0 }, conditions: [] },
        ],
        needed: 2,
        satisfied: 'no',
      },
    ],
  };
  const made = forecastOf(compact(random), { nowMs, measured: measuredOf(random) });
  expect(hindranceKinds[made.hindrance[0]!]).toBe('circle');
  expect(made.cause[0]).toBe(0);
  expect(made.median.determinedBy[0]).toBe(0);
});

/** One of the waits that hold the job is not met, and neither is the other job, or its stream, in it. */
const needs = (random: NaivePlan, job: number, next: number): boolean =>
  waitsOf(random, job).some(
    (wait) =>
      wait.satisfied !== 'yes' &&
      wait.members.some(
        (member) => (isJob(member.node, next) || isStream(member.node, random.jobs[next]!.stream)) && standingForForecast(random, member, wait) !== 'met',
      ),
  );

/** What makes a forecast impossible stands at the end of the way, and every step of the way needs the next. */
function checkWay(random: NaivePlan, made: ReturnType<typeof forecastOf>, from: number): void {
  const kind = hindranceKinds[made.hindrance[from]!]!;
  const cause = made.cause[from]!;
  const isThere: Readonly<Record<string, () => boolean>> = {
    failed: () => phase(random.jobs[cause]!) === 'failed',
    held: () => random.jobs[cause]!.status === 'HELD' || random.jobs[cause]!.flags.includes('held'),
    undecided: () => isHeldBack(random.jobs[cause]!),
    'no-duration': () => Number.isNaN(naiveDuration(random.jobs[cause]!, 'median')),
    condition: () =>
      random.waits.some(
        (wait) =>
          wait.members.some((member) => member.node !== 'outside' && 'job' in member.node && member.node.job === cause && member.conditions.length > 0) ||
          wait.members.some((member) => standingForForecast(random, member, wait) === 'missed'),
      ),
    outside: () => true,
    circle: () => true,
  };
  expect(isThere[kind]?.(), kind).toBe(true);
  let job = from;
  for (let steps = 0; job !== cause && steps <= random.jobs.length; steps++) {
    const next = made.median.determinedBy[job]!;
    expect(needs(random, job, next), `${job} needs ${next}`).toBe(true);
    job = next;
  }
  expect(job).toBe(cause);
}

test.each(['yes', 'no'] as const)('the same times as the naive version on random plans, circles: %s', (circles) => {
  fc.assert(
    fc.property(naivePlans({ most: 60, circles }), (random) => {
      const made = forecastOf(compact(random), { nowMs, measured: measuredOf(random) });
      for (const which of ['median', 'p90'] as const) {
        const naive = naiveForecast(random, nowMs, which);
        expect([...made[which].startMs]).toEqual(naive.start);
        expect([...made[which].finishMs]).toEqual(naive.finish);
      }
      for (let job = 0; job < random.jobs.length; job++) {
        expect(made.hindrance[job] !== 0, `job ${job}`).toBe(made.median.finishMs[job] === Infinity);
        if (made.hindrance[job] !== 0) checkWay(random, made, job);
        else expect(made.cause[job]).toBe(-1);
        if (circles === 'no') expect(hindranceKinds[made.hindrance[job]!]).not.toBe('circle');
      }
    }),
    { numRuns: 150 },
  );
});
