/** The item on the desk: question, remembered answer, truth, and what a person may decide. */
import { useMemo, useState } from 'react';
import type { ReviewDetails } from '../../src-preload/contract/review.ts';
import { FindingList } from '../audit/FindingList.tsx';
import { lastOf } from '../bridge/remote.ts';
import { Answer, PlainAnswer } from '../chat/Answer.tsx';
import { ReceiptView } from '../chat/ReceiptView.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Empty, Failed, Loading } from '../ui/States.tsx';
import { Time } from '../ui/Time.tsx';
import { useSay } from '../words/words.ts';
import { CorrectionEditor } from './CorrectionEditor.tsx';
import { DecisionBar } from './DecisionBar.tsx';
import { byDoubt, doubtedClaims } from './reviewQueue.ts';
import { chooseItem, useReview } from './reviewStore.ts';
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

function History({ details }: { readonly details: ReviewDetails }) {
  const say = useSay();
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('review.history')}</h3>
      <ol className="text-xs">
        {details.history.map((event) => (
          <li key={event.hash} className="flex flex-wrap gap-x-3 border-b py-1">
            <span className="text-dim">
              <Time at={event.at} hasZone />
            </span>
            <span>{event.who}</span>
            <span className="font-medium">{say(`review.event.${event.what}`)}</span>
            {event.note ? <span className="wrap-anywhere text-dim">{event.note}</span> : null}
          </li>
        ))}
      </ol>
    </section>
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

function Body({ details }: { readonly details: ReviewDetails }) {
  const say = useSay();
  const isEditing = useReview(({ editing }) => editing !== null);
  const [pointed, setPointed] = useState<Pointed>({ findingId: null, label: null });
  const { item, correction } = details;
  return (
    <div className="mx-auto flex max-w-260 flex-col gap-5 px-6 py-5">
      <header className="flex flex-col gap-1">
        <p className="flex items-center gap-2 text-warn">
          <Mark shape="flag" tone="warn" word={say('review.auditor', { verdict: say(`audit.${item.auditorVerdict}`) })} className="text-xs font-medium" />
        </p>
        <h2 className="text-lg leading-snug font-semibold wrap-anywhere">{item.memory.question}</h2>
        <p className="text-dim wrap-anywhere">{item.reason}</p>
      </header>
      <TruthPane findings={byDoubt(details.findings)} chosenId={pointed.findingId} />
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
      {details.findings.length > 0 ? (
        <section>
          <h3 className="eyebrow mb-1">{say('review.findings')}</h3>
          <FindingList findings={byDoubt(details.findings)} />
        </section>
      ) : null}
      <Evidence details={details} label={pointed.label} />
      <History details={details} />
    </div>
  );
}

export function Desk() {
  const say = useSay();
  const details = useReview((state) => state.details);
  const chosenId = useReview((state) => state.chosenId);
  const hasItems = useReview((state) => (lastOf(state.queue)?.items.length ?? 0) > 0);
  if (chosenId === null) return hasItems ? <Empty title={say('review.pick')} /> : null;
  const shown = lastOf(details);
  if (!shown) return details.at === 'failed' ? <Failed fault={details.fault} onRetry={() => void chooseItem(chosenId)} /> : <Loading />;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="group" aria-label={say('review.question')}>
        <Body key={shown.item.id} details={shown} />
      </div>
      <DecisionBar item={shown.item} />
    </>
  );
}
