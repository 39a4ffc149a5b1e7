/** The one way to talk to a thread, with real threads: every caller is answered in time, whatever the thread does, and it is replaced. */
import { expect, test } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { handOver } from '../../../src-main/base/thread/handOver.ts';
import { superviseThread } from '../../../src-main/base/thread/superviseThread.ts';
import type { OddCore, OddSide } from '../../fakes/plan/oddSides.ts';

const IN_TIME = 20_000;
/** Less than a busy machine takes for nothing, and more than these tests want to wait for often. */
const SOON = 400;

const deadlines = {
  greet: IN_TIME,
  same: IN_TIME,
  page: IN_TIME,
  lengthOfLastPage: IN_TIME,
  fail: IN_TIME,
  bug: IN_TIME,
  unsendable: IN_TIME,
  hang: SOON,
  never: SOON,
  crash: IN_TIME,
  leave: IN_TIME,
  eat: 60_000,
  untilStopped: IN_TIME,
  askCore: SOON,
  askThenHang: { silentMs: SOON },
} as const;

interface Odd {
  readonly core?: Partial<OddCore>;
  readonly stopwatch?: () => number;
  readonly isCrashing?: () => boolean;
  readonly isKeptRunning?: boolean;
  readonly onLost?: (cause: Error) => void;
  readonly answerWithinMs?: number;
}

const start = ({ core = {}, isCrashing = () => false, answerWithinMs = IN_TIME, ...more }: Odd = {}) =>
  superviseThread<{ greeting: string; isCrashing: boolean }, OddSide, OddCore>({
    name: 'search',
    entry: new URL('../../fakes/threads/oddThread.ts', import.meta.url),
    limits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
    data: () => ({ greeting: 'Hello', isCrashing: isCrashing() }),
    deadlines,
    core: { note: () => {}, answer: async (what) => what, ...core },
    coreDeadlines: { note: IN_TIME, answer: answerWithinMs },
    fault: (why, cause) => new Fault('STORE_FAILED', `It is ${why}.`, { detail: cause.message, cause }),
    log: createSilentLog(),
    ...more,
  });

const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => ({ answered: value }),
    (thrown: unknown) => (thrown instanceof Fault ? thrown.toData() : { notTyped: thrown }),
  );

test('values of every kind cross unchanged, in both directions', async () => {
  await using odd = start();
  const value = {
    big: 12n,
    at: new Date(0),
    map: new Map([['a', new Set([1])]]),
    numbers: new Float64Array([Number.NaN, 1.5]),
    nothing: undefined,
    list: [null, undefined],
  };
  expect(await odd.calls.same(value)).toEqual(value);
  expect(await odd.calls.greet('Ana')).toBe('Hello, Ana');
});

test('bytes are handed over, not copied: the sender has them no more', async () => {
  await using odd = start();
  const { bytes } = await odd.calls.page(4_000_000);
  expect([bytes.byteLength, bytes[3_999_999]]).toEqual([4_000_000, 7]);
  expect(await odd.calls.lengthOfLastPage()).toBe(0);
  const mine = new Uint8Array(1_000).fill(3);
  expect(await odd.calls.same(handOver({ mine }, [mine]))).toEqual({ mine: new Uint8Array(1_000).fill(3) });
  expect(mine.byteLength).toBe(0);
});

test('a view into a larger buffer leaves its sender whole', async () => {
  await using odd = start();
  const all = new Uint8Array(1_000).fill(3);
  expect(await odd.calls.same(handOver({ part: all.subarray(0, 10) }, [all.subarray(0, 10)]))).toEqual({ part: new Uint8Array(10).fill(3) });
  expect(all.byteLength).toBe(1_000);
});

test('faults keep code, message, detail and whether to try again; the cause goes to the log; a bug is INTERNAL', async () => {
  await using odd = start();
  const thrown = await odd.calls.fail().catch((fault: unknown) => fault);
  expect(thrown).toBeInstanceOf(Fault);
  expect(thrown).toMatchObject({ code: 'TWS_AUTH', message: 'The engine refused.', retryable: true, detail: 'host:31116' });
  expect(String((thrown as Fault).cause)).toContain('401');
  expect(await faultOf(odd.calls.bug())).toMatchObject({ code: 'INTERNAL' });
  expect(odd.state()).toMatchObject({ at: 'running', lost: 0 });
});

