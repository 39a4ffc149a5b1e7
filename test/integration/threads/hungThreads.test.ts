/** A plan, search, record or auditor thread that hangs: every caller is told in time, the thread is replaced, and Health says when it stays down. */
import { expect, test, vi } from 'vitest';
import { createAuditor } from '../../../src-main/audit/auditor.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { asFault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { ThreadState } from '../../../src-main/base/thread/superviseThread.ts';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import { createSearchClient } from '../../../src-main/memory/search/searchClient.ts';
import { createRecordClient } from '../../../src-main/plan/record/thread/recordClient.ts';
import { createPlanClient } from '../../../src-main/plan/snapshot/thread/planClient.ts';
import { threadsAnswer } from '../../../src-main/compose/checks/threadsCheck.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { hangingWhileTold, letThreadsHang } from '../../fakes/threads/hangs.ts';
import { readsOver } from '../../fakes/plan/livePlan.ts';
import { ENGINE, openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';

const log = createSilentLog();
/** A thread that works has started and answered by then, also on a busy machine. */
const DEADLINE_MS = 2_000;
const MINUTE_MS = 60_000;

interface Asked {
  readonly ask: () => Promise<unknown>;
  readonly state: () => ThreadState | null;
  readonly code: FaultCode;
}

const stopwatch = () => {
  let nowMs = 0;
  return { nowMs: () => nowMs, passMinute: () => void (nowMs += MINUTE_MS) };
};

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (thrown: unknown) => asFault(thrown).code,
  );

const healthOf = (state: ThreadState | null) => threadsAnswer(state === null ? [] : [state]);

/** Three hangs with two callers each, the breaker, and the real thread after its minute. */
async function expectReplaced({ ask, state, code }: Asked, passMinute: () => void): Promise<void> {
  const hanging = letThreadsHang();
  for (let n = 0; n < 3; n++) {
    const startedAt = performance.now();
    expect(await Promise.all([codeOf(ask()), codeOf(ask())])).toEqual([code, code]);
    expect(performance.now() - startedAt).toBeLessThan(2 * DEADLINE_MS);
  }
  hanging[Symbol.dispose]();
  const startedAt = performance.now();
  expect(await codeOf(ask())).toBe(code);
  expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS / 2);
  expect(state()).toMatchObject({ at: 'pausing', lost: 3 });
  expect(healthOf(state())).toMatchObject({
    state: 'unhealthy',
    detail: expect.stringMatching(/was lost 3 times since the start, last: no answer to \w+ within 2000 ms; it pauses/),
  });
  passMinute();
  expect(await codeOf(ask())).toBe('answered');
  expect(healthOf(state()).state).toBe('healthy');
}

test('the search', async () => {
  await using store = await openTestStore();
  const { nowMs, passMinute } = stopwatch();
  await using search = createSearchClient({
    databasePath: store.path,
    entry: hangingWhileTold('memory/search/searchThread.ts'),
    deadlineMs: DEADLINE_MS,
    stopwatch: nowMs,
    log,
  });
  const ask = () => search.calls.search({ question: 'Why?', engineId: ENGINE, limit: 5, names: [] });
  await expectReplaced({ ask, state: search.state, code: 'STORE_FAILED' }, passMinute);
});

test('the record', async () => {
  await using store = await openTestStore();
  const { nowMs, passMinute } = stopwatch();
  const record = createRecordClient({
    databasePath: store.path,
    entry: hangingWhileTold('plan/record/thread/recordThread.ts'),
    deadlineMs: DEADLINE_MS,
    stopwatch: nowMs,
    log,
  });
  await expectReplaced({ ask: () => record.size(ENGINE), state: record.state, code: 'STORE_FAILED' }, passMinute);
  await record.close();
});

test('the plan: who waits for a reading and who asks a question of it', async () => {
  const simulator = await startSimulator({ clock: { startAtMs: Date.parse('2026-11-20T23:30:00Z'), speed: 0 } });
  const client = createTwsClient(clientDeps(simulator, { credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }) }));
  const { nowMs, passMinute } = stopwatch();
  const { live } = readsOver(client, {
    startThread: (deps) =>
      createPlanClient({
        ...deps,
        entry: hangingWhileTold('plan/snapshot/thread/planThread.ts'),
        deadlines: { read: { silentMs: DEADLINE_MS }, view: DEADLINE_MS },
        stopwatch: nowMs,
      }),
  });
  const why = { why: 'test' };
  await expectReplaced({ ask: () => live.cycles(why), state: live.thread, code: 'INTERNAL' }, passMinute);
  expect(live.state()).toMatchObject({ at: 'ready', isComplete: true, fault: null });
  await live.close();
  await client.close();
  await simulator.close();
});

const hangingAuditor = (store: TestStore) =>
  createAuditor({
    db: store.db,
    databasePath: store.path,
    settings: () => settingsSchema.parse({}).auditor,
    teamQueue: () => null,
    reread: () => Promise.resolve(null),
    onEgress: () => {},
    judge: () => null,
    clock: systemClock,
    log,
    entry: hangingWhileTold('audit/auditThread.ts'),
    wakeDeadlineMs: DEADLINE_MS,
    pulseMs: 100,
  });

test('the auditor, which nobody waits for, is found and replaced, and what waited is audited', async () => {
  await using store = await openTestStore();
  writeTurn(store, { question: 'What is SUCC?', answer: 'SUCC is a status.' });
  const hanging = letThreadsHang();
  const auditor = hangingAuditor(store);
  hanging[Symbol.dispose]();
  await new Promise((resolve) => auditor.onVerdict(resolve));
  expect(auditor.state()).toMatchObject({ crashes: 1, audited: 1, lastError: null });
  expect(auditor.thread()).toMatchObject({ at: 'running', lastTrouble: `no answer to wake within ${DEADLINE_MS} ms` });
  await auditor.stop();
});

test('an auditor that hangs three times within a minute stays down, and is stopped all the same', async () => {
  await using store = await openTestStore();
  using _ = letThreadsHang();
  const auditor = hangingAuditor(store);
  await vi.waitFor(() => expect(auditor.state().state).toBe('broken'), { timeout: 30_000, interval: 20 });
  expect(auditor.state()).toMatchObject({ crashes: 3, lastError: `no answer to wake within ${DEADLINE_MS} ms` });
  expect(healthOf(auditor.thread())).toMatchObject({ state: 'unhealthy', detail: expect.stringContaining('The part for the auditor was lost 3 times') });
  await auditor.stop();
  expect(auditor.state().state).toBe('stopped');
});
