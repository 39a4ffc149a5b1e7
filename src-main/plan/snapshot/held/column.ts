/** A column of numbers that grows with the rows. */

type Numbers = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export interface Column<T extends Numbers> {
  /** Rows beyond the last set one read as zero. May be replaced by a larger one when a row is set. */
  readonly values: T;
  set(row: number, value: number): void;
}

const FIRST_ROOM = 1_024;

function createColumn<T extends Numbers>(make: (room: number) => T): Column<T> {
  let values = make(FIRST_ROOM);
  return {
    get values() {
      return values;
    },
    set(row, value) {
      if (row >= values.length) {
        const larger = make(Math.max(row + 1, values.length * 2));
        larger.set(values);
        values = larger;
      }
      values[row] = value;
    },
  };
}

export const floats = () => createColumn((room) => new Float64Array(room));
export const integers = () => createColumn((room) => new Int32Array(room));
export const bytes = () => createColumn((room) => new Uint8Array(room));
