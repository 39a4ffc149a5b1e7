/** The engines: which is in use, and how to add, edit, delete one. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { EngineSettings, SettingsView } from '../../../src-preload/contract/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { DemoStamp } from '../../ui/marks/DemoStamp.tsx';
import { EngineSwatch } from '../../ui/marks/EngineSwatch.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Overlay } from '../../ui/Overlay.tsx';
import { useSay } from '../../words/words.ts';
import { EngineDialog } from './EngineDialog.tsx';
import { newEngine } from './engineForm.ts';
import { FromEnvironment, isFromEnvironment, Section } from '../../ui/Section.tsx';
import { activateEngine, chooseDemo, deleteEngine } from '../settingsStore.ts';

interface RowProps {
  readonly engine: EngineSettings;
  readonly isActive: boolean;
  readonly isLocked: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function Row({ engine, isActive, isLocked, onEdit, onDelete }: RowProps) {
  const say = useSay();
  const { name } = engine;
  return (
    <li className="flex items-center gap-3 border-b px-3 py-2 whitespace-nowrap last:border-0">
      {/* Exceptions beside a long name take a line of their own rather than push the buttons out. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <EngineSwatch color={engine.color} />
        <span className="font-medium">{name}</span>
        {engine.kind === 'demo' ? (
          <DemoStamp />
        ) : (
          <span className="min-w-0 truncate font-mono text-xs text-dim">{[engine.url, ...engine.fallbackUrls].join(', ')}</span>
        )}
        {engine.isTlsUnverified ? (
          <Mark
            shape="square"
            tone="bad"
            word={say('engine.unverifiedShort')}
            className="rounded-[3px] border border-bad bg-bad-soft px-1.5 text-xs font-semibold"
          />
        ) : null}
        {engine.isUnencryptedAllowed ? (
          <Mark
            shape="square"
            tone="bad"
            word={say('unencrypted.short')}
            className="rounded-[3px] border border-bad bg-bad-soft px-1.5 text-xs font-semibold"
          />
        ) : null}
      </div>
      {isActive ? (
        <Mark shape="check" tone="good" word={say('engines.active')} />
      ) : (
        <Button isSmall aria-label={say('engines.useNamed', { name })} disabled={isLocked} onClick={() => void activateEngine(engine.id)}>
          {say('engines.use')}
        </Button>
      )}
      {engine.kind === 'demo' ? null : (
        <>
          <Button isSmall kind="quiet" aria-label={say('engines.editNamed', { name })} disabled={isLocked} onClick={onEdit}>
            {say('engines.edit')}
          </Button>
          <Button isSmall kind="quiet" aria-label={say('engines.deleteNamed', { name })} disabled={isLocked} onClick={onDelete}>
            {say('engines.delete')}
          </Button>
        </>
      )}
    </li>
  );
}

function DeleteDialog({ engine, onClose }: { readonly engine: EngineSettings; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Overlay isOpen onClose={onClose} title={say('engines.deleteNamed', { name: engine.name })}>
      <div className="flex flex-col gap-4 p-5">
        <p>{say('engines.deleteSure', { name: engine.name })}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('do.cancel')}</Button>
          <Button
            kind="danger"
            onClick={() => {
              onClose();
              void deleteEngine(engine);
            }}
          >
            {say('engines.delete')}
          </Button>
        </div>
      </div>
    </Overlay>
  );
}

type Open = { readonly kind: 'edit' | 'delete'; readonly engine: EngineSettings } | null;

export function EngineList({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const [open, setOpen] = useState<Open>(null);
  const { engines, activeEngineId } = view.settings;
  const isLocked = isFromEnvironment(view.fromEnvironment, 'engines');
  const close = () => setOpen(null);
  return (
    <Section title={say('engines.title')} text={say('engines.text')}>
      {isLocked ? <FromEnvironment /> : null}
      {engines.length === 0 ? <p className="text-dim">{say('engines.none')}</p> : null}
      <ul className="rounded-[5px] border">
        {engines.map((engine) => (
          <Row
            key={engine.id}
            engine={engine}
            isActive={engine.id === activeEngineId}
            isLocked={isLocked}
            onEdit={() => setOpen({ kind: 'edit', engine })}
            onDelete={() => setOpen({ kind: 'delete', engine })}
          />
        ))}
      </ul>
      <div className="flex gap-2">
        <Button disabled={isLocked} onClick={() => setOpen({ kind: 'edit', engine: newEngine() })}>
          <Plus size={14} aria-hidden="true" />
          {say('engines.add')}
        </Button>
        {engines.some(({ kind }) => kind === 'demo') ? null : <Button onClick={() => void chooseDemo()}>{say('engines.demo')}</Button>}
      </div>
      {open?.kind === 'edit' ? <EngineDialog engine={open.engine} view={view} onClose={close} /> : null}
      {open?.kind === 'delete' ? <DeleteDialog engine={open.engine} onClose={close} /> : null}
    </Section>
  );
}
