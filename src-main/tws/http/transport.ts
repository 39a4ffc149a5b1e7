/** One request to the engine: allow-list first, then sign-in, the host that works, timeouts, bounds. Never retries. */
import { type EngineTuning, engineTuning } from '../../../src-preload/contract/settings.ts';
import { type Clock, runningClock } from '../../base/clock.ts';
import type { Outlet } from '../../base/egress/gate.ts';
import type { HttpPool } from '../../base/egress/httpOut.ts';
import { Fault } from '../../base/fault.ts';
import type { Certificate } from '../connection/certificate.ts';
import { type EngineBase, engineBase, requestTarget } from '../connection/engineBase.ts';
import { exchangeOver } from '../connection/exchangeOver.ts';
import { createFailover } from '../connection/failover.ts';
import { createPool } from '../connection/pool.ts';
import { type Credentials, createSignIn } from '../connection/signIn.ts';
import type { TlsPolicy } from '../connection/tlsPolicy.ts';
import type { Exchange } from './exchange.ts';
import type { Place } from '../failures.ts';
import type { BodyBound } from './readBody.ts';
import { type EngineRequest, isAllowedRead } from '../readOnly/allowList.ts';

export type { Credentials };
export interface EngineConnection extends TlsPolicy {
  readonly id: string;
  /** `https://host:31116`; `/twsd` is added when missing. */
  readonly baseUrl: string;
  /** Backup masters, in the order they are asked when no connection to those before them comes about. */
  readonly fallbackUrls?: readonly string[] | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly logTimeoutMs: number;
  /** The settings' defaults where not given. */
  readonly tuning?: Partial<EngineTuning> | undefined;
}

export interface TransportDeps {
  readonly engine: EngineConnection;
  /** Asked for each request, so that a rotated password counts at once. May raise TWS_AUTH. */
  readonly credentials: () => Promise<Credentials>;
  /** Trusted beside the usual roots; null for the usual roots only. */
  readonly caPem: string | null;
  readonly clock: Clock;
  /** The way out, to this engine's hosts alone. */
  readonly outlet: Outlet;
}

export interface Call extends EngineRequest {
  readonly method: 'GET' | 'POST';
  readonly what: Place['what'];
  readonly body?: unknown;
  readonly accept: 'application/json' | 'text/plain';
  readonly bound: BodyBound;
  readonly timeoutMs: number;
  readonly why: string;
}

/** Which host answers, and what the hosts that were connected to have shown. */
export interface HostsInUse {
  readonly host: string;
  /** Null while the primary answers. */
  readonly awayFrom: { readonly host: string; readonly fault: Fault | null; readonly sinceMs: number } | null;
  readonly certificates: readonly { readonly host: string; readonly certificate: Certificate }[];
}

export interface Transport {
  /** Raises READ_ONLY before a socket opens, STOPPED when the signal aborts; every other failure comes back as data. */
  send(call: Call, signal: AbortSignal | undefined, engineVersion: string | null): Promise<Exchange>;
  hosts(): HostsInUse;
  /** `host:port` of the host that is asked first. */
  hostInUse(): string;
  /** A person asks: credentials that were refused may go out once more. */
  forgiveSignIn(): void;
  close(): Promise<void>;
}

interface Host {
  readonly base: EngineBase;
  readonly pool: HttpPool;
  certificate: Certificate | null;
}

/** What asks a primary host whether it is back. */
const PROBE = { method: 'GET', path: '/twsd/api/v2/engine/info', what: 'collection', accept: 'application/json' } as const;
const PROBE_BYTES = 1_000_000;

