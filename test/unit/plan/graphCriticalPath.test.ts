/** The chain that decides when a job ends, and the latest starts that keep the deadlines. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentsOf } from '../../../src-main/plan/graph/components.ts';
import { criticalPathOf } from '../../../src-main/plan/graph/forecast/criticalPath.ts';
import { criticalStartsOf } from '../../../src-main/plan/graph/forecast/criticalStarts.ts';
import { type Forecast, forecastOf } from '../../../src-main/plan/graph/forecast/forecast.ts';
import { compact, measuredOf, type NaiveMember, type NaivePlan, type NaiveWait, naivePlans } from '../../fakes/plan/naivePlan.ts';
import { isJob, isOpenPhase, jobsOf, ownersOf, phase, standing } from '../../fakes/plan/naiveRules.ts';
import { job, join, plan, stream, streamWaits, waits } from '../../fakes/plan/planByHand.ts';

const nowMs = 1_000;
const takes = (medianMs: number, p90Ms = medianMs) => ({ medianMs, p90Ms });
const made = (...parts: Parameters<typeof plan>) => {
  const { graph, names, naive } = plan(...parts);
  return { graph, names, forecast: forecastOf(graph, { nowMs, measured: measuredOf(naive) }) };
};
const pathTo = ({ graph, names, forecast }: ReturnType<typeof made>, name: string) => {
  const path = criticalPathOf(graph, forecast, names.indexOf(name));
  return { ...path, steps: Array.from(path.steps, (step) => names[step]), durationsMs: [...path.durationsMs], cause: names[path.cause] };
};

describe('critical path', () => {
  test('is the longest way, from what runs to the job, with what is left to the deadline', () => {
    const night = made(
      job('RUNS', 'RUNNING', takes(300, 500), { startedAtMs: 900 }),
      job('SHORT', 'WAITING', takes(10)),
      job('LONG', 'WAITING', takes(100), waits('RUNS')),
      job('END', 'WAITING', takes(20, 30), waits('LONG'), waits('SHORT'), { deadlineAtMs: 1_400 }),
    );
    expect(pathTo(night, 'END')).toEqual({
      steps: ['RUNS', 'LONG', 'END'],
      durationsMs: [300, 100, 20],
      finishMs: 1_320,
      p90FinishMs: 1_530,
      slackMs: 80,
      cause: undefined,
    });
  });

  test('leads to what makes a forecast impossible', () => {
    const night = made(job('BAD', 'ERROR'), job('A', 'WAITING', takes(1), waits('BAD')), job('END', 'WAITING', takes(1), waits('A'), { deadlineAtMs: 1_400 }));
    expect(pathTo(night, 'END')).toMatchObject({ steps: ['BAD', 'A', 'END'], cause: 'BAD', finishMs: Infinity, slackMs: Number.NaN });
  });

  test('begins at a start time when that comes after all it waits for', () => {
    const night = made(job('A', 'WAITING', takes(1)), job('END', 'WAITING', takes(1), waits('A'), { notBeforeMs: 1_500 }));
    expect(pathTo(night, 'END').steps).toEqual(['END']);
  });

  test('on random plans every step starts when the one before it ends or starts, and the way always ends', () => {
    fc.assert(
      fc.property(naivePlans({ most: 60, circles: 'yes' }), (random) => {
        const graph = compact(random);
        const forecast = forecastOf(graph, { nowMs, measured: measuredOf(random) });
        const { startMs, finishMs } = forecast.median;
        for (let one = 0; one < graph.jobCount; one++) {
          const { steps, cause } = criticalPathOf(graph, forecast, one);
          expect(steps.at(-1)).toBe(one);
          expect(new Set(steps).size).toBe(steps.length);
          if (cause >= 0) expect(steps[0]).toBe(cause);
          else for (let at = 1; at < steps.length; at++) expect([finishMs[steps[at - 1]!], startMs[steps[at - 1]!]]).toContain(startMs[steps[at]!]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

const startsOf = (night: ReturnType<typeof made>) => {
  const starts = criticalStartsOf(night.graph, night.forecast);
  return Object.fromEntries(night.names.map((name, index) => [name, starts[index]!]));
};

describe('critical starts', () => {
  test('walk back from the deadline by durations, through streams as wholes', () => {
    const night = made(
      stream(0, job('A', 'WAITING', takes(10)), job('A2', 'WAITING', takes(30))),
      stream(1, streamWaits(0), job('B', 'WAITING', takes(20)), job('END', 'WAITING', takes(50), waits('B'), { deadlineAtMs: 2_000 })),
      job('FREE', 'WAITING', takes(5)),
    );
    expect(startsOf(night)).toEqual({ END: 1_950, B: 1_930, A: 1_920, A2: 1_900, FREE: Number.NaN });
  });

  test('the nearer of two deadlines counts; one that only asks for the start binds only the start', () => {
    const night = made(
      job('A', 'WAITING', takes(100)),
      job('B', 'WAITING', takes(10), waits('A'), { deadlineAtMs: 3_000 }),
      job('C', 'WAITING', takes(10), waits('A', 'STARTED'), { deadlineAtMs: 1_500 }),
    );
    expect(startsOf(night)).toEqual({ A: 1_490, B: 2_990, C: 1_490 });
  });

  test('a join binds those the forecast counts on', () => {
    const night = made(
      job('FAST', 'WAITING', takes(10)),
      job('SLOW', 'WAITING', takes(200)),
      job('END', 'WAITING', takes(10), join(1, 'FAST', 'SLOW'), { deadlineAtMs: 1_900 }),
    );
    expect(startsOf(night)).toEqual({ FAST: 1_880, SLOW: Number.NaN, END: 1_890 });
  });

  test('a circle has none and passes none on', () => {
    const night = made(
      job('IN', 'WAITING', takes(10)),
      job('A', 'WAITING', takes(10), waits('IN'), waits('B')),
      job('B', 'WAITING', takes(10), waits('A'), { deadlineAtMs: 2_000 }),
    );
    expect(startsOf(night)).toEqual({ IN: Number.NaN, A: Number.NaN, B: Number.NaN });
  });

  test('the same as the naive version on random plans', () => {
    fc.assert(
      fc.property(naivePlans({ most: 30, circles: 'yes' }), (random) => {
        const graph = compact(random);
        const forecast = forecastOf(graph, { nowMs, measured: measuredOf(random) });
        expect([...criticalStartsOf(graph, forecast)]).toEqual(naiveStarts(random, forecast, componentsOf(graph).isCircular));
      }),
      { numRuns: 60 },
    );
  });
});

/** Going over all jobs until no bound moves; circles are left out beforehand, so that it comes to an end. */
function naiveStarts(random: NaivePlan, forecast: Forecast, isCircular: Uint8Array): number[] {
  const { median, durations } = forecast;
  const circularGate = (inStream: number) => isCircular[random.jobs.length + random.streams.length + inStream] === 1;
  const circularEnd = (inStream: number) => isCircular[random.jobs.length + inStream] === 1;
  let bounds = random.jobs.map(() => Infinity);
  const waiting = (index: number) => phase(random.jobs[index]!) === 'waits';
  const ownerBound = (wait: NaiveWait) => {
    if ('stream' in wait.owner && circularGate(wait.owner.stream)) return Infinity;
    return Math.min(
      Infinity,
      ...ownersOf(random, wait)
        .filter(waiting)
        .map((one) => bounds[one]!),
    );
  };
  const ownerStart = (wait: NaiveWait) => {
    if ('job' in wait.owner) return median.startMs[wait.owner.job]!;
    return Math.min(
      Infinity,
      ...jobsOf(random, wait.owner.stream)
        .map((one) => median.startMs[one]!)
        .filter((ms, index) => !Number.isNaN(ms) && !Number.isNaN(median.finishMs[jobsOf(random, (wait.owner as { stream: number }).stream)[index]!]!)),
    );
  };
  const counts = (wait: NaiveWait, finishMs: number) => wait.needed === wait.members.length || finishMs <= ownerStart(wait) || ownerStart(wait) === Infinity;
  const live = random.waits.filter((wait) => wait.satisfied !== 'yes' && ('stream' in wait.owner || waiting(wait.owner.job)));
  const each = (visit: (wait: NaiveWait, member: NaiveMember) => number[]) =>
    Math.min(Infinity, ...live.flatMap((wait) => wait.members.flatMap((member) => visit(wait, member))));
  const streamBound = (inStream: number) => {
    if (random.streams[inStream] === 'CANCELED' || circularEnd(inStream)) return Infinity;
    const last = Math.max(
      -Infinity,
      ...jobsOf(random, inStream)
        .map((one) => median.finishMs[one]!)
        .filter((ms) => !Number.isNaN(ms)),
    );
    return each((wait, { node }) => (node !== 'outside' && 'stream' in node && node.stream === inStream && counts(wait, last) ? [ownerBound(wait)] : []));
  };
  for (let round = 0; round <= random.jobs.length * 2; round++) {
    bounds = random.jobs.map((one, index) => {
      if (isCircular[index] === 1 || !isOpenPhase(phase(one))) return Infinity;
      const asks = (how: 'start' | 'end') =>
        each((wait, member) => {
          if (!isJob(member.node, index) || standing(random, member, wait) === 'met' || !counts(wait, median.finishMs[index]!)) return [];
          const asked = member.conditions.includes('STARTED') ? 'start' : member.conditions.length === 0 || member.conditions.includes('SUCC') ? 'end' : 'none';
          return asked === how ? [ownerBound(wait)] : [];
        });
      const endBy = Math.min(asks('end'), Number.isNaN(one.deadlineAtMs) ? Infinity : one.deadlineAtMs, one.stream < 0 ? Infinity : streamBound(one.stream));
      const start = endBy - durations.medianMs[index]!;
      return Number.isNaN(start) ? Infinity : Math.min(asks('start'), start);
    });
  }
  return bounds.map((bound) => (bound === Infinity ? Number.NaN : bound));
}
