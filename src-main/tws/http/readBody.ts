/** Reads an answer's body within a bound: whole (or a refusal), or for logs only its end, a range of lines, or the lines around a word. */
import type { BodyRead } from './exchange.ts';
import { createLineScanner, type LinesWanted } from '../logLines.ts';

export type BodyBound = { readonly keep: 'whole' | 'tail'; readonly maxBytes: number } | LinesWanted;

/** The body is larger than the bound allows. */
export class BodyTooLarge extends Error {
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super('the body is too large');
    this.maxBytes = maxBytes;
  }
}

const NEWLINE = 10;

function newlinesIn(chunk: Uint8Array): number {
  let found = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) found++;
  return found;
}

/** Raises BodyTooLarge (whole reads) and whatever the stream raises. A tail starts at a whole line. */
export async function readBody(stream: AsyncIterable<Uint8Array>, bound: BodyBound): Promise<BodyRead> {
  return 'maxBytes' in bound ? readKept(stream, bound) : readLines(stream, bound);
}

async function readLines(stream: AsyncIterable<Uint8Array>, wanted: LinesWanted): Promise<BodyRead> {
  const scanner = createLineScanner(wanted);
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    // Leaving the loop closes the stream: what is not needed is not fetched.
    if (!scanner.add(chunk)) break;
  }
  const scanned = scanner.end();
  return { content: new Uint8Array(), bytes, isCut: scanned.isCut, firstLine: scanned.lines[0]?.number ?? 1, scanned };
}

async function readKept(stream: AsyncIterable<Uint8Array>, bound: { readonly keep: 'whole' | 'tail'; readonly maxBytes: number }): Promise<BodyRead> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let bytes = 0;
  let linesDropped = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    kept += chunk.length;
    bytes += chunk.length;
    if (bound.keep === 'whole' && bytes > bound.maxBytes) throw new BodyTooLarge(bound.maxBytes);
    for (let oldest = chunks[0]; bound.keep === 'tail' && oldest !== undefined && kept - oldest.length >= bound.maxBytes; oldest = chunks[0]) {
      chunks.shift();
      kept -= oldest.length;
      linesDropped += newlinesIn(oldest);
    }
  }
  const all = joined(chunks, kept);
  const start = bound.keep === 'tail' ? tailStart(all, bound.maxBytes, bytes > kept) : 0;
  return {
    content: start === 0 ? all : all.slice(start),
    bytes,
    isCut: bytes > all.length - start,
    firstLine: 1 + linesDropped + newlinesIn(all.subarray(0, start)),
    scanned: null,
  };
}

/** The text of a body; what is not UTF-8 becomes the replacement character. */
export const textOf = ({ content }: BodyRead): string => Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');

/** Never a piece of a shared pool: what is transferred leaves this thread with its whole buffer. */
function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function tailStart(all: Uint8Array, maxBytes: number, isHeadGone: boolean): number {
  if (all.length <= maxBytes && !isHeadGone) return 0;
  const from = Math.max(0, all.length - maxBytes);
  const newline = all.indexOf(NEWLINE, from);
  return newline < 0 ? from : newline + 1;
}
