/** Loaded into a core that is measured (`--import`): how late its main thread is, told over a socket whenever the bench asks. */
import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** How far apart the looks at the loop are; a delay is told with it, as Node measures it. */
const EVERY_MS = 5;

/** Since the question before. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly looks: number;
  /** The most the main thread worked between two looks: what it kept others waiting by itself, whatever else the machine did. */
  readonly busiestMs: number;
}

const path = process.env['LOOP_PROBE'];
// Threads inherit the option.
if (isMainThread && path !== undefined) answerOn(path);

function answerOn(socketPath: string): void {
  const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
  delay.enable();
  let busiestMs = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const now = process.threadCpuUsage();
    busiestMs = Math.max(busiestMs, (now.user + now.system - before.user - before.system) / 1_000);
    before = now;
  };
  setInterval(look, EVERY_MS).unref();
  const socket = connect(socketPath);
  // Nobody measures any more: the core goes on.
  socket.on('error', () => delay.disable());
  socket.on('data', () => {
    const told: LoopDelay = { p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6, looks: delay.count, busiestMs };
    delay.reset();
    busiestMs = 0;
    socket.write(`${JSON.stringify(told)}\n`);
  });
  socket.unref();
}
