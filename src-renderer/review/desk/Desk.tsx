/** The item on the desk: question, remembered answer, truth, and what a person may decide. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReviewDetails, ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { ReverifyButton, ReverifyPanel } from '../../parts/audit/ReverifyPanel.tsx';
import { useReverified } from '../../parts/audit/reverifyStore.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Answer, PlainAnswer } from '../../parts/answer/Answer.tsx';
import { ReceiptView } from '../../parts/answer/ReceiptView.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Empty, Failed, Loading } from '../../ui/data/States.tsx';
import { useSay } from '../../words/words.ts';
import { checkName, guidelinesFor } from '../checks.ts';
import { doubtedClaims } from '../reviewQueue.ts';
import { chooseItem, useReview } from '../reviewStore.ts';
import { CorrectionEditor } from './CorrectionEditor.tsx';
import { DecisionBar } from './DecisionBar.tsx';
import { Guidelines } from './Guidelines.tsx';
import { History } from './History.tsx';
import { Proposal } from './Proposal.tsx';
import { SimilarItems } from './SimilarItems.tsx';
import { TruthPane } from './TruthPane.tsx';

interface Pointed {
  readonly findingId: string | null;
  readonly label: string | null;
}

interface DoubtedAnswerProps {
  readonly details: ReviewDetails;
  readonly pointed: Pointed;
  readonly onPoint: (pointed: Pointed) => void;
}

function DoubtedAnswer({ details, pointed, onPoint }: DoubtedAnswerProps) {
  const { answer } = details.item.memory;
  const claims = useMemo(() => doubtedClaims(answer, details.findings), [answer, details.findings]);
  return (
    <div className="doubted rounded-[5px] border bg-sunk px-4 py-3">
      <Answer
        markdown={answer}
        isStreaming={false}
        claims={claims}
        receipts={details.receipts}
        chosenClaimId={pointed.findingId}
        onClaim={(findingId) => onPoint({ findingId, label: null })}
        onCite={(label) => onPoint({ findingId: null, label })}
      />
    </div>
  );
}

function Evidence({ details, label }: { readonly details: ReviewDetails; readonly label: string | null }) {
  const say = useSay();
  if (details.receipts.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('review.evidence')}</h3>
      <div className="flex flex-col gap-1">
        {details.receipts.map((receipt) => (
          <details
            key={`${receipt.id} ${receipt.label === label}`}
            open={receipt.label === label}
            ref={receipt.label === label ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            className="rounded-[5px] border px-3 py-1.5"
          >
            <summary className="text-xs">
              <span className="font-mono text-faint">{receipt.label}</span> <span className="font-mono font-medium">{receipt.tool}</span>
            </summary>
            <div className="pt-2">
              <ReceiptView receipt={receipt} claim={null} />
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}

function Heading({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  const { turnId, purpose } = item.memory;
  return (
    <header className="flex flex-col gap-1">
      <div className="flex min-h-6 items-center gap-3">
        {purpose === 'rule-change' ? (
          <Mark shape="delta" tone="accent" word={say('review.proposal')} className="text-xs font-medium" />
        ) : (
          <Mark shape="flag" tone="warn" word={say('review.auditor', { verdict: say(`audit.${item.auditorVerdict}`) })} className="text-xs font-medium" />
        )}
        <span className="min-w-0 truncate text-xs text-dim">{item.checks.map((check) => checkName(check, say)).join(' · ')}</span>
        <span className="flex-1" />
        {turnId === null ? null : <ReverifyButton turnId={turnId} />}
      </div>
      <h2 className="text-lg leading-snug font-semibold wrap-anywhere">{item.memory.question}</h2>
      <p className="text-dim wrap-anywhere">{item.reason}</p>
      {/* Where there is no room beside the item, the first guideline stands in sight; the rest follow below. */}
      <p className="text-xs text-dim @5xl:hidden">
        <span className="font-semibold">{say('review.guidelines')}:</span> {guidelinesFor({ ...item, purpose }, say)[0]?.decide}
      </p>
    </header>
  );
}

function Doubt({ details }: { readonly details: ReviewDetails }) {
  const say = useSay();
  const isEditing = useReview(({ editing }) => editing !== null);
  const [pointed, setPointed] = useState<Pointed>({ findingId: null, label: null });
  const { item, correction } = details;
  const again = useReverified(item.memory.turnId);
  return (
    <>
      <TruthPane findings={details.findings} chosenId={pointed.findingId} again={again === null ? null : lastOf(again)} />
      {item.memory.turnId === null ? null : <ReverifyPanel turnId={item.memory.turnId} />}
      <section className="flex flex-col gap-2">
        <h3 className="eyebrow">{say('review.answer')}</h3>
        <DoubtedAnswer details={details} pointed={pointed} onPoint={setPointed} />
        {correction ? (
          <>
            <h3 className="eyebrow">{say('review.correction')}</h3>
            <div className="rounded-[5px] border border-l-2 border-l-good px-4 py-3">
              <PlainAnswer markdown={correction.answer} />
            </div>
          </>
        ) : null}
        {isEditing ? <CorrectionEditor /> : null}
      </section>
      <Evidence details={details} label={pointed.label} />
    </>
  );
}

function Body({ details }: { readonly details: ReviewDetails }) {
  const { item, similar, history } = details;
  return (
    <div className="mx-auto grid max-w-400 gap-x-8 gap-y-5 px-6 py-5 @5xl:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Heading item={item} />
        {item.memory.purpose === 'rule-change' ? <Proposal memory={item.memory} /> : <Doubt details={details} />}
      </div>
      <div className="flex min-w-0 flex-col gap-5 @5xl:border-l @5xl:pl-6">
        <Guidelines item={item} />
        <SimilarItems similar={similar} />
        <History itemId={item.id} history={history} />
      </div>
    </div>
  );
}

/** Who decided by key is left on no control: the keyboard goes on at the item that is shown now. */
function useKeptFocus(shownId: string | null, isEditing: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shownId === null || isEditing) return;
    ref.current?.scrollTo(0, 0);
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [shownId, isEditing]);
  return ref;
}

export function Desk() {
  const say = useSay();
  const details = useReview((state) => state.details);
  const chosenId = useReview((state) => state.chosenId);
  const isEditing = useReview(({ editing }) => editing !== null);
  const hasItems = useReview((state) => (lastOf(state.queue)?.items.length ?? 0) > 0);
  const shown = lastOf(details);
  const desk = useKeptFocus(shown?.item.id ?? null, isEditing);
  if (chosenId === null) return hasItems ? <Empty title={say('review.pick')} /> : null;
  return (
    <>
      {/* Stays while the next item is read: it may hold the focus. */}
      <div
        ref={desk}
        className="@container min-h-0 flex-1 overflow-auto -outline-offset-2"
        tabIndex={0}
        role="group"
        aria-label={say('review.desk')}
        id="review-desk"
      >
        {shown ? (
          <Body key={shown.item.id} details={shown} />
        ) : details.at === 'failed' ? (
          <Failed fault={details.fault} onRetry={() => void chooseItem(chosenId)} />
        ) : (
          <Loading />
        )}
      </div>
      {shown ? <DecisionBar item={shown.item} /> : null}
    </>
  );
}
