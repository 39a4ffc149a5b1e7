/** Writing beside many others: SQLite serves waiting writers in no order, so one may be unlucky for longer than its busy timeout. */
import { setTimeout as after } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import { asStoreFault } from '../../database/storeFault.ts';

/** Each try waits for the store's busy timeout by itself. */
const TRIES = 6;
const MAX_PAUSE_MS = 50;

/** Runs `work` again while the store is busy, a bounded number of times: what was examined is paid for. Everything else is raised as it came. */
export async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await work();
    } catch (thrown) {
      const fault = asStoreFault(thrown);
      if (left === 0 || !(fault instanceof Fault) || fault.code !== 'STORE_LOCKED') throw thrown;
      // Apart from each other, or they meet again.
      await after(Math.random() * MAX_PAUSE_MS);
    }
  }
}
