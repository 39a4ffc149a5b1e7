/** One job in the table; a place that is not read yet keeps its height. */
import { clsx } from 'clsx';
import type { JobTableRow } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { durationText } from '../../ui/time/time.ts';
import { useSay } from '../../words/words.ts';
import { jobLook } from '../jobLook.ts';
import { classOf } from '../planFilter.ts';
import { columnsOf, gridOf, WIDE_ONLY } from './columns.ts';

interface TableRowProps {
  readonly job: JobTableRow;
  readonly index: number;
  readonly isChosen: boolean;
  readonly isNarrow: boolean;
  readonly onChoose: (id: string) => void;
}

function Flags({ job }: { readonly job: JobTableRow }) {
  const say = useSay();
  return (
    <>
      {job.isCritical ? <Mark shape="diamond" tone="quiet" word={say('plan.critical')} className="text-2xs" /> : null}
      {job.isLate ? <Mark shape="clock" tone="warn" word={say('plan.late')} className="text-2xs" /> : null}
      {job.blockedBy === null ? null : (
        <Mark shape="bar" tone="warn" word={say('plan.blocked')} title={say('plan.blockedBy', { job: job.blockedBy })} className="relative text-2xs" />
      )}
    </>
  );
}

export function TableRow({ job, index, isChosen, isNarrow, onChoose }: TableRowProps) {
  const { shape, tone } = jobLook[classOf(job)];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={clsx('relative grid h-7.5 items-center gap-3 border-b px-4', gridOf(isNarrow), isChosen ? 'bg-accent-soft' : 'hover:bg-sunk')}
    >
      <div role="cell" className="flex min-w-0">
        <Mark shape={shape} tone={tone} word={job.status.internal} className="text-xs" />
      </div>
      <div role="cell" className="flex min-w-0 items-center gap-2">
        <button type="button" title={job.key} onClick={() => onChoose(job.id)} className="truncate font-mono text-xs font-medium after:absolute after:inset-0">
          {job.name}
        </button>
        <Flags job={job} />
      </div>
      <div role="cell" className="truncate font-mono text-xs text-dim">
        {job.streamName}
      </div>
      <div role="cell" className="truncate font-mono text-xs text-dim">
        {job.workstation}
      </div>
      {isNarrow ? null : <RestOfRow job={job} />}
    </div>
  );
}

function RestOfRow({ job }: { readonly job: JobTableRow }) {
  return (
    <>
      <div role="cell" className="text-xs">
        <Time at={job.startedAt} />
      </div>
      <div role="cell" className="text-xs">
        <Time at={job.endedAt} />
      </div>
      <div role="cell" className="text-right text-xs text-dim">
        {job.elapsedMs === null ? '–' : durationText(job.elapsedMs)}
      </div>
      <div role="cell" className={clsx('pl-4 text-xs text-dim', WIDE_ONLY)}>
        {job.endedAt === null ? <Time at={job.forecastEndAt} /> : '–'}
      </div>
      <div role="cell" className={clsx('text-xs', WIDE_ONLY)}>
        <Time at={job.deadlineAt} />
      </div>
      <div role="cell" className={clsx('text-right font-mono text-xs', job.returnCode ? 'text-bad' : 'text-dim')}>
        {job.returnCode ?? '–'}
      </div>
    </>
  );
}

export function UnreadRow({ index, isNarrow }: Pick<TableRowProps, 'index' | 'isNarrow'>) {
  return (
    <div role="row" aria-rowindex={index + 2} className={clsx('grid h-7.5 items-center gap-3 border-b px-4', gridOf(isNarrow))}>
      {columnsOf(isNarrow).map(({ word, isWide, isNumber }) => (
        <div key={word} role="cell" className={clsx('h-2 rounded-sm bg-sunk', isNumber ? 'w-full' : 'w-2/3', isWide && WIDE_ONLY)} />
      ))}
    </div>
  );
}
