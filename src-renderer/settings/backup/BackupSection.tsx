/** Backups in Settings: how they stand, when and where they are made, one now, and the way back. */
import { useCallback, useState } from 'react';
import type { BackupList } from '../../../src-preload/contract/backup.ts';
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import { lastOf } from '../../bridge/remote.ts';
import { useOnline } from '../../bridge/useOnline.ts';
import { Section } from '../../ui/Section.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { makeBackup, readBackups, saveBackupSettings, useBackups } from './backupStore.ts';
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

const MOST_KEPT = 1_000;

function When({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { backup } = view.settings;
  const [schedule, setSchedule] = useState(backup.schedule);
  const [keep, setKeep] = useState(String(backup.keep));
  const [folder, setFolder] = useState(backup.folder ?? '');
  const isScheduleBad = schedule.trim().split(/\s+/).length !== 5;
  const isKeepBad = !/^\d{1,4}$/.test(keep.trim()) || Number(keep) < 1 || Number(keep) > MOST_KEPT;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isScheduleBad && !isKeepBad) void saveBackupSettings({ schedule: schedule.trim(), keep: Number(keep), folder: folder.trim() || null });
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={say('backup.schedule')}
          hint={say('backup.scheduleHint')}
          value={schedule}
          problem={isScheduleBad ? say('backup.bad') : null}
          onChange={(event) => setSchedule(event.target.value)}
        />
        <TextField
          label={say('backup.keep')}
          inputMode="numeric"
          hint={say('backup.keepHint')}
          value={keep}
          problem={isKeepBad ? say('backup.bad') : null}
          onChange={(event) => setKeep(event.target.value)}
        />
      </div>
      <TextField label={say('backup.folder')} hint={say('backup.folderHint')} value={folder} onChange={(event) => setFolder(event.target.value)} />
      <div>
        <Button kind="primary" type="submit" disabled={isScheduleBad || isKeepBad}>
          {say('do.save')}
        </Button>
      </div>
    </form>
  );
}

export function BackupSection({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { list, isMaking } = useBackups();
  const [isRestoring, setRestoring] = useState(false);
  const read = useCallback(() => void readBackups(), []);
  useOnline(read);
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
      <CheckField
        label={say('backup.enabled')}
        checked={view.settings.backup.isEnabled}
        onChange={(event) => void saveBackupSettings({ isEnabled: event.target.checked })}
      />
      <When view={view} />
      {isRestoring ? <RestoreDialog onClose={() => setRestoring(false)} /> : null}
    </Section>
  );
}
