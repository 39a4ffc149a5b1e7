/** What a person may decide about the item, each with its key. */
import type { ReviewItem } from '../../src-preload/contract/review.ts';
import { Button, type ButtonKind } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useNow } from '../ui/now.ts';
import { Time } from '../ui/Time.tsx';
import { useSay, type Word } from '../words/words.ts';
import { approve, claimItem, reject, startCorrecting, undo, useReview } from './reviewStore.ts';

interface ActionProps {
  readonly keys: string;
  readonly word: Word;
  readonly run: () => void;
  readonly kind?: ButtonKind;
}

function Action({ keys, word, run, kind = 'plain' }: ActionProps) {
  const say = useSay();
  const isBusy = useReview((state) => state.isBusy);
  return (
    <Button kind={kind} disabled={isBusy} onClick={run}>
      {say(word)} <Kbd keys={keys} />
    </Button>
  );
}

function Claimed({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  const now = useNow();
  if (!item.claimedBy || !item.claimedUntil || Date.parse(item.claimedUntil) < now) return null;
  return (
    <span className="flex items-center gap-1 text-xs text-dim">
      <Mark shape="half" tone="accent" word={say('review.claimedBy', { who: item.claimedBy })} /> → <Time at={item.claimedUntil} />
    </span>
  );
}

export function DecisionBar({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  if (item.state !== 'pending') {
    return (
      <footer className="flex items-center gap-3 border-t px-6 py-3">
        <Mark shape="check" tone="good" word={say('review.decided', { state: say(`review.${item.state}`), who: item.decidedBy ?? say('notKnown') })} />
        <Time at={item.decidedAt} hasZone />
        {item.note ? <span className="min-w-0 truncate text-dim">{item.note}</span> : null}
        <span className="flex-1" />
        <Action keys="u" word="review.undo" run={undo} />
      </footer>
    );
  }
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t px-6 py-3">
      <Action keys="a" word="review.approve" run={approve} kind="primary" />
      <Action keys="e" word="review.correct" run={startCorrecting} />
      <Action keys="r" word="review.reject" run={reject} kind="danger" />
      <span className="flex-1" />
      <Claimed item={item} />
      <Action keys="c" word="review.claimIt" run={claimItem} kind="quiet" />
      <Action keys="u" word="review.undo" run={undo} kind="quiet" />
    </footer>
  );
}
