/** From an answer's body to parsed rows. A body that is not what was asked for is a fault; a row that is not is counted, never lost in silence. */
import { setImmediate as breathe } from 'node:timers/promises';
import type * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import type { Answered } from '../../http/exchange.ts';
import { textOf } from '../../http/readBody.ts';
import { readerOf, UNREADABLE } from './rowReader.ts';

/** Raises TWS_BAD_ANSWER for HTML, garbage or a cut body. */
function jsonOf(answer: Answered): unknown {
  const start = textOf(answer.body).trimStart();
  if (start.startsWith('<')) throw badAnswer('a web page instead of data: check that the address is the engine and not the console or a proxy');
  try {
    // Trimmed: some servers put a byte order mark first.
    return JSON.parse(start);
  } catch (error) {
    throw badAnswer(`${start === '' ? 'nothing' : 'something that is not JSON, or only half of it'}: try again`, error);
  }
}

function badAnswer(what: string, cause?: unknown): Fault {
  return new Fault('TWS_BAD_ANSWER', `The engine answered with ${what}.`, { cause });
}

/** One object. Raises TWS_BAD_ANSWER when it does not parse. */
export function objectOf<S extends z.ZodType>(schema: S, answer: Answered): z.output<S> {
  const json = jsonOf(answer);
  const row = readerOf(schema)(json);
  if (row === UNREADABLE) throw badAnswer('an object Resync cannot read: its version may be newer than this one', schema.safeParse(json).error);
  return row;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Rows that could not be read. */
  readonly unreadable: number;
  readonly count: number | null;
  /** The engine says that there is a next page. */
  readonly hasNext: boolean;
  /** Its offset; null when it is not said as one. */
  readonly nextOffset: number | null;
}

/** The v2 envelope `{count, results, next}`, of which some engines leave out all but the results. Raises TWS_BAD_ANSWER without `results`. */
export async function pageOf<S extends z.ZodType>(schema: S, answer: Answered): Promise<Page<z.output<S>>> {
  const json = jsonOf(answer);
  const envelope = envelopeOf(json);
  const count = countIn(envelope);
  // Nothing counted and nothing listed is an empty list; nothing listed alone is not.
  const results = envelope.results ?? (count === 0 ? [] : null);
  if (!Array.isArray(results)) throw badAnswer('no list of results');
  const next = typeof envelope.next === 'string' && envelope.next !== '' ? envelope.next : null;
  return { ...(await rowsOf(schema, results)), count, hasNext: next !== null, nextOffset: next === null ? null : offsetOf(next) };
}

interface Envelope {
  readonly results?: unknown;
  readonly count?: unknown;
  readonly next?: unknown;
}

/** A bare list is taken for its rows. */
function envelopeOf(json: unknown): Envelope {
  if (Array.isArray(json)) return { results: json };
  if (typeof json !== 'object' || json === null || !('results' in json)) throw badAnswer('no list of results');
  return json;
}

function countIn({ count }: Envelope): number | null {
  const said = typeof count === 'string' && /^\d+$/.test(count) ? Number(count) : count;
  return typeof said === 'number' && Number.isSafeInteger(said) && said >= 0 ? said : null;
}

/** A bare v1 array. Raises TWS_BAD_ANSWER when it is none. */
export async function arrayOf<S extends z.ZodType>(schema: S, answer: Answered): Promise<Pick<Page<z.output<S>>, 'rows' | 'unreadable'>> {
  const json = jsonOf(answer);
  if (!Array.isArray(json)) throw badAnswer('no list');
  return rowsOf(schema, json);
}

/** Longest stretch of parsing before other work gets its turn: windows and streams share this thread. */
const TURN_MS = 8;

async function rowsOf<S extends z.ZodType>(schema: S, results: readonly unknown[]): Promise<{ rows: z.output<S>[]; unreadable: number }> {
  const read = readerOf(schema);
  const rows: z.output<S>[] = [];
  let unreadable = 0;
  let turnEndsAt = performance.now() + TURN_MS;
  for (const result of results) {
    if (performance.now() > turnEndsAt) {
      await breathe();
      turnEndsAt = performance.now() + TURN_MS;
    }
    const row = read(result);
    if (row === UNREADABLE) unreadable++;
    else rows.push(row);
  }
  return { rows, unreadable };
}

/** Only the offset is taken from `next`: its host is the engine's own idea and may be unreachable from here. */
function offsetOf(next: string): number | null {
  if (!URL.canParse(next, 'https://engine.invalid')) return null;
  const said = new URL(next, 'https://engine.invalid').searchParams.get('offset');
  const offset = said === null ? Number.NaN : Number(said);
  return Number.isInteger(offset) && offset >= 0 ? offset : null;
}

interface LogText {
  readonly text: string;
  readonly isCut: boolean;
  readonly firstLine: number;
}

/** Raises TWS_BAD_ANSWER for a web page where a log should be. */
export function refuseWebPage({ contentType }: Answered): void {
  if (contentType.includes('text/html')) throw badAnswer('a web page instead of a log: check that the address is the engine and not the console or a proxy');
}

/** A job log: text as it is, or the `log` of an object where the engine answers with JSON. Raises TWS_BAD_ANSWER for a web page. */
export function logOf(answer: Answered): LogText {
  refuseWebPage(answer);
  const { isCut, firstLine } = answer.body;
  const text = textOf(answer.body);
  if (!answer.contentType.includes('json')) return { text, isCut, firstLine };
  try {
    const json = JSON.parse(text.trimStart()) as unknown;
    const log = typeof json === 'string' ? json : typeof json === 'object' && json !== null && 'log' in json ? json.log : null;
    return { text: typeof log === 'string' ? log : text, isCut, firstLine };
  } catch {
    // Labelled wrongly, or cut to its end: still the log.
    return { text, isCut, firstLine };
  }
}
