/** A column of numbers that grows with the rows. */

type Numbers = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export interface Column<T extends Numbers> {
  /** Rows beyond the last set one read as zero. May be replaced by a larger one when a row is set. */
  readonly values: T;
  set(row: number, value: number): void;
}

const FIRST_ROOM = 1_024;

/** How many rows are going to come, as far as is known: a column grows to it at once, and leaves no smaller ones behind in memory. */
export interface Room {
  readonly rows: number;
}
export const NO_ROOM: Room = { rows: 0 };

function createColumn<T extends Numbers>(room: Room, make: (rows: number) => T): Column<T> {
  let values = make(FIRST_ROOM);
  return {
    get values() {
      return values;
    },
    set(row, value) {
      if (row >= values.length) {
        const larger = make(Math.max(row + 1, values.length * 2, room.rows));
        larger.set(values);
        values = larger;
      }
      values[row] = value;
    },
  };
}

export const floats = (room = NO_ROOM) => createColumn(room, (rows) => new Float64Array(rows));
export const integers = (room = NO_ROOM) => createColumn(room, (rows) => new Int32Array(rows));
export const bytes = (room = NO_ROOM) => createColumn(room, (rows) => new Uint8Array(rows));
