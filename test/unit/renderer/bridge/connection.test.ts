// @vitest-environment happy-dom
/** The line to the core: found again by itself, and everything that was watched goes on. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { backOffMs, core } from '../../../../src-renderer/bridge/connection.ts';
import { faultOf } from '../../../../src-renderer/bridge/fault.ts';
import { ask, changeLast, LOADING, lastAsked, lastOf, type Remote, readInto } from '../../../../src-renderer/bridge/remote.ts';
import { watch } from '../../../../src-renderer/bridge/watch.ts';
import { bridgeOfTest } from '../../../fakes/bridge/bridgeOfTest.ts';
import { typedFault } from '../../../fakes/bridge/typedFault.ts';

const counters = (pending: number) => ({ pending, approved: 0, corrected: 0, rejected: 0 });

describe('a fault', () => {
  it('has the code, sentence and facts the core gave it', () => {
    expect(faultOf(typedFault('TWS_TIMEOUT', { message: 'Slow.', detail: 'eng:31116', isRetryable: true, requestId: 'r1' }))).toEqual({
      code: 'TWS_TIMEOUT',
      message: 'Slow.',
      detail: 'eng:31116',
      retryable: true,
      requestId: 'r1',
    });
  });
  it('without them has none; what cannot be tried again is not offered again', () => {
    expect(faultOf(typedFault('CONFLICT'))).toEqual({ code: 'CONFLICT', message: 'It failed with CONFLICT.', retryable: false, requestId: 'req-1' });
    const bare = (data: unknown) => Object.assign(typedFault('CONFLICT', { message: 'm' }), { data });
    const odd = [undefined, null, 'text', { detail: 5, requestId: 5, retryable: 'yes' }, {}];
    for (const data of odd) expect(faultOf(bare(data))).toEqual({ code: 'CONFLICT', message: 'm', retryable: false, requestId: null });
  });
  it('of a code that is not in the list is an unexpected one', () => {
    expect(faultOf(Object.assign(typedFault('CONFLICT'), { code: 'NEWER_CODE' })).code).toBe('INTERNAL');
  });
  it('that is no typed one means that the line broke', () => {
    expect(faultOf(new Error('closed'))).toEqual({ code: 'DISCONNECTED', message: '', retryable: true, requestId: null });
  });
});

describe('something read', () => {
  it('keeps its last value while it is read again and after that failed', async () => {
    const bridge = bridgeOfTest();
    let field: Remote<string> = LOADING;
    const seen: Remote<string>[] = [];
    const read = () =>
      readInto(
        () => field,
        (next) => {
          field = next;
          seen.push(next);
        },
        (client) => client.metrics(),
      );
    bridge.answer('metrics', 'first');
    await read();
    bridge.fail('metrics', 'INTERNAL');
    await read();
    expect(seen).toMatchObject([
      { at: 'loading', last: null },
      { at: 'ready', value: 'first' },
      { at: 'loading', last: 'first' },
      { at: 'failed', last: 'first', fault: { code: 'INTERNAL' } },
    ]);
    expect([LOADING, ...seen].map((remote) => lastOf<string>(remote))).toEqual([null, null, 'first', 'first', 'first']);
  });
  it('changes in part without seeming newer than it is', () => {
    const more = (text: string) => `${text}!`;
    const fault = faultOf(new Error());
    expect(changeLast({ at: 'ready', value: 'a' }, more)).toEqual({ at: 'ready', value: 'a!' });
    expect(changeLast({ at: 'loading', last: 'a' }, more)).toEqual({ at: 'loading', last: 'a!' });
    expect(changeLast({ at: 'failed', fault, last: 'a' }, more)).toEqual({ at: 'failed', fault, last: 'a!' });
    expect(changeLast<string>(LOADING, more)).toEqual(LOADING);
  });
  it('is the newest reading until another is asked for', () => {
    const asking = lastAsked();
    const first = asking();
    expect(first()).toBe(true);
    const second = asking();
    expect([first(), second()]).toEqual([false, true]);
  });
  it('without a line is nothing that was asked', async () => {
    expect(() => core()).toThrow(expect.objectContaining({ name: 'DisconnectedError' }));
    expect(await ask((client) => client.metrics())).toMatchObject({ isOk: false, fault: { code: 'DISCONNECTED' } });
  });
});

describe('a stream that is watched', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  const follow = (isEndless: boolean) => {
    const seen: number[] = [];
    const faults: string[] = [];
    const stop = watch({
      open: (client, signal) => client.review.watch(undefined, { signal }),
      onEvent: ({ pending }) => seen.push(pending),
      onFault: ({ code }) => faults.push(code),
      isEndless,
    });
    onTestFinished(stop);
    return { seen, faults, stop };
  };

  it('is opened with the line, and again with each new one', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    bridge.lose();
    const { seen, faults } = follow(true);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(0);
    bridge.connect();
    (await streams.next()).push(counters(1));
    await bridge.quiet();
    bridge.connect();
    (await streams.next()).push(counters(2));
    await bridge.quiet();
    expect(seen).toEqual([1, 2]);
    expect(streams.watched()).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('that fails while the line stands is opened again, each time later, and at once patient again after an event', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    const { seen, faults } = follow(true);
    (await streams.next()).fail('INTERNAL');
    await bridge.quiet();
    await vi.advanceTimersByTimeAsync(499);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    (await streams.next()).fail('STORE_FAILED');
    await bridge.quiet();
    await vi.advanceTimersByTimeAsync(999);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    const third = await streams.next();
    third.push(counters(3));
    await bridge.quiet();
    third.fail('INTERNAL');
    await bridge.quiet();
    await vi.advanceTimersByTimeAsync(500);
    await streams.next();
    expect(seen).toEqual([3]);
    expect(faults).toEqual(['INTERNAL', 'STORE_FAILED', 'INTERNAL']);
  });

  it('that ends by itself is opened again only when it has no end', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    follow(false);
    (await streams.next()).end();
    await bridge.quiet();
    await vi.advanceTimersByTimeAsync(60_000);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(1);
    follow(true);
    (await streams.next()).end();
    await bridge.quiet();
    await vi.advanceTimersByTimeAsync(500);
    await streams.next();
    expect(bridge.calls('review.watch')).toHaveLength(3);
  });

  it('that nobody looks at any more says nothing more and is not opened again', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    const { seen, faults, stop } = follow(true);
    const stream = await streams.next();
    stop();
    await stream.closed;
    bridge.connect();
    await vi.advanceTimersByTimeAsync(60_000);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(1);
    expect([...seen, ...faults]).toEqual([]);
  });

  it('waiting to be opened again is given up by its watcher, and left to a new line', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    const { stop } = follow(true);
    (await streams.next()).fail('INTERNAL');
    await bridge.quiet();
    bridge.connect();
    await streams.next();
    await vi.advanceTimersByTimeAsync(60_000);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(2);
    streams.watched()[0]?.fail('INTERNAL');
    await bridge.quiet();
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await bridge.quiet();
    expect(bridge.calls('review.watch')).toHaveLength(2);
  });

  it('is not opened again while the line is lost', async () => {
    const bridge = bridgeOfTest();
    const streams = bridge.stream('review.watch');
    const { faults } = follow(true);
    await streams.next();
    bridge.lose();
    await vi.advanceTimersByTimeAsync(60_000);
    await bridge.quiet();
    expect(faults).toEqual(['DISCONNECTED']);
    expect(bridge.calls('review.watch')).toHaveLength(1);
  });
});

it('each attempt waits longer than the one before, ten seconds at the most', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60].map(backOffMs)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});
