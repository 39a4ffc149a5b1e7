/** One list of the engine, page by page, from bytes to rows; says itself whether it got all of it. */
import type * as z from 'zod';
import { asFault, Fault } from '../../../base/fault.ts';
import { endsTooSoon, type Following, whatFollows } from '../../../tws/lists/following.ts';
import { pageOf } from '../../../tws/rows/wire/decode.ts';
import type { PageRequest, RawPage } from '../../../tws/types/types.ts';
import { createIdTable } from '../held/ids.ts';

/** Asks the main thread for one page. Raises TWS_* faults and STOPPED. */
export type AskPage = (request: PageRequest) => Promise<RawPage>;

export interface ListPage<T> {
  readonly rows: readonly T[];
  readonly observedAtMs: number;
  readonly engineNowMs: number;
  readonly host: string;
  /** Rows of the whole list, when the engine counts. */
  readonly count: number | null;
}

export interface ListEnd {
  /** Every page was read and every row understood; what moved between the pages is for the reader to see. */
  readonly isIntact: boolean;
  readonly count: number | null;
  /** Why it is not whole. */
  readonly fault: Fault | null;
}

interface ListToRead<S extends z.ZodType> {
  readonly object: 'job' | 'jobstream';
  readonly schema: S;
  readonly oql?: string | undefined;
  readonly pageRows: number;
  readonly idOf: (row: z.output<S>) => string;
  readonly page: AskPage;
  /** Takes the rows, some of which may have come before; may take its time. */
  readonly take: (page: ListPage<z.output<S>>) => Promise<void>;
}

/** What an engine says it has is not believed without bound. */
const MOST_ROOM = 500_000;
export const roomFor = (count: number | null): number => Math.min(count ?? 0, MOST_ROOM);

/** No plan has more; a list that goes on for ever ends here. */
const MOST_PAGES = 5_000;

/** Raises what the first page raises, and STOPPED; a later failure ends the list as not intact. */
export async function readList<S extends z.ZodType>(list: ListToRead<S>): Promise<ListEnd> {
  let next: Following | null = { offset: 0, isCertain: true };
  let count: number | null = null;
  let isIntact = true;
  const room = { rows: 0 };
  const seen = createIdTable(room);
  for (let pages = 0; next !== null && pages < MOST_PAGES; pages++) {
    const { offset, isCertain }: Following = next;
    let raw: RawPage;
    let page;
    try {
      raw = await list.page({ object: list.object, offset, limit: list.pageRows, ...(list.oql === undefined ? {} : { oql: list.oql }) });
      page = await pageOf(list.schema, answeredOf(raw));
      // Hundreds of pages come and go: their bytes are given back now rather than when the collector gets to them.
      raw.bytes.buffer.transfer(0);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (offset === 0 || fault.code === 'STOPPED') throw fault;
      return { isIntact: false, count, fault };
    }
    count = page.count ?? count;
    const { observedAtMs, engineNowMs, host } = raw;
    room.rows = roomFor(count);
    const before = seen.count;
    for (const row of page.rows) seen.numberOf(list.idOf(row));
    await list.take({ rows: page.rows, observedAtMs, engineNowMs, host, count });
    if (page.unreadable > 0) isIntact = false;
    const said = { ...page, count, at: offset, size: list.pageRows, isNews: seen.count > before };
    next = whatFollows(said);
    if (next === null && endsTooSoon(said, isCertain, seen.count)) isIntact = false;
  }
  return { isIntact: isIntact && next === null, count, fault: null };
}

function answeredOf({ bytes, observedAtMs, host }: RawPage) {
  const body = { content: bytes, bytes: bytes.length, isCut: false, firstLine: 1, scanned: null };
  return { kind: 'answered', body, contentType: 'application/json', host, observedAtMs, engineDateMs: null } as const;
}
