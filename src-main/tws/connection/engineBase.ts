/** Where an engine is: origin, what stands before the root of its API, and the name for sentences. */

import { Fault } from '../../base/fault.ts';
import { trimEndOf } from '../../base/trimEnd.ts';
import type { EngineRequest } from '../readOnly/allowList.ts';

export interface EngineBase {
  readonly origin: string;
  /** What stands before `/twsd`, for engines behind a proxy. */
  readonly prefix: string;
  /** `host:port`. */
  readonly host: string;
}

/** Raises INVALID_INPUT for an address that would send the password in clear or is no address. */
export function engineBase(baseUrl: string): EngineBase {
  if (!URL.canParse(baseUrl)) throw new Fault('INVALID_INPUT', 'The engine address is not a URL: enter it as https://host:31116.');
  const url = new URL(baseUrl);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    throw new Fault('INVALID_INPUT', 'The engine address must start with https://: over http the password would travel unprotected.');
  // An address copied from a browser may go on behind the root of the API.
  const prefix = trimEndOf(url.pathname.split(/\/twsd(?=\/|$)/, 1)[0] ?? '', (character) => character === '/');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return { origin: url.origin, prefix, host: `${url.hostname}:${port}` };
}

/** What stands in the request line: the very path the allow-list saw, and the query. */
export function requestTarget({ prefix }: EngineBase, { path, query }: EngineRequest): string {
  if (query === undefined) return prefix + path;
  // A plus stands for a space in forms only; the engine decodes paths and queries alike.
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return search === '' ? prefix + path : `${prefix}${path}?${search}`;
}
