/** What a person may decide about the item, each with its key. */
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { Button, type ButtonKind } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/marks/Kbd.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useNow } from '../../ui/time/now.ts';
import { Time } from '../../ui/time/Time.tsx';
import { useSay, type Word } from '../../words/words.ts';
import { approve, reject, startCorrecting, toggleClaim, undo } from '../decisions.ts';
import { useReview } from '../reviewStore.ts';
import { stateLook } from '../stateLook.ts';

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
    // Not `disabled`: that would drop the focus of who pressed it. The store takes one decision at a time anyway.
    <Button kind={kind} aria-disabled={isBusy || undefined} onClick={run}>
      {say(word)} <Kbd keys={keys} />
    </Button>
  );
}

function Claimed({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  const now = useNow();
  if (!isHeld(item, now)) return null;
  return (
    <span className="flex items-center gap-1 text-xs text-dim">
      <Mark shape="half" tone="accent" word={say('review.claimedBy', { who: item.claimedBy ?? '' })} /> → <Time at={item.claimedUntil} />
    </span>
  );
}

/** Somebody else was faster: who, what they did, and that nothing of the reader's was saved. */
function Conflict({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  const isHere = useReview(({ conflictId }) => conflictId === item.id);
  if (!isHere) return null;
  return (
    <p role="alert" className="flex flex-wrap items-baseline gap-x-2 border-t border-warn bg-warn-soft px-6 py-2">
      <Mark shape="delta" tone="warn" word={say('review.faster')} className="font-semibold" />
      <span className="wrap-anywhere">
        {item.state !== 'pending' ? (
          <>
            {say('review.decided', { state: say(`review.${item.state}`), who: item.decidedBy ?? say('notKnown') })} · <Time at={item.decidedAt} hasZone />.
          </>
        ) : item.claimedBy !== null ? (
          <>{say('review.claimedBy', { who: item.claimedBy })}.</>
        ) : null}{' '}
        {say('review.conflict')}
      </span>
    </p>
  );
}

const isHeld = (item: ReviewItem, now: number): boolean => item.claimedBy !== null && item.claimedUntil !== null && Date.parse(item.claimedUntil) >= now;

function Decided({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  const isProposal = item.memory.purpose === 'rule-change';
  const state = isProposal && item.state === 'rejected' ? say('review.proposal.dismissed') : say(`review.${item.state}`);
  return (
    <>
      <Mark {...stateLook[item.state]} word={say('review.decided', { state, who: item.decidedBy ?? say('notKnown') })} />
      <Time at={item.decidedAt} hasZone />
      {item.note ? <span className="min-w-0 truncate text-dim">{item.note}</span> : null}
      <span className="flex-1" />
      <Action keys="u" word="review.undo" run={undo} />
    </>
  );
}

function Open({ item }: { readonly item: ReviewItem }) {
  const isProposal = item.memory.purpose === 'rule-change';
  const now = useNow();
  return (
    <>
      <Action keys="a" word={isProposal ? 'review.proposal.approve' : 'review.approve'} run={approve} kind="primary" />
      {isProposal ? null : <Action keys="e" word="review.correct" run={startCorrecting} />}
      <Action keys="r" word={isProposal ? 'review.proposal.dismiss' : 'review.reject'} run={reject} kind="danger" />
      {/* Not at the right edge: notices stand there for a while. */}
      <Action keys="c" word={isHeld(item, now) ? 'review.release' : 'review.claimIt'} run={toggleClaim} kind="quiet" />
      <Action keys="u" word="review.undo" run={undo} kind="quiet" />
      <Claimed item={item} />
    </>
  );
}

export function DecisionBar({ item }: { readonly item: ReviewItem }) {
  return (
    <>
      <Conflict item={item} />
      <footer className="flex min-h-13 flex-wrap items-center gap-2 border-t px-6 py-2.5">
        {item.state === 'pending' ? <Open item={item} /> : <Decided item={item} />}
      </footer>
    </>
  );
}
