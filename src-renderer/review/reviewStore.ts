/** Review: the queue as it is filtered, and the item on the desk. */
import { create } from 'zustand';
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { ReviewCounters, ReviewDetails, ReviewItem } from '../../src-preload/contract/review/review.ts';
import { LOADING, lastOf, type Remote, readInto } from '../bridge/remote.ts';
import { EVERYTHING_OPEN, type QueueFilter, queryOf } from './queue/queueFilter.ts';

interface ReviewQueue {
  readonly items: readonly ReviewItem[];
  readonly total: number;
  readonly counters: ReviewCounters;
}

interface ReviewScreenState {
  readonly queue: Remote<ReviewQueue>;
  readonly filter: QueueFilter;
  readonly chosenId: ReviewItemId | null;
  readonly details: Remote<ReviewDetails>;
  /** The correction being written; null when the editor is closed. */
  readonly editing: { readonly answer: string; readonly note: string } | null;
  readonly isBusy: boolean;
  /** The last item decided here: `u` takes that decision back even after the next item was opened. */
  readonly lastDecidedId: ReviewItemId | null;
  /** The item somebody else changed under the reader's hand: said where the decision was made. */
  readonly conflictId: ReviewItemId | null;
  readonly announcement: string;
}

export const useReview = create<ReviewScreenState>(() => ({
  queue: LOADING,
  filter: EVERYTHING_OPEN,
  chosenId: null,
  details: LOADING,
  editing: null,
  isBusy: false,
  lastDecidedId: null,
  conflictId: null,
  announcement: '',
}));

const { getState: get, setState: set } = useReview;
export const queueItems = (): readonly ReviewItem[] => lastOf(get().queue)?.items ?? [];

let newestReading = 0;

/**
 * Reads the queue. What is on the desk stays there, also when somebody else decided it meanwhile: an item never changes under
 * the finger that is about to decide it. It is read again, so that its decision is shown.
 */
export async function readQueue(): Promise<void> {
  newestReading += 1;
  const reading = newestReading;
  await readInto(
    () => get().queue,
    (queue) => {
      if (reading === newestReading) set({ queue });
    },
    (core) => core.review.list(queryOf(get().filter)),
  );
  if (reading !== newestReading) return;
  const { chosenId } = get();
  if (chosenId === null) return chooseItem(queueItems()[0]?.id ?? null);
  const listed = queueItems().find(({ id }) => id === chosenId);
  const shown = lastOf(get().details);
  const isOld = shown?.item.id === chosenId && listed?.version !== shown.item.version;
  if (isOld && shown.item.state === 'pending') await readDetails(chosenId);
}

/** Opens the first item of what is shown now. */
export async function filterQueue(change: Partial<QueueFilter>): Promise<void> {
  set(({ filter }) => ({ filter: { ...filter, ...change }, editing: null }));
  await readQueue();
  if (!queueItems().some(({ id }) => id === get().chosenId)) await chooseItem(queueItems()[0]?.id ?? null);
}

export async function chooseItem(id: ReviewItemId | null): Promise<void> {
  set({ chosenId: id, details: LOADING, editing: null, conflictId: null });
  if (id !== null) await readDetails(id);
}

export async function readDetails(id: ReviewItemId): Promise<void> {
  await readInto(
    () => get().details,
    (details) => {
      if (get().chosenId === id) set({ details });
    },
    (core) => core.review.get({ id }),
  );
}

/** Shows details that came with the answer to a change. */
export function takeDetails(details: ReviewDetails): void {
  if (get().chosenId === details.item.id) set({ details: { at: 'ready', value: details } });
}

export function step(by: 1 | -1): void {
  const items = queueItems();
  const at = items.findIndex(({ id }) => id === get().chosenId);
  const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
  if (next && next.id !== get().chosenId) void chooseItem(next.id);
}
