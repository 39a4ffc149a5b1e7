/** The whole way at full size: an engine of 200,000 jobs, a core that reads its plan by pages and keeps its record, and the questions a person asks. */
import { setTimeout as after } from 'node:timers/promises';
import type { Bottleneck } from '../../src-preload/contract/plan/planGraph.ts';
import type { JobTable, SnapshotState } from '../../src-preload/contract/plan/planSnapshot.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';
import { print, quantile, timed } from './figures.ts';
import { type MeasuredCore, startMeasuredCore, startSimulatedEngine } from './measuredCore.ts';

const JOBS = 200_000;
const SEED = 7;
const READ_WITHIN_MS = 10 * 60_000;
const LOOK_EVERY_MS = 250;
const QUESTIONS = 20;
const REFRESHES = 3;

interface Answer<T> {
  readonly data: T;
  readonly total: number | null;
}

export async function benchSnapshot(): Promise<void> {
  await using directory = temporaryDirectory('resync-bench-');
  await using engine = await startSimulatedEngine({ jobs: JOBS, seed: SEED });
  await using measured = await startMeasuredCore(directory.path, engine);
  await benchReading(measured);
  await benchTable(measured);
  await benchRefresh(measured);
  await benchGraph(measured);
}

async function benchReading({ core, loopDelay, memory }: MeasuredCore): Promise<void> {
  const began = performance.now();
  const startedMb = memory().nowMb;
  await loopDelay();
  await core.call('POST', '/plan/snapshot/refresh', { isWhole: false });
  const state = await until(core, ({ at, progress }) => at !== 'reading' && progress === null && at !== 'none');
  const seconds = (performance.now() - began) / 1_000;
  const delay = await loopDelay();
  if (state.at !== 'ready' || !state.isComplete) throw new Error(`the plan was not read whole: ${JSON.stringify(state)}`);
  const { jobs, streams, dependencies } = state;
  const plan = `${jobs} jobs, ${dependencies} dependencies, ${streams} streams`;
  print({ name: 'whole plan read by pages', value: seconds, unit: 's', n: 1, note: plan });
  print({ name: 'jobs read', value: jobs / seconds, unit: 'per second', n: jobs });
  print({ name: 'RSS of the core before the plan is read', value: startedMb, unit: 'MB', n: 1 });
  print({ name: 'RSS of the core, the most until the plan is held', value: memory().peakMb, unit: 'MB', n: 1, note: 'all threads; under 400 is wanted' });
  print({ name: 'RSS of the core with the plan held', value: memory().nowMb, unit: 'MB', n: 1 });
  print({
    name: 'delay of the main thread while the plan is read, p99',
    value: delay.p99Ms,
    unit: 'ms',
    n: delay.looks,
    note: 'looked at every 5 ms, which is included; under 20 is wanted',
  });
  print({ name: 'delay of the main thread while the plan is read, longest', value: delay.maxMs, unit: 'ms', n: delay.looks });
}

/** Answers when the state of the reading is as wanted. */
async function until(core: MeasuredCore['core'], isWanted: (state: SnapshotState) => boolean): Promise<SnapshotState> {
  const deadline = performance.now() + READ_WITHIN_MS;
  for (;;) {
    const state = await core.call<SnapshotState>('GET', '/plan/snapshot');
    if (isWanted(state)) return state;
    if (performance.now() > deadline) throw new Error(`the plan was not read in time: ${JSON.stringify(state)}`);
    await after(LOOK_EVERY_MS);
  }
}

async function benchTable({ core }: MeasuredCore): Promise<void> {
  const figure = async (name: string, query: (index: number) => string) => {
    const samples = await timed(QUESTIONS, (index) => core.call('GET', `/plan/table?${query(index)}`));
    print({ name, value: quantile(samples, 0.5), unit: 'ms', n: QUESTIONS, note: 'REST included; under 50 is wanted' });
    print({ name: `${name}, slowest`, value: quantile(samples, 1), unit: 'ms', n: QUESTIONS });
  };
  await figure('table, first page', () => '');
  await figure('table, filtered by text', (index) => `text=${index}_`);
  await figure('table, filtered by status', (index) => `statuses=${index % 2 === 0 ? 'WAITING' : 'ERROR'}`);
  await figure('table, sorted', (index) => `order=${index % 2 === 0 ? 'name' : 'deadline'}&offset=${index * 100}`);
}

async function benchRefresh({ core, memory, loopDelay }: MeasuredCore): Promise<void> {
  await loopDelay();
  const samples: number[] = [];
  let wholeReads = 0;
  for (let refresh = 0; refresh < REFRESHES; refresh++) {
    const before = await core.call<SnapshotState>('GET', '/plan/snapshot');
    const began = performance.now();
    await core.call('POST', '/plan/snapshot/refresh', { isWhole: false });
    const state = await until(core, ({ observedAt, progress, fault }) => (observedAt !== before.observedAt && progress === null) || fault !== null);
    samples.push(performance.now() - began);
    if (state.fault !== null) throw new Error(`the plan was not brought up to date: ${state.fault.message}`);
    if (state.readAt !== before.readAt) wholeReads += 1;
  }
  const delay = await loopDelay();
  const note = `${wholeReads} of them read the whole plan again; looked at every ${LOOK_EVERY_MS} ms`;
  print({ name: 'plan brought up to date, median', value: quantile(samples, 0.5), unit: 'ms', n: REFRESHES, note });
  print({ name: 'delay of the main thread meanwhile, p99', value: delay.p99Ms, unit: 'ms', n: delay.looks });
  print({ name: 'RSS of the core, the most until then', value: memory().peakMb, unit: 'MB', n: 1 });
}

async function benchGraph({ core, memory, loopDelay }: MeasuredCore): Promise<void> {
  const { data: hubs } = await core.call<Answer<Bottleneck[]>>('GET', '/plan/bottlenecks');
  const hub = hubs[0];
  const { data: table } = await core.call<Answer<JobTable>>('GET', '/plan/table?isCritical=true&order=deadline&direction=ascending&statuses=WAITING');
  const target = table.rows.findLast(({ deadlineAt }) => deadlineAt !== null);
  if (hub === undefined || target === undefined) throw new Error('the plan has no open job that others wait for, or none that is critical');
  await loopDelay();
  const figure = async (name: string, path: string, note: string) => {
    const samples = await timed(QUESTIONS, () => core.call('GET', path));
    print({ name, value: quantile(samples, 0.5), unit: 'ms', n: QUESTIONS, note });
  };
  await figure('impact of the hub, asked', `/plan/jobs/${hub.job.id}/impact`, `${hub.waiting} open jobs wait for it; REST and up to 500 rows included`);
  await figure('critical path to a deadline, asked', `/plan/jobs/${target.id}/critical-path`, 'REST included');
  const delay = await loopDelay();
  print({ name: 'delay of the main thread while it answers, p99', value: delay.p99Ms, unit: 'ms', n: delay.looks });
  print({ name: 'RSS of the core, the most at the end', value: memory().peakMb, unit: 'MB', n: 1 });
}
