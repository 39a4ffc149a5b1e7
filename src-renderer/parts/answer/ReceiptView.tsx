/** One reading: what was asked, when, how old and how complete the answer was, and the answer itself. */
import type { Claim, Receipt } from '../../../src-preload/contract/chat.ts';
import { DataView } from '../../ui/data/DataView.tsx';
import { DemoStamp } from '../../ui/marks/DemoStamp.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Ago, Time } from '../../ui/time/Time.tsx';
import { durationText } from '../../ui/time/time.ts';
import { useSay } from '../../words/words.ts';
import { argsText } from './argsText.ts';

function Completeness({ receipt }: { readonly receipt: Receipt }) {
  const say = useSay();
  if (receipt.isTruncated) return <Mark shape="half" tone="warn" word={say('evidence.isTruncated')} />;
  if (!receipt.isComplete) return <Mark shape="half" tone="warn" word={say('evidence.isIncomplete')} />;
  return <Mark shape="check" tone="good" word={say('evidence.isComplete')} />;
}

/** What to point out in the data: the claimed value, the observed one, and the thing they are about. */
const soughtBy = (claim: Claim | null): string[] =>
  claim === null
    ? []
    : [claim.claimed, claim.observed, claim.subject?.replace(/^[a-z]+:/, '') ?? null].filter((text): text is string => text !== null && text !== '');

export function ReceiptView({ receipt, claim }: { readonly receipt: Receipt; readonly claim: Claim | null }) {
  const say = useSay();
  const args = argsText(receipt.args, receipt.data);
  return (
    <section className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h3 className="eyebrow">{say('evidence.receipt', { label: receipt.label })}</h3>
        {receipt.isDemo ? <DemoStamp /> : null}
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        <dt className="text-dim">{say('evidence.tool')}</dt>
        <dd className="font-mono font-medium">{receipt.tool}</dd>
        <dt className="text-dim">{say('evidence.args')}</dt>
        <dd className="font-mono wrap-anywhere">{args === '' ? say('evidence.noArgs') : args}</dd>
        <dt className="text-dim">{say('evidence.observedAt')}</dt>
        <dd>
          <Time at={receipt.observedAt} hasZone /> <span className="text-faint">(</span>
          <Ago at={receipt.observedAt} />
          <span className="text-faint">)</span>
        </dd>
        <dt className="text-dim">{say('evidence.age')}</dt>
        <dd>{receipt.ageMs < 1000 ? say('evidence.fresh') : durationText(receipt.ageMs)}</dd>
        <dt className="text-dim">{say('evidence.complete')}</dt>
        <dd>
          <Completeness receipt={receipt} />
        </dd>
        <dt className="text-dim">{say('evidence.duration')}</dt>
        <dd>{durationText(receipt.durationMs)}</dd>
        {receipt.planId === null ? null : (
          <>
            <dt className="text-dim">{say('evidence.plan')}</dt>
            <dd className="font-mono">{receipt.planId}</dd>
          </>
        )}
        <dt className="text-dim">{say('evidence.hash')}</dt>
        <dd className="truncate font-mono text-faint" title={receipt.hash}>
          {receipt.hash}
        </dd>
      </dl>
      {receipt.fault ? (
        <p className="border-l-2 border-bad bg-bad-soft px-3 py-2 text-bad wrap-anywhere">
          <FaultLine fault={receipt.fault} /> <span className="font-mono text-xs">{receipt.fault.code}</span>
        </p>
      ) : null}
      {receipt.outcome === 'failed' ? null : (
        <>
          <h4 className="eyebrow">{say('evidence.data')}</h4>
          <DataView data={receipt.data} sought={soughtBy(claim)} />
        </>
      )}
    </section>
  );
}
