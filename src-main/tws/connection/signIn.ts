/** Keeps a password from being tried again and again: engines lock accounts. New credentials go out once, alone; refused ones not again. */
import { Fault } from '../../base/fault.ts';
import { type Exchange, failed } from '../http/exchange.ts';

export type Credentials = { readonly kind: 'basic'; readonly user: string; readonly password: string } | { readonly kind: 'api-key'; readonly key: string };

export interface SignIn {
  /**
   * Sends with the credentials of now. While those are new to this host, one request goes first and the others wait for what becomes of it.
   * Raises STOPPED, and what asking for the credentials raises.
   */
  during(host: string, signal: AbortSignal | undefined, send: (authorization: string) => Promise<Exchange>): Promise<Exchange>;
  /** A person asks: what was refused may go out once more. */
  forgive(): void;
}

type Known = { readonly authorization: string } & ({ readonly isRefused: false } | { readonly isRefused: true; readonly fault: Fault });

export function createSignIn(credentials: () => Promise<Credentials>): SignIn {
  const known = new Map<string, Known>();
  const trying = new Map<string, Promise<Exchange | null>>();

  const observe = (host: string, authorization: string, exchange: Exchange): Exchange => {
    if (exchange.kind === 'failed' && exchange.httpStatus === 401) known.set(host, { authorization, isRefused: true, fault: exchange.fault });
    // A failing engine, or a gateway before it, may not have looked at them.
    else if (exchange.kind === 'answered' || (exchange.httpStatus !== null && exchange.httpStatus < 500)) known.set(host, { authorization, isRefused: false });
    return exchange;
  };
  const goFirst = async (host: string, authorization: string, send: (authorization: string) => Promise<Exchange>): Promise<Exchange> => {
    const told = Promise.withResolvers<Exchange | null>();
    trying.set(host, told.promise);
    let outcome: Exchange | null = null;
    try {
      outcome = observe(host, authorization, await send(authorization));
      return outcome;
    } finally {
      trying.delete(host);
      told.resolve(outcome);
    }
  };

  return {
    async during(host, signal, send) {
      // Each round waits for another request to end, and one of those who wait goes next: it ends with the last of them.
      for (;;) {
        const authorization = authorizationOf(await credentials());
        if (signal?.aborted === true) throw new Fault('STOPPED', 'The question to the engine was stopped.');
        const seen = known.get(host);
        if (seen?.authorization === authorization) {
          if (seen.isRefused) return notAgain(host, seen.fault);
          return observe(host, authorization, await send(authorization));
        }
        const first = trying.get(host);
        if (first === undefined) return goFirst(host, authorization, send);
        const outcome = await first;
        // A host that cannot be reached is not asked by everyone in turn.
        if (outcome?.kind === 'failed' && outcome.isHostAway) return outcome;
      }
    },
    forgive() {
      for (const [host, { isRefused }] of known) if (isRefused) known.delete(host);
    },
  };
}

function notAgain(host: string, cause: Fault): Exchange {
  const sentence = `${host} refused this sign-in, and Resync does not send it again because accounts get locked: correct it in Settings, or test the connection there to try once more.`;
  return failed(new Fault('TWS_AUTH', sentence, { detail: host, cause }));
}

const authorizationOf = (credentials: Credentials): string =>
  credentials.kind === 'basic' ? `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}` : `Bearer ${credentials.key}`;
