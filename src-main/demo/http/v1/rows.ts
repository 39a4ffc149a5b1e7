/** Which rows of what a v1 query found are answered: v1 pages by headers, and `query_next` goes on behind a token. */
import { type Answer, type Ask, badRequest, json, Refused } from '../answer.ts';
import type { Route } from '../route.ts';

const MOST_ROWS = 10_000;

/** The queries of one kind of object: `query` with its `filters` wrapped, `query_next` with the same filters bare. */
export function queryRoutes(path: string, answer: (ask: Ask, filters: unknown) => Answer): Route[] {
  return [
    { path: `${path}/query`, method: 'POST', answer: (ask) => answer(ask, wrapped(ask.body)) },
    {
      path: `${path}/query_next`,
      method: 'POST',
      answer(ask) {
        if (ask.headers['last-object'] === undefined) throw new Refused(badRequest('The header Last-Object is missing.'));
        return answer(ask, ask.body ?? undefined);
      },
    },
  ];
}

function wrapped(body: unknown): unknown {
  if (body === null) return undefined;
  if (typeof body !== 'object' || Array.isArray(body)) throw new Refused(badRequest('The body of the query is not valid.'));
  return 'filters' in body ? body.filters : undefined;
}

/** `How-Many` rows, 0 for all; or `Query-PageSize` rows from the object `Query-PageNumber` on, in the current plan only. */
export function rows<T>(ask: Ask, found: readonly T[], wire: (item: T) => unknown): Answer {
  const { from, most } = pageAsked(ask, found.length);
  const shown = found.slice(from, from + most);
  const end = from + shown.length;
  return {
    ...json(shown.map((item) => wire(item))),
    headers: { 'How-Many-Returned': String(shown.length), ...(end < found.length ? { 'Last-Object': tokenOf(end) } : {}) },
  };
}

function pageAsked(ask: Ask, all: number): { readonly from: number; readonly most: number } {
  const pageSize = header(ask, 'Query-PageSize');
  const pageNumber = header(ask, 'Query-PageNumber');
  const howMany = header(ask, 'How-Many');
  if (pageSize !== null || pageNumber !== null) {
    if (howMany !== null) throw new Refused(badRequest('The headers How-Many and Query-PageSize exclude one another.'));
    return { from: pageNumber ?? 0, most: pageSize ?? MOST_ROWS };
  }
  const last = ask.headers['last-object'];
  return {
    from: last === undefined || !ask.path.endsWith('/query_next') ? 0 : offsetOf(String(last)),
    most: howMany === null || howMany === 0 ? all : howMany,
  };
}

function header(ask: Ask, name: string): number | null {
  const said = ask.headers[name.toLowerCase()];
  if (said === undefined) return null;
  const text = String(said);
  const most = name === 'Query-PageNumber' ? 10_000_000 : MOST_ROWS;
  if (!/^\d{1,8}$/.test(text) || Number(text) > most) throw new Refused(badRequest(`The header ${name} is not valid.`));
  return Number(text);
}

const tokenOf = (offset: number): string => Buffer.from(`after:${offset}`).toString('base64url');
function offsetOf(token: string): number {
  const [, offset] = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw new Refused(badRequest('The header Last-Object is not valid.'));
  return Number(offset);
}
