/** Before: which of the selected items the decision applies to, and why not to the others. After: what became of each. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Overlay } from '../../ui/Overlay.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { useSay } from '../../words/words.ts';
import { applyBulk, type Bulk, closeBulk, previewBulk, useBulk } from './bulkStore.ts';

function Row({ question, mark, why }: { readonly question: string; readonly mark: ReactNode; readonly why: string | null }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b py-1.5 last:border-0">
      <span className="truncate">{question}</span>
      {mark}
      {why === null ? null : <span className="col-span-2 text-xs text-dim wrap-anywhere">{why}</span>}
    </li>
  );
}

function Rows({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  return (
    <ul tabIndex={0} aria-label={say('review.bulk.items')} className="min-h-0 flex-1 overflow-auto border-y px-5">
      {children}
    </ul>
  );
}

function Preview({ bulk }: { readonly bulk: Extract<Bulk, { readonly at: 'preview' | 'deciding' }> }) {
  const say = useSay();
  const [note, setNote] = useState('');
  const { decision, entries, at } = bulk;
  const count = entries.filter(({ canApply }) => canApply).length;
  // What is left out is what a person must see first.
  const rows = entries.toSorted((one, other) => Number(one.canApply) - Number(other.canApply));
  return (
    <form
      className="flex min-h-0 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void applyBulk(note.trim());
      }}
    >
      <p className="px-5 pt-2 text-dim">{say('review.bulk.applies', { count, total: entries.length })}</p>
      <Rows>
        {rows.map(({ id, question, canApply, why }) => (
          <Row
            key={id}
            question={question}
            why={why}
            mark={
              canApply ? (
                <Mark shape="check" tone="good" word={say('review.bulk.applied')} className="text-xs" />
              ) : (
                <Mark shape="line" tone="warn" word={say('review.bulk.leftOut')} className="text-xs" />
              )
            }
          />
        ))}
      </Rows>
      <div className="px-5">
        <TextField label={say('review.note')} value={note} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
      </div>
      <div className="flex justify-end gap-2 px-5 pb-4">
        <Button onClick={closeBulk}>{say('do.cancel')}</Button>
        <Button type="submit" kind={decision === 'approve' ? 'primary' : 'danger'} disabled={count === 0} aria-disabled={at === 'deciding' || undefined}>
          {say(`review.bulk.${decision}`, { count })}
        </Button>
      </div>
    </form>
  );
}

function Results({ bulk }: { readonly bulk: Extract<Bulk, { readonly at: 'done' }> }) {
  const say = useSay();
  const { entries, results } = bulk;
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const questions = new Map(entries.map(({ id, question }) => [id, question]));
  // The button that had the focus is gone with the preview.
  const closeRef = useRef<HTMLButtonElement>(null);
  useEffect(() => closeRef.current?.focus(), []);
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <p role="status" className="px-5 pt-2">
        <Mark shape="check" tone="good" word={say('review.bulk.done', { count: done })} />
      </p>
      {refused.length === 0 ? null : (
        <Rows>
          {refused.map(({ id, why }) => (
            <Row
              key={id}
              question={questions.get(id) ?? id}
              why={why}
              mark={<Mark shape="delta" tone="warn" word={say('review.bulk.refused')} className="text-xs" />}
            />
          ))}
        </Rows>
      )}
      <p className="px-5 text-xs text-dim">{say('review.bulk.undoHint')}</p>
      <div className="flex justify-end px-5 pb-4">
        <Button ref={closeRef} kind="primary" onClick={closeBulk}>
          {say('do.close')}
        </Button>
      </div>
    </div>
  );
}

function Content({ bulk }: { readonly bulk: Bulk }) {
  if (bulk.at === 'looking') return <Loading />;
  if (bulk.at === 'failed') return <Failed fault={bulk.fault} onRetry={() => void previewBulk(bulk.decision)} />;
  return bulk.at === 'done' ? <Results bulk={bulk} /> : <Preview bulk={bulk} />;
}

export function BulkDialog() {
  const say = useSay();
  const bulk = useBulk((state) => state.bulk);
  return (
    <Overlay isOpen={bulk !== null} onClose={closeBulk} title={say(bulk?.decision === 'reject' ? 'review.bulk.titleReject' : 'review.bulk.titleApprove')}>
      {bulk === null ? null : <Content bulk={bulk} />}
    </Overlay>
  );
}
