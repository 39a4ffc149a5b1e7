/** Which rows a person means by a text, a stream, a workstation or a folder: every different text is looked at once, not every row. */

import { nameMatcher } from '../../../tws/lists/oql.ts';
import { lastSegment, partsOf, streamKey } from '../../../tws/rows/displayKey.ts';
import type { HeldJobs } from '../held/heldJobs.ts';

export type RowTest = (row: number) => boolean;
type TextTest = (text: string) => boolean;

/** Keys of streams by number, so that a text is looked for in some thousands of them instead of all keys of jobs. */
export interface StreamKeys {
  /** Per row. */
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

export function streamKeysOf({ count, texts, streamWorkstation, folder, streamName }: HeldJobs): StreamKeys {
  const codes = new Int32Array(count);
  const keys: string[] = [];
  const known = new Map<number, number>();
  const size = texts.size;
  for (let row = 0; row < count; row++) {
    const parts = [streamWorkstation.values[row]!, folder.values[row]!, streamName.values[row]!] as const;
    const packed = (parts[0] * size + parts[1]) * size + parts[2];
    const seen = known.get(packed);
    codes[row] = seen ?? keys.length;
    if (seen !== undefined) continue;
    known.set(packed, keys.length);
    const [workstation, path, stream] = parts.map((code) => texts.textOf(code));
    keys.push(streamKey(workstation ?? '/', path ?? '/', stream ?? '?'));
  }
  return { codes, texts: keys };
}

const YES = 1;
const NO = 2;

function byCode(codes: Int32Array, size: number, textOf: (code: number) => string, test: TextTest): RowTest {
  const said = new Uint8Array(size);
  return (row) => {
    const code = codes[row]!;
    if (said[code] === 0) said[code] = test(textOf(code)) ? YES : NO;
    return said[code] === YES;
  };
}

/**
 * In any case: part of the name, stream, workstation, folder or key. With a wildcard, all of one of them, or all from the beginning of one
 * of its parts: `FTP*` begins with FTP, `NIGHT*.LOAD` is the LOAD of some streams on any workstation.
 */
export function textTest(jobs: HeldJobs, streamKeys: () => StreamKeys, asked: string): RowTest {
  const text = asked.trim();
  if (text === '') return () => true;
  const isWild = /[@*?]/.test(text);
  const test = isWild ? fromAnyPart(nameMatcher(text)) : contains(text);
  const column = ({ values }: { readonly values: Int32Array }) => byCode(values, jobs.texts.size, (code) => jobs.texts.textOf(code) ?? '', test);
  const { name, streamName, workstation, streamWorkstation, folder } = jobs;
  const tests = [name, streamName, workstation, streamWorkstation, folder].map(column);
  if (/[.#/]/.test(text)) tests.push(isWild ? (row) => test(jobs.keyOf(row)) : partOfKey(jobs, streamKeys(), text));
  return (row) => tests.some((one) => one(row));
}

function contains(text: string): TextTest {
  const wanted = text.toUpperCase();
  return (one) => one.toUpperCase().includes(wanted);
}

const fromAnyPart =
  (matches: TextTest): TextTest =>
  (one) => {
    if (matches(one)) return true;
    for (let at = 0; at < one.length; at++) if ((one[at] === '/' || one[at] === '#' || one[at] === '.') && matches(one.slice(at + 1))) return true;
    return false;
  };

/** In the stream's key, in the name, or over a dot between them. */
function partOfKey(jobs: HeldJobs, { codes, texts }: StreamKeys, text: string): RowTest {
  const wanted = text.toUpperCase();
  const inStream = (test: TextTest) => byCode(codes, texts.length, (code) => texts[code] ?? '', test);
  const inName = (test: TextTest) => byCode(jobs.name.values, jobs.texts.size, (code) => jobs.texts.textOf(code) ?? '', test);
  const whole = inStream(contains(text));
  const dots = [...wanted.matchAll(/\./g)].map(({ index }) => index);
  const over = dots.map((dot) => {
    const ends = inStream((one) => one.toUpperCase().endsWith(wanted.slice(0, dot)));
    const begins = inName((one) => one.toUpperCase().startsWith(wanted.slice(dot + 1)));
    return (row: number) => ends(row) && begins(row);
  });
  return (row) => whole(row) || over.some((one) => one(row));
}

/** As lists take them: a whole name, with wildcards; paths by their last part unless one is given. */
export function namedTests(
  jobs: HeldJobs,
  named: { readonly stream?: string | undefined; readonly workstation?: string | undefined; readonly folder?: string | undefined },
): RowTest[] {
  const column = ({ values }: { readonly values: Int32Array }, test: TextTest) =>
    byCode(values, jobs.texts.size, (code) => jobs.texts.textOf(code) ?? '', test);
  const tests: RowTest[] = [];
  if (named.stream !== undefined && named.stream !== '') {
    const parts = partsOf(named.stream);
    tests.push(column(jobs.streamName, nameMatcher(parts.name)));
    if (parts.folder !== null) tests.push(column(jobs.folder, pathTest(parts.folder)));
    if (parts.workstation !== null) tests.push(column(jobs.streamWorkstation, pathTest(parts.workstation)));
  }
  if (named.workstation !== undefined && named.workstation !== '') tests.push(column(jobs.workstation, pathTest(named.workstation)));
  if (named.folder !== undefined && named.folder !== '') tests.push(column(jobs.folder, pathTest(named.folder)));
  return tests;
}

const plain = (path: string) => `/${path.replace(/^\/+|\/+$/g, '')}`;

function pathTest(said: string): TextTest {
  const matches = nameMatcher(said.startsWith('/') ? plain(said) : lastSegment(plain(said)));
  return (one) => matches(said.startsWith('/') ? plain(one) : lastSegment(plain(one)));
}
