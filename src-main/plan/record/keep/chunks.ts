/** How many rows go into one transaction of the record: pure. */

/** Other writers of the store wait for a transaction, so that it must take a few ms only. */
const ROWS_AT_ONCE = 50;

export function inChunks<T>(items: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / ROWS_AT_ONCE) }, (_, index) => items.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE));
}
