/** A set of small numbers that is emptied at next to no cost: a number is in it while its stamp is the current one. 1 byte a number. */

export interface Stamps {
  has(index: number): boolean;
  add(index: number): void;
  clear(): void;
}

const LAST_STAMP = 0xff;

export function createStamps(count: number): Stamps {
  const stamps = new Uint8Array(count);
  let current = 1;
  return {
    has: (index) => stamps[index] === current,
    add(index) {
      stamps[index] = current;
    },
    clear() {
      if (current === LAST_STAMP) {
        stamps.fill(0);
        current = 0;
      }
      current++;
    },
  };
}
