/** The app as hosts hold it: after a restore it closes every part and opens again on the store that was put in place, in the same process. */
import type { App } from '../app.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';

export interface RestartableApp {
  /** Always the app of now. Between two, and after an opening that failed, every use of it raises why. */
  readonly app: App;
  /** The new app stands, or could not be opened: lines to the old one lead nowhere. Returns the undo. */
  readonly onRestarted: (listener: () => void) => () => void;
  stop(): Promise<void>;
}

/** An answer on its way is given before its app goes. */
const LAST_ANSWERS_MS = 200;

/** Raises what `open` raises, the first time. */
export async function openRestartable(open: () => Promise<App>): Promise<RestartableApp> {
  const restarted = createEmitter<void>();
  let current: App = await open();
  let fault: Fault | null = null;
  let restarting: Promise<void> = Promise.resolve();
  let isStopped = false;

  const restart = async () => {
    if (isStopped) return;
    fault = new Fault('STORE_LOCKED', 'Resync is putting a backup in place; try again in a moment.');
    try {
      await current.stop();
      current = await open();
      fault = null;
      follow();
    } catch (thrown) {
      fault = asFault(thrown);
    }
    restarted.emit();
  };
  const follow = () =>
    current.backups.onRestoreDecided(() => {
      setTimeout(() => {
        restarting = restart();
      }, LAST_ANSWERS_MS);
    });
  follow();

  // What tells how a call ended must not fail because of that end.
  const always: ReadonlySet<PropertyKey> = new Set<keyof App>(['log', 'metrics', 'store']);
  const app = standIn<App>(() => {
    if (fault !== null) throw fault;
    return current;
  });
  return {
    app: new Proxy(app, { get: (target, key) => Reflect.get(always.has(key) ? current : target, key) as unknown }),
    onRestarted: restarted.subscribe,
    stop: async () => {
      isStopped = true;
      await restarting;
      if (fault === null) await current.stop();
    },
  };
}

/** Reads each property where `now` points when it is read. */
function standIn<T extends object>(now: () => T): T {
  // The target is never looked at: every read goes to the trap.
  return new Proxy({} as T, { get: (_target, key) => Reflect.get(now(), key) as unknown });
}