/** Raises INVALID_INPUT for an address that is none. Opens no connection before the first request. */
export function createTransport(deps: TransportDeps): Transport {
  const { engine } = deps;
  const tuning = tuningOf(engine);
  const [primary, ...others] = [engine.baseUrl, ...(engine.fallbackUrls ?? [])].map(engineBase);
  if (primary === undefined) throw new Error('an engine without an address');
  const hosts = [openHost(deps, primary, tuning), ...others.map((base) => openHost(deps, base, tuning))] as const;
  const signIn = createSignIn(deps.credentials);
  const sendTo = (host: Host, call: Call, signal: AbortSignal | undefined, engineVersion: string | null): Promise<Exchange> =>
    signIn.during(host.base.host, signal, (authorization) => sendSigned(deps, host, { call, signal, engineVersion, authorization }));
  const failover = createFailover<Host>({
    hosts: [...hosts],
    probe: (host, signal) => {
      const call: Call = { ...PROBE, bound: { keep: 'whole', maxBytes: PROBE_BYTES }, timeoutMs: engine.requestTimeoutMs, why: 'is the primary host back' };
      assertAllowed(call);
      return sendTo(host, call, signal, null);
    },
    probeEveryMs: tuning.probeEveryMs,
    clock: runningClock(deps.clock),
  });
  return {
    async send(call, signal, engineVersion) {
      assertAllowed(call);
      // Logs are fetched from agents, which are slow on their own account.
      return failover.send((host) => sendTo(host, call, signal, engineVersion), call.accept !== 'text/plain');
    },
    hosts() {
      const away = failover.awayFrom();
      return {
        host: failover.inUse().base.host,
        awayFrom: away === null ? null : { host: away.primary.base.host, fault: away.fault, sinceMs: away.sinceMs },
        certificates: hosts.flatMap(({ base, certificate }) => (certificate === null ? [] : [{ host: base.host, certificate }])),
      };
    },
    hostInUse: () => failover.inUse().base.host,
    forgiveSignIn: () => signIn.forgive(),
    async close() {
      failover.close();
      await Promise.all(hosts.map(({ pool }) => pool.destroy()));
    },
  };
}

/** What settings leave out is as the settings' defaults have it. */
export const tuningOf = (engine: Pick<EngineConnection, 'tuning'>): EngineTuning => ({ ...engineTuning.parse({}), ...engine.tuning });

function openHost(deps: TransportDeps, base: EngineBase, tuning: EngineTuning): Host {
  const { engine, outlet, caPem } = deps;
  const onCertificate = (certificate: Certificate) => {
    host.certificate = certificate;
  };
  const pool = createPool({ base, outlet, policy: engine, caPem, connectTimeoutMs: engine.connectTimeoutMs, tuning, onCertificate });
  const host: Host = { base, pool, certificate: null };
  return host;
}

interface Signed {
  readonly call: Call;
  readonly authorization: string;
  readonly signal: AbortSignal | undefined;
  readonly engineVersion: string | null;
}

async function sendSigned(deps: TransportDeps, { base, pool }: Host, { call, authorization, signal, engineVersion }: Signed): Promise<Exchange> {
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const { method, bound, timeoutMs, why } = call;
  const place: Place = { host: base.host, what: call.what, engineVersion };
  const headers = headersFor(call, body, authorization);
  const { connectTimeoutMs } = deps.engine;
  return exchangeOver(pool, deps.clock, place, { why, method, target: requestTarget(base, call), headers, body, bound, connectTimeoutMs, timeoutMs, signal });
}

function assertAllowed(call: Call): void {
  const permission = isAllowedRead(call);
  if (!permission.isAllowed)
    throw new Fault('READ_ONLY', `Resync only reads: ${call.method} ${call.path} was refused because ${permission.reason}.`, {
      detail: `${call.method} ${call.path}`,
    });
}

const headersFor = (call: Call, body: string | null, authorization: string): Record<string, string> => ({
  ...call.headers,
  // A log is text; some engines answer with JSON only, and errors always come so.
  accept: call.accept === 'text/plain' ? 'text/plain, application/json;q=0.5' : call.accept,
  ...(body === null ? {} : { 'content-type': 'application/json' }),
  authorization,
});
