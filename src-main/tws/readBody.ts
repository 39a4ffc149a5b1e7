/** Reads an answer's body into memory within a bound: whole (or a refusal), or only its end for logs. */
import type { BodyRead } from './exchange.ts';

export type BodyBound = { readonly keep: 'whole' | 'tail'; readonly maxBytes: number };

/** The body is larger than the bound allows. */
export class BodyTooLarge extends Error {}

const NEWLINE = 10;

function newlinesIn(chunk: Uint8Array): number {
  let found = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) found++;
  return found;
}

/** Raises BodyTooLarge (whole reads) and whatever the stream raises. A tail starts at a whole line. */
export async function readBody(stream: AsyncIterable<Uint8Array>, bound: BodyBound): Promise<BodyRead> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let bytes = 0;
  let linesDropped = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    kept += chunk.length;
    bytes += chunk.length;
    if (bound.keep === 'whole' && bytes > bound.maxBytes) throw new BodyTooLarge();
    for (let oldest = chunks[0]; bound.keep === 'tail' && oldest !== undefined && kept - oldest.length >= bound.maxBytes; oldest = chunks[0]) {
      chunks.shift();
      kept -= oldest.length;
      linesDropped += newlinesIn(oldest);
    }
  }
  const all = Buffer.concat(chunks);
  const start = bound.keep === 'tail' ? tailStart(all, bound.maxBytes, bytes > kept) : 0;
  return {
    text: all.subarray(start).toString('utf8'),
    bytes,
    isCut: bytes > all.length - start,
    firstLine: 1 + linesDropped + newlinesIn(all.subarray(0, start)),
  };
}

function tailStart(all: Buffer, maxBytes: number, isHeadGone: boolean): number {
  if (all.length <= maxBytes && !isHeadGone) return 0;
  const from = Math.max(0, all.length - maxBytes);
  const newline = all.indexOf(NEWLINE, from);
  return newline < 0 ? from : newline + 1;
}
