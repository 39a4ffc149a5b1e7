/** What every family of reads is made from, and how their answers become readings. */
import { Fault } from '../../base/fault.ts';
import type { Lists } from '../lists/lists.ts';
import type { Read, Reader } from '../reader.ts';
import type { Reading } from '../types/types.ts';
import type { Calls } from './calls.ts';

export interface ReadSource {
  readonly reader: Reader;
  readonly lists: Lists;
  readonly calls: Calls;
  /** The engine's clock, epoch ms. */
  readonly nowMs: () => number;
}

/** How long each kind of reading may be answered from memory. */
export const TTL_MS = { status: 10_000, log: 30_000, network: 300_000, definition: 3_600_000 } as const;

/** A reading of one thing. */
export const readingOf = <T>(read: Pick<Read<unknown>, 'observedAtMs'>, data: T, more: Partial<Omit<Reading<T>, 'data'>> = {}): Reading<T> => ({
  data,
  observedAtMs: read.observedAtMs,
  planId: null,
  isComplete: true,
  isTruncated: false,
  total: null,
  ...more,
});

/** A reading of a v1 list, which comes as one answer; rows that could not be read make it incomplete. */
export const listOf = <T>(
  read: Pick<Read<{ readonly rows: readonly unknown[]; readonly unreadable: number }>, 'observedAtMs' | 'value'>,
  data: T[],
  more: Partial<Omit<Reading<T[]>, 'data'>> = {},
): Reading<T[]> => readingOf(read, data, { isComplete: read.value.unreadable === 0, total: read.value.rows.length + read.value.unreadable, ...more });

/** The engine has no such reading, or not for this; asking elsewhere may help. */
export const isUnsupported = (error: unknown): boolean => error instanceof Fault && error.code === 'TWS_UNSUPPORTED';

/** The first of the two ways this engine offers; what the first says when it offers neither. */
export async function firstOffered<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  try {
    return await first();
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    try {
      return await second();
    } catch (later) {
      throw isUnsupported(later) ? error : later;
    }
  }
}
