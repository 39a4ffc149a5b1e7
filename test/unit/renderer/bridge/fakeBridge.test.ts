/** The fake core keeps to the contract: what it could never send, or never take, is refused by name. */
import { expect, it } from 'vitest';
import { useConnection } from '../../../../src-renderer/bridge/connection.ts';
import { ask } from '../../../../src-renderer/bridge/remote.ts';
import { watch } from '../../../../src-renderer/bridge/watch.ts';
import { fakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { bridgeOfTest } from '../../../fakes/bridge/bridgeOfTest.ts';

const MEMORY_USES = [{ memoryId: 'm1' }];

it('answers calls as scripted, and keeps what was asked, parsed by the contract', async () => {
  const bridge = bridgeOfTest();
  bridge.answer('chat.start', ({ question }) => ({ turnId: `turn of ${question}`, conversationId: 'k1' }));
  const answer = await ask((core) => core.chat.start({ question: '  Why?  ' }));
  expect(answer).toEqual({ isOk: true, value: { turnId: 'turn of Why?', conversationId: 'k1' } });
  expect(bridge.calls('chat.start')).toEqual([{ question: 'Why?' }]);
});

it('fails with the code, sentence and facts of a real fault', async () => {
  const bridge = bridgeOfTest();
  bridge.fail('metrics', 'TWS_TIMEOUT', { message: 'Too slow.', detail: 'eng:31116', isRetryable: true, requestId: 'req-7' });
  expect(await ask((core) => core.metrics())).toEqual({
    isOk: false,
    fault: { code: 'TWS_TIMEOUT', message: 'Too slow.', detail: 'eng:31116', retryable: true, requestId: 'req-7' },
  });
});

it('refuses a fixture the core could never send, where it is written', () => {
  const bridge = bridgeOfTest();
  // @ts-expect-error: the compiler says so too
  expect(() => bridge.answer('memory.retrieve', MEMORY_USES)).toThrow('The core could never send this for memory.retrieve: 0.');
});

it('complains of calls without a script and of inputs the core would refuse', async () => {
  const bridge = fakeBridge();
  bridge.connect();
  expect(await ask((core) => core.metrics())).toMatchObject({ isOk: false, fault: { code: 'INTERNAL' } });
  bridge.answer('chat.start', { turnId: 't1', conversationId: 'k1' });
  expect(await ask((core) => core.chat.start({ question: '' }))).toMatchObject({ isOk: false, fault: { code: 'INVALID_INPUT' } });
  expect(bridge.complaints).toEqual([
    'metrics: was called, and no answer is scripted',
    expect.stringMatching(/^chat\.start: the core would refuse this input: question: /),
  ]);
  expect(bridge.calls('chat.start')).toEqual([]);
  bridge.close();
  useConnection.setState({ line: { at: 'connecting' } });
});

it('holds calls until the test decides, and fails them when the line breaks', async () => {
  const bridge = bridgeOfTest();
  const held = bridge.hold('metrics');
  const first = ask((core) => core.metrics());
  (await held.next()).answer('m');
  expect(await first).toEqual({ isOk: true, value: 'm' });
  const second = ask((core) => core.metrics());
  const { signal } = await held.next();
  bridge.lose();
  expect(await second).toMatchObject({ isOk: false, fault: { code: 'DISCONNECTED' } });
  expect(await ask((core) => core.metrics())).toMatchObject({ isOk: false, fault: { code: 'DISCONNECTED' } });
  await expect.poll(() => signal.aborted).toBe(true);
});

it('streams what the test pushes, to its end, and knows when nobody watches any more', async () => {
  const bridge = bridgeOfTest();
  const counters = (pending: number) => ({ pending, approved: 0, corrected: 0, rejected: 0 });
  const streams = bridge.stream('review.watch', [counters(1)]);
  const seen: number[] = [];
  const stop = watch({ open: (core, signal) => core.review.watch(undefined, { signal }), onEvent: ({ pending }) => seen.push(pending), isEndless: true });
  const stream = await streams.next();
  stream.push(counters(2), counters(3));
  await bridge.quiet();
  expect(seen).toEqual([1, 2, 3]);
  expect(() => stream.push({ ...counters(4), pending: 0.5 })).toThrow('The core could never send this for review.watch: pending: ');
  stop();
  await stream.closed;
  expect(streams.watched()).toEqual([]);
});
