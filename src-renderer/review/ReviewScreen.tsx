/** Review: the queue on the left, one item on the desk, everything by key. */
import { useCallback, useEffect, useRef } from 'react';
import { useOnline } from '../bridge/useOnline.ts';
import { useApp } from '../frame/appStore.ts';
import { useKeys } from '../frame/keys.ts';
import { useSay } from '../words/words.ts';
import { previewBulk } from './bulk/bulkStore.ts';
import { approve, reject, startCorrecting, toggleClaim, undo } from './decisions.ts';
import { Desk } from './desk/Desk.tsx';
import { QueueList } from './queue/QueueList.tsx';
import { selectChosen, selectRange } from './queue/selection.ts';
import { readQueue, step, useReview } from './reviewStore.ts';

function useReviewKeys(focusSearch: () => void): void {
  useKeys('here', [
    { keys: 'j', word: 'review.next', run: () => step(1) },
    { keys: 'k', word: 'review.prev', run: () => step(-1) },
    { keys: 'a', word: 'review.approveKey', run: approve },
    { keys: 'e', word: 'review.correctKey', run: startCorrecting },
    { keys: 'r', word: 'review.rejectKey', run: reject },
    { keys: 'u', word: 'review.undoKey', run: undo },
    { keys: 'c', word: 'review.claimKey', run: toggleClaim },
    { keys: 'x', word: 'review.select', run: selectChosen },
    { keys: 'Shift+X', word: 'review.selectRange', run: selectRange },
    { keys: 'Shift+A', word: 'review.bulk.keyApprove', run: () => void previewBulk('approve') },
    { keys: 'Shift+R', word: 'review.bulk.keyReject', run: () => void previewBulk('reject') },
    { keys: '/', word: 'review.filter', run: focusSearch },
  ]);
}

export function ReviewScreen() {
  const say = useSay();
  const searchRef = useRef<HTMLInputElement>(null);
  const announcement = useReview((state) => state.announcement);
  const pending = useApp(({ status }) => status?.review.pending ?? null);
  const read = useCallback(() => void readQueue(), []);
  useOnline(read);
  // Another reviewer or the auditor changed the queue.
  useEffect(() => {
    if (pending !== null) read();
  }, [pending, read]);
  useReviewKeys(() => searchRef.current?.focus());
  return (
    <div className="flex h-full">
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      <QueueList searchRef={searchRef} />
      <section aria-label={say('review.title')} className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">{say('review.title')}</h1>
        <Desk />
      </section>
    </div>
  );
}
