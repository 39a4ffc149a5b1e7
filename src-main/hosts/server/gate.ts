/** The first look at a request: was it meant for this server, and does it come from this server's own page? */
import { Fault } from '../../base/fault.ts';

interface RequestFacts {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: set by browsers, not by pages. */
  readonly fetchSite: string | undefined;
  /** The route that will answer: not the path as written, which can spell the same thing in many ways. */
  readonly route: string | undefined;
  readonly port: number;
}

/**
 * Raises FORBIDDEN for a name other than loopback (DNS rebinding: an evil site that resolves to 127.0.0.1 still sends its own name),
 * for a foreign `Origin`, and for a cross-site call to anything but the page itself (a link from elsewhere may open the page).
 */
export function checkRequestSource({ host, origin, fetchSite, route, port }: RequestFacts): void {
  if (host === undefined || !loopbackNames(port).includes(host)) {
    throw new Fault('FORBIDDEN', `This server answers only to http://127.0.0.1:${port}.`);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Fault('FORBIDDEN', 'Requests from other sites are refused.');
  }
  const isOwnPage = fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
  if (!isOwnPage && isDoor(route)) throw new Fault('FORBIDDEN', 'Requests from other sites are refused.');
}

/** The routes that do something; the rest is the page and its files. */
export function isDoor(route: string | undefined): boolean {
  return /^\/(api|rpc|session)(\/|$)/.test(route ?? '');
}

function loopbackNames(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** The credential of an `Authorization: Bearer` header; null when there is none. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer ([\w.~+/=-]{1,500})$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** One cookie's value; null when absent. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
