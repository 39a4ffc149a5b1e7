/** Whether a list goes on behind a page, and where: by `next` if the engine says it, by `count`, and else by asking. Pure. */
import type { Page } from '../rows/wire/decode.ts';

/** Rows per request: the JSON of one page (about 1 MB) is parsed in one piece, which must not be felt. */
export const PAGE_SIZE = 250;

export interface Following {
  readonly offset: number;
  /** False: nothing says that there is more; only asking can tell. */
  readonly isCertain: boolean;
}

type Seen = Pick<Page<unknown>, 'rows' | 'unreadable' | 'count' | 'hasNext' | 'nextOffset'> & {
  readonly at: number;
  /** Rows asked for; engines may give fewer. */
  readonly size: number;
  /** The page held rows that were not read before. */
  readonly isNews: boolean;
};

/** Whether a page that ends the reading does so although there is more: the engine promised some, or repeats a full page for ever. */
export function endsTooSoon({ rows, count, hasNext, at, size, isNews }: Seen, wasCertain: boolean, seen: number): boolean {
  if (isNews || (count !== null && seen >= count)) return false;
  return at === 0 ? hasNext : wasCertain || rows.length >= size;
}

/** null: the list ends here. */
export function whatFollows({ rows, unreadable, count, hasNext, nextOffset, at, size, isNews }: Seen): Following | null {
  const read = rows.length + unreadable;
  const behind = at + read;
  if (hasNext) {
    // An engine that gives fewer rows than asked for may still count on from what was asked: nothing is jumped over ...
    if (isNews) return { offset: behind, isCertain: true };
    // ... unless the page was empty, unreadable or known already.
    return nextOffset !== null && nextOffset > at ? { offset: nextOffset, isCertain: true } : null;
  }
  if (read === 0 || !isNews) return null;
  if (count !== null && count > behind) return { offset: behind, isCertain: true };
  if (count === null || count < behind) return { offset: behind, isCertain: false };
  // A full page that is said to be all: some engines count the page rather than the list.
  return at === 0 && read >= size && size === PAGE_SIZE ? { offset: behind, isCertain: false } : null;
}
