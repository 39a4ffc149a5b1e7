/** Memory: everything remembered, in which state of trust, and where it comes from. */
import { clsx } from 'clsx';
import { useCallback, useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { type Memory, memoryStates } from '../../src-preload/contract/memory.ts';
import { lastOf } from '../bridge/remote.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { useKeys } from '../frame/keys.ts';
import { DemoStamp } from '../ui/marks/DemoStamp.tsx';
import { SearchBox } from '../ui/Field.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Empty, Failed, Loading, StaleBar } from '../ui/data/States.tsx';
import { Ago } from '../ui/time/Time.tsx';
import { number } from '../ui/text/number.ts';
import { visibleText } from '../ui/text/visibleText.ts';
import { useLanguage, useSay } from '../words/words.ts';
import { MemoryDetails } from './MemoryDetails.tsx';
import { memoryLook } from './memoryLook.ts';
import { chooseMemory, filterMemories, readMemories, useMemory } from './memoryStore.ts';

function StateFilter() {
  const say = useSay();
  const language = useLanguage();
  const chosen = useMemory(({ state }) => state);
  const counts = useMemory(({ list }) => lastOf(list)?.byState);
  const states = [null, ...memoryStates] as const;
  return (
    <div role="group" aria-label={say('memory.state')} className="flex flex-wrap gap-1">
      {states.map((state) => (
        <button
          key={state ?? 'all'}
          type="button"
          aria-pressed={state === chosen}
          onClick={() => filterMemories({ state })}
          className={clsx(
            'rounded-[5px] border px-2 py-0.5 text-xs',
            state === chosen ? 'border-accent bg-accent-soft text-accent' : 'border-line-strong bg-raised text-dim hover:text-ink',
          )}
        >
          {state === null ? say('memory.all') : say(`memory.${state}`)} {state === null ? '' : number(counts?.[state] ?? 0, language)}
        </button>
      ))}
    </div>
  );
}

function Row({ memory, isChosen }: { readonly memory: Memory; readonly isChosen: boolean }) {
  const say = useSay();
  return (
    <button
      type="button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => void chooseMemory(memory.id)}
      className={clsx(
        'grid w-full grid-cols-[7.5rem_minmax(0,1fr)_auto] items-baseline gap-3 border-b px-4 py-2 text-left',
        isChosen ? 'bg-accent-soft' : 'hover:bg-sunk',
      )}
    >
      <Mark {...memoryLook[memory.state]} word={say(`memory.${memory.state}`)} className="text-xs" />
      <span className="min-w-0">
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium">{visibleText(memory.question)}</span>
          {memory.isDemo ? <DemoStamp /> : null}
        </span>
        <span className="block truncate text-xs text-dim">
          {memory.stubbedAt === null ? memory.answer.replaceAll(/[*`#>|]|\[r\d+\]/g, '').replaceAll(/\s+/g, ' ') : say('memory.stubbed')}
        </span>
      </span>
      <span className={clsx('text-xs', isChosen ? 'text-dim' : 'text-faint')}>
        <Ago at={memory.createdAt} />
      </span>
    </button>
  );
}

/** Virtualised: 500 answers are more than a screen should lay out at each key. */
function Rows({ memories }: { readonly memories: readonly Memory[] }) {
  const list = useRef<VListHandle>(null);
  const chosenId = useMemory((state) => state.chosenId);
  const at = memories.findIndex(({ id }) => id === chosenId);
  useEffect(() => {
    if (at >= 0) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at]);
  return (
    <VList ref={list} data={memories} tabIndex={-1} className="min-h-0 flex-1">
      {(memory) => <Row key={memory.id} memory={memory} isChosen={memory.id === chosenId} />}
    </VList>
  );
}

function List() {
  const say = useSay();
  const language = useLanguage();
  const list = useMemory((state) => state.list);
  const isFiltered = useMemory(({ search, state }) => search.trim() !== '' || state !== null);
  const shown = lastOf(list);
  if (!shown) return list.at === 'failed' ? <Failed fault={list.fault} onRetry={() => void readMemories()} /> : <Loading />;
  return (
    <>
      {list.at === 'failed' ? <StaleBar fault={list.fault} onRetry={() => void readMemories()} /> : null}
      {shown.memories.length === 0 ? (
        <Empty title={say(isFiltered ? 'memory.noneFound' : 'memory.none')}>{isFiltered ? null : <p>{say('memory.noneText')}</p>}</Empty>
      ) : null}
      {shown.memories.length === 0 ? null : <Rows memories={shown.memories} />}
      {shown.total > shown.memories.length ? (
        <p className="border-t px-4 py-1 text-xs text-dim">
          {say('memory.showing', { shown: number(shown.memories.length, language), total: number(shown.total, language) })}
        </p>
      ) : null}
    </>
  );
}

function useMemoryKeys(focusSearch: () => void): void {
  const step = (by: number) => {
    const { list, chosenId } = useMemory.getState();
    const memories = lastOf(list)?.memories ?? [];
    const at = memories.findIndex(({ id }) => id === chosenId);
    const next = memories[Math.max(0, Math.min(memories.length - 1, at + by))];
    if (next) void chooseMemory(next.id);
  };
  useKeys('here', [
    { keys: 'j', word: 'review.next', run: () => step(1), isRepeatable: true },
    { keys: 'k', word: 'review.prev', run: () => step(-1), isRepeatable: true },
    { keys: '/', word: 'memory.search', run: focusSearch },
    { keys: 'r', word: 'do.refresh', run: () => void readMemories() },
  ]);
}

export function MemoryScreen() {
  const say = useSay();
  const searchRef = useRef<HTMLInputElement>(null);
  const search = useMemory((state) => state.search);
  const read = useCallback(() => void readMemories(), []);
  useOnline(read);
  useMemoryKeys(() => searchRef.current?.focus());
  useEffect(() => () => void chooseMemory(null), []);
  return (
    <div className="flex h-full">
      <section className="flex min-w-0 flex-1 flex-col">
        <header className="flex flex-col gap-2 border-b px-4 py-3">
          <div className="flex items-center gap-4">
            <h1 className="text-lg font-semibold">{say('memory.title')}</h1>
            <SearchBox
              ref={searchRef}
              label={say('memory.search')}
              className="max-w-90"
              value={search}
              onChange={(event) => filterMemories({ search: event.target.value })}
            />
          </div>
          <StateFilter />
        </header>
        <List />
      </section>
      <MemoryDetails />
    </div>
  );
}
