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
import type { PlanGraph } from '../../src-main/plan/graph/planGraph.ts';
import { type BigPlan, drawBigPlan, graphOfBigPlan } from '../fakes/bigPlan.ts';
import { print, quantile } from './figures.ts';
import { type NaiveGraph, naiveCircles, naiveCriticalPath, naiveForecast, naiveGraphOf, naiveId, naiveImpact } from './naiveGraph.ts';

const SIZE = { jobs: 200_000, streams: 20_000, dependencies: 600_000 };
const SEED = 7;
const RANDOM_NODES = 1_000;
const WORST_NODES = 20;
const ROUNDS = 9;
/** The naive one takes seconds for a forecast. */
const NAIVE_ROUNDS = 3;
const MB = 2 ** 20;

interface Both {
  readonly plan: BigPlan;
  readonly graph: PlanGraph;
  readonly naive: NaiveGraph;
}

export async function benchPlan(): Promise<void> {
  const plan = drawBigPlan(SIZE, SEED);
  const both = measureBuild(plan);
  measureImpact(both);
  const forecast = measureForecast(both);
  measurePaths(both, forecast);
  measureWhole(both, forecast);
}

function times(n: number, run: (index: number) => unknown): number[] {
  return Array.from({ length: n }, (_, index) => {
    const from = performance.now();
    run(index);
    return performance.now() - from;
  });
}

/** Prints the compact one's figure, the naive one's, and how many times faster that is. */
function compare(name: string, compact: readonly number[], naive: readonly number[], p: number, note: string): void {
  const [fast, slow] = [quantile(compact, p), quantile(naive, p)];
  print({ name, value: fast, unit: 'ms', n: compact.length, note });
  print({ name: `${name}: naive`, value: slow, unit: 'ms', n: naive.length, note: 'objects, Maps and Sets' });
  print({ name: `${name}: naive / compact`, value: slow / fast, unit: 'ratio', n: naive.length });
}

function measureBuild(plan: BigPlan): Both {
  const heap = createHeapMeter();
  const before = heap();
  const naiveTimes: number[] = [];
  const from = performance.now();
  const naive = naiveGraphOf(plan);
  naiveTimes.push(performance.now() - from);
  const naiveMb = (heap() - before) / MB;
  let graph = graphOfBigPlan(plan);
  const built = times(ROUNDS, () => {
    graph = graphOfBigPlan(plan);
  });
  naiveTimes.push(...times(NAIVE_ROUNDS - 1, () => naiveGraphOf(plan)));
  const bytes = bytesOf(graph);
  const note = `${plan.jobs.length} jobs, ${graph.memberCount} dependencies, ${graph.streamCount} streams`;
  print({ name: 'plan graph memory', value: bytes / MB, unit: 'MB', n: 1, note: `${note}: ${Math.round(bytes / plan.jobs.length)} bytes a job, all told` });
  print({ name: 'plan graph memory: naive', value: naiveMb, unit: 'MB', n: 1, note: `${Math.round((naiveMb * MB) / plan.jobs.length)} bytes a job` });
  print({ name: 'plan graph memory: naive / compact', value: (naiveMb * MB) / bytes, unit: 'ratio', n: 1 });
  compare('plan graph build', built, naiveTimes, 0.5, 'columns filled and lists counted');
  return { plan, graph, naive };
}

/** Bytes on the heap after a full collection. */
function createHeapMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node does not let its memory be collected on demand');
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

function bytesOf(graph: PlanGraph): number {
  return [...Object.values(graph), ...Object.values(graph.jobs)].reduce(
    (sum: number, one: unknown) => (ArrayBuffer.isView(one) ? sum + one.byteLength : sum),
    0,
  );
}

