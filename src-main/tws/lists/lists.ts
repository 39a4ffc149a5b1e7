/** Lists of the plan: the engine filters where it can be trusted to, the rest is decided here; what cannot be told makes a reading incomplete. */
import type * as z from 'zod';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { fromOneHost } from '../connection/oneHost.ts';
import { QuestionRefused } from '../failures.ts';
import type { Operations } from '../operations.ts';
import type { Reader } from '../reader.ts';
import { pageOf } from '../rows/wire/decode.ts';
import type { CallOptions, Reading } from '../types/types.ts';
import { createFilterTrust, type FilterTrust } from './filterTrust.ts';
import { PAGE_SIZE } from './following.ts';
import type { Condition, Filter } from './jobFilter.ts';
import { allOf, equals } from './oql.ts';
import { type Paged, readPages } from './paging.ts';

interface Listed<S extends z.ZodType, T> {
  readonly object: Parameters<Operations['list']>[0];
  readonly schema: S;
  readonly convert: (wire: z.output<S>) => T;
  readonly ttlMs: number;
  /** Reads a row again, whole, when the list leaves out what a condition needs. */
  readonly whole?: ((row: T, options: CallOptions) => Promise<T>) | undefined;
  /** The row in the light of what all rows read so far told of this engine. */
  readonly reconsidered?: ((row: T) => T) | undefined;
}
interface Row {
  readonly id: string;
}
/** Rows of the plan say which plan they are of; definitions are of none. */
type WireRow = z.ZodType<{ id: string; planId?: string | null | undefined }>;

export interface Lists {
  /** Raises what the first page raises. */
  read<S extends WireRow, T extends Row>(listed: Listed<S, T>, filter: Filter<T>, limit: number, options: CallOptions): Promise<Reading<T[]>>;
}

/** A term is only an offer to the engine: it is asked for at least the wanted rows, and `keep` decides. */
type Offered<T> = Condition<T> & { readonly term: string };

/** Pages through one list, by the terms given and kept by `keep`. */
type Pages<T> = (terms: readonly string[], keep: Condition<T>['keep'], limit: number, maxAgeMs?: number) => Promise<Paged<T>>;

/** The first rows of the unfiltered list, kept as long as the network is, to hold filtered answers against. */
const SAMPLE_AGE_MS = 300_000;
/** Rows read again, one by one, for what a list leaves out. */
const MOST_SETTLED = 200;

export function createLists(deps: { readonly reader: Reader; readonly operations: Operations; readonly log: Log }): Lists {
  const trust = createFilterTrust();
  return {
    read: (listed, filter, limit, asked) =>
      fromOneHost(async (options) => {
        const pages = pagesOf(deps, listed, options);
        const paged = await readTrusted({ trust, object: listed.object, pages }, filter, limit);
        const { rows, undecided, ...rest } = await settled(paged, listed, filter, limit, options);
        const { reconsidered } = listed;
        return { data: reconsidered === undefined ? rows : rows.map(reconsidered), ...rest, isComplete: rest.isComplete && undecided.length === 0 };
      }, asked),
  };
}

function pagesOf<S extends WireRow, T>(
  { reader, operations, log }: { readonly reader: Reader; readonly operations: Operations; readonly log: Log },
  { object, schema, convert, ttlMs }: Listed<S, T>,
  options: CallOptions,
): Pages<T> {
  return (terms, keep, limit, maxAgeMs = options.maxAgeMs) =>
    readPages<z.output<S>, T>({
      page: (offset, size) =>
        reader.read(
          {
            call: operations.list(object, { oql: allOf(terms), offset, size, planId: options.planId }),
            gate: 'list',
            ttlMs,
            decode: (answer) => pageOf(schema, answer),
          },
          { ...options, maxAgeMs },
        ),
      limit,
      keep,
      convert,
      idOf: (wire) => wire.id,
      planIdOf: (wire) => wire.planId ?? null,
      onLost: (error) =>
        log.warn({ code: asFault(error).code, object, why: options.why }, 'a later page of a list could not be read; the reading is incomplete'),
      isStop: (error) => error instanceof Fault && error.code === 'STOPPED',
    });
}

interface Trusting<T> {
  readonly trust: FilterTrust;
  readonly object: string;
  readonly pages: Pages<T>;
}

/** Each round but the last finds at least one term that this engine cannot be given. */
async function readTrusted<T extends Row>(at: Trusting<T>, filter: Filter<T>, limit: number): Promise<Paged<T>> {
  const { trust, object, pages } = at;
  const keep = keepAll(filter);
  for (;;) {
    const offered = filter.filter((condition) => isOffered(condition)).filter(({ term, keep: decides }) => decides === null || trust.isUsable(object, term));
    const terms = offered.map(({ term }) => term);
    let answer: Paged<T>;
    try {
      answer = await pages(terms, keep, limit);
    } catch (error) {
      // A condition only the engine can decide has no other way.
      if (!(error instanceof QuestionRefused) || !offered.some((condition) => condition.keep !== null)) throw error;
      await giveUpRefused(at, offered);
      continue;
    }
    if (!(await giveUpBlind(at, offered, keep, { answer, limit }))) return answer;
  }
}

