/** kill -9 at random moments: what was acknowledged is there, and no stretch claims what was not written. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MINUTE, T0 } from '../../fakes/plan/planChanges.ts';
import { JOBS_OF_READING } from '../../fakes/threads/recordingChild.ts';
import { openTestStore } from '../../fakes/store.ts';

const KILLS = Number(process.env.RESYNC_TEST_KILLS ?? 10);
const child = fileURLToPath(new URL('../../fakes/threads/recordingChild.ts', import.meta.url));

test(`${KILLS} kills while recording: every reading of a stretch is whole, and every acknowledged one is in it`, async () => {
  await using store = await openTestStore();
  const acknowledged = new Set<number>();
  let from = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const recording = spawn(process.execPath, [child, 'record', store.path, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: recording.stdout });
    lines.on('line', (line) => acknowledged.add(Number(line)));
    await once(lines, 'line');
    await after(Math.random() * 200);
    const exit = once(recording, 'exit');
    recording.kill('SIGKILL');
    await exit;

    const last = Math.max(...acknowledged);
    const stretches = store.db.prepare<[], { since: number; until: number }>('SELECT since_ms AS since, until_ms AS until FROM recording').all();
    const isClaimed = (n: number) => stretches.some(({ since, until }) => since <= T0 + n * MINUTE && T0 + n * MINUTE <= until);
    for (let n = 0; n <= last + 3; n++) {
      const { runs } = store.db.prepare<[string], { runs: number }>('SELECT count(*) AS runs FROM run_history WHERE run_id GLOB ?').get(`r-${n}-*`)!;
      if (isClaimed(n)) expect(runs, `reading ${n} is claimed`).toBe(JOBS_OF_READING);
      if (acknowledged.has(n)) expect(isClaimed(n), `reading ${n} was acknowledged`).toBe(true);
    }
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    // The next Resync comes an hour later; the hour between is claimed by no stretch.
    from = last + 60;
  }
  expect(store.db.prepare('SELECT count(*) AS n FROM recording').get()).toEqual({ n: KILLS });
});
