/** One decision on all selected items: looked at before, told item by item after. */
import { create } from 'zustand';
import type { BulkResult, bulkDecisions } from '../../../src-preload/contract/review/review.ts';
import type { FaultView } from '../../bridge/fault.ts';
import type { Core } from '../../bridge/line.ts';
import { ask } from '../../bridge/remote.ts';
import { clearSelection, useSelection } from '../queue/selection.ts';
import { chooseItem, queueItems, readQueue, useReview } from '../reviewStore.ts';

export type BulkDecision = (typeof bulkDecisions)[number];
type BulkEntry = Awaited<ReturnType<Core['review']['bulkPreview']>>['entries'][number];

export type Bulk =
  | { readonly at: 'looking'; readonly decision: BulkDecision }
  | { readonly at: 'failed'; readonly decision: BulkDecision; readonly fault: FaultView }
  | { readonly at: 'preview' | 'deciding'; readonly decision: BulkDecision; readonly entries: readonly BulkEntry[] }
  | { readonly at: 'done'; readonly decision: BulkDecision; readonly entries: readonly BulkEntry[]; readonly results: readonly BulkResult[] };

/** null: no dialog. */
export const useBulk = create<{ readonly bulk: Bulk | null }>(() => ({ bulk: null }));
const show = (bulk: Bulk): void => useBulk.setState({ bulk });

export const closeBulk = (): void => useBulk.setState({ bulk: null });

export async function previewBulk(decision: BulkDecision): Promise<void> {
  const ids = [...useSelection.getState().ids];
  if (ids.length === 0) return;
  const looking: Bulk = { at: 'looking', decision };
  show(looking);
  const answer = await ask((core) => core.review.bulkPreview({ ids, decision }));
  // Closed meanwhile, or opened again for another decision: this one is not to be shown, least of all under a finger that means the other.
  if (useBulk.getState().bulk !== looking) return;
  show(answer.isOk ? { at: 'preview', decision, entries: answer.value.entries } : { at: 'failed', decision, fault: answer.fault });
}

/** Decides what the preview said can be decided, as it was then: an item that changed since is refused by the core. */
export async function applyBulk(note: string): Promise<void> {
  const { bulk } = useBulk.getState();
  if (bulk?.at !== 'preview') return;
  const { decision, entries } = bulk;
  const items = entries.filter(({ canApply }) => canApply).map(({ id, version }) => ({ id, version }));
  if (items.length === 0) return;
  show({ at: 'deciding', decision, entries });
  const answer = await ask((core) => core.review.bulk({ items, decision, ...(note === '' ? {} : { note }) }));
  show(answer.isOk ? { at: 'done', decision, entries, results: answer.value.results } : { at: 'failed', decision, fault: answer.fault });
  clearSelection();
  await readQueue();
  const { chosenId } = useReview.getState();
  if (!queueItems().some(({ id }) => id === chosenId)) await chooseItem(queueItems()[0]?.id ?? null);
}
