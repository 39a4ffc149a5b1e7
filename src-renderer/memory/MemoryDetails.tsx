/** One memory: what it says, where it comes from, what the auditor found; remove and restore. */
import { type ReactNode, useState } from 'react';
import type { MemoryId } from '../../src-preload/contract/ids.ts';
import type { Memory } from '../../src-preload/contract/memory.ts';
import { FindingList } from '../parts/audit/FindingList.tsx';
import { ReverifyButton, ReverifyPanel } from '../parts/audit/ReverifyPanel.tsx';
import { lastOf } from '../bridge/remote.ts';
import { PlainAnswer } from '../parts/answer/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Overlay } from '../ui/Overlay.tsx';
import { Empty, Failed, Loading } from '../ui/data/States.tsx';
import { Day, Time } from '../ui/time/Time.tsx';
import { visibleText } from '../ui/text/visibleText.ts';
import { useSay } from '../words/words.ts';
import { isTombstone, isUsable, memoryLook } from './memoryLook.ts';
import { chooseMemory, openOrigin, removeMemory, restoreMemory, useMemory } from './memoryStore.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

/** Another memory by its question, where it is on the list; by its id where it is not. */
function MemoryLink({ id }: { readonly id: MemoryId }) {
  const other = useMemory(({ list }) => lastOf(list)?.memories.find((memory) => memory.id === id) ?? null);
  if (other === null) return id;
  return (
    <button type="button" onClick={() => void chooseMemory(id)} className="text-left text-accent underline">
      {visibleText(other.question)}
    </button>
  );
}

