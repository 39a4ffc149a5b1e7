/** A thread that does on demand what threads must not: hang, crash, leave, eat its memory, answer late. */
import { once } from 'node:events';
import { Fault } from '../../../src-main/base/fault.ts';
import { handOver } from '../../../src-main/base/thread/handOver.ts';
import { openThread } from '../../../src-main/base/thread/inThread.ts';
import type { OddCore, OddSide } from '../plan/oddSides.ts';

const { data, core, serve } = openThread<{ readonly greeting: string; readonly isCrashing: boolean }, OddCore>();
if (data.isCrashing) throw new Error('crash at the start');

let lastPage = new Uint8Array();

serve<OddSide>({
  greet: async (name) => `${data.greeting}, ${name}`,
  same: async (value) => value,
  page: async (bytes) => {
    const page = { bytes: new Uint8Array(bytes).fill(7) };
    lastPage = page.bytes;
    return handOver(page, [page.bytes]);
  },
  lengthOfLastPage: async () => lastPage.byteLength,
  fail: async () => {
    throw new Fault('TWS_AUTH', 'The engine refused.', { retryable: true, detail: 'host:31116', cause: new Error('401') });
  },
  bug: async () => {
    throw new TypeError('x is not a function');
  },
  unsendable: async () => () => {},
  hang: async () => {
    for (;;);
  },
  never: () => new Promise(() => {}),
  crash: async () => {
    setImmediate(() => {
      throw new Error('crash on purpose');
    });
    return new Promise(() => {});
  },
  leave: async () => process.exit(7),
  eat: async () => {
    const eaten: unknown[] = [];
    for (;;) eaten.push(Array.from({ length: 1_000 }, (_, n) => ({ n })));
  },
  untilStopped: async (name, signal) => {
    await core.note(`${name} began`);
    if (!signal.aborted) await once(signal, 'abort');
    await core.note(`${name} stopped`);
  },
  askCore: async (what) => {
    const answers: unknown[] = [];
    for (const one of what)
      answers.push(await core.answer(one).catch((thrown: unknown) => thrown instanceof Fault && [thrown.code, thrown.message, thrown.detail]));
    return answers;
  },
  askThenHang: async (what) => {
    await core.answer(what);
    return new Promise(() => {});
  },
});
