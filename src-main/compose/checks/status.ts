/** The app at a glance: what the top bar shows, now and after every change. */
import type { AuditorState } from '../../../src-preload/contract/review/audit.ts';
import type { AppStatus, StoreState } from '../../../src-preload/contract/health.ts';
import type { ReviewCounters } from '../../../src-preload/contract/review/review.ts';
import { type Clock, instantOf, runningClock } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { Fault } from '../../base/fault.ts';
import { asStoreFault } from '../../database/storeFault.ts';
import type { Engines } from '../../engines/engines.ts';
import type { Models } from '../../llm/models.ts';
import { soonestExpiry } from '../../tws/connection/expiry.ts';
import type { EngineLink } from '../../tws/types/types.ts';

interface StatusDeps {
  readonly app: Pick<AppStatus, 'version' | 'host' | 'hostReason' | 'night'>;
  readonly engines: Engines;
  readonly models: Models;
  readonly auditor: { state(): AuditorState };
  readonly review: { counters(): ReviewCounters };
  readonly store: { state(): StoreState };
  readonly clock: Clock;
}

/** A reading older than this many rounds is called stale: two were missed. */
const STALE_AFTER_PROBES = 2.5;

export function createStatus(deps: StatusDeps) {
  const changed = createEmitter<void>();
  const readQueues = () => ({ auditor: auditorStatus(deps.auditor.state()), review: deps.review.counters() });
  let queues = readQueues();
  /** Of a store that cannot be read the last counts are shown: that it fails is said beside them, and must not be lost with them. */
  const lastQueues = () => {
    try {
      queues = readQueues();
    } catch (thrown) {
      const fault = asStoreFault(thrown);
      if (!(fault instanceof Fault) || !fault.code.startsWith('STORE_')) throw thrown;
    }
    return queues;
  };
  const current = (): AppStatus => ({
    ...deps.app,
    needsFirstRun: deps.engines.describe().chosen === null,
    engine: engineStatus(deps.engines, deps.clock),
    llm: deps.models.describe(),
    store: deps.store.state(),
    ...lastQueues(),
  });
  return {
    current,
    /** Something may look different now; watchers are told only if it does. */
    touch: () => changed.emit(),
    async *watch(signal: AbortSignal | undefined): AsyncGenerator<AppStatus, void, void> {
      let last = '';
      for await (const _ of changed.iterate(signal, { first: undefined, bound: 1 })) {
        const next = current();
        const text = JSON.stringify(next);
        if (text === last) continue;
        last = text;
        yield next;
      }
    },
  };
}

function auditorStatus({ state, queued, leased }: AuditorState): AppStatus['auditor'] {
  return { state, queued: queued + leased };
}

function engineStatus(engines: Engines, clock: Clock): AppStatus['engine'] {
  const { engine, chosen, fault } = engines.describe();
  const link = engine?.client.connection() ?? null;
  const lastReadAtMs = link?.lastReadAtMs ?? null;
  const state = engineState({ isChosen: chosen !== null, fault, lastReadAtMs, probeEveryMs: engines.probeEveryMs(), nowMs: clock.now() });
  return {
    id: chosen?.id ?? null,
    name: chosen?.name ?? null,
    isDemo: chosen?.kind === 'demo',
    state,
    lastReadAt: lastReadAtMs === null ? null : instantOf(lastReadAtMs),
    fault: fault?.toData() ?? null,
    timeZone: engine?.timeZone ?? null,
    color: chosen?.color ?? null,
    host: link?.host ?? null,
    awayFrom: link?.awayFrom ? { host: link.awayFrom.host, fault: link.awayFrom.fault?.toData() ?? null, since: instantOf(link.awayFrom.sinceMs) } : null,
    isTlsUnverified: chosen?.isTlsUnverified ?? false,
    isUnencryptedAllowed: chosen?.isUnencryptedAllowed ?? false,
    certificateEnds: link === null ? null : certificateEnds(link, runningClock(clock).now()),
  };
}

function certificateEnds({ certificates }: Pick<EngineLink, 'certificates'>, nowMs: number): AppStatus['engine']['certificateEnds'] {
  const first = soonestExpiry(certificates, nowMs);
  if (first === null || first.expiry.at === 'fine') return null;
  const { at, daysLeft } = first.expiry;
  return { host: first.host, validTo: first.certificate.validTo, daysLeft, at };
}

/** Pure: never asked is `unknown`, a fault since the last good reading is `unreachable` (or an address nobody confirmed), a good but old reading is `stale`. */
export function engineState(seen: {
  readonly isChosen: boolean;
  readonly fault: Fault | null;
  readonly lastReadAtMs: number | null;
  readonly probeEveryMs: number;
  readonly nowMs: number;
}): AppStatus['engine']['state'] {
  if (!seen.isChosen) return 'none';
  if (seen.fault !== null) return seen.fault.code === 'NOT_CONFIRMED' ? 'unconfirmed' : 'unreachable';
  if (seen.lastReadAtMs === null) return 'unknown';
  return seen.nowMs - seen.lastReadAtMs > seen.probeEveryMs * STALE_AFTER_PROBES ? 'stale' : 'live';
}
