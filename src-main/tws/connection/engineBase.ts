/** Where an engine is: origin, what stands before the root of its API, and the name for sentences. */
import { destinationOf } from '../../base/egress/destination.ts';
import { Fault } from '../../base/fault.ts';
import { trimEndOf } from '../../base/text/trimEnd.ts';
import type { EngineRequest } from '../readOnly/allowList.ts';

export interface EngineBase {
  readonly origin: string;
  /** What stands before `/twsd`, for engines behind a proxy. */
  readonly prefix: string;
  /** `host:port`. */
  readonly host: string;
  /** Not encrypted, and on another computer. */
  readonly isOpenToOthers: boolean;
}

/** Raises INVALID_INPUT for an address that is none. */
export function engineBase(baseUrl: string): EngineBase {
  if (!URL.canParse(baseUrl)) throw new Fault('INVALID_INPUT', 'The engine address is not a URL: enter it as https://host:31116.');
  const url = new URL(baseUrl);
  // An address copied from a browser may go on behind the root of the API.
  const prefix = trimEndOf(url.pathname.split(/\/twsd(?=\/|$)/, 1)[0] ?? '', (character) => character === '/');
  const { host, isOpenToOthers } = destinationOf(url);
  return { origin: url.origin, prefix, host, isOpenToOthers };
}

/** What stands in the request line: the very path the allow-list saw, and the query. */
export function requestTarget({ prefix }: EngineBase, { path, query }: EngineRequest): string {
  if (query === undefined) return prefix + path;
  // A plus stands for a space in forms only; the engine decodes paths and queries alike.
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return search === '' ? prefix + path : `${prefix}${path}?${search}`;
}
