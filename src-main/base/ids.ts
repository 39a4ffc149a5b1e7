/** New identifiers: a prefix for the reader, then a UUID version 7 (RFC 9562), so that ids sort by creation time. */
import { randomBytes } from 'node:crypto';

export type IdPrefix = 'con' | 'trn' | 'rcp' | 'clm' | 'mem' | 'fnd' | 'rev' | 'req' | 'eng';

export function newId<B extends string>(prefix: IdPrefix, nowMs: number = Date.now()): B {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `${prefix}_${bytes.toString('hex')}` as B;
}
