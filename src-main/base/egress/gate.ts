/** The one way out: each connection is checked here against what it may go to at that time, and told here to the ledger. */
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { instantOf } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Destination } from './destination.ts';

/** What is configured and confirmed for one purpose. */
export interface Permission {
  /** Origins as `destinationOf` writes them. */
  readonly origins: Pick<ReadonlySet<string>, 'has'>;
  /** The exception a person set: without encryption to another computer. */
  readonly isUnencryptedAllowed: boolean;
}

/** What passed over the connection since it was last told. */
export type Tell = (passed: Pick<EgressEntry, 'bytesOut' | 'bytesIn' | 'outcome'>) => void;

/** The way out for one purpose; what opens sockets (`httpOut`, `socketOut`, `redisOut`) asks it each time. */
export interface Outlet {
  /** Tells of a connection to this destination and no other. Raises EGRESS_REFUSED, or the fault that stands for the permission; a refusal is told as well. */
  open(destination: Destination, why: string): Tell;
}

export interface Gate {
  /** @param permission asked for every connection and every request: what was configured when the outlet was made is no longer true when it is not now */
  outlet(purpose: EgressEntry['purpose'], permission: () => Permission | Fault): Outlet;
}

/** The same refusal is told once in so long. */
const REFUSAL_TOLD_EVERY_MS = 60_000;
const MOST_REFUSALS_KEPT = 1_000;

export function createGate(record: (entry: EgressEntry) => void): Gate {
  return {
    outlet(purpose, permission) {
      const toldAtMs = new Map<string, number>();
      /** Whoever asks again every few seconds must not push everything else out of the ledger. */
      const isToBeTold = ({ origin }: Destination, why: string): boolean => {
        const key = `${origin} ${why}`;
        const nowMs = performance.now();
        if (nowMs - (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < REFUSAL_TOLD_EVERY_MS) return false;
        if (toldAtMs.size >= MOST_REFUSALS_KEPT) toldAtMs.clear();
        toldAtMs.set(key, nowMs);
        return true;
      };
      return {
        open(destination, why) {
          const tell: Tell = (passed) => record({ at: instantOf(Date.now()), host: destination.host, purpose, why, ...passed });
          const refusal = refusalOf(destination, permission());
          if (refusal === null) return tell;
          if (isToBeTold(destination, why)) tell({ bytesOut: 0, bytesIn: 0, outcome: 'refused' });
          throw refusal;
        },
      };
    },
  };
}

function refusalOf({ origin, isOpenToOthers }: Destination, permission: Permission | Fault): Fault | null {
  if (permission instanceof Fault) return permission;
  if (!permission.origins.has(origin))
    return new Fault('EGRESS_REFUSED', `${origin} is not an address that is configured here: nothing was sent to it.`, { detail: origin });
  return isOpenToOthers && !permission.isUnencryptedAllowed ? unencryptedRefusal(origin) : null;
}

function unencryptedRefusal(origin: string): Fault {
  const better = origin.startsWith('redis:') ? 'rediss://' : 'https://';
  return new Fault(
    'EGRESS_REFUSED',
    `${origin} is not encrypted, so anyone on the way could read what is sent and change what comes back: nothing was sent. Enter an address with ${better}, or allow this one without encryption in Settings.`,
    { detail: origin },
  );
}
