/** Finds out what the model in force can be relied on for: on its own when one is connected, and when a person asks. */
import type { Ability, Conformance } from '../../../src-preload/contract/conformance.ts';
import type { Clock } from '../../base/clock.ts';
import type { Outlet } from '../../base/egress/gate.ts';
import { createEmitter } from '../../base/emitter.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { createLlmClient } from '../client.ts';
import { createKeyScrub } from '../withoutKey.ts';
import { createResultFile, type Served } from './resultFile.ts';
import { type ConformanceSize, runConformance } from './runConformance.ts';

interface ServedNow extends Served {
  readonly idleTimeoutMs: number;
  /** Absent: a model is not waited for longer than any other. */
  readonly loadTimeoutMs?: number;
}

interface ConformanceDeps {
  readonly dataDir: string;
  /** The model in force; null when there is none. */
  readonly served: () => ServedNow | null;
  readonly apiKey: () => Promise<string | null>;
  /** A person waits for the model: they come first. */
  readonly isBusy: () => boolean;
  readonly outlet: Outlet;
  readonly clock: Clock;
  readonly log: Log;
  /** Other numbers than those below, for tests. */
  readonly size?: ConformanceSize;
  readonly settleMs?: number;
}

export interface ConformanceChecks {
  /** For the model in force; null when there is none or it was not checked yet. */
  last(): Conformance | null;
  /** Checks the model in force now; joins a check that is running. Raises the LLM_* faults, INVALID_INPUT without a model, STOPPED. */
  run(): Promise<Conformance>;
  /** Checks the model in force in the background, unless that was done. Never raises. */
  consider(): void;
  /** Whether this ability is switched off with a model of the endpoint in force. What was not checked is not switched off. */
  isOff(ability: Ability, model: string): boolean;
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

const SIZE: ConformanceSize = { deadlineMs: 60_000, longTextChars: 12_000 };
/** A start has other things to do first, and so has a person who just asked something. */
const SETTLE_MS = 5_000;
const FREE_POLL_MS = 500;
/** Longest wait for the model to be free, for each exchange: then it is asked all the same. */
const FREE_DEADLINE_MS = 120_000;
/** After a check that could not reach the model, the next one waits as long. */
const RETRY_MS = 5 * 60_000;
/** Models change behind the same name. */
const STALE_MS = 30 * 86_400_000;

export function createConformance(deps: ConformanceDeps): ConformanceChecks {
  const results = createResultFile(deps.dataDir);
  const changed = createEmitter<void>();
  const stopping = new AbortController();
  let running: { readonly key: string; readonly result: Promise<Conformance> } | null = null;
  let settling: NodeJS.Timeout | undefined;
  let failed: { readonly key: string; readonly atMs: number } | null = null;

  const check = async (served: ServedNow, isBusy: () => boolean): Promise<Conformance> => {
    const { url, model, idleTimeoutMs, loadTimeoutMs = 0 } = served;
    const client = createLlmClient({ url, model, apiKey: deps.apiKey, idleTimeoutMs, loadTimeoutMs, log: deps.log, outlet: deps.outlet });
    const whenFree = (signal: AbortSignal) => freed(isBusy, signal);
    try {
      const { clock } = deps;
      const result = await runConformance({ client, model, whenFree, loadTimeoutMs, clock, signal: stopping.signal, ...(deps.size ?? SIZE) });
      const clean = withoutKey(result, await deps.apiKey());
      keep(served, clean);
      return clean;
    } catch (thrown) {
      failed = { key: keyOf(served), atMs: deps.clock.now() };
      throw thrown;
    } finally {
      await client.close();
    }
  };

  const keep = (served: Served, result: Conformance) => {
    try {
      results.put(served, result);
    } catch (thrown) {
      deps.log.warn({ err: thrown }, 'the result of the model check could not be saved: it is found out again after the next start');
    }
    changed.emit();
  };

  const start = (isBusy: () => boolean): Promise<Conformance> => {
    const served = deps.served();
    if (served === null)
      return Promise.reject(new Fault('INVALID_INPUT', 'There is no language model to check: enter its address and name in Settings first.'));
    if (stopping.signal.aborted) return Promise.reject(new Fault('STOPPED', 'Resync is closing.'));
    const key = keyOf(served);
    if (running?.key === key) return running.result;
    const result = check(served, isBusy).finally(() => {
      if (running?.result === result) running = null;
    });
    running = { key, result };
    return result;
  };

  const isNeeded = (): boolean => {
    const served = deps.served();
    if (served === null || running?.key === keyOf(served)) return false;
    if (failed?.key === keyOf(served) && deps.clock.now() - failed.atMs < RETRY_MS) return false;
    const known = results.get(served);
    return known === null || deps.clock.now() - Date.parse(known.at) > STALE_MS;
  };

  return {
    last() {
      const served = deps.served();
      return served === null ? null : results.get(served);
    },
    run: () => start(() => false),
    consider() {
      if (settling !== undefined || stopping.signal.aborted || !isNeeded()) return;
      settling = setTimeout(() => {
        settling = undefined;
        if (!isNeeded()) return;
        start(deps.isBusy).catch((thrown: unknown) => deps.log.info({ code: asFault(thrown).code }, 'the model could not be checked now'));
      }, deps.settleMs ?? SETTLE_MS);
      settling.unref();
    },
    isOff(ability, model) {
      const served = deps.served();
      return served !== null && results.get({ url: served.url, model })?.switchedOff.includes(ability) === true;
    },
    subscribe: changed.subscribe,
    async close() {
      clearTimeout(settling);
      stopping.abort();
      await running?.result.catch(() => {});
    },
  };
}

/** What the model said is kept as the detail of an exchange. */
function withoutKey(result: Conformance, key: string | null): Conformance {
  const scrub = createKeyScrub(key);
  return { ...result, exchanges: result.exchanges.map((exchange) => ({ ...exchange, detail: scrub.kept(exchange.detail) })) };
}

const keyOf = ({ url, model }: Served): string => JSON.stringify([url, model]);

async function freed(isBusy: () => boolean, signal: AbortSignal): Promise<void> {
  const until = performance.now() + FREE_DEADLINE_MS;
  while (isBusy() && !signal.aborted && performance.now() < until) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, FREE_POLL_MS);
      signal.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
