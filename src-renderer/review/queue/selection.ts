/** Items chosen for one decision on all of them. */
import { create } from 'zustand';
import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { queueItems, step, useReview } from '../reviewStore.ts';

interface Selection {
  readonly ids: ReadonlySet<ReviewItemId>;
  /** Where a range starts: the last one selected alone. */
  readonly anchorId: ReviewItemId | null;
}

export const useSelection = create<Selection>(() => ({ ids: new Set(), anchorId: null }));
const { getState: get, setState: set } = useSelection;

/** The most the core decides at once. */
const MOST_SELECTED = 200;

export const clearSelection = (): void => set({ ids: new Set(), anchorId: null });

export function toggleSelected(id: ReviewItemId): void {
  const ids = new Set(get().ids);
  if (!ids.delete(id) && ids.size < MOST_SELECTED) ids.add(id);
  set({ ids, anchorId: id });
}

/** Selects the item on the desk and goes on to the next, so that a row of x selects a row of items. */
export function selectChosen(): void {
  const { chosenId } = useReview.getState();
  if (chosenId === null || !queueItems().some(({ id, state }) => id === chosenId && state === 'pending')) return;
  toggleSelected(chosenId);
  step(1);
}

/** From the last one selected to the item on the desk, both included. */
export function selectRange(): void {
  const { chosenId } = useReview.getState();
  const open = queueItems().filter(({ state }) => state === 'pending');
  const ids = rangeOf(open, get().anchorId, chosenId);
  if (ids.length > 0) set({ ids: new Set([...new Set([...get().ids, ...ids])].slice(0, MOST_SELECTED)), anchorId: chosenId });
}

/** The ids between two, whichever comes first; the second alone when the first is not listed. */
export function rangeOf(items: readonly Pick<ReviewItem, 'id'>[], from: ReviewItemId | null, to: ReviewItemId | null): ReviewItemId[] {
  const end = items.findIndex(({ id }) => id === to);
  if (end < 0) return [];
  const start = items.findIndex(({ id }) => id === from);
  const [first, last] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)];
  return items.slice(first, last + 1).map(({ id }) => id);
}