function Provenance({ memory }: { readonly memory: Memory }) {
  const say = useSay();
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('memory.provenance')}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        <Fact name={say('memory.origin')}>{say(`origin.${memory.origin}`)}</Fact>
        <Fact name={say('memory.durability')}>{say(`durability.${memory.durability}`)}</Fact>
        <Fact name={say('memory.created')}>
          <Time at={memory.createdAt} hasZone />
        </Fact>
        <Fact name={say('memory.observed')}>
          <Time at={memory.observedAt} hasZone />
        </Fact>
        {memory.decidedBy ? <Fact name={say('memory.decided')}>{memory.decidedBy}</Fact> : null}
        {memory.planId ? <Fact name={say('memory.plan')}>{memory.planId}</Fact> : null}
        <Fact name={say('memory.tainted')}>{say(memory.isTainted ? 'yes' : 'no')}</Fact>
        {memory.supersedes ? (
          <Fact name={say('memory.supersedes')}>
            <MemoryLink id={memory.supersedes} />
          </Fact>
        ) : null}
        {memory.supersededBy ? (
          <Fact name={say('memory.supersededBy')}>
            <MemoryLink id={memory.supersededBy} />
          </Fact>
        ) : null}
        {memory.stubbedAt ? (
          <Fact name={say('memory.stubbed')}>
            <Day at={memory.stubbedAt} />
          </Fact>
        ) : null}
        {memory.restorableUntil ? (
          <Fact name={say('memory.restorable')}>
            <Day at={memory.restorableUntil} />
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

function Findings() {
  const say = useSay();
  const findings = useMemory((state) => state.findings);
  if (findings.at === 'failed') return <Failed fault={findings.fault} />;
  if (findings.at === 'loading') return <Loading />;
  if (findings.value.length === 0) return <p className="text-xs text-dim">{say('memory.noFindings')}</p>;
  return <FindingList findings={findings.value} />;
}

function Neighbours() {
  const say = useSay();
  const neighbours = useMemory((state) => state.neighbours);
  if (neighbours.at === 'failed') return <Failed fault={neighbours.fault} />;
  if (neighbours.at === 'loading') return <Loading />;
  if (neighbours.value.length === 0) return <p className="text-xs text-dim">{say('memory.noNeighbours')}</p>;
  return (
    <ul className="text-xs">
      {neighbours.value.map(({ memoryId, question, state }) => (
        <li key={memoryId} className="border-b last:border-0">
          <button
            type="button"
            onClick={() => void chooseMemory(memoryId)}
            className="flex w-full items-baseline justify-between gap-3 py-1 text-left hover:text-accent"
          >
            <span className="min-w-0 truncate">{visibleText(question)}</span>
            <Mark {...memoryLook[state]} word={say(`memory.${state}`)} className="shrink-0" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What of a memory of one plan run is still told as knowledge later. */
function Lasting({ memory }: { readonly memory: Memory }) {
  const say = useSay();
  if (memory.durability === 'durable' || memory.stubbedAt !== null) return null;
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('memory.lasting')}</h3>
      {memory.durableAnswer === null ? <p className="text-xs text-dim">{say('memory.nothingLasts')}</p> : <PlainAnswer markdown={memory.durableAnswer} />}
    </section>
  );
}

function Said({ memory }: { readonly memory: Memory }) {
  const say = useSay();
  if (memory.stubbedAt !== null) return <p className="border-l-2 border-line-strong pl-3 text-dim">{say('memory.stubbedText')}</p>;
  return (
    <div className="max-h-100 overflow-auto" tabIndex={0} role="group" aria-label={say('review.answer')}>
      <PlainAnswer markdown={memory.answer} />
    </div>
  );
}

function RemoveDialog({ memory, isOpen, onClose }: { readonly memory: Memory; readonly isOpen: boolean; readonly onClose: () => void }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <Overlay isOpen={isOpen} onClose={onClose} title={say('memory.remove')}>
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void removeMemory(memory.id, reason.trim());
        }}
      >
        <TextField label={say('memory.removeWhy')} value={reason} maxLength={500} required onChange={(event) => setReason(event.target.value)} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('do.cancel')}</Button>
          <Button kind="danger" type="submit" disabled={reason.trim() === ''}>
            {say('memory.remove')}
          </Button>
        </div>
      </form>
    </Overlay>
  );
}

function Actions({ memory }: { readonly memory: Memory }) {
  const say = useSay();
  const [isRemoving, setRemoving] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      {memory.stubbedAt !== null ? null : isTombstone(memory) ? (
        <Button onClick={() => void restoreMemory(memory.id)}>{say('memory.restore')}</Button>
      ) : (
        <Button kind="danger" onClick={() => setRemoving(true)}>
          {say('memory.remove')}
        </Button>
      )}
      {memory.turnId ? <ReverifyButton turnId={memory.turnId} /> : null}
      {memory.turnId ? (
        <Button kind="quiet" onClick={() => void openOrigin(memory)}>
          {say('memory.turn')}
        </Button>
      ) : null}
      <RemoveDialog memory={memory} isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </div>
  );
}

export function MemoryDetails() {
  const say = useSay();
  const memory = useMemory(({ list, chosenId }) => lastOf(list)?.memories.find(({ id }) => id === chosenId) ?? null);
  return (
    <aside aria-label={say('memory.provenance')} className="w-[min(32rem,42vw)] shrink-0 overflow-auto border-l bg-panel">
      {memory === null ? (
        <Empty title={say('memory.pick')} />
      ) : (
        <div key={memory.id} className="flex flex-col gap-4 p-5">
          <div className="flex flex-wrap items-center gap-x-3 text-xs">
            <Mark {...memoryLook[memory.state]} word={say(`memory.${memory.state}`)} className="font-semibold" />
            <span className="text-dim">{say(isUsable(memory) ? 'memory.usable' : 'memory.unusable')}</span>
          </div>
          <h2 className="text-base font-semibold wrap-anywhere">{visibleText(memory.question)}</h2>
          <Said memory={memory} />
          <Actions memory={memory} />
          {memory.turnId === null ? null : <ReverifyPanel turnId={memory.turnId} />}
          <Lasting memory={memory} />
          <Provenance memory={memory} />
          <section>
            <h3 className="eyebrow mb-1">{say('memory.findings')}</h3>
            <Findings />
          </section>
          <section>
            <h3 className="eyebrow mb-1">{say('memory.neighbours')}</h3>
            <Neighbours />
          </section>
        </div>
      )}
    </aside>
  );
}