test('the core answers the thread, with faults as faults, and the thread sees one that takes too long', async () => {
  await using odd = start({
    answerWithinMs: 100,
    core: {
      answer: (what) => {
        if (what === 'fault') throw new Fault('TWS_TIMEOUT', 'Too slow.', { detail: 'host' });
        return what === 'never' ? new Promise(() => {}) : Promise.resolve([what]);
      },
    },
  });
  await odd.calls.greet('Ana');
  expect(await odd.calls.askCore(['one', 'fault', 'never'])).toEqual([
    ['one'],
    ['TWS_TIMEOUT', 'Too slow.', 'host'],
    ['INTERNAL', expect.any(String), 'answer'],
  ]);
});

test('what the core takes to answer does not count against the thread', async () => {
  const { promise: slow, resolve } = Promise.withResolvers<string>();
  await using odd = start({
    core: {
      answer: () => {
        setTimeout(() => resolve('at last'), 2 * SOON);
        return slow;
      },
    },
  });
  await odd.calls.greet('Ana');
  expect(await odd.calls.askCore(['slow'])).toEqual(['at last']);
});

test.each(['hang', 'never'] as const)('a thread that hangs (%s) answers every caller with a fault in time, and the next call has a new one', async (how) => {
  const lost: string[] = [];
  await using odd = start({ onLost: ({ message }) => lost.push(message) });
  await odd.calls.greet('Ana');
  const others = [odd.calls.untilStopped('a', new AbortController().signal), odd.calls.untilStopped('b', new AbortController().signal)];
  const startedAt = performance.now();
  const faults = await Promise.all([odd.calls[how](), ...others].map(faultOf));
  expect(performance.now() - startedAt).toBeLessThan(10 * SOON);
  const told = { code: 'STORE_FAILED', message: 'It is lost.', detail: `no answer to ${how} within ${SOON} ms` };
  expect(faults).toEqual([expect.objectContaining(told), expect.objectContaining(told), expect.objectContaining(told)]);
  expect(lost).toEqual([told.detail]);
  expect(await odd.calls.greet('Bea')).toBe('Hello, Bea');
});

test('work of any length is given up once it falls silent', async () => {
  await using odd = start();
  await odd.calls.greet('Ana');
  expect(await faultOf(odd.calls.askThenHang('something'))).toMatchObject({ code: 'STORE_FAILED', detail: `no answer to askThenHang within ${SOON} ms` });
});

test('an answer that came while the core itself was held up is no hang', async () => {
  await using odd = start();
  await odd.calls.greet('Ana');
  const asked = odd.calls.askCore([]);
  // The core's own thread stands still beyond the deadline, with the answer in its post.
  await new Promise((resolve) => setImmediate(resolve));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * SOON);
  expect(await faultOf(asked)).toEqual({ answered: [] });
  expect(odd.state().lost).toBe(0);
});

test.each([
  ['crash', 'crash on purpose'],
  ['leave', 'code 7'],
  ['eat', 'memory'],
  ['unsendable', 'could not be cloned'],
] as const)('a thread that ends (%s) fails every caller at once, and is started again', async (how, why) => {
  await using odd = start();
  const other = odd.calls.untilStopped('a', new AbortController().signal);
  const [mine, theirs] = await Promise.all([odd.calls[how](), other].map(faultOf));
  expect(mine).toMatchObject({ code: 'STORE_FAILED', message: 'It is lost.', detail: expect.stringContaining(why) });
  expect(theirs).toEqual(mine);
  expect(await odd.calls.greet('Ana')).toBe('Hello, Ana');
  expect(odd.state()).toMatchObject({ at: 'running', lost: 1 });
});

