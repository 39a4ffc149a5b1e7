/** Ids of the engine, 16 bytes each: they are UUIDs, and as texts they would be the largest part of a plan in memory. */
import { NO_ROOM } from './column.ts';
import { createDictionary } from './dictionary.ts';

const WORDS = 4;
const FIRST_ROOM = 1_024;
const HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
const UUID_LENGTH = 36;

/** Writes the four words of a UUID in small letters; false for anything else. */
function readUuid(id: string, words: Uint32Array): boolean {
  if (id.length !== UUID_LENGTH) return false;
  let digits = 0;
  words.fill(0);
  for (let at = 0; at < UUID_LENGTH; at++) {
    const code = id.charCodeAt(at);
    if (HYPHENS.has(at)) {
      if (code !== 45) return false;
      continue;
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    const word = digits++ >> 3;
    words[word] = (words[word]! << 4) | digit;
  }
  return true;
}

function uuidOf(words: Uint32Array, from: number): string {
  const hex = Array.from({ length: WORDS }, (_, word) => words[from + word]!.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export interface IdColumn {
  set(row: number, id: string | null): void;
  at(row: number): string | null;
}

/** What is no UUID is kept as the text it is. */
export function createIdColumn(room = NO_ROOM): IdColumn {
  let words = new Uint32Array(FIRST_ROOM * WORDS);
  /** 0: nothing, 1: a UUID, 2: a text, by the number in its first word. */
  let kinds = new Uint8Array(FIRST_ROOM);
  const texts = createDictionary();
  const scratch = new Uint32Array(WORDS);
  const makeRoom = (row: number) => {
    if (row < kinds.length) return;
    const rows = Math.max(row + 1, kinds.length * 2, room.rows);
    const larger = { words: new Uint32Array(rows * WORDS), kinds: new Uint8Array(rows) };
    larger.words.set(words);
    larger.kinds.set(kinds);
    ({ words, kinds } = larger);
  };
  return {
    set(row, id) {
      makeRoom(row);
      if (id === null) kinds[row] = 0;
      else if (readUuid(id, scratch)) {
        kinds[row] = 1;
        words.set(scratch, row * WORDS);
      } else {
        kinds[row] = 2;
        words[row * WORDS] = texts.codeOf(id);
      }
    },
    at: (row) => (kinds[row] === 1 ? uuidOf(words, row * WORDS) : kinds[row] === 2 ? texts.textOf(words[row * WORDS]!) : null),
  };
}

export interface IdTable {
  readonly count: number;
  /** Ids are numbered as they come. */
  numberOf(id: string): number;
  /** null: has not come. */
  find(id: string): number | null;
  idOf(number: number): string;
}

/** Numbers by id: a hash table with open addressing, at most half full. */
export function createIdTable(room = NO_ROOM): IdTable {
  const ids = createIdColumn(room);
  let slots = new Int32Array(FIRST_ROOM * 2).fill(-1);
  let count = 0;
  const slotOf = (id: string): number => {
    let slot = hashOf(id) & (slots.length - 1);
    for (let number = slots[slot]!; number >= 0 && ids.at(number) !== id; number = slots[slot]!) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const grow = () => {
    let length = slots.length * 2;
    while (length < room.rows * 2) length *= 2;
    slots = new Int32Array(length).fill(-1);
    for (let number = 0; number < count; number++) {
      let slot = hashOf(ids.at(number) ?? '') & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number;
    }
  };
  return {
    get count() {
      return count;
    },
    numberOf(id) {
      const slot = slotOf(id);
      const known = slots[slot]!;
      if (known >= 0) return known;
      ids.set(count, id);
      slots[slot] = count;
      count += 1;
      if (count * 2 > slots.length) grow();
      return count - 1;
    },
    find(id) {
      const number = slots[slotOf(id)]!;
      return number < 0 ? null : number;
    },
    idOf: (number) => ids.at(number) ?? '',
  };
}

/** FNV-1a, 32 bits. */
function hashOf(id: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}
