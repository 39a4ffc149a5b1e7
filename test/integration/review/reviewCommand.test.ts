/** `resync review` as an auditor of the auditor uses it: beside a running Resync or alone, honest exit codes, nothing written to the store. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { lockDataDirectory } from '../../../src-main/database/lock.ts';
import { createReview } from '../../../src-main/review/review.ts';
import { writeProposal } from '../../../src-main/review/scorecard/proposals.ts';
import { openTestStore, type TestStore } from '../../fakes/store.ts';

const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;

function run(directory: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: directory };
    execFile(process.execPath, [main, 'review', ...args, '--data-dir', directory], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** Two items, one of them approved. */
function fill({ db, clock, memory }: TestStore): void {
  const proposal = { check: 'count-match', from: 'may-reject', level: 'off', overruled: 6, upheld: 1, examples: [] } as const;
  const [first] = db.transaction(() => [writeProposal(db, proposal, clock.now()), writeProposal(db, { ...proposal, check: 'judge' }, clock.now())])();
  const review = createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection });
  review.approve({ id: first!, version: 1, note: '=cmd|calc' }, 'ana');
}

test('verify and export read the store that a running Resync holds; a changed event is found with exit code 1', async () => {
  await using store = await openTestStore();
  fill(store);
  const lock = lockDataDirectory(store.directory);
  const [verified, csv, jsonl] = await Promise.all([
    run(store.directory, 'verify'),
    run(store.directory, 'export', '--format', 'csv', '--state', 'approved'),
    run(store.directory, 'export'),
  ]);
  lock.release();
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('3 events'), stderr: '' });
  expect([csv.code, csv.stderr]).toEqual([0, '']);
  const [head, ...rows] = csv.stdout.trimEnd().split('\r\n');
  expect(head).toMatch(/^id,state,/);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain(`,'=cmd|calc,`);
  const items = jsonl.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { state: string; history: { what: string }[] });
  expect(items.map(({ state, history }) => [state, ...history.map(({ what }) => what)])).toEqual([
    ['approved', 'opened', 'approved'],
    ['pending', 'opened'],
  ]);
  store.db.exec(`DROP TRIGGER review_event_no_update; UPDATE review_event SET who = 'eve' WHERE seq = 3`);
  const tampered = await run(store.directory, 'verify');
  expect([tampered.code, tampered.stdout]).toEqual([1, expect.stringMatching(/event 3.*not what was written/i)]);
});

test('a mistake is one line and exit code 2; a directory without a store says so with exit code 1', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'resync-none-'));
  const [what, format, none] = await Promise.all([run(directory, 'look'), run(directory, 'export', '--format', 'xml'), run(directory, 'verify')]);
  rmSync(directory, { recursive: true });
  expect([what.code, format.code, none.code]).toEqual([2, 2, 1]);
  expect(none.stderr).toContain('no store');
  for (const { stdout, stderr } of [what, format, none]) expect([stdout, stderr.trim().split('\n').length]).toEqual(['', 1]);
});