test('what the core cannot send costs the thread, never the core', async () => {
  await using odd = start({ core: { answer: async () => () => {} } });
  await odd.calls.greet('Ana');
  expect(await faultOf(odd.calls.askCore(['a function']))).toMatchObject({ code: 'STORE_FAILED', detail: expect.stringContaining('could not be cloned') });
  expect(await faultOf(odd.calls.same(() => {}))).toMatchObject({ code: 'INTERNAL' });
  expect(odd.state().lost).toBe(1);
});

test("the caller's signal frees the caller at once and ends the work in the thread", async () => {
  const notes: string[] = [];
  const { promise: isStopped, resolve: stopped } = Promise.withResolvers<void>();
  const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>();
  await using odd = start({
    core: {
      note: (text) => {
        notes.push(text);
        (text.endsWith('began') ? begun : stopped)();
      },
    },
  });
  const mine = new AbortController();
  const asked = faultOf(odd.calls.untilStopped('mine', mine.signal));
  await hasBegun;
  mine.abort();
  expect(await asked).toMatchObject({ code: 'STOPPED' });
  await isStopped;
  expect(notes).toEqual(['mine began', 'mine stopped']);
  expect(await faultOf(odd.calls.untilStopped('mine', AbortSignal.abort()))).toMatchObject({ code: 'STOPPED' });
  expect(odd.state()).toMatchObject({ at: 'running', lost: 0 });
});

test('three hangs within a minute open the breaker; calls are refused at once until the minute has passed', async () => {
  let nowMs = 0;
  await using odd = start({ stopwatch: () => nowMs });
  for (let n = 0; n < 3; n++) {
    expect(odd.state().at).not.toBe('pausing');
    expect(await faultOf(odd.calls.hang())).toMatchObject({ message: 'It is lost.' });
    nowMs += 10_000;
  }
  expect(odd.state()).toMatchObject({ at: 'pausing', lost: 3, lastTrouble: `no answer to hang within ${SOON} ms` });
  expect(await faultOf(odd.calls.greet('Ana'))).toMatchObject({ code: 'STORE_FAILED', message: 'It is down.' });
  nowMs += 49_999;
  expect(await faultOf(odd.calls.greet('Ana'))).toMatchObject({ message: 'It is down.' });
  nowMs += 1;
  expect(await odd.calls.greet('Ana')).toBe('Hello, Ana');
});

test('hangs further apart than a minute are no reason to stay down', async () => {
  let nowMs = 0;
  await using odd = start({ stopwatch: () => nowMs });
  for (let n = 0; n < 4; n++) {
    expect(await faultOf(odd.calls.hang())).toMatchObject({ message: 'It is lost.' });
    nowMs += 30_001;
  }
  expect(odd.state().at).toBe('resting');
});

test('a thread that crashes as it starts is started three times, also the one that is kept running', async () => {
  for (const isKeptRunning of [true, false]) {
    const { promise: isDown, resolve } = Promise.withResolvers<void>();
    let lost = 0;
    await using odd = start({ isKeptRunning, isCrashing: () => true, onLost: () => ++lost === 3 && resolve() });
    if (isKeptRunning) await isDown;
    else for (let n = 0; n < 3; n++) expect(await faultOf(odd.calls.greet('Ana'))).toMatchObject({ detail: 'crash at the start' });
    expect(odd.state()).toMatchObject({ at: 'pausing', lost: 3 });
  }
});

test('closing refuses who waits, starts nothing again, and ends also a thread that hangs', async () => {
  const odd = start({ isKeptRunning: true });
  await odd.calls.greet('Ana');
  const asked = [faultOf(odd.calls.hang()), faultOf(odd.calls.never())];
  await odd.close();
  expect(await Promise.all(asked)).toEqual([expect.objectContaining({ code: 'STOPPED' }), expect.objectContaining({ code: 'STOPPED' })]);
  expect(await faultOf(odd.calls.greet('Ana'))).toMatchObject({ code: 'STOPPED' });
  expect(odd.state()).toMatchObject({ at: 'closed', lost: 0 });
});
