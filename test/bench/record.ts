/** The recorder at 200,000 runs: how fast a first reading is kept beside a core that goes on writing, and how fast the past is read. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { createSilentLog } from '../../src-main/base/log.ts';
import { createRecordStore, type RecordStore } from '../../src-main/plan/record/recordStore.ts';
import { createRecordClient } from '../../src-main/plan/record/thread/recordClient.ts';
import type { JobChange } from '../../src-main/plan/snapshot/changeFeed.ts';
import { batch, change, HOUR, MINUTE, run, T0 } from '../fakes/plan/planChanges.ts';
import { openTestStore } from '../fakes/store.ts';
import { print, quantile, timed } from './figures.ts';

const JOBS = 200_000;
const JOBS_OF_BATCH = 2_000;
const KEEPING = { longestPauseMs: 3 * MINUTE, isWhole: true, isAnotherPast: false };

/** One run of each job; one in fifty failed. */
function night(n: number, from: number): JobChange[] {
  return Array.from({ length: JOBS_OF_BATCH }, (_, index) => {
    const job = from + index;
    const endedAtMs = T0 + n * 24 * HOUR - (job % 600) * MINUTE;
    const status = job % 50 === 0 ? 'ABEND' : 'SUCC';
    const runs = [run({ runId: `r-${n}-${job}`, status, returnCode: status === 'SUCC' ? 0 : 8, startedAtMs: endedAtMs - 5 * MINUTE, endedAtMs })];
    return change(`JOB_${job}`, null, status, { jobId: `id-${n}-${job}`, persistentId: `p-${n}-${job}`, streamName: `STREAM_${job % 4_000}`, runs });
  });
}

export async function benchRecord(): Promise<void> {
  await using opened = await openTestStore();
  const store = createRecordClient({ databasePath: opened.path, log: createSilentLog() });
  try {
    const kept = await keepNight(opened.db, store, 0);
    print({ name: 'first reading kept, 200,000 runs', value: kept.ms, unit: 'ms', n: 1, note: `${JOBS / JOBS_OF_BATCH} batches` });
    print({
      name: "delay of the core's loop while it is kept, p99",
      value: kept.delayP99Ms,
      unit: 'ms',
      n: 1,
      note: 'measured every 5 ms; making the batches included',
    });
    print({ name: "core's own write while it is kept, p99", value: quantile(kept.writes, 0.99), unit: 'ms', n: kept.writes.length, note: 'fsync included' });
    // Two more nights to read from, without the pauses that let others in.
    const hurried = createRecordStore(opened.db, async () => {});
    for (const n of [1, 2]) await keepNight(opened.db, hurried, n);
    const keys = Array.from({ length: JOBS }, (_, job) => `/WS1#/F/STREAM.JOB_${job}`);
    const parts = await timed(20, (n) => store.durations('eng_test', keys.slice(n * 10_000, (n + 1) * 10_000)));
    print({
      name: 'measured durations of 10,000 jobs, median',
      value: quantile(parts, 0.5),
      unit: 'ms',
      n: parts.length,
      note: 'message to the record thread and back included',
    });
    const until = T0 + 48 * HOUR;
    print({
      name: 'what changed in 12 hours, 600,000 runs kept',
      value: quantile(await timed(10, () => store.changes('eng_test', until - 12 * HOUR, until)), 0.5),
      unit: 'ms',
      n: 10,
    });
    const one = await timed(100, (n) => store.history('eng_test', { jobKey: keys[n * 7] ?? '', limit: 60 }, 'Europe/Berlin'));
    print({ name: 'history of one job, 600,000 runs kept, p95', value: quantile(one, 0.95), unit: 'ms', n: one.length });
    const hours = await timed(5, () => store.history('eng_test', { groupBy: 'hour', limit: 1 }, 'Europe/Berlin'));
    print({ name: 'failures by hour over 600,000 runs', value: quantile(hours, 0.5), unit: 'ms', n: hours.length });
  } finally {
    await store.close();
  }
}

/** Keeps a whole reading while the core goes on: the delay of its loop and its own small writes, ten a second, are timed. */
async function keepNight(db: Awaited<ReturnType<typeof openTestStore>>['db'], store: RecordStore, n: number) {
  const writes: number[] = [];
  let isDone = false;
  const write = db.prepare("INSERT INTO egress (at, host, purpose, why, bytes_out, bytes_in, outcome) VALUES ('', 'bench', 'engine', 'bench', 0, 0, 'ok')");
  const core = (async () => {
    while (!isDone) {
      const began = performance.now();
      write.run();
      writes.push(performance.now() - began);
      await after(100);
    }
  })();
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const began = performance.now();
  for (let from = 0; from < JOBS; from += JOBS_OF_BATCH) {
    const jobs = night(n, from);
    await store.keep(batch({ planId: `plan-${n}`, kind: 'first', observedAtMs: T0 + n * 24 * HOUR, isLast: from + JOBS_OF_BATCH >= JOBS, jobs }), KEEPING);
  }
  const ms = performance.now() - began;
  loop.disable();
  isDone = true;
  await core;
  return { ms, writes, delayP99Ms: loop.percentile(99) / 1e6 };
}
