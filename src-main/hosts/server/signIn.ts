/** `/session`: turns a one-time code or the token into a browser session, tells whether there is one, and ends it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { cookieOf } from './gate.ts';
import type { LiveSession, Sessions } from './sessions.ts';

const body = z.union([z.strictObject({ code: z.string().max(200) }), z.strictObject({ token: z.string().max(200) })]);

/** Browsers send a cookie to every port of 127.0.0.1: the port in the name keeps two running instances apart. */
function sessionCookieName(port: number): string {
  return `resync_session_${port}`;
}

export function liveSession(request: FastifyRequest, sessions: Sessions, port: number): LiveSession | null {
  const secret = cookieOf(request.headers.cookie, sessionCookieName(port));
  return secret === null ? null : sessions.find(secret);
}

interface SignInDeps {
  readonly sessions: Sessions;
  readonly port: () => number;
  /** Wrong attempts per minute before they are answered with RATE_LIMITED. */
  readonly wrongAttemptsPerMinute: number;
}

export function addSignIn(server: FastifyInstance, { sessions, port, wrongAttemptsPerMinute }: SignInDeps): void {
  // Only wrong attempts count, and a right one is always let in: everybody is 127.0.0.1, so a limit on all attempts
  // would let one hostile process lock the operator out. 256 random bits need no help against guessing.
  const countWrong = server.createRateLimit({ max: wrongAttemptsPerMinute, timeWindow: 60_000, keyGenerator: () => 'wrong sign-in', allowList: [] });
  const cookie = (value: string, maxAgeSeconds: number) => `${sessionCookieName(port())}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;

  server.get('/session', (request) => ({ isSignedIn: liveSession(request, sessions, port()) !== null }));

  server.post('/session', async (request, reply) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success) throw new Fault('INVALID_INPUT', 'Send {"code": "..."} or {"token": "..."} as JSON.');
    const given = parsed.data;
    const session = 'code' in given ? sessions.exchangeCode(given.code) : sessions.isToken(given.token) ? sessions.start() : null;
    if (session === null) {
      const count = await countWrong(request);
      if (!count.isAllowed && count.isExceeded) throw new Fault('RATE_LIMITED', 'Too many wrong sign-in attempts; wait a minute.');
      throw new Fault(
        'UNAUTHENTICATED',
        'code' in given ? 'This sign-in link has been used or has expired; start Resync again or enter the token.' : 'That is not the token of this Resync.',
      );
    }
    const maxAgeSeconds = Math.floor((session.expiresAtMs - Date.now()) / 1000);
    return reply.header('set-cookie', cookie(session.secret, maxAgeSeconds)).send({ isSignedIn: true });
  });

  server.delete('/session', (request, reply) => {
    const secret = cookieOf(request.headers.cookie, sessionCookieName(port()));
    if (secret !== null) sessions.end(secret);
    return reply.header('set-cookie', cookie('', 0)).send({ isSignedIn: false });
  });
}
