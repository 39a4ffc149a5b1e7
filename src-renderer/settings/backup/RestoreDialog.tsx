/** Restore: choose a backup, see what it would replace, put it in place. */
import { useEffect, useState } from 'react';
import type { BackupList, RestorePreview } from '../../../src-preload/contract/backup.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Overlay } from '../../ui/Overlay.tsx';
import { Empty, Failed, Loading } from '../../ui/data/States.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { number } from '../../ui/text/number.ts';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { bytesText, utcText } from '../../ui/time/time.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import { Trouble } from './Trouble.tsx';
import { lookAt, readFolder, type Restoring, restore } from './backupStore.ts';

const FACTS = ['conversations', 'turns', 'memories', 'decisions', 'schema'] as const;

interface ListProps {
  readonly list: BackupList;
  readonly onChoose: (backup: BackupList['backups'][number]) => void;
}

function List({ list: { backups, fault }, onChoose }: ListProps) {
  const say = useSay();
  const language = useLanguage();
  if (fault !== null) return <Trouble fault={fault} />;
  if (backups.length === 0) return <Empty title={say('backup.none')} />;
  return (
    <table className="w-full">
      <thead>
        <tr>
          <HeadCell>{say('backup.made.at')}</HeadCell>
          <HeadCell>{say('backup.kind')}</HeadCell>
          <HeadCell isNumber>{say('backup.size')}</HeadCell>
          <HeadCell isNumber>{say('backup.turns')}</HeadCell>
          <HeadCell isNumber>{say('backup.memories')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{say('backup.choose')}</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.path}>
            <Cell>
              <Time at={backup.at} />
              {backup.problem === null ? null : <p className="text-xs text-bad wrap-anywhere">{backup.problem}</p>}
            </Cell>
            <Cell>{say(`backup.kind.${backup.kind}`)}</Cell>
            <Cell isNumber>{bytesText(backup.bytes)}</Cell>
            <Cell isNumber>{backup.facts === null ? '–' : number(backup.facts.turns, language)}</Cell>
            <Cell isNumber>{backup.facts === null ? '–' : number(backup.facts.memories, language)}</Cell>
            <Cell>
              <Button isSmall aria-label={say('backup.chooseNamed', { at: utcText(backup.at) })} onClick={() => onChoose(backup)}>
                {say('backup.choose')}
              </Button>
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Comparison({ preview: { backup, present, presentProblem } }: { readonly preview: RestorePreview }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      {present === null ? (
        <p className="border-l-2 border-warn bg-warn-soft px-3 py-2">
          {say('backup.presentNone')}
          {presentProblem === null ? null : <span className="text-dim"> ({presentProblem})</span>}
        </p>
      ) : null}
      <table className="w-full">
        <thead>
          <tr>
            <HeadCell>{say('backup.what')}</HeadCell>
            <HeadCell isNumber>{say('backup.present')}</HeadCell>
            <HeadCell isNumber>{say('backup.then')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {FACTS.map((fact) => (
            <tr key={fact}>
              <Cell>{say(`backup.${fact}`)}</Cell>
              <Cell isNumber>{present === null ? '–' : number(present[fact], language)}</Cell>
              <Cell isNumber className={present !== null && backup.facts !== null && backup.facts[fact] < present[fact] ? 'font-medium text-warn' : ''}>
                {backup.facts === null ? '–' : number(backup.facts[fact], language)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface PreviewProps {
  readonly preview: RestorePreview;
  readonly isDoing: boolean;
  readonly onNext: (backup: RestorePreview['backup']) => void;
  readonly onDo: (withSettings: boolean) => void;
}

function Preview({ preview, isDoing, onNext, onDo }: PreviewProps) {
  const say = useSay();
  // Settings that are there are a person's choice; where there are none, those of the backup are what was lost.
  const [withSettings, setWithSettings] = useState(!preview.hasPresentSettings);
  const { backup, fault, nextGood } = preview;
  if (fault !== null)
    return (
      <div className="flex flex-col items-start gap-2 border-l-2 border-bad bg-bad-soft px-3 py-2">
        <Mark shape="square" tone="bad" word={say('backup.refused')} className="font-medium" />
        <p className="wrap-anywhere">
          <FaultLine fault={fault} />
        </p>
        {nextGood === null ? null : <Button onClick={() => onNext(nextGood)}>{say('backup.useNext')}</Button>}
      </div>
    );
  return (
    <>
      <p className="font-mono text-xs text-dim wrap-anywhere">{backup.path}</p>
      <Mark shape="check" tone="good" word={say('backup.checked')} />
      <Comparison preview={preview} />
      {backup.hasSettings || backup.hasAgents ? (
        <CheckField label={say('backup.withSettings')} checked={withSettings} disabled={isDoing} onChange={(event) => setWithSettings(event.target.checked)} />
      ) : null}
      <p className="text-dim">{say('backup.kept')}</p>
      <div>
        <Button kind="primary" disabled={isDoing} onClick={() => onDo(withSettings)}>
          {say(isDoing ? 'backup.doing' : 'backup.do')}
        </Button>
      </div>
    </>
  );
}

export function RestoreDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const [folder, setFolder] = useState('');
  const [restoring, show] = useState<Restoring>({ at: 'choosing', list: { at: 'loading', last: null } });
  useEffect(() => void readFolder('', show), []);
  const preview =
    restoring.at === 'doing' ? restoring.preview : restoring.at === 'looking' && restoring.preview.at === 'ready' ? restoring.preview.value : null;
  const put = async (withSettings: boolean) => {
    if (restoring.at !== 'looking' || preview === null) return;
    show({ at: 'doing', preview });
    if (await restore(restoring.backup, withSettings)) onClose();
    else show(restoring);
  };
  return (
    <Overlay isOpen onClose={onClose} title={say('backup.restore')} className="w-180">
      <div className="flex min-h-0 flex-col gap-3 overflow-auto px-5 pt-3 pb-5">
        {restoring.at === 'choosing' ? (
          <>
            <form
              className="flex items-start gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                void readFolder(folder.trim(), show);
              }}
            >
              <div className="flex-1">
                <TextField label={say('backup.folder')} hint={say('backup.lookHint')} value={folder} onChange={(event) => setFolder(event.target.value)} />
              </div>
              <Button type="submit" className="mt-5">
                {say('backup.look')}
              </Button>
            </form>
            {restoring.list.at === 'ready' ? (
              <List list={restoring.list.value} onChoose={(backup) => void lookAt(backup, show)} />
            ) : restoring.list.at === 'failed' ? (
              <Failed fault={restoring.list.fault} />
            ) : (
              <Loading />
            )}
          </>
        ) : (
          <>
            {restoring.at === 'looking' ? (
              <div>
                <Button isSmall kind="quiet" onClick={() => void readFolder(folder.trim(), show)}>
                  {say('backup.back')}
                </Button>
              </div>
            ) : null}
            {preview !== null ? (
              <Preview
                key={preview.backup.path}
                preview={preview}
                isDoing={restoring.at === 'doing'}
                onNext={(backup) => void lookAt(backup, show)}
                onDo={(withSettings) => void put(withSettings)}
              />
            ) : restoring.at === 'looking' && restoring.preview.at === 'failed' ? (
              <Failed fault={restoring.preview.fault} />
            ) : (
              <Loading what={say('backup.checking')} />
            )}
          </>
        )}
      </div>
    </Overlay>
  );
}
