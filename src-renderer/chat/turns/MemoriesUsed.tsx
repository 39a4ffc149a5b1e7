/** What earlier answers this one was given: where each comes from and who vouches for it. */
import { useContext } from 'react';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { useMinute } from '../../ui/time/now.ts';
import { ZoneContext } from '../../ui/time/Time.tsx';
import { calendarDay } from '../../ui/time/time.ts';
import { visibleText } from '../../ui/text/visibleText.ts';
import { type Say, useLanguage, useSay } from '../../words/words.ts';

/** "Known from 12 Mar, corrected by a reviewer". */
function knownFrom(memory: MemoryUse, day: string, say: Say): string {
  const who = memory.decidedBy ?? say('chat.reviewer');
  switch (memory.state) {
    case 'corrected':
      return say('chat.known.corrected', { day, who });
    case 'approved':
      return say('chat.known.approved', { day, who });
    case 'active':
      return say('chat.known.active', { day });
    case 'quarantined':
    case 'flagged':
    case 'rejected':
    case 'superseded':
      return say('chat.known.other', { day, state: say(`memory.${memory.state}`) });
  }
}

interface MemoriesUsedProps {
  readonly memories: readonly MemoryUse[];
  readonly onOpen: (memoryId: string) => void;
}

export function MemoriesUsed({ memories, onOpen }: MemoriesUsedProps) {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const now = useMinute();
  if (memories.length === 0) return null;
  return (
    <section className="rounded-[5px] border border-l-2 border-l-accent px-3 py-2">
      <h3 className="eyebrow">{say('chat.memories', { count: memories.length })}</h3>
      <ul>
        {memories.map((memory) => (
          <li key={memory.memoryId}>
            <button type="button" onClick={() => onOpen(memory.memoryId)} className="flex w-full flex-col rounded py-0.5 text-left text-xs hover:bg-sunk">
              <span className="flex w-full items-baseline gap-2">
                <span className="self-center text-accent">
                  <Glyph shape={memory.state === 'active' ? 'check' : 'flag'} />
                </span>
                <span className="shrink-0 font-medium">{knownFrom(memory, calendarDay(memory.createdAt, now, { language, zone }), say)}</span>
                <span className="truncate text-dim">{visibleText(memory.question)}</span>
              </span>
              {/* What a person vouched for is worth its room; the rest opens on a click. */}
              {memory.state === 'active' ? null : (
                <span className="line-clamp-3 pl-5 text-sm wrap-anywhere whitespace-pre-line">{visibleText(memory.answer)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
