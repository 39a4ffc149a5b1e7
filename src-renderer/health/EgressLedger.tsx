/** The egress ledger: every connection, to which host, why, and how much. */
import { lastOf } from '../bridge/remote.ts';
import { Empty, Failed, Loading } from '../ui/data/States.tsx';
import { Time } from '../ui/time/Time.tsx';
import { Cell, HeadCell } from '../ui/data/table.tsx';
import { bytesText } from '../ui/time/time.ts';
import { useSay, type Word } from '../words/words.ts';
import { readHealth, useHealth } from './healthStore.ts';

const PURPOSES: Readonly<Record<string, Word>> = { engine: 'purpose.engine', llm: 'purpose.llm', queue: 'purpose.queue' };

function ByHost() {
  const say = useSay();
  const egress = useHealth((state) => lastOf(state.egress));
  return (
    <table className="w-full">
      <caption className="eyebrow pb-1 text-left">{say('egress.byHost')}</caption>
      <thead>
        <tr>
          <HeadCell className="w-full">{say('egress.host')}</HeadCell>
          <HeadCell>{say('egress.purpose')}</HeadCell>
          <HeadCell isNumber>{say('egress.calls')}</HeadCell>
          <HeadCell isNumber>{say('egress.sent')}</HeadCell>
          <HeadCell isNumber>{say('egress.received')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {egress?.byHost.map((total) => (
          <tr key={`${total.host} ${total.purpose}`}>
            <Cell className="font-mono text-xs">{total.host}</Cell>
            <Cell className="whitespace-nowrap">{say(PURPOSES[total.purpose] ?? 'purpose.engine')}</Cell>
            <Cell isNumber>{total.calls}</Cell>
            <Cell isNumber>{bytesText(total.bytesOut)}</Cell>
            <Cell isNumber>{bytesText(total.bytesIn)}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Entries() {
  const say = useSay();
  const egress = useHealth((state) => lastOf(state.egress));
  return (
    <div role="region" aria-label={say('egress.entries')} tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full text-xs">
        <caption className="eyebrow pb-1 text-left">{say('egress.entries')}</caption>
        <thead className="sticky top-0 bg-panel">
          <tr>
            <HeadCell>{say('egress.when')}</HeadCell>
            <HeadCell>{say('egress.host')}</HeadCell>
            <HeadCell className="w-full">{say('egress.why')}</HeadCell>
            <HeadCell isNumber>{say('egress.sent')}</HeadCell>
            <HeadCell isNumber>{say('egress.received')}</HeadCell>
            <HeadCell>{say('egress.outcome')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {egress?.entries.map((entry, index) => (
            <tr key={`${entry.at} ${index}`}>
              <Cell>
                <Time at={entry.at} hasZone />
              </Cell>
              <Cell className="font-mono whitespace-nowrap">{entry.host}</Cell>
              <Cell className="wrap-anywhere">{entry.why}</Cell>
              <Cell isNumber>{bytesText(entry.bytesOut)}</Cell>
              <Cell isNumber>{bytesText(entry.bytesIn)}</Cell>
              <Cell className="whitespace-nowrap">{entry.outcome}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function EgressLedger() {
  const say = useSay();
  const egress = useHealth((state) => state.egress);
  const shown = lastOf(egress);
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h2 className="text-base font-semibold">{say('egress.title')}</h2>
        <p className="text-dim">{say('egress.text')}</p>
      </div>
      {egress.at === 'failed' ? <Failed fault={egress.fault} onRetry={() => void readHealth()} /> : null}
      {!shown && egress.at === 'loading' ? <Loading /> : null}
      {shown?.entries.length === 0 ? <Empty title={say('egress.none')} /> : null}
      {shown && shown.entries.length > 0 ? (
        <>
          <ByHost />
          <Entries />
        </>
      ) : null}
    </section>
  );
}
