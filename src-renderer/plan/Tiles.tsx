/** The plan in numbers: each one a filter, with its share of all jobs drawn beneath. */
import { clsx } from 'clsx';
import type { JobGroup } from '../../src-preload/contract/plan/planSnapshot.ts';
import { Mark } from '../ui/marks/Mark.tsx';
import { number } from '../ui/text/number.ts';
import { useLanguage, useSay } from '../words/words.ts';
import { jobLook } from './jobLook.ts';
import { jobClasses, tileNames } from './planFilter.ts';

interface TileProps {
  readonly name: JobGroup;
  /** null: not known, said in words and never as zero. */
  readonly count: number | null;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function Tile({ name, count, isChosen, onToggle }: TileProps) {
  const say = useSay();
  const language = useLanguage();
  const { shape, tone, word } = jobLook[name];
  const isCalm = count === 0 || name === 'done' || name === 'waiting' || name === 'other';
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onToggle}
      className={clsx(
        'flex min-w-0 flex-col items-start border-t border-l px-4 py-2.5 text-left @max-4xl:py-1.5',
        isChosen ? 'bg-accent-soft' : 'bg-panel hover:bg-sunk',
      )}
    >
      {count === null ? (
        <span className="py-1 text-sm text-dim">{say('notKnown')}</span>
      ) : (
        <span className={clsx('text-[22px] leading-7 font-semibold', isCalm && 'font-normal', count === 0 && 'text-faint')}>{number(count, language)}</span>
      )}
      <Mark shape={shape} tone={count === 0 && !isChosen ? 'quiet' : tone} word={say(word)} className="text-xs" />
    </button>
  );
}

interface TilesProps {
  readonly counts: Readonly<Partial<Record<JobGroup, number | null>>>;
  readonly chosen: JobGroup | null;
  readonly onChoose: (tile: JobGroup | null) => void;
}

export function Tiles({ counts, chosen, onChoose }: TilesProps) {
  const say = useSay();
  const shown = tileNames.filter((name) => name !== 'other' || (counts.other ?? 0) !== 0);
  return (
    <div className="border-b">
      {/* Beside the job panel there is not room for all names in one line. */}
      <div role="group" aria-label={say('plan.tiles')} className="@container overflow-hidden">
        <div className="-mt-px -ml-px grid auto-cols-fr grid-flow-col @max-4xl:grid-flow-row @max-4xl:grid-cols-4">
          {shown.map((name) => (
            <Tile key={name} name={name} count={counts[name] ?? null} isChosen={chosen === name} onToggle={() => onChoose(chosen === name ? null : name)} />
          ))}
        </div>
      </div>
      <div aria-hidden="true" className="flex h-1 gap-px bg-panel">
        {jobClasses.map((name) => {
          const count = counts[name] ?? 0;
          return count === 0 ? null : <span key={name} className={clsx('min-w-0.5', jobLook[name].fill)} style={{ flexGrow: count }} />;
        })}
      </div>
    </div>
  );
}
