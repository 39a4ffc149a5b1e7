/** Review: the queue on the left, one item on the desk, everything by key. */
import { clsx } from 'clsx';
import { useCallback, useEffect, useRef } from 'react';
import { useOnline } from '../bridge/useOnline.ts';
import { go, useHashQuery } from '../frame/address.ts';
import { useApp } from '../frame/appStore.ts';
import { useKeys } from '../frame/keys.ts';
import { useSay, type Word } from '../words/words.ts';
import { previewBulk } from './bulk/bulkStore.ts';
import { approve, reject, startCorrecting, toggleClaim, undo } from './decisions.ts';
import { Desk } from './desk/Desk.tsx';
import { QueueList } from './queue/QueueList.tsx';
import { selectChosen, selectRange } from './queue/selection.ts';
import { readQueue, step, useReview } from './reviewStore.ts';
import { ScorecardTab } from './scorecard/ScorecardTab.tsx';

function useReviewKeys(focusSearch: () => void): void {
  useKeys('here', [
    { keys: 'j', word: 'review.next', run: () => step(1), isRepeatable: true },
    { keys: 'k', word: 'review.prev', run: () => step(-1), isRepeatable: true },
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

function QueueTab() {
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
    <div className="flex min-h-0 flex-1">
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      <QueueList searchRef={searchRef} />
      <section aria-label={say('review.title')} className="flex min-w-0 flex-1 flex-col">
        <Desk />
      </section>
    </div>
  );
}

interface TabProps {
  readonly href: string;
  readonly word: Word;
  readonly isHere: boolean;
}

function Tab({ href, word, isHere }: TabProps) {
  const say = useSay();
  return (
    <a
      href={`#${href}`}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(
        'border-b-2 px-1 py-1.5 text-sm no-underline',
        isHere ? 'border-accent font-medium text-ink' : 'border-transparent text-dim hover:text-ink',
      )}
    >
      {say(word)}
    </a>
  );
}

const QUEUE = '/review';
const SCORECARD = '/review?show=scorecard';

export function ReviewScreen() {
  const say = useSay();
  const isScorecard = new URLSearchParams(useHashQuery()).get('show') === 'scorecard';
  useKeys('here', [{ keys: 's', word: isScorecard ? 'review.queue' : 'scorecard.title', run: () => go(isScorecard ? QUEUE : SCORECARD) }]);
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{say('review.title')}</h1>
      <nav aria-label={say('review.title')} className="flex gap-5 border-b bg-ground px-3">
        <Tab href={QUEUE} word="review.queue" isHere={!isScorecard} />
        <Tab href={SCORECARD} word="scorecard.title" isHere={isScorecard} />
      </nav>
      {isScorecard ? <ScorecardTab /> : <QueueTab />}
    </div>
  );
}
