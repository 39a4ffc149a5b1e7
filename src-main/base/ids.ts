/** New identifiers: a prefix for the reader, then a UUID version 7 (RFC 9562), so that ids sort by creation time. */
import { randomBytes } from 'node:crypto';
import type { ClaimId, ConversationId, EngineId, FindingId, MemoryId, ReceiptId, ReviewItemId, TurnId } from '../../src-preload/contract/ids.ts';

/** Which branded id each prefix makes. */
interface IdTypes {
  con: ConversationId;
  trn: TurnId;
  rcp: ReceiptId;
  clm: ClaimId;
  mem: MemoryId;
  fnd: FindingId;
  rev: ReviewItemId;
  eng: EngineId;
  req: string;
  wat: string;
}

/** The low bits count what was made within one millisecond. */
const LAST_COUNT = 0xfff;
let lastMs = 0;
let count = 0;

/** In the order they are made, within one process, whatever time its data is dated by (RFC 9562, 6.2, method 1). */
export function newId<P extends keyof IdTypes>(prefix: P): IdTypes[P] {
  const nowMs = Date.now();
  if (nowMs > lastMs) [lastMs, count] = [nowMs, 0];
  else if (++count > LAST_COUNT) [lastMs, count] = [lastMs + 1, 0];
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `${prefix}_${bytes.toString('hex')}` as IdTypes[P];
}
