/** Rows out of the bytes of a page; every number in there may be a lie, and a lie gives null instead of a row. */
import type { Pages } from './pages.ts';

export type Value = null | number | bigint | string | Buffer;

export interface Row {
  /** null in an index and in a table without row ids. */
  readonly rowid: number | bigint | null;
  readonly values: readonly Value[];
}

export type PageContent =
  | { readonly kind: 'table-leaf' | 'index-leaf'; readonly rows: readonly (Row | null)[] }
  | { readonly kind: 'table-interior'; readonly children: readonly number[] }
  /** Holds rows itself, between its children. */
  | { readonly kind: 'index-interior'; readonly children: readonly number[]; readonly rows: readonly (Row | null)[] };

/** `readPage`: what the page holds; null when it is no page of a tree. https://www.sqlite.org/fileformat2.html, section 1.6. */
export function readPage(pages: Pages, number: number): PageContent | null {
  const page = pages.read(number);
  if (page === null) return null;
  const start = number === 1 ? 100 : 0;
  const type = page.readUInt8(start);
  if (![2, 5, 10, 13].includes(type)) return null;
  const isInterior = type === 2 || type === 5;
  const isTable = type === 5 || type === 13;
  const count = page.readUInt16BE(start + 3);
  const pointers = start + (isInterior ? 12 : 8);
  if (pointers + 2 * count > pages.usableBytes) return null;
  const cells = Array.from({ length: count }, (_, index) => page.readUInt16BE(pointers + 2 * index));
  const isWithin = (cell: number) => cell >= pointers + 2 * count && cell + 4 <= pages.usableBytes;
  const children = isInterior ? [...cells.filter(isWithin).map((cell) => page.readUInt32BE(cell)), page.readUInt32BE(start + 8)] : [];
  if (type === 5) return { kind: 'table-interior', children };
  const rows = cells.map((cell) => (isWithin(cell) ? readRow(pages, page, cell + (isInterior ? 4 : 0), isTable) : null));
  if (type === 2) return { kind: 'index-interior', children, rows };
  return { kind: isTable ? 'table-leaf' : 'index-leaf', rows };
}

function readRow(pages: Pages, page: Buffer, at: number, isTable: boolean): Row | null {
  const size = varint(page, at);
  const rowid = size !== null && isTable ? varint(page, size.end) : null;
  if (size === null || (isTable && rowid === null)) return null;
  const payload = readPayload(pages, page, rowid?.end ?? size.end, Number(size.value), isTable);
  const values = payload === null ? null : readRecord(payload);
  return values === null ? null : { rowid: rowid === null ? null : plain(rowid.value), values };
}

/** Far above any row of Resync; a chain that runs in circles ends here. */
const MOST_ROW_BYTES = 64 * 1024 * 1024;

/** What does not fit a page goes on in a chain of overflow pages. */
function readPayload(pages: Pages, page: Buffer, at: number, size: number, isTable: boolean): Buffer | null {
  const usable = pages.usableBytes;
  if (size < 1 || size > Math.min(usable * pages.count, MOST_ROW_BYTES)) return null;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) return at + size <= usable ? page.subarray(at, at + size) : null;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  const local = wanted <= most ? wanted : least;
  if (at + local + 4 > usable) return null;
  const parts = [page.subarray(at, at + local)];
  let next = page.readUInt32BE(at + local);
  for (let left = size - local; left > 0; left -= usable - 4) {
    const more = pages.read(next);
    if (more === null) return null;
    parts.push(more.subarray(4, 4 + Math.min(left, usable - 4)));
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const text = new TextDecoder('utf-8', { fatal: true });
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const;

function readRecord(payload: Buffer): Value[] | null {
  const head = varint(payload, 0);
  if (head === null || head.value > payload.length) return null;
  const values: Value[] = [];
  let body = Number(head.value);
  for (let at = head.end; at < Number(head.value); ) {
    const type = varint(payload, at);
    if (type === null) return null;
    at = type.end;
    const read = readValue(payload, body, Number(type.value));
    if (read === null) return null;
    values.push(read.value);
    body = read.end;
  }
  return body === payload.length ? values : null;
}

function readValue(bytes: Buffer, at: number, type: number): { readonly value: Value; readonly end: number } | null {
  if (type < 0) return null;
  const size = type <= 6 ? (INTEGER_BYTES[type] ?? 0) : type === 7 ? 8 : type >= 12 ? Math.floor((type - 12) / 2) : type === 8 || type === 9 ? 0 : -1;
  const end = at + size;
  if (size < 0 || end > bytes.length) return null;
  if (type === 0) return { value: null, end };
  if (type === 8 || type === 9) return { value: type - 8, end };
  if (type === 7) return { value: bytes.readDoubleBE(at), end };
  if (type === 6) return { value: plain(bytes.readBigInt64BE(at)), end };
  if (type < 6) return { value: bytes.readIntBE(at, size), end };
  if (type % 2 === 0) return { value: bytes.subarray(at, end), end };
  try {
    return { value: text.decode(bytes.subarray(at, end)), end };
  } catch {
    return null;
  }
}

/** One to nine bytes, seven bits each, the ninth eight; null where they run out. */
function varint(bytes: Buffer, at: number): { readonly value: bigint; readonly end: number } | null {
  let value = 0n;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    if (index === 8) return { value: BigInt.asIntN(64, (value << 8n) | BigInt(byte)), end: at + 9 };
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return null;
}

const plain = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
