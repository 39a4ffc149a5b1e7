/** Which rows a person means by a text, a stream, a workstation or a folder: every different text is looked at once, not every row. */
import { trimEndOf } from '../../../base/text/trimEnd.ts';
import { nameMatcher } from '../../../tws/lists/oql.ts';
import { lastSegment, partsOf } from '../../../tws/rows/displayKey.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import type { Texts } from './texts.ts';

export type RowTest = (row: number) => boolean;
type TextTest = (text: string) => boolean;

const YES = 1;
const NO = 2;

/** A test of texts that are known by number, each made once. */
function once(texts: readonly string[], test: TextTest): (code: number) => boolean {
  const said = new Uint8Array(texts.length);
  return (code) => {
    if (said[code] === 0) said[code] = test(texts[code] ?? '') ? YES : NO;
    return said[code] === YES;
  };
}

/**
 * In any case: part of the name, stream, workstation, folder or key. With a wildcard, all of one of them, or all from the beginning of one
 * of its parts: `FTP*` begins with FTP, `NIGHT*.LOAD` is the LOAD of some streams on any workstation.
 */
export function textTest(jobs: HeldJobs, texts: Texts, asked: string): RowTest {
  const text = asked.trim().toUpperCase();
  if (text === '') return () => true;
  const isWild = /[@*?]/.test(text);
  const fits = once(texts.capitals(), isWild ? fromAnyPart(nameMatcher(text)) : (one) => one.includes(text));
  const [name, stream, workstation, streamWorkstation, folder] = [jobs.name, jobs.streamName, jobs.workstation, jobs.streamWorkstation, jobs.folder].map(
    ({ values }) => values,
  ) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array]; // as many as before
  const inKey = !/[.#/]/.test(text) ? () => false : isWild ? keyLike(jobs, texts, text) : partOfKey(jobs, texts, text);
  return (row) => fits(name[row]!) || fits(stream[row]!) || fits(workstation[row]!) || fits(streamWorkstation[row]!) || fits(folder[row]!) || inKey(row);
}

const fromAnyPart =
  (matches: TextTest): TextTest =>
  (one) => {
    if (matches(one)) return true;
    for (let at = 0; at < one.length; at++) if ((one[at] === '/' || one[at] === '#') && matches(one.slice(at + 1))) return true;
    return false;
  };

/** In the stream's key, or over a dot between it and the name. */
function partOfKey(jobs: HeldJobs, texts: Texts, text: string): RowTest {
  const { ofRow, capitals } = texts.streamKeys();
  const names = texts.capitals();
  const name = jobs.name.values;
  const inStream = once(capitals, (one) => one.includes(text));
  const over = [...text.matchAll(/\./g)].map(({ index }) => {
    const ends = once(capitals, (one) => one.endsWith(text.slice(0, index)));
    const begins = once(names, (one) => one.startsWith(text.slice(index + 1)));
    return (row: number) => ends(ofRow[row]!) && begins(name[row]!);
  });
  return (row) => inStream(ofRow[row]!) || over.some((one) => one(row));
}

/** Names hold no dot: what stands behind the last one is the name, what stands before it is the stream's. */
function keyLike(jobs: HeldJobs, texts: Texts, pattern: string): RowTest {
  const { ofRow, capitals } = texts.streamKeys();
  const name = jobs.name.values;
  const dot = pattern.lastIndexOf('.');
  if (dot >= 0) {
    const isStream = once(capitals, fromAnyPart(nameMatcher(pattern.slice(0, dot))));
    const isName = once(texts.capitals(), nameMatcher(pattern.slice(dot + 1)));
    return (row) => isStream(ofRow[row]!) && isName(name[row]!);
  }
  // Only a stream's key holds these, so that most streams are out before a job's key is made.
  const pieces = pattern.split(/[@*?]+/).filter((piece) => /[#/]/.test(piece));
  const mayBe = once(capitals, (one) => pieces.every((piece) => one.includes(piece)));
  const matches = fromAnyPart(nameMatcher(pattern));
  return (row) => mayBe(ofRow[row]!) && matches(jobs.keyOf(row));
}

interface Named {
  readonly stream?: string | undefined;
  readonly workstation?: string | undefined;
  readonly folder?: string | undefined;
}

/** As lists take them: a whole name, with wildcards; paths by their last part unless one is given. */
export function namedTests(jobs: HeldJobs, texts: Texts, { stream, workstation, folder }: Named): RowTest[] {
  const tests: RowTest[] = [];
  const add = ({ values }: { readonly values: Int32Array }, test: TextTest) => {
    const fits = once(texts.capitals(), test);
    tests.push((row) => fits(values[row]!));
  };
  if (stream !== undefined && stream !== '') {
    const parts = partsOf(stream);
    add(jobs.streamName, nameMatcher(parts.name));
    if (parts.folder !== null) add(jobs.folder, pathTest(parts.folder));
    if (parts.workstation !== null) add(jobs.streamWorkstation, pathTest(parts.workstation));
  }
  if (workstation !== undefined && workstation !== '') add(jobs.workstation, pathTest(workstation));
  if (folder !== undefined && folder !== '') add(jobs.folder, pathTest(folder));
  return tests;
}

const plain = (path: string) => `/${trimEndOf(path.replace(/^\/+/, ''), (character) => character === '/')}`;

function pathTest(said: string): TextTest {
  const hasPath = said.startsWith('/');
  const matches = nameMatcher(hasPath ? plain(said) : lastSegment(plain(said)));
  return (one) => matches(hasPath ? plain(one) : lastSegment(plain(one)));
}
