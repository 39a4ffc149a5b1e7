/** HTTP through the gate: the connections to one host, and a fetch that follows no redirect. The only place that makes undici's dispatchers. */
import type { TLSSocket } from 'node:tls';
import tls from 'node:tls';
import { Agent, buildConnector, Dispatcher, fetch, Pool } from 'undici';
import { Fault } from '../fault.ts';
import { type Destination, destinationOf } from './destination.ts';
import type { Outlet } from './gate.ts';
import { watchedHandler } from './watchedDispatch.ts';

interface PoolInput {
  readonly outlet: Outlet;
  readonly origin: string;
  readonly options: Omit<Pool.Options, 'connect' | 'allowH2'>;
  readonly connect: buildConnector.BuildOptions;
  /** Of each new TLS connection, before anything is sent over it; an error refuses it. */
  readonly onTlsSocket: (socket: TLSSocket) => Error | null;
}

type RequestOptions = Dispatcher.RequestOptions & {
  /** For the ledger. */
  readonly why: string;
};

/** The connections to one host. */
export interface HttpPool {
  /** Raises what the gate refuses with, and what undici raises. Follows no redirect. */
  request(options: RequestOptions): Promise<Dispatcher.ResponseData>;
  destroy(): Promise<void>;
}

export function createHttpPool({ outlet, origin, options, connect, onTlsSocket }: PoolInput): HttpPool {
  const destination = destinationOf(origin);
  const connector = buildConnector({ ...connect, allowH2: false });
  const checked: buildConnector.connector = (target, callback) => {
    // Asked again: the request may have waited for this connection.
    const refusal = refusalOf(() => outlet.open(destinationOf(`${target.protocol}//${target.hostname}:${target.port}`), 'connect'));
    if (refusal !== null) return callback(refusal, null);
    connector(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const problem = socket instanceof tls.TLSSocket ? onTlsSocket(socket) : null;
      if (problem === null) return callback(null, socket);
      socket.destroy();
      callback(problem, null);
    });
  };
  return new GatedPool(outlet, destination, origin, { ...options, allowH2: false, connect: checked });
}

class GatedPool extends Pool implements HttpPool {
  readonly #outlet: Outlet;
  readonly #destination: Destination;

  constructor(outlet: Outlet, destination: Destination, origin: string, options: Pool.Options) {
    super(origin, options);
    this.#outlet = outlet;
    this.#destination = destination;
  }

  override dispatch(options: Dispatcher.DispatchOptions & { readonly why?: string }, handler: Dispatcher.DispatchHandler): boolean {
    const tell = this.#outlet.open(this.#destination, options.why ?? '');
    return super.dispatch(options, watchedHandler(handler, options.path, tell, null));
  }
}

interface ClientInput {
  readonly outlet: Outlet;
  readonly options: Omit<Agent.Options, 'connect' | 'allowH2'>;
  readonly connectTimeoutMs: number;
  /** What a server says last: whoever stops reading there has not broken off. */
  readonly endMark: string;
}

export interface HttpClient {
  /** The standard fetch. A redirect is not followed: it raises EGRESS_REFUSED, and nothing was sent where it points. */
  fetch(why: string): typeof globalThis.fetch;
  destroy(): Promise<void>;
}

export function createHttpClient({ outlet, options, connectTimeoutMs, endMark }: ClientInput): HttpClient {
  const connector = buildConnector({ allowH2: false, timeout: connectTimeoutMs });
  const agent = new Agent({
    ...options,
    allowH2: false,
    connect: (target, callback) => {
      const refusal = refusalOf(() => outlet.open(destinationOf(`${target.protocol}//${target.hostname}:${target.port}`), 'connect'));
      if (refusal === null) connector(target, callback);
      else callback(refusal, null);
    },
  });
  return {
    fetch(why) {
      const dispatcher = new Through((sending, handler) => {
        const tell = outlet.open(destinationOf(sending.origin ?? ''), why);
        return agent.dispatch(sending, watchedHandler(handler, sending.path, tell, endMark));
      });
      const unredirected = async (url: string, init: object) => {
        const response = await fetch(url, { ...init, redirect: 'manual', dispatcher });
        const refusal = redirectRefusal(url, response.status, response.headers.get('location'));
        if (refusal === null) return response;
        await response.body?.cancel();
        throw refusal;
      };
      // Callers speak of the global fetch types; undici's own are the same standard.
      return unredirected as unknown as typeof globalThis.fetch;
    },
    destroy: () => agent.destroy(),
  };
}

class Through extends Dispatcher {
  readonly #send: Dispatcher.Dispatch;

  constructor(send: Dispatcher.Dispatch) {
    super();
    this.#send = send;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#send(options, handler);
  }
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectRefusal(url: string, status: number, location: string | null): Fault | null {
  if (!REDIRECTS.has(status)) return null;
  const { host } = destinationOf(url);
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url).origin : 'an address that cannot be read';
  return new Fault(
    'EGRESS_REFUSED',
    `${host} answered with a redirect to ${target.slice(0, 200)}; nothing was sent there. Enter that address yourself if it is the right one.`,
    { detail: `${host}, HTTP ${status}` },
  );
}

function refusalOf(ask: () => unknown): Error | null {
  try {
    ask();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}
