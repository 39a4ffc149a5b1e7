/** The auditor thread beside a real store: asks the core, survives its own failures, never turns a failure into a deletion. */
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { type AuditorDeps, type AuditorHandle, createAuditor } from '../../../src-main/audit/auditor.ts';
import type { JudgeRequest } from '../../../src-main/audit/judge.ts';
import type { RereadAnswer, RereadRequest, VerdictEvent } from '../../../src-main/audit/ports.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { details, status } from '../../fakes/plan/plan.ts';
import { exchange, openTestStore, type TestStore, type TurnParts, writeTurn } from '../../fakes/store.ts';

const SETTINGS = {
  isEnabled: true,
  rejectAbove: 0.85,
  flagAbove: 0.6,
  schedule: '*/15 * * * *',
  judgeRestAfter: 5,
  judgeRestMinutes: 10,
  judgeCallsPerHour: 240,
};

function start(store: TestStore, changes: Partial<AuditorDeps> = {}): AuditorHandle & AsyncDisposable {
  const handle = createAuditor({
    db: store.db,
    databasePath: store.path,
    settings: () => SETTINGS,
    teamQueue: () => null,
    reread: () => Promise.resolve(null),
    onEgress: () => {},
    judge: () => null,
    clock: systemClock,
    log: createSilentLog(),
    ...changes,
  });
  return { ...handle, [Symbol.asyncDispose]: () => handle.stop() };
}

function verdicts(auditor: AuditorHandle, n: number): Promise<VerdictEvent[]> {
  const events: VerdictEvent[] = [];
  return new Promise((resolve) => {
    auditor.onVerdict((event) => {
      events.push(event);
      if (events.length === n) resolve(events);
    });
  });
}

/** Until what the thread reported last is what the core sees. */
const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { timeout: 20_000, interval: 20 });

const statusTurn = (claimed: string): TurnParts => ({
  question: `Status of LOAD_DWH (${claimed})?`,
  answer: `LOAD_DWH is ${claimed}.`,
  receipts: [{ tool: 'job_details', args: { job: 'LOAD_DWH' }, data: details('LOAD_DWH') }],
  claims: [{ kind: 'status', subject: 'job:LOAD_DWH', claimed, receipt: 0 }],
});

test('pass, flag and reject: state, tombstone, findings and review item in one step, then the event', async () => {
  await using store = await openTestStore();
  const good = writeTurn(store, statusTurn('ABEND')).memoryId;
  const wrong = writeTurn(store, statusTurn('SUCC')).memoryId;
  const odd = writeTurn(store, {
    question: 'why?',
    answer: 'GHOST_JOB',
    claims: [{ kind: 'existence', subject: 'name:GHOST_JOB', claimed: 'exists' }],
  }).memoryId;
  await using auditor = start(store);
  await verdicts(auditor, 3);
  const stateOf = (id: typeof good) => store.memory.get(id).state;
  expect([good, wrong, odd].map(stateOf)).toEqual(['active', 'rejected', 'flagged']);
  expect(store.memory.get(wrong).restorableUntil).not.toBeNull();
  expect(auditor.findings(wrong)).toMatchObject([{ check: 'status-match', verdict: 'contradicted' }]);
  expect(auditor.flags(10).map((flag) => flag.memory.id)).toEqual(expect.arrayContaining([wrong, odd]));
  expect(auditor.flags(10)).toHaveLength(2);
  expect(auditor.state()).toMatchObject({ audited: 3, passed: 1, flagged: 1, rejected: 1, queued: 0, hasJudge: false });
});

test('the scheduler is asked again with the call of the receipt: what changed since is no error', async () => {
  await using store = await openTestStore();
  const { memoryId } = writeTurn(store, statusTurn('ABEND'));
  const asked: RereadRequest[] = [];
  const fresh: RereadAnswer = {
    outcome: 'ok',
    isComplete: true,
    isTruncated: false,
    observedAt: '2026-11-20T23:30:00.000Z',
    planId: null,
    fault: null,
    data: details('LOAD_DWH', { status: status('SUCC', 'SUCCESSFUL') }),
  };
  await using auditor = start(store, {
    reread: (request) => {
      asked.push(request);
      return Promise.resolve(fresh);
    },
  });
  await verdicts(auditor, 1);
  expect(asked).toEqual([{ engineId: 'eng_test', tool: 'job_details', args: { job: 'LOAD_DWH' } }]);
  expect(store.memory.get(memoryId).state).toBe('active');
  expect(auditor.findings(memoryId)).toMatchObject([{ verdict: 'changed-since', evidence: 'ABEND', live: 'SUCC' }]);
});

test('a scheduler that cannot be asked leaves the receipts as evidence', async () => {
  await using store = await openTestStore();
  const { memoryId } = writeTurn(store, statusTurn('SUCC'));
  await using auditor = start(store, { reread: () => Promise.reject(new Error('unreachable')) });
  await verdicts(auditor, 1);
  expect(store.memory.get(memoryId).state).toBe('rejected');
});