const isOffered = <T>(condition: Condition<T>): condition is Offered<T> => condition.term !== null && condition.term !== '';

function keepAll<T>(filter: Filter<T>): Condition<T>['keep'] {
  const keeps = filter.map(({ keep }) => keep).filter((keep) => keep !== null);
  if (keeps.length === 0) return null;
  return (row) => {
    let isSure = true;
    for (const keep of keeps) {
      const isKept = keep(row);
      if (isKept === false) return false;
      if (isKept === null) isSure = false;
    }
    return isSure ? true : null;
  };
}

/** The engine refuses the terms together: each is tried alone, and when all pass, it is the combination that is too much. */
async function giveUpRefused<T>({ trust, object, pages }: Trusting<T>, offered: readonly Offered<T>[]): Promise<void> {
  const refused: string[] = [];
  for (const { term, keep } of offered) {
    if (keep === null) continue;
    if (offered.length === 1 || (await isRefused(() => pages([term], null, 1)))) refused.push(term);
  }
  const given = offered.filter(({ keep }) => keep !== null).map(({ term }) => term);
  for (const term of refused.length > 0 ? refused : given) trust.giveUp(object, term);
}

async function isRefused(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return false;
  } catch (error) {
    if (error instanceof QuestionRefused) return true;
    throw error;
  }
}

/**
 * Holds a filtered answer against the first rows of the whole list: a filter that leaves out what it should find (an unknown field
 * taken for "none", wildcards that stop at an underscore) would otherwise read as "nothing failed".
 * @returns whether a term had to be given up
 */
async function giveUpBlind<T extends Row>(
  at: Trusting<T>,
  offered: readonly Offered<T>[],
  keep: Condition<T>['keep'],
  { answer, limit }: { readonly answer: Paged<T>; readonly limit: number },
): Promise<boolean> {
  const { trust, object, pages } = at;
  const unproven = offered.filter((condition) => condition.keep !== null && !trust.isProven(object, condition.term));
  if (unproven.length === 0 || keep === null || offered.length !== offered.filter((condition) => condition.keep !== null).length) return false;
  // A reading that says itself that something is missing, or has all that was wanted, hides nothing.
  if (answer.isTruncated || !answer.isComplete || answer.rows.length >= limit) return false;
  const sample = await pages([], null, PAGE_SIZE, SAMPLE_AGE_MS);
  const found = new Set([...answer.rows, ...answer.undecided].map(({ id }) => id));
  // A row that does not say enough is not left to a filter that may know as little.
  const wanted = sample.rows.filter((row) => keep(row) !== false);
  const missed = wanted.find(({ id }) => !found.has(id));
  if (missed === undefined) {
    if (wanted.length > 0) for (const { term } of unproven) trust.prove(object, term);
    return false;
  }
  const before = unproven.filter(({ term }) => trust.isUsable(object, term)).length;
  for (const condition of unproven) if (await isBlindTo(pages, condition, missed.id)) trust.giveUp(object, condition.term);
  return unproven.filter(({ term }) => trust.isUsable(object, term)).length < before;
}

/** Asked for exactly that row now: the plan may have moved on since the sample was read. */
async function isBlindTo<T extends Row>(pages: Pages<T>, { term, keep }: Offered<T>, id: string): Promise<boolean> {
  try {
    const byId = equals('id', id);
    const [row] = (await pages([byId], null, 1, 0)).rows;
    // An engine that cannot even be asked for one id cannot prove its other filters.
    if (row?.id !== id) return true;
    if (keep?.(row) === false) return false;
    return !(await pages([byId, term], null, 1, 0)).rows.some((one) => one.id === id);
  } catch (error) {
    if (error instanceof QuestionRefused || (error instanceof Fault && error.code === 'INVALID_INPUT')) return true;
    throw error;
  }
}

/** Rows that did not say enough are read whole, within a bound; those that still do not stay undecided. */
async function settled<S extends z.ZodType, T>(
  paged: Paged<T>,
  { whole, reconsidered }: Listed<S, T>,
  filter: Filter<T>,
  limit: number,
  options: CallOptions,
): Promise<Paged<T>> {
  const keep = keepAll(filter);
  if (keep === null || paged.undecided.length === 0) return paged;
  const rows = [...paged.rows];
  const undecided: T[] = [];
  let more = 0;
  const decide = (row: T, into: T[]) => {
    const isKept = keep(row);
    if (isKept === null) into.push(row);
    else if (isKept) {
      more++;
      if (rows.length < limit) rows.push(row);
    }
  };
  const open: T[] = [];
  for (const row of paged.undecided) decide(reconsidered?.(row) ?? row, open);
  undecided.push(...(whole === undefined ? open : open.slice(MOST_SETTLED)));
  if (whole !== undefined) await Promise.all(open.slice(0, MOST_SETTLED).map(async (row) => decide((await orNull(whole(row, options))) ?? row, undecided)));
  return {
    ...paged,
    rows,
    undecided,
    isTruncated: paged.isTruncated || paged.rows.length + more > rows.length,
    total: paged.total === null || undecided.length > 0 ? null : paged.total + more,
  };
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Fault && (error.code.startsWith('TWS_') || error.code === 'READ_ONLY')) return null;
    throw error;
  }
}
