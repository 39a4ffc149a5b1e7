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

export function newId<P extends keyof IdTypes>(prefix: P, nowMs: number = Date.now()): IdTypes[P] {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `${prefix}_${bytes.toString('hex')}` as IdTypes[P];
}
