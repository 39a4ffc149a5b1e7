/** The server host: the same renderer and contract as the window, over loopback HTTP and WebSocket. */
import type { AddressInfo } from 'node:net';
import { fastifyRateLimit } from '@fastify/rate-limit';
import { fastifyWebsocket } from '@fastify/websocket';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import { systemClock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { newId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import type { AppRouter } from '../../routes/routerBase.ts';
import { addFaultReplies, addProtocolReplies, refuseUnreadablePath, refuseUnreadableRequest } from './faultReply.ts';
import { bearerOf, checkRequestSource, isDoor } from './gate.ts';
import { addPage, addSecurityHeaders } from './page.ts';
import { addRest } from './rest.ts';
import { createSessions } from './sessions.ts';
import { addSignIn, liveSession } from './signIn.ts';
import { addSocket, closeSockets } from './socket.ts';

export interface ServerHostOptions {
  readonly router: AppRouter;
  /** 0: any free port. */
  readonly port: number;
  /** Absolute path of the built renderer. */
  readonly rendererDir: string;
  readonly version: string;
  /** Name under which decisions are recorded. Whoever holds the token is this person, as administrator. */
  readonly userName: string;
  readonly log: Log;
  readonly limits?: Partial<ServerLimits>;
}

interface ServerLimits {
  /** Calls per minute with the token or a session. */
  readonly callsPerMinute: number;
  /** Calls per minute without either. Counted apart, so that a stranger cannot use up the operator's share. */
  readonly strangerCallsPerMinute: number;
  readonly wrongSignInsPerMinute: number;
  /** For a request to arrive whole, body included; answers may take as long as they need. */
  readonly requestArrivalMs: number;
}

export interface ServerHost {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Bearer token for REST, and for the sign-in form. */
  readonly token: string;
  /** A URL that signs a browser in once. The code stands in the fragment, which browsers do not send. */
  newSignInUrl(): string;
  /** Breaks every line to a page, which then opens a new one; who is signed in stays so. */
  dropLines(): void;
  /** Ends streams, sockets and sessions. */
  close(): Promise<void>;
}

const DEFAULT_LIMITS: ServerLimits = { callsPerMinute: 60_000, strangerCallsPerMinute: 600, wrongSignInsPerMinute: 10, requestArrivalMs: 30_000 };
const MAX_BODY_BYTES = 256 * 1024;

/** Listens on 127.0.0.1 only. Raises CONFLICT when the port is taken. */
export async function startServerHost({ router, port, rendererDir, version, userName, log, limits }: ServerHostOptions): Promise<ServerHost> {
  const { callsPerMinute, strangerCallsPerMinute, wrongSignInsPerMinute, requestArrivalMs } = { ...DEFAULT_LIMITS, ...limits };
  const sessions = createSessions(systemClock);
  const user = { name: userName, role: 'administrator' } as const;
  const server = fastify({
    logger: false,
    genReqId: () => newId('req'),
    frameworkErrors: refuseUnreadablePath,
    clientErrorHandler: refuseUnreadableRequest,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    // Without it a stranger who sends a byte a minute keeps a connection for ever, and files are few.
    requestTimeout: requestArrivalMs,
    // A request that names no host gets as far as the gate, which says so.
    http: { requireHostHeader: false, headersTimeout: requestArrivalMs, connectionsCheckingInterval: Math.min(requestArrivalMs, 5_000) },
  });
  const ownPort = () => (server.server.address() as AddressInfo).port;

  addFaultReplies(server, log);
  server.removeContentTypeParser('text/plain');
  await addSecurityHeaders(server);
  // Before the gate: it marks upgrade requests, and closes the sockets of those the gate refuses.
  await server.register(fastifyWebsocket, {
    options: { maxPayload: MAX_BODY_BYTES },
    preClose: (done) => {
      closeSockets(server.websocketServer.clients);
      server.websocketServer.close();
      done();
    },
  });
  addProtocolReplies(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const { host, origin, 'sec-fetch-site': fetchSite } = request.headers;
    checkRequestSource({ host, origin, fetchSite, route: request.routeOptions.url, port: ownPort() });
  });
  const isOperator = (request: FastifyRequest) =>
    sessions.isToken(bearerOf(request.headers.authorization) ?? '') || liveSession(request, sessions, ownPort()) !== null;
  await server.register(fastifyRateLimit, {
    max: (_request, key) => (key === 'operator' ? callsPerMinute : strangerCallsPerMinute),
    timeWindow: 60_000,
    keyGenerator: (request) => (isOperator(request) ? 'operator' : 'stranger'),
    // Signing in has a limit of its own, on wrong attempts: nobody can use up the right one.
    allowList: (request) => !isDoor(request.routeOptions.url) || request.routeOptions.url === '/session',
    errorResponseBuilder: (_request, { after }) => new Fault('RATE_LIMITED', `Too many requests; try again in ${after}.`),
  });
  // Routes go into a plugin so that the limiter and the socket plugin, loaded before it, see them being added.
  await server.register(async (routes) => {
    addSignIn(routes, { sessions, port: ownPort, wrongAttemptsPerMinute: wrongSignInsPerMinute });
    addRest(routes, { router, sessions, user, version, log });
    addSocket(routes, { router, sessions, port: ownPort, user, log });
    await addPage(routes, rendererDir);
  });
  await listen(server, port);

  const url = `http://127.0.0.1:${ownPort()}`;
  return {
    url,
    token: sessions.token,
    newSignInUrl: () => `${url}/#code=${sessions.newCode()}`,
    dropLines: () => closeSockets(server.websocketServer.clients),
    close: async () => {
      sessions.stop();
      await server.close();
    },
  };
}

async function listen(server: FastifyInstance, port: number): Promise<void> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    await server.close();
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'EADDRINUSE') throw new Fault('CONFLICT', `Port ${port} is taken; choose another, or 0 for any free one.`, { cause });
    if (code === 'EACCES') throw new Fault('CONFLICT', `Port ${port} needs rights this user does not have; choose one above 1023.`, { cause });
    throw cause;
  }
}
