/** Backups in Settings: how they stand, when and where they are made, one now, and the way back. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BackupList } from '../../../src-preload/contract/backup.ts';
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import { lastOf } from '../../bridge/remote.ts';
import { useOnline } from '../../bridge/useOnline.ts';
import { Section } from '../../ui/Section.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { SettingsForm } from '../form/SettingsForm.tsx';
import { makeBackup, readBackups, useBackups } from './backupStore.ts';
import { RestoreDialog } from './RestoreDialog.tsx';
import { Trouble } from './Trouble.tsx';

function Standing({ list: { folder, backups, fault, lastFault, nextDueAt } }: { readonly list: BackupList }) {
  const say = useSay();
  const last = backups.find(({ kind, problem }) => problem === null && (kind === 'scheduled' || kind === 'asked'));
  return (
    <>
      {lastFault !== null ? <Trouble fault={lastFault} /> : fault !== null ? <Trouble fault={fault} /> : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-dim">{say('backup.last')}</dt>
        <dd>{last === undefined ? say('backup.none') : <Time at={last.at} hasZone />}</dd>
        <dt className="text-dim">{say('backup.next')}</dt>
        <dd>
          <Time at={nextDueAt} hasZone />
        </dd>
        <dt className="text-dim">{say('backup.where')}</dt>
        <dd className="font-mono text-xs wrap-anywhere">{folder}</dd>
      </dl>
    </>
  );
}

/** Runs when the value is another than the one before, and not at first. */
function useChanged(value: unknown, run: () => void): void {
  const key = JSON.stringify(value);
  const seen = useRef(key);
  useEffect(() => {
    if (seen.current === key) return;
    seen.current = key;
    run();
  }, [key, run]);
}

export function BackupSection({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { list, isMaking } = useBackups();
  const [isRestoring, setRestoring] = useState(false);
  const read = useCallback(() => void readBackups(), []);
  useOnline(read);
  // When the next one is due, and what lies in the folder, follow from the settings.
  useChanged(view.settings.backup, read);
  const shown = lastOf(list);
  return (
    <Section title={say('backup.title')} text={say('backup.text')}>
      {shown ? <Standing list={shown} /> : list.at === 'failed' ? <Failed fault={list.fault} onRetry={read} /> : <Loading />}
      <div className="flex gap-2">
        <Button disabled={isMaking} onClick={() => void makeBackup()}>
          {say(isMaking ? 'backup.making' : 'backup.now')}
        </Button>
        <Button onClick={() => setRestoring(true)}>{say('backup.restore')}</Button>
      </div>
      <SettingsForm form="backup" title={say('backup.title')} view={view} />
      {isRestoring ? <RestoreDialog onClose={() => setRestoring(false)} /> : null}
    </Section>
  );
}
