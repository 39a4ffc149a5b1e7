/** `/rpc`: the typed contract over a WebSocket, for a signed-in page of our own or a program with the token. */
import { RPCHandler } from '@orpc/server/ws';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { type AppRouter, type HostContext, type User } from '../../routes/routerBase.ts';
import { bearerOf } from './gate.ts';
import type { Sessions } from './sessions.ts';
import { liveSession } from './signIn.ts';
import { typedErrors } from './typedErrors.ts';

const HEARTBEAT_MS = 30_000;
/** Often enough that a reader who asks and never reads cannot fill the memory between two looks. */
const BACKLOG_CHECK_MS = 500;
/** A reader this far behind is gone or hostile; it can reconnect and resume by sequence number. */
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;
const MAX_SOCKETS = 2_000;
/** Application close code: sign in again. */
const SESSION_ENDED = 4401;
/** RFC 6455 close code. */
const GOING_AWAY = 1001;
const GOODBYE_MS = 500;

interface SocketDeps {
  readonly router: AppRouter;
  readonly sessions: Sessions;
  readonly port: () => number;
  readonly user: User;
  readonly log: Log;
}

export function addSocket(server: FastifyInstance, { router, sessions, port, user, log }: SocketDeps): void {
  const handler = new RPCHandler<HostContext>(router, typedErrors(log));
  const open = new Set<WebSocket>();

  const requireCaller = async (request: FastifyRequest) => {
    if (open.size >= MAX_SOCKETS) throw new Fault('RATE_LIMITED', 'Too many open connections.');
    const token = bearerOf(request.headers.authorization);
    if (token !== null && sessions.isToken(token)) return;
    // A browser always says where a WebSocket comes from; the gate has checked that it is here.
    if (request.headers.origin !== undefined && liveSession(request, sessions, port()) !== null) return;
    throw new Fault('UNAUTHENTICATED', 'Sign in first.');
  };

  server.get('/rpc', { websocket: true, preParsing: requireCaller }, (socket, request) => {
    open.add(socket);
    const stopHeartbeat = keepHonest(socket);
    const forget = liveSession(request, sessions, port())?.onEnd(() => socket.close(SESSION_ENDED, 'signed out'));
    socket.on('close', () => {
      open.delete(socket);
      stopHeartbeat();
      forget?.();
    });
    void handler.upgrade(socket, { context: { user } });
  });
}

/** Says goodbye, and does not wait long for peers that never say it back: two closes that cross can leave `ws` waiting 30 s. */
export function closeSockets(sockets: ReadonlySet<WebSocket>): void {
  // As they are now: whoever connects again meanwhile is not meant.
  const leaving = [...sockets];
  for (const socket of leaving) socket.close(GOING_AWAY, 'Resync is stopping');
  setTimeout(() => {
    for (const socket of leaving) socket.terminate();
  }, GOODBYE_MS).unref();
}

/** Drops a peer that no longer answers or no longer reads. */
function keepHonest(socket: WebSocket): () => void {
  let hasAnswered = true;
  socket.on('pong', () => {
    hasAnswered = true;
  });
  const heartbeat = setInterval(() => {
    if (!hasAnswered) return socket.terminate();
    hasAnswered = false;
    socket.ping();
  }, HEARTBEAT_MS).unref();
  const backlog = setInterval(() => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  }, BACKLOG_CHECK_MS).unref();
  return () => {
    clearInterval(heartbeat);
    clearInterval(backlog);
  };
}