function measureImpact({ plan, graph, naive }: Both): void {
  const open = plan.jobs.flatMap(({ status }, job) => (status === 'WAITING' || status === 'RUNNING' ? [job] : []));
  const random = Array.from({ length: RANDOM_NODES }, (_, index) => open[Math.floor((index * open.length) / RANDOM_NODES)]!);
  const impactOf = createImpact(graph);
  const sizes = open.map((job) => ({ job, blocked: impactOf(job).blocked.jobs.length })).sort((a, b) => b.blocked - a.blocked);
  const worst = sizes.slice(0, WORST_NODES).map(({ job }) => job);
  for (const job of [...worst, ...random.slice(0, 50)]) {
    if (naiveImpact(naive, naiveId(job)).size !== impactOf(job).blocked.jobs.length) throw new Error(`the two graphs disagree about the impact of job ${job}`);
  }
  const measured = {
    compact: times(RANDOM_NODES, (index) => impactOf(random[index]!)),
    naive: times(RANDOM_NODES, (index) => naiveImpact(naive, naiveId(random[index]!))),
  };
  const middle = sizes[Math.floor(sizes.length / 2)]!.blocked;
  compare('impact of one job, p50', measured.compact, measured.naive, 0.5, `random open jobs; the median one blocks ${middle} jobs`);
  compare('impact of one job, p99', measured.compact, measured.naive, 0.99, 'random open jobs; under 5 is wanted');
  const hubs = {
    compact: times(WORST_NODES * 5, (index) => impactOf(worst[index % WORST_NODES]!)),
    naive: times(WORST_NODES, (index) => naiveImpact(naive, naiveId(worst[index]!))),
  };
  compare('impact of the worst jobs, p50', hubs.compact, hubs.naive, 0.5, `the ${WORST_NODES} that block most, up to ${sizes[0]!.blocked} jobs`);
  compare('impact of the worst jobs, p99', hubs.compact, hubs.naive, 0.99, 'under 5 is wanted');
  const { successors, failedUpstream } = createNeighbours(graph);
  print({
    name: 'successors to depth 3, p99',
    value: quantile(
      times(RANDOM_NODES, (index) => successors(random[index]!, 3)),
      0.99,
    ),
    unit: 'ms',
    n: RANDOM_NODES,
  });
  print({
    name: 'failed jobs upstream, p99',
    value: quantile(
      times(RANDOM_NODES, (index) => failedUpstream(random[index]!)),
      0.99,
    ),
    unit: 'ms',
    n: RANDOM_NODES,
  });
}

function measureForecast({ plan, graph, naive }: Both): Forecast {
  const unknown = new Float64Array(graph.jobCount).fill(Number.NaN);
  const slow = graph.jobs.estimatedMs.map((ms) => ms * 1.5);
  const make = () => forecastOf(graph, { nowMs: plan.nowMs, measured: { medianMs: unknown, p90Ms: slow } });
  const forecast = make();
  for (const [id, end] of naiveForecast(naive)) {
    if (forecast.median.finishMs[Number(id.slice(naiveId(0).length - 1))] !== end) throw new Error(`the two graphs disagree about the end of ${id}`);
  }
  const foretold = forecast.median.finishMs.reduce((count, ms) => count + Number(Number.isFinite(ms)), 0);
  compare(
    'forecast of all jobs',
    times(ROUNDS, make),
    times(NAIVE_ROUNDS, () => naiveForecast(naive)),
    0.5,
    `median, 90 % quantile and causes; the naive one the median only; ${foretold} ends`,
  );
  return forecast;
}

function measurePaths({ graph, naive }: Both, forecast: Forecast): void {
  const ends = naiveForecast(naive);
  const targets = [...graph.jobs.deadlineAtMs.keys()]
    .filter((job) => !Number.isNaN(graph.jobs.deadlineAtMs[job]!) && Number.isFinite(forecast.median.finishMs[job]!))
    .slice(-RANDOM_NODES);
  const longest = Math.max(...targets.map((job) => criticalPathOf(graph, forecast, job).steps.length));
  compare(
    'critical path to a deadline, p99',
    times(targets.length, (index) => criticalPathOf(graph, forecast, targets[index]!)),
    times(targets.length, (index) => naiveCriticalPath(naive, ends, naiveId(targets[index]!))),
    0.99,
    `over a forecast that is there, up to ${longest} steps; under 100 is wanted`,
  );
}

function measureWhole({ graph, naive }: Both, forecast: Forecast): void {
  const circles = cyclesOf(graph).length;
  if (circles !== 0 || naiveCircles(naive).length !== 0) throw new Error('the drawn plan has no circle, but one was found');
  compare(
    'circles',
    times(ROUNDS, () => cyclesOf(graph)),
    times(NAIVE_ROUNDS, () => naiveCircles(naive)),
    0.5,
    'looked for in the whole plan',
  );
  print({
    name: 'critical starts of all jobs',
    value: quantile(
      times(ROUNDS, () => criticalStartsOf(graph, forecast)),
      0.5,
    ),
    unit: 'ms',
    n: ROUNDS,
  });
  print({
    name: 'late risks of all jobs',
    value: quantile(
      times(ROUNDS, () => lateRiskOf(graph, forecast)),
      0.5,
    ),
    unit: 'ms',
    n: ROUNDS,
    note: `${lateRiskOf(graph, forecast).late.length} found`,
  });
  print({
    name: 'bottlenecks, the first 20',
    value: quantile(
      times(ROUNDS, () => bottlenecksOf(graph, forecast, 20)),
      0.5,
    ),
    unit: 'ms',
    n: ROUNDS,
  });
}
