/** The plan as a graph at full size: memory, build, impact, forecast, critical path, circles; beside a naive object graph in the same run. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cyclesOf } from '../../src-main/plan/graph/components.ts';
import { bottlenecksOf } from '../../src-main/plan/graph/forecast/bottlenecks.ts';
import { criticalPathOf } from '../../src-main/plan/graph/forecast/criticalPath.ts';
import { criticalStartsOf } from '../../src-main/plan/graph/forecast/criticalStarts.ts';
import { type Forecast, forecastOf } from '../../src-main/plan/graph/forecast/forecast.ts';
import { lateRiskOf } from '../../src-main/plan/graph/forecast/lateRisk.ts';
import { createImpact } from '../../src-main/plan/graph/impact.ts';
import { createNeighbours } from '../../src-main/plan/graph/neighbours.ts';
import { phaseOf, phases } from '../../src-main/plan/graph/phases.ts';
import type { PlanGraph } from '../../src-main/plan/graph/planGraph.ts';
import { drawBigPlan, graphOfBigPlan } from '../fakes/plan/bigPlan.ts';
import { print, quantile } from './figures.ts';
import { type NaiveGraph, naiveCircles, naiveCriticalPath, naiveForecast, naiveGraphOf, naiveId, naiveImpact } from './naiveGraph.ts';

const SIZE = { jobs: 200_000, streams: 20_000, dependencies: 600_000 };
const SEED = 7;
const RANDOM_NODES = 1_000;
const WORST_NODES = 20;
const ROUNDS = 15;
/** The naive one takes about a second a round. */
const NAIVE_ROUNDS = 3;
const MB = 2 ** 20;

/** What both are asked. */
interface Questions {
  readonly random: readonly number[];
  readonly worst: readonly number[];
  /** Jobs with a deadline and a forecast. */
  readonly targets: readonly number[];
  readonly notes: Readonly<Record<'random' | 'worst' | 'targets' | 'forecast', string>>;
}

/** Milliseconds of each call. */
interface Times {
  readonly build: readonly number[];
  readonly random: readonly number[];
  readonly worst: readonly number[];
  readonly forecast: readonly number[];
  readonly path: readonly number[];
  readonly circles: readonly number[];
}

/** The compact one is measured first, alone on the heap: so it is alone in the plan's thread, and a collection has no objects of the other to go through. */
export async function benchPlan(): Promise<void> {
  const built = buildCompact();
  const { graph } = built;
  const forecast = forecastNow(built);
  const questions = chooseQuestions(graph, forecast);
  const compact = timeCompact(built, forecast, questions);
  printCompactOnly(graph, forecast, questions);
  const heapMb = createHeapMeter();
  const plan = drawBigPlan(SIZE, SEED);
  const before = heapMb();
  const naive = naiveGraphOf(plan);
  printMemory(graph, heapMb() - before);
  mustAgree(graph, forecast, naive, questions);
  printBoth(
    compact,
    timeNaive(naive, questions, () => naiveGraphOf(plan)),
    questions,
  );
}

function times(n: number, run: (index: number) => unknown): number[] {
  return Array.from({ length: n }, (_, index) => {
    const from = performance.now();
    run(index);
    return performance.now() - from;
  });
}

interface Built {
  readonly graph: PlanGraph;
  readonly nowMs: number;
  readonly build: readonly number[];
}

function buildCompact(): Built {
  const plan = drawBigPlan(SIZE, SEED);
  let graph = graphOfBigPlan(plan);
  const build = times(ROUNDS, () => {
    graph = graphOfBigPlan(plan);
  });
  return { graph, nowMs: plan.nowMs, build };
}

function forecastNow({ graph, nowMs }: Built): Forecast {
  const medianMs = new Float64Array(graph.jobCount).fill(Number.NaN);
  return forecastOf(graph, { nowMs, measured: { medianMs, p90Ms: graph.jobs.estimatedMs.map((ms) => ms * 1.5) } });
}

function chooseQuestions(graph: PlanGraph, { median }: Forecast): Questions {
  const all = [...graph.jobs.status.keys()];
  const open = all.filter((job) => phaseOf(graph, job) === phases.notStarted || phaseOf(graph, job) === phases.running);
  const impactOf = createImpact(graph);
  const sizes = open.map((job) => ({ job, blocked: impactOf(job).blocked.jobs.length })).sort((a, b) => b.blocked - a.blocked);
  const due = all.filter((job) => !Number.isNaN(graph.jobs.deadlineAtMs[job]!) && Number.isFinite(median.finishMs[job]!));
  return {
    random: Array.from({ length: RANDOM_NODES }, (_, index) => open[Math.floor((index * open.length) / RANDOM_NODES)]!),
    worst: sizes.slice(0, WORST_NODES).map(({ job }) => job),
    targets: due.slice(-RANDOM_NODES),
    notes: {
      random: `random open jobs; the median one blocks ${sizes[Math.floor(sizes.length / 2)]!.blocked} jobs`,
      worst: `the ${WORST_NODES} open jobs that block most, up to ${sizes[0]!.blocked} jobs`,
      targets: 'walked back over a forecast that is there',
      forecast: `median, 90 % quantile and causes, the naive one the median alone; ${median.finishMs.reduce((sum, ms) => sum + Number(Number.isFinite(ms)), 0)} ends`,
    },
  };
}

