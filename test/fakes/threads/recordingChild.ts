/** A process that records readings one after another through the record thread, and says each one it was told is kept. Meant to be killed. */
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createRecordClient } from '../../../src-main/plan/record/thread/recordClient.ts';
import { batch, change, MINUTE, run, T0 } from '../plan/planChanges.ts';

export const JOBS_OF_READING = 200;

/** Reading `n`: every job ended once more, in two batches. */
function reading(n: number) {
  const observedAtMs = T0 + n * MINUTE;
  const jobs = Array.from({ length: JOBS_OF_READING }, (_, job) =>
    change(`J${job}`, 'EXEC', 'SUCC', { runs: [run({ runId: `r-${n}-${job}`, startedAtMs: observedAtMs - MINUTE, endedAtMs: observedAtMs })] }),
  );
  return [batch({ observedAtMs, isLast: false, jobs: jobs.slice(0, 120) }), batch({ observedAtMs, jobs: jobs.slice(120) })];
}

if (process.argv[2] === 'record') {
  const [databasePath = '', from = '0'] = process.argv.slice(3);
  const store = createRecordClient({ databasePath, log: createSilentLog() });
  await store.begin();
  for (let n = Number(from); ; n++) {
    for (const part of reading(n)) await store.keep(part, { longestPauseMs: 3 * MINUTE, isWhole: true, isAnotherPast: false });
    process.stdout.write(`${n}\n`);
  }
}
