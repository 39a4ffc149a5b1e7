/** The line from a browser: a session cookie, then oRPC over a WebSocket on the same origin. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { type Core, type Line, OPEN_TIMEOUT_MS, SignInNeededError } from './line.ts';

type Credential = { readonly code: string } | { readonly token: string };

/** Exchanges a one-time code or the printed token for the session cookie; false when the core refuses it. */
export async function signIn(credential: Credential): Promise<boolean> {
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credential),
    signal: AbortSignal.timeout(OPEN_TIMEOUT_MS),
  });
  return answer.ok;
}

/** Takes `#code=...` out of the address at once, so that it is in no history, bookmark or screenshot. */
export function takeCodeFromAddress(): string | null {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (code === null) return null;
  window.history.replaceState(null, '', `${window.location.pathname}#/`);
  return code;
}

/** A refused WebSocket does not tell a page why, so the core is asked first. Rejects when the core is not there. */
async function isSignedIn(): Promise<boolean> {
  const answer = await fetch('/session', { signal: AbortSignal.timeout(OPEN_TIMEOUT_MS) });
  const body: unknown = await answer.json();
  return typeof body === 'object' && body !== null && 'isSignedIn' in body && body.isSignedIn === true;
}

export async function openBrowserLine(): Promise<Line> {
  if (!(await isSignedIn())) throw new SignInNeededError();
  const socket = new WebSocket(`${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/rpc`);
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  const opened = new Promise<'open'>((resolve) => socket.addEventListener('open', () => resolve('open'), { once: true }));
  const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS);
  const first = await Promise.race([opened, closed]);
  clearTimeout(timer);
  if (first === 'open') return { core: createORPCClient<Core>(new RPCLink({ websocket: socket })), closed };
  throw new Error('The core refused the connection');
}
