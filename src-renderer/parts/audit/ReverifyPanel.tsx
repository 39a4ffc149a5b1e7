/** Re-verify now: asks the scheduler again for everything an answer rests on, and shows old -> new of what changed. */
import { RotateCw } from 'lucide-react';
import type { TurnId } from '../../../src-preload/contract/ids.ts';
import type { Reverification, ValueChange } from '../../../src-preload/contract/review/reverify.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { reverifyTurn, useReverified } from './reverifyStore.ts';

export function ReverifyButton({ turnId }: { readonly turnId: TurnId }) {
  const say = useSay();
  const isAsking = useReverified(turnId)?.at === 'loading';
  return (
    <Button isSmall disabled={isAsking} onClick={() => void reverifyTurn(turnId)}>
      <RotateCw size={12} aria-hidden="true" />
      {say(isAsking ? 'reverify.asking' : 'reverify.now')}
    </Button>
  );
}

function Change({ change }: { readonly change: ValueChange }) {
  const say = useSay();
  const { subject, field, was, now, labels } = change;
  return (
    <tr>
      <Cell className="pl-3 font-mono text-xs wrap-anywhere">{subject}</Cell>
      <Cell className="text-xs wrap-anywhere">{field}</Cell>
      <Cell className="font-mono text-xs wrap-anywhere">{was ?? <span className="text-faint">{say('reverify.nothing')}</span>}</Cell>
      <Cell className="font-mono text-xs font-semibold text-warn wrap-anywhere">{now ?? <span className="text-faint">{say('reverify.nothing')}</span>}</Cell>
      <Cell className="font-mono text-2xs text-dim">{labels.join(' ')}</Cell>
    </tr>
  );
}

function Changes({ changes, isTruncated }: Pick<Reverification, 'changes' | 'isTruncated'>) {
  const say = useSay();
  return (
    <div className="max-h-80 overflow-auto rounded-[5px] border border-line-strong" role="region" aria-label={say('reverify.changes')} tabIndex={0}>
      <table className="w-full">
        <thead>
          <tr className="bg-ground">
            <HeadCell className="pl-3">{say('reverify.subject')}</HeadCell>
            <HeadCell>{say('reverify.field')}</HeadCell>
            <HeadCell>{say('reverify.was')}</HeadCell>
            <HeadCell>{say('reverify.isNow')}</HeadCell>
            <HeadCell>{say('reverify.readings')}</HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-0">
          {changes.map((change) => (
            <Change key={`${change.subject} ${change.field} ${change.was} ${change.now}`} change={change} />
          ))}
        </tbody>
      </table>
      {isTruncated ? <p className="px-3 py-1 text-xs text-warn">{say('reverify.cut', { count: changes.length })}</p> : null}
    </div>
  );
}

/** What came of it; nothing while nobody asked. */
export function ReverifyPanel({ turnId }: { readonly turnId: TurnId }) {
  const say = useSay();
  const again = useReverified(turnId);
  if (again === null) return null;
  const last = lastOf(again);
  const unreadable = last?.receipts.filter(({ outcome }) => outcome === 'unreadable') ?? [];
  const isOtherPlan = last !== null && last.plan.was !== null && last.plan.now !== null && last.plan.was !== last.plan.now;
  return (
    <section aria-label={say('reverify.title')} aria-live="polite" className="flex flex-col gap-2 rounded-[5px] border border-line-strong bg-panel p-3">
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-xs">
        <span className="eyebrow">{say('reverify.title')}</span>
        {last === null ? null : (
          <span className="text-dim">
            <Time at={last.at} hasZone /> · {last.by}
          </span>
        )}
        {again.at === 'loading' ? <Mark shape="half" tone="accent" word={say('reverify.asking')} className="pulse" /> : null}
      </h3>
      {again.at === 'failed' ? (
        <p className="text-bad">
          <FaultLine fault={again.fault} />
        </p>
      ) : null}
      {isOtherPlan ? <Mark shape="delta" tone="warn" word={say('reverify.otherPlan')} className="text-xs" /> : null}
      {unreadable.map(({ label, tool, fault }) => (
        <p key={label} className="flex items-baseline gap-2 border-l-2 border-warn bg-warn-soft px-3 py-1.5 text-xs">
          <Glyph shape="dashed" />
          <span className="wrap-anywhere">
            {say('reverify.unreadable', { label, tool })} {fault === null ? null : <FaultLine fault={fault} />}
          </span>
        </p>
      ))}
      {last === null ? null : last.changes.length > 0 ? (
        <Changes changes={last.changes} isTruncated={last.isTruncated} />
      ) : unreadable.length < last.receipts.length ? (
        <Mark shape="check" tone="good" word={say(unreadable.length === 0 ? 'reverify.same' : 'reverify.sameRead')} className="text-xs" />
      ) : null}
      {last?.receipts.some(({ isPartial }) => isPartial) === true ? <p className="text-xs text-dim">{say('reverify.partial')}</p> : null}
    </section>
  );
}
