/** The pages of a store's file as bytes, with what its write-ahead log holds laid over them: readable where SQLite itself gives up. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

export interface Pages {
  /** Bytes of a page that carry content. */
  readonly usableBytes: number;
  readonly count: number;
  /** Numbered from 1; null beyond the end of the file. A page cut short ends in zeros. */
  readonly read: (page: number) => Buffer | null;
  readonly close: () => void;
}

const MAGIC = 'SQLite format 3\0';
/** SQLite's own default, and the only size Resync's stores have. */
const DEFAULT_PAGE_BYTES = 4096;

/** Opens for reading only. https://www.sqlite.org/fileformat2.html, sections 1 and 4. */
export function openPages(path: string): Pages {
  const file = openSync(path, 'r');
  const header = Buffer.alloc(100);
  readSync(file, header, 0, 100, 0);
  const { pageBytes, reservedBytes } = sizesOf(header);
  const log = readLog(`${path}-wal`, pageBytes);
  const count = Math.max(Math.ceil(fstatSync(file).size / pageBytes), ...log.offsets.keys());
  return {
    usableBytes: pageBytes - reservedBytes,
    count,
    read: (page) => {
      if (page < 1 || page > count) return null;
      const bytes = Buffer.alloc(pageBytes);
      const inLog = log.offsets.get(page);
      if (inLog !== undefined && log.file !== null) readSync(log.file, bytes, 0, pageBytes, inLog);
      else readSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes);
      return bytes;
    },
    close: () => {
      closeSync(file);
      if (log.file !== null) closeSync(log.file);
    },
  };
}

/** A header that says nothing sensible is not believed. */
function sizesOf(header: Buffer): { readonly pageBytes: number; readonly reservedBytes: number } {
  const said = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const isHeader = header.toString('latin1', 0, 16) === MAGIC && said >= 512 && (said & (said - 1)) === 0;
  return isHeader ? { pageBytes: said, reservedBytes: header.readUInt8(20) } : { pageBytes: DEFAULT_PAGE_BYTES, reservedBytes: 0 };
}

/** The schema version in the header; null when the header is not one. */
export function userVersionOf(pages: Pages): number | null {
  const first = pages.read(1);
  return first === null || first.toString('latin1', 0, 16) !== MAGIC ? null : first.readUInt32BE(60);
}

/** How many pages the header counts that are not there; 0 when the header is none. */
export function missingPagesOf(pages: Pages): number {
  const first = pages.read(1);
  return first === null || first.toString('latin1', 0, 16) !== MAGIC ? 0 : Math.max(0, first.readUInt32BE(28) - pages.count);
}

const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Where in the log the newest committed copy of each page begins. Ends at the first frame whose checksum is wrong, as SQLite does. */
function readLog(path: string, pageBytes: number): { readonly file: number | null; readonly offsets: ReadonlyMap<number, number> } {
  const committed = new Map<number, number>();
  if (!existsSync(path)) return { file: null, offsets: committed };
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const header = Buffer.alloc(LOG_HEADER_BYTES);
  readSync(file, header, 0, LOG_HEADER_BYTES, 0);
  const magic = header.readUInt32BE(0);
  if ((magic & 0xfffffffe) >>> 0 !== 0x377f0682 || header.readUInt32BE(8) !== pageBytes) return { file, offsets: committed };
  const isBigEndian = (magic & 1) === 1;
  let sums = checksum(header.subarray(0, 24), isBigEndian, [0, 0]);
  const pending = new Map<number, number>();
  for (let at = LOG_HEADER_BYTES; at + FRAME_HEADER_BYTES + pageBytes <= size; at += FRAME_HEADER_BYTES + pageBytes) {
    const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageBytes);
    readSync(file, frame, 0, frame.length, at);
    if (frame.compare(header, 16, 24, 8, 16) !== 0) break;
    sums = checksum(frame.subarray(FRAME_HEADER_BYTES), isBigEndian, checksum(frame.subarray(0, 8), isBigEndian, sums));
    if (sums[0] !== frame.readUInt32BE(16) || sums[1] !== frame.readUInt32BE(20)) break;
    pending.set(frame.readUInt32BE(0), at + FRAME_HEADER_BYTES);
    // A size of the database marks the last frame of a transaction.
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, offset] of pending) committed.set(page, offset);
    pending.clear();
  }
  return { file, offsets: committed };
}

type Sums = readonly [number, number];

function checksum(bytes: Buffer, isBigEndian: boolean, [first, second]: Sums): Sums {
  let [a, b] = [first, second];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}
