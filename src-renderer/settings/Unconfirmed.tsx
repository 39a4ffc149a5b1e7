/** Addresses that came from a file: what they were, what they are, and the button that lets anything be sent there. */
import type { SettingsView } from '../../src-preload/contract/settings.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { type Word, useSay } from '../words/words.ts';
import { confirmShown } from './settingsStore.ts';

type Row = SettingsView['unconfirmed'][number];

const WHAT: Readonly<Record<Row['what'], Word>> = {
  new: 'confirm.new',
  address: 'confirm.address',
  protection: 'confirm.protection',
  secret: 'confirm.secret',
};
const NAMES: Readonly<Record<string, Word>> = { llm: 'llm.title', queue: 'auditor.redisUrl' };

function Address({ row }: { readonly row: Row }) {
  const say = useSay();
  const known = NAMES[row.party];
  const name = known === undefined ? row.name : say(known);
  return (
    <li className="mb-4 flex flex-col items-start gap-2 border-l-2 border-bad bg-bad-soft px-3 py-2">
      <p>
        <strong className="font-medium text-bad">{name}:</strong> {say(WHAT[row.what])}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 text-xs">
        {row.before.length === 0 ? null : (
          <>
            <dt className="text-dim">{say('confirm.before')}</dt>
            <dd className="font-mono wrap-anywhere">{row.before.join(', ')}</dd>
          </>
        )}
        <dt className="text-dim">{say('confirm.now')}</dt>
        <dd className="font-mono wrap-anywhere">{row.origins.join(', ')}</dd>
      </dl>
      {row.isTlsUnverified ? <Mark shape="square" tone="bad" word={say('engine.unverifiedShort')} className="text-xs" /> : null}
      {row.isUnencryptedAllowed ? <Mark shape="square" tone="bad" word={say('unencrypted.short')} className="text-xs" /> : null}
      {row.hasUnbound ? <p className="text-xs">{say('confirm.unbound')}</p> : null}
      <Button isSmall aria-label={say('confirm.named', { name })} onClick={() => void confirmShown([row])}>
        {say('confirm.do')}
      </Button>
    </li>
  );
}

export function Unconfirmed({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  if (view.unconfirmed.length === 0) return null;
  return (
    <section aria-label={say('confirm.title')}>
      <ul>
        {view.unconfirmed.map((row) => (
          <Address key={row.party} row={row} />
        ))}
      </ul>
    </section>
  );
}
