/** Ctrl/Cmd+K: reaches every screen and every action; anything else typed is a question to ask. */
import { clsx } from 'clsx';
import { type KeyboardEvent, useId, useState } from 'react';
import type { EngineSettings } from '../../src-preload/contract/settings.ts';
import { activateEngine } from '../settings/settingsStore.ts';
import { Kbd } from '../ui/marks/Kbd.tsx';
import { Overlay } from '../ui/Overlay.tsx';
import { type Say, useSay } from '../words/words.ts';
import { go } from '../frame/address.ts';
import { openOverlay, useApp } from '../frame/appStore.ts';
import { allCommands, type Command, findCommands } from '../frame/commands.ts';
import { useKeyList } from '../frame/keys.ts';
import { saveLook } from '../frame/saveLook.ts';

function askCommand(typed: string, say: Say): Command[] {
  const question = typed.trim();
  if (question.length < 3) return [];
  return [{ id: 'ask', title: say('palette.ask', { question }), keys: null, run: () => go(`/chat?ask=${encodeURIComponent(question)}`) }];
}

const NONE: readonly EngineSettings[] = [];

/** Where the environment decides, there is nothing to switch to. */
function useOtherEngines(): readonly EngineSettings[] {
  const view = useApp(({ settings }) => settings);
  if (view === null || view.fromEnvironment.includes('activeEngineId')) return NONE;
  return view.settings.engines.filter(({ id }) => id !== view.settings.activeEngineId);
}

function useCommands(typed: string): Command[] {
  const say = useSay();
  const sets = useKeyList((state) => state.sets);
  const commands = allCommands({
    say,
    actions: sets.flatMap((set) => set.actions).filter(({ word }) => word !== 'top.palette'),
    setTheme: (theme) => void saveLook({ theme }),
    setLanguage: (language) => void saveLook({ language }),
    engines: useOtherEngines(),
    switchEngine: (id) => void activateEngine(id),
  });
  return [...findCommands(commands, typed), ...askCommand(typed, say)];
}

function run(command: Command | undefined): void {
  if (!command) return;
  openOverlay(null);
  // After the overlay has gone: an action may move the focus.
  setTimeout(command.run, 0);
}

function PaletteBody() {
  const say = useSay();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const found = useCommands(typed);
  const at = Math.min(index, Math.max(0, found.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setIndex(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setIndex(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
        aria-label={say('palette.input')}
        placeholder={say('palette.input')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
        className="h-12 shrink-0 border-b bg-transparent px-4 text-base outline-none"
      />
      <div id={listId} role="listbox" aria-label={say('palette.results')} className="min-h-0 overflow-auto p-1.5">
        {found.map((command, row) => (
          <div
            key={command.id}
            id={`${listId}-${row}`}
            role="option"
            aria-selected={row === at}
            tabIndex={-1}
            ref={row === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onMouseMove={() => setIndex(row)}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
            className={clsx('flex cursor-default items-center justify-between gap-4 rounded-[5px] px-2.5 py-1.5', row === at && 'bg-accent-soft text-accent')}
          >
            <span className="truncate">{command.title}</span>
            {command.keys ? <Kbd keys={command.keys} /> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="p-4 text-dim">{say('palette.none')}</p> : null}
    </>
  );
}

export function Palette() {
  const say = useSay();
  const isOpen = useApp(({ overlay }) => overlay === 'palette');
  return (
    <Overlay isOpen={isOpen} onClose={() => openOverlay(null)} title={say('palette.title')} isTitleHidden>
      {isOpen ? <PaletteBody /> : null}
    </Overlay>
  );
}
