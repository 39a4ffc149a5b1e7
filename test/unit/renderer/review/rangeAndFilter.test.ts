/** What x, Shift+X and the filters choose. */
import { expect, test } from 'vitest';
import type { ReviewItemId } from '../../../../src-preload/contract/ids.ts';
import { countChoices, EVERYTHING_OPEN, queryOf } from '../../../../src-renderer/review/queue/queueFilter.ts';
import { rangeOf } from '../../../../src-renderer/review/queue/selection.ts';

const id = (name: string) => name as ReviewItemId;
const items = ['a', 'b', 'c', 'd'].map((name) => ({ id: id(name) }));

test('a range runs from the last selected to the item on the desk, in either direction', () => {
  expect(rangeOf(items, id('b'), id('d'))).toEqual(['b', 'c', 'd']);
  expect(rangeOf(items, id('d'), id('b'))).toEqual(['b', 'c', 'd']);
});

test('without a start that is still listed only the item on the desk is selected; without an item nothing is', () => {
  expect(rangeOf(items, null, id('c'))).toEqual(['c']);
  expect(rangeOf(items, id('gone'), id('c'))).toEqual(['c']);
  expect(rangeOf(items, id('c'), id('a'))).toEqual(['a', 'b', 'c']);
  expect(rangeOf(items, id('a'), null)).toEqual([]);
  expect(rangeOf(items, id('a'), id('gone'))).toEqual([]);
});

test('"any" is not asked of the core, and every choice is', () => {
  expect(queryOf({ ...EVERYTHING_OPEN, search: '  ' })).toEqual({ state: 'pending', sort: 'value', limit: 500 });
  const narrow = { ...EVERYTHING_OPEN, search: ' LOAD ', check: 'judge', claimed: 'free', purpose: 'rule-change' } as const;
  expect(queryOf(narrow)).toEqual({ state: 'pending', sort: 'value', limit: 500, search: 'LOAD', check: 'judge', claimed: 'free', purpose: 'rule-change' });
  expect(countChoices(narrow)).toBe(3);
  expect(queryOf({ ...EVERYTHING_OPEN, verdict: 'flag', origin: 'model' })).toMatchObject({ verdict: 'flag', origin: 'model' });
});
