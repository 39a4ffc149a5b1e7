/** Unpacks an answer's body. Resync asks for none of this, but proxies in front of an engine pack answers all the same. */
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The body is packed in a way nobody here can open. */
export class UnknownEncoding extends Error {}

/** Bytes as the engine wrote them; reading them raises what the body or the unpacking raises. Raises UnknownEncoding. */
export function decoded(body: Readable, encoding: string | null): AsyncIterable<Uint8Array> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const unpack = unpackerOf(name);
  if (unpack === null) {
    body.destroy();
    throw new UnknownEncoding(name);
  }
  // `pipe` passes data but no errors: a body that breaks off must not leave the reader waiting.
  body.once('error', (error) => unpack.destroy(error));
  unpack.once('close', () => body.destroy());
  return body.pipe(unpack);
}

function unpackerOf(name: string) {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  return name === 'br' ? createBrotliDecompress() : null;
}
