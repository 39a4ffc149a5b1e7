/**
 * The way from the developer's page to the core. The core forgets its sessions at every restart; here the browser signs in
 * once for as long as `npm run dev` runs, with the printed link, and nobody else is let in.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Plugin, ProxyOptions } from 'vite';
import * as z from 'zod';
import { cookieOf } from '../../src-main/hosts/server/gate.ts';
import type { DevCore } from './devCore.ts';

const COOKIE = 'resync_dev';
const signInBody = z.union([z.object({ code: z.string() }).transform(({ code }) => code), z.object({ token: z.string() }).transform(({ token }) => token)]);

interface DevDoor {
  /** For the link that signs a browser in. */
  readonly code: string;
  readonly plugin: Plugin;
  readonly proxy: Record<string, ProxyOptions>;
}

export function createDevDoor(core: DevCore): DevDoor {
  const code = randomBytes(32).toString('base64url');
  const isCode = (given: string | null) => given !== null && given.length === code.length && timingSafeEqual(Buffer.from(given), Buffer.from(code));
  const isSignedIn = ({ headers }: IncomingMessage) => isCode(cookieOf(headers.cookie, COOKIE));

  const answerSession = async (request: IncomingMessage, response: ServerResponse) => {
    const given = request.method === 'POST' ? signInBody.safeParse(await jsonOf(request)).data : undefined;
    const isRight = given !== undefined && isCode(given);
    if (isRight) response.setHeader('set-cookie', `${COOKIE}=${code}; Path=/; HttpOnly; SameSite=Strict`);
    response.statusCode = request.method === 'POST' && !isRight ? 401 : 200;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ isSignedIn: isRight || isSignedIn(request) }));
  };

  /** Other pages of this machine reach this port too, and the browser sends them our cookie: what comes from them keeps its origin, which the core refuses. */
  const letIn = (onward: ClientRequest, request: IncomingMessage) => {
    const { origin, host } = request.headers;
    onward.removeHeader('cookie');
    if (origin !== undefined && origin !== `http://${host}`) return;
    if (origin !== undefined) onward.setHeader('origin', core.url);
    if (isSignedIn(request)) onward.setHeader('authorization', `Bearer ${core.token()}`);
  };

  return {
    code,
    plugin: {
      name: 'resync-dev-session',
      configureServer: ({ middlewares }) => {
        middlewares.use('/session', (request, response) => void answerSession(request, response));
      },
    },
    proxy: {
      '^/(api|rpc)(/|$)': {
        target: core.url,
        changeOrigin: true,
        ws: true,
        configure: (proxy) => {
          proxy.on('proxyReq', letIn);
          proxy.on('proxyReqWs', letIn);
        },
      },
    },
  };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(request));
  } catch {
    return null;
  }
}
