/** Several hosts of one engine (master, backup masters): stays with the one that works, and goes back to the first when that works again. */
import type { Clock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { type Exchange, type Failed, failed } from '../http/exchange.ts';

interface FailoverDeps<H> {
  /** The primary first. */
  readonly hosts: readonly [H, ...H[]];
  /** Asks the primary how it is, while another one answers. */
  readonly probe: (primary: H, signal: AbortSignal) => Promise<Exchange>;
  readonly probeEveryMs: number;
  readonly clock: Clock;
}

export interface Failover<H> {
  /**
   * Asks the host in use, and the others in their order only when no connection to it comes about. A host that refuses has answered.
   * @param isJudged whether a late answer speaks against the host rather than against an agent behind it
   */
  send(ask: (host: H) => Promise<Exchange>, isJudged: boolean): Promise<Exchange>;
  inUse(): H;
  /** Null while the primary is in use; else why it is not, as far as known. */
  awayFrom(): { readonly primary: H; readonly fault: Fault | null; readonly sinceMs: number } | null;
  /** Ends a probe under way. */
  close(): void;
}

/** One slow list is no reason to leave a host; the second late answer in a row is. */
const LATE_ANSWERS = 2;

export function createFailover<H>({ hosts, probe, probeEveryMs, clock }: FailoverDeps<H>): Failover<H> {
  const closing = new AbortController();
  const faults = new Map<H, Fault>();
  const [primary] = hosts;
  let inUse: H = primary;
  let lateInARow = 0;
  let leftAtMs = 0;
  let askAgainAtMs = 0;
  let probing = false;

  const moveTo = (host: H) => {
    if (inUse === primary) leftAtMs = clock.now();
    inUse = host;
    lateInARow = 0;
    askAgainAtMs = clock.now() + probeEveryMs;
  };
  const note = (host: H, exchange: Exchange) => {
    if (exchange.kind === 'failed' && (exchange.isHostAway || exchange.isConnectivity)) faults.set(host, exchange.fault);
    else faults.delete(host);
  };
  /** Where a host is slow rather than away, the next question goes elsewhere; this one would only be slow twice. */
  const judge = (host: H, exchange: Exchange) => {
    if (host !== inUse) return;
    lateInARow = exchange.kind === 'failed' && exchange.isConnectivity ? lateInARow + 1 : 0;
    if (lateInARow < LATE_ANSWERS) return;
    const next = hosts[(hosts.indexOf(host) + 1) % hosts.length];
    if (next !== undefined && next !== host) moveTo(next);
  };

  const tryPrimary = async () => {
    probing = true;
    try {
      const exchange = await probe(primary, closing.signal);
      note(primary, exchange);
      if (isUsable(exchange)) inUse = primary;
    } catch {
      // Stopped, or no credentials: nothing learned about the host.
    } finally {
      probing = false;
      askAgainAtMs = clock.now() + probeEveryMs;
    }
  };

  return {
    async send(ask, isJudged) {
      if (inUse !== primary && !probing && clock.now() >= askAgainAtMs) void tryPrimary();
      const from = inUse;
      let first: Failed | null = null;
      for (const host of [from, ...hosts.filter((other) => other !== from)]) {
        const exchange = await ask(host);
        note(host, exchange);
        if (exchange.kind === 'answered' || !exchange.isHostAway) {
          // Another question may have moved on meanwhile: that one decides.
          if (host !== from && inUse === from) moveTo(host);
          if (isJudged) judge(host, exchange);
          return exchange;
        }
        first ??= exchange;
      }
      return allAway(first, hosts.length);
    },
    inUse: () => inUse,
    awayFrom: () => (inUse === primary ? null : { primary, fault: faults.get(primary) ?? null, sinceMs: leftAtMs }),
    close: () => closing.abort(),
  };
}

/** A refusal for want of rights, or of that very reading, is an answer all the same; a refused sign-in and a failing engine are no reason to return. */
function isUsable(exchange: Exchange): boolean {
  return exchange.kind === 'answered' || (exchange.httpStatus !== null && [403, 404, 405].includes(exchange.httpStatus));
}

function allAway(first: Failed | null, count: number): Failed {
  if (first === null) throw new Error('an engine without hosts was asked');
  if (count === 1) return first;
  const { code, message, detail, retryable } = first.fault;
  const others = count === 2 ? 'Its backup host does not answer either.' : `None of its ${count - 1} backup hosts answers either.`;
  return failed(new Fault(code, `${message} ${others}`, { detail, retryable, cause: first.fault }), first);
}