function timeCompact(built: Built, forecast: Forecast, { random, worst, targets }: Questions): Times {
  const { graph } = built;
  const impactOf = createImpact(graph);
  for (const job of worst) impactOf(job);
  return {
    build: built.build,
    random: times(random.length, (index) => impactOf(random[index]!)),
    worst: times(worst.length * 10, (index) => impactOf(worst[index % worst.length]!)),
    forecast: times(ROUNDS, () => forecastNow(built)),
    path: times(targets.length, (index) => criticalPathOf(graph, forecast, targets[index]!)),
    circles: times(ROUNDS, () => cyclesOf(graph)),
  };
}

function timeNaive(naive: NaiveGraph, { random, worst, targets }: Questions, build: () => unknown): Times {
  const ends = naiveForecast(naive);
  return {
    build: times(NAIVE_ROUNDS, build),
    random: times(random.length, (index) => naiveImpact(naive, naiveId(random[index]!))),
    worst: times(worst.length, (index) => naiveImpact(naive, naiveId(worst[index]!))),
    forecast: times(NAIVE_ROUNDS, () => naiveForecast(naive)),
    path: times(targets.length, (index) => naiveCriticalPath(naive, ends, naiveId(targets[index]!))),
    circles: times(NAIVE_ROUNDS, () => naiveCircles(naive)),
  };
}

/** No speed is bought with a wrong answer. */
function mustAgree(graph: PlanGraph, forecast: Forecast, naive: NaiveGraph, { random, worst }: Questions): void {
  const impactOf = createImpact(graph);
  for (const job of [...worst, ...random]) {
    if (naiveImpact(naive, naiveId(job)).size !== impactOf(job).blocked.jobs.length) throw new Error(`the two graphs disagree about the impact of job ${job}`);
  }
  const ends = naiveForecast(naive);
  for (let job = 0; job < graph.jobCount; job++) {
    const end = forecast.median.finishMs[job]!;
    if (!Number.isNaN(end) && ends.get(naiveId(job)) !== end) throw new Error(`the two graphs disagree about the end of job ${job}`);
  }
  if (cyclesOf(graph).length !== 0 || naiveCircles(naive).length !== 0) throw new Error('the drawn plan has no circle, but one was found');
}

function printMemory(graph: PlanGraph, naiveMb: number): void {
  const parts: unknown[] = [...Object.values(graph), ...Object.values(graph.jobs)];
  const mb = parts.reduce<number>((sum, one) => (ArrayBuffer.isView(one) ? sum + one.byteLength / MB : sum), 0);
  const each = (all: number) => `${Math.round((all * MB) / graph.jobCount)} bytes a job, dependencies included`;
  const size = `${graph.jobCount} jobs, ${graph.memberCount} dependencies, ${graph.streamCount} streams`;
  print({ name: 'plan graph memory', value: mb, unit: 'MB', n: 1, note: `${size}: ${each(mb)}` });
  print({ name: 'plan graph memory: naive', value: naiveMb, unit: 'MB', n: 1, note: `${each(naiveMb)}; objects, Maps and Sets` });
  print({ name: 'plan graph memory: naive / compact', value: naiveMb / mb, unit: 'ratio', n: 1 });
}

/** MB on the heap after a full collection. */
function createHeapMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node does not let its memory be collected on demand');
  return () => {
    collect();
    return process.memoryUsage().heapUsed / MB;
  };
}

function printBoth(compact: Times, naive: Times, { notes }: Questions): void {
  const rows: readonly (readonly [name: string, part: keyof Times, p: number, note: string])[] = [
    ['plan graph build', 'build', 0.5, 'columns filled and lists counted'],
    ['impact of one job, p50', 'random', 0.5, notes.random],
    ['impact of one job, p99', 'random', 0.99, 'under 5 is wanted'],
    ['impact of the worst jobs, p50', 'worst', 0.5, notes.worst],
    ['impact of the worst jobs, p99', 'worst', 0.99, 'under 5 is wanted'],
    ['forecast of all jobs', 'forecast', 0.5, notes.forecast],
    ['critical path to a deadline, p99', 'path', 0.99, `${notes.targets}; under 100 is wanted`],
    ['circles', 'circles', 0.5, 'looked for in the whole plan'],
  ];
  for (const [name, part, p, note] of rows) {
    const [fast, slow] = [quantile(compact[part], p), quantile(naive[part], p)];
    print({ name, value: fast, unit: 'ms', n: compact[part].length, note });
    print({ name: `${name}: naive`, value: slow, unit: 'ms', n: naive[part].length });
    print({ name: `${name}: naive / compact`, value: slow / fast, unit: 'ratio', n: naive[part].length });
  }
}

/** What the naive one has no counterpart of. */
function printCompactOnly(graph: PlanGraph, forecast: Forecast, { random }: Questions): void {
  const { successors, failedUpstream } = createNeighbours(graph);
  const part = (name: string, samples: readonly number[], p: number) => print({ name, value: quantile(samples, p), unit: 'ms', n: samples.length });
  part(
    'successors to depth 3, p99',
    times(random.length, (index) => successors(random[index]!, 3)),
    0.99,
  );
  part(
    'failed jobs upstream, p99',
    times(random.length, (index) => failedUpstream(random[index]!)),
    0.99,
  );
  part(
    'critical starts of all jobs',
    times(ROUNDS, () => criticalStartsOf(graph, forecast)),
    0.5,
  );
  part(
    'late risks of all jobs',
    times(ROUNDS, () => lateRiskOf(graph, forecast)),
    0.5,
  );
  part(
    'bottlenecks, the first 20',
    times(ROUNDS, () => bottlenecksOf(graph, forecast, 20)),
    0.5,
  );
}
