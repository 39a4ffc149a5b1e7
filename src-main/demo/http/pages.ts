/** Filters, pages and counts: what all v2 collections have in common. */
import { applyOql, type OqlFields } from '../oql/applyOql.ts';
import { parseOql } from '../oql/parseOql.ts';
import { OqlError } from '../oql/tokens.ts';
import { type Answer, type Ask, badFilter, badRequest, json, Refused } from './answer.ts';

const MOST_ROWS = 10_000;

/** The envelope `{count, results, next, previous}`; links are absolute and keep the query. */
export function pageOf<T>(ask: Ask, found: readonly T[], wire: (item: T) => unknown): Answer {
  const limit = Math.min(wholeNumber(ask.query, 'limit', MOST_ROWS), MOST_ROWS);
  const offset = wholeNumber(ask.query, 'offset', 0);
  const link = (to: number) => {
    const query = new URLSearchParams(ask.sentQuery);
    query.set('limit', String(limit));
    query.set('offset', String(to));
    return `${ask.origin}${ask.path}?${query.toString()}`;
  };
  const isCounted = String(ask.headers['include-count'] ?? 'true').toLowerCase() !== 'false';
  return json({
    ...(isCounted ? { count: found.length } : {}),
    results: found.slice(offset, offset + limit).map((item) => wire(item)),
    ...(limit > 0 && offset + limit < found.length ? { next: link(offset + limit) } : {}),
    ...(offset > 0 ? { previous: link(Math.max(0, offset - limit)) } : {}),
  });
}

export function filtered<T>(ask: Ask, items: readonly T[], fields: OqlFields<T>): readonly T[] {
  const oql = ask.query.get('oql');
  return oql === null || oql.trim() === '' ? items : orBadFilter(() => applyOql(items, parseOql(oql), fields, ask.absentValues));
}

/** A filter the engine does not understand becomes its 400. */
export function orBadFilter<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof OqlError) throw new Refused(badFilter(thrown.message));
    throw thrown;
  }
}

export function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const said = query.get(name);
  if (said === null || said === '') return otherwise;
  if (!/^\d{1,9}$/.test(said)) throw new Refused(badRequest(`The value of the parameter ${name} is not valid.`));
  return Number(said);
}
