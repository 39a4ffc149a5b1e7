/** What Resync tells when it happens, and what it has told; each can be removed. */
import { X } from 'lucide-react';
import { lastOf } from '../../bridge/remote.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { removeWatch, useChanges } from './changesStore.ts';

export function Watches() {
  const say = useSay();
  const remote = useChanges((state) => state.watches);
  const watches = lastOf(remote);
  return (
    <section className="border-t px-4 py-3">
      <h2 className="mb-1 text-xs font-semibold">{say('watch.title')}</h2>
      {watches === null ? remote.at === 'failed' ? <Failed fault={remote.fault} /> : <Loading /> : null}
      {watches?.length === 0 ? <p className="text-xs text-faint">{say('watch.none')}</p> : null}
      <ul className="max-w-4xl">
        {watches?.map(({ id, jobKey, event, firedAt, seen, createdAt }) => (
          <li key={id} className="flex items-center gap-3 border-b py-1 text-xs">
            <span className="min-w-0 flex-1 font-mono wrap-anywhere">{jobKey}</span>
            <span>{say(`watch.${event}`)}</span>
            {firedAt === null ? (
              <Mark shape="ring" tone="quiet" word={say('watch.waiting')} />
            ) : (
              <Mark shape="flag" tone="warn" word={`${say('watch.fired')}${seen === null ? '' : `: ${seen}`}`} />
            )}
            <Time at={firedAt ?? createdAt} />
            <IconButton label={say('watch.remove', { job: jobKey })} onClick={() => void removeWatch(id)}>
              <X size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