test('a judge sees the receipts, and even a sure one only proposes', async () => {
  await using store = await openTestStore();
  const { memoryId } = writeTurn(store, statusTurn('ABEND'));
  const seen: JudgeRequest[] = [];
  await using auditor = start(store, {
    judge: () => (request) => {
      seen.push(request);
      return Promise.resolve({ is_incorrect: true, confidence: 0.97, reason: 'r1 says something else' });
    },
  });
  await verdicts(auditor, 1);
  expect(seen[0]?.messages[1]?.content).toContain('"internal":"ABEND"');
  expect(store.memory.get(memoryId).state).toBe('flagged');
  expect(auditor.findings(memoryId).at(-1)).toMatchObject({ check: 'judge', verdict: 'contradicted', confidence: 0.97 });
  auditor.wake();
  await until(() => auditor.state().state === 'idle');
  expect(seen).toHaveLength(1);
});

test('a judge that answers prose is asked later, then a human is; nothing is deleted', async () => {
  await using store = await openTestStore();
  const { memoryId } = writeTurn(store, statusTurn('ABEND'));
  await using auditor = start(store, { judge: () => () => Promise.resolve('Looks good to me!') });
  await until(() => store.db.prepare<[], { attempts: number }>('SELECT attempts FROM audit_job').get()?.attempts === 1);
  expect(store.memory.get(memoryId).state).toBe('quarantined');
  for (const attempts of [2, 3]) {
    const done = attempts === 3 ? verdicts(auditor, 1) : null;
    store.db.prepare('UPDATE audit_job SET not_before = 0').run();
    auditor.wake();
    if (done === null) await until(() => store.db.prepare<[], { attempts: number }>('SELECT attempts FROM audit_job').get()?.attempts === attempts);
    else await done;
  }
  expect(store.memory.get(memoryId).state).toBe('flagged');
  expect(auditor.findings(memoryId).at(-1)).toMatchObject({ check: 'auditor', verdict: 'uncheckable' });
});

test("beyond the judge's budget a case waits without losing a try; it is not passed without its opinion", async () => {
  await using store = await openTestStore();
  const turns = ['SUCC', 'EXEC'].map((name) => writeTurn(store, { question: `What is ${name}?`, answer: `${name} is a status.` }).memoryId);
  const opinion = { is_incorrect: false, confidence: 0.9, reason: 'r1 says so' };
  await using auditor = start(store, { settings: () => ({ ...SETTINGS, judgeCallsPerHour: 1 }), judge: () => () => Promise.resolve(opinion) });
  await until(() => auditor.state().audited === 1 && auditor.state().leased === 0);
  expect(turns.map((id) => store.memory.get(id).state).toSorted()).toEqual(['active', 'quarantined']);
  expect(auditor.state().judge).toMatchObject({ state: 'spent', failuresInRow: 0 });
  expect(store.db.prepare(`SELECT attempts, last_error FROM audit_job WHERE state = 'queued'`).all()).toEqual([
    { attempts: 0, last_error: 'the judge was asked as often as an hour allows' },
  ]);
});

test('a paused auditor audits nothing until it is enabled', async () => {
  await using store = await openTestStore();
  store.memory.remember(exchange());
  let isEnabled = false;
  await using auditor = start(store, { settings: () => ({ ...SETTINGS, isEnabled }) });
  expect(auditor.state()).toMatchObject({ state: 'paused', queued: 1 });
  isEnabled = true;
  const done = verdicts(auditor, 1);
  auditor.wake();
  await done;
});

test('three crashes without a verdict open the breaker, visibly, and no memory is lost', async () => {
  await using store = await openTestStore();
  const id = store.memory.remember(exchange());
  await using auditor = start(store, { entry: new URL('../../fakes/threads/crashingThread.ts', import.meta.url) });
  await until(() => auditor.state().state === 'broken');
  expect(auditor.state()).toMatchObject({ crashes: 3, queued: 1, lastError: 'crash on purpose' });
  expect(store.memory.get(id).state).toBe('quarantined');
  // A memory that broke the auditor twice goes to a human instead of breaking it again.
  await using healthy = start(store);
  await verdicts(healthy, 1);
  expect(store.memory.get(id).state).toBe('flagged');
  expect(healthy.findings(id)).toMatchObject([{ check: 'auditor' }]);
});

test('stop lets the thread end and gives its work back', async () => {
  await using store = await openTestStore();
  writeTurn(store, statusTurn('ABEND'));
  let asked: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const auditor = start(store, {
    reread: (_request, signal) => {
      asked();
      return once(signal, 'abort').then(() => null);
    },
  });
  await isAsked;
  await auditor.stop();
  expect(auditor.state().state).toBe('stopped');
  expect(store.db.prepare(`SELECT count(*) AS n FROM audit_job WHERE state = 'leased'`).get()).toEqual({ n: 0 });
});
