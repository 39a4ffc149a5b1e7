/** How many items are selected, and what may be decided about all of them. */

import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../words/words.ts';
import { clearSelection, useSelection } from '../queue/selection.ts';
import { useReview } from '../reviewStore.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { previewBulk } from './bulkStore.ts';

/** Where the keyboard goes on when the bar is gone. */
function clear(): void {
  clearSelection();
  document.getElementById('review-desk')?.focus();
}

export function BulkBar() {
  const say = useSay();
  const count = useSelection(({ ids }) => ids.size);
  const isPending = useReview(({ filter }) => filter.state === 'pending');
  return (
    <>
      {count > 0 && isPending ? (
        <div role="group" aria-label={say('review.bulk')} className="flex flex-wrap items-center gap-1.5 border-t bg-accent-soft px-3 py-2">
          <span className="w-full text-xs font-medium" aria-live="polite">
            {say('review.bulk.selected', { count })}
          </span>
          <Button isSmall kind="primary" onClick={() => void previewBulk('approve')}>
            {say('review.approve')}…
          </Button>
          <Button isSmall kind="danger" onClick={() => void previewBulk('reject')}>
            {say('review.reject')}…
          </Button>
          <span className="flex-1" />
          <Button isSmall kind="quiet" onClick={clear}>
            {say('do.clear')}
          </Button>
        </div>
      ) : null}
      <BulkDialog />
    </>
  );
}
