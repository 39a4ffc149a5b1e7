/** Turns of one conversation are read back in the order of their ids where their instants are equal. */
import { expect, test, vi } from 'vitest';
import { newId } from '../../../src-main/base/ids.ts';

test('ids sort as they were made, thousands within one millisecond and over a clock that goes back', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-30T14:58:00Z') });
  try {
    const made = Array.from({ length: 10_000 }, (_, n) => {
      if (n === 6_000) vi.setSystemTime(Date.parse('2026-11-30T14:57:00Z'));
      return newId('trn');
    });
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  } finally {
    vi.useRealTimers();
  }
});
