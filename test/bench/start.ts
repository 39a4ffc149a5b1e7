/** Core start to ready, plan_summary on the demo plan, and the memory of the core after the demo. */
import { readFileSync } from 'node:fs';
import { startCore } from '../fakes/core.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';
import { print, quantile, timed } from './figures.ts';

const STARTS = 7;
const QUESTIONS = ['how is the plan?', 'which jobs failed in the last 4 hours?', 'why did LOAD_DWH abend?', 'what is late?', 'quais estações têm problema?'];

export async function benchStart(): Promise<void> {
  await benchReady();
  await benchDemo();
}

async function benchReady(): Promise<void> {
  const samples: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    await using directory = temporaryDirectory('resync-bench-');
    const from = performance.now();
    const core = await startCore({ dataDir: directory.path, isDemo: true });
    samples.push(performance.now() - from);
    await core.kill('SIGTERM');
  }
  print({
    name: 'core start to ready, median',
    value: quantile(samples, 0.5),
    unit: 'ms',
    n: STARTS,
    note: 'process spawn to ready line, empty data directory, --demo',
  });
}

async function benchDemo(): Promise<void> {
  await using directory = temporaryDirectory('resync-bench-');
  const core = await startCore({ dataDir: directory.path, isDemo: true });
  try {
    for (let round = 0; round < 10; round++) for (const question of QUESTIONS) await core.ask(question);
    const answers = await timed(30, () => core.ask('/summary'));
    print({
      name: 'question /summary to whole answer, p50',
      value: quantile(answers, 0.5),
      unit: 'ms',
      n: 30,
      note: 'REST and SSE, receipts, claims and memory stored',
    });
    const summaries = await timed(200, () => core.call('GET', '/plan/summary'));
    print({ name: 'plan_summary on the demo plan, p50', value: quantile(summaries, 0.5), unit: 'ms', n: 200, note: 'REST; cache as configured' });
    print({ name: 'plan_summary on the demo plan, p99', value: quantile(summaries, 0.99), unit: 'ms', n: 200 });
    print({
      name: 'RSS of the core after the demo',
      value: residentMb(core.pid),
      unit: 'MB',
      n: 1,
      note: 'all threads, the simulated scheduler included, after 80 questions',
    });
  } finally {
    await core.kill('SIGTERM');
  }
}

/** Resident set of a process, from the kernel's own accounting. */
function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
