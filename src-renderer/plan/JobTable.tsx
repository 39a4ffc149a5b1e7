/** All jobs of the plan, virtualised; sorted and filtered by what the address says. */
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { Job } from '../../src-preload/contract/plan.ts';
import { Mark } from '../ui/Mark.tsx';
import { Time } from '../ui/Time.tsx';
import { durationText } from '../ui/time.ts';
import { useSay, type Word } from '../words/words.ts';
import { jobLook } from './jobLook.ts';
import { classOf, type PlanQuery, type SortColumn } from './planFilter.ts';

const ROW_PX = 30;
const WIDE = 'grid-cols-[7.5rem_minmax(12rem,1.4fr)_minmax(8rem,1fr)_8rem_9rem_9rem_6.5rem_3rem]';
const NARROW = 'grid-cols-[7.5rem_minmax(9rem,1fr)_minmax(8rem,1fr)_8rem]';

const COLUMNS: readonly { readonly column: SortColumn; readonly word: Word; readonly isNumber?: boolean }[] = [
  { column: 'status', word: 'plan.col.status' },
  { column: 'job', word: 'plan.col.job' },
  { column: 'stream', word: 'plan.col.stream' },
  { column: 'workstation', word: 'plan.col.workstation' },
  { column: 'start', word: 'plan.col.start' },
  { column: 'end', word: 'plan.col.end' },
  { column: 'duration', word: 'plan.col.duration', isNumber: true },
  { column: 'rc', word: 'plan.col.rc', isNumber: true },
];
const NARROW_COLUMNS = 4;

interface HeadProps {
  readonly query: PlanQuery;
  readonly isNarrow: boolean;
  readonly onSort: (column: SortColumn) => void;
}

function Head({ query, isNarrow, onSort }: HeadProps) {
  const say = useSay();
  return (
    <div role="row" className={clsx('grid gap-3 border-b border-line-strong px-4', isNarrow ? NARROW : WIDE)}>
      {COLUMNS.slice(0, isNarrow ? NARROW_COLUMNS : COLUMNS.length).map(({ column, word, isNumber }) => {
        const isSorted = query.sort === column;
        return (
          <div
            key={column}
            role="columnheader"
            aria-sort={isSorted ? (query.isDescending ? 'descending' : 'ascending') : 'none'}
            className={isNumber ? 'text-right' : ''}
          >
            <button
              type="button"
              title={say('plan.sort', { column: say(word) })}
              onClick={() => onSort(column)}
              className={clsx('inline-flex h-7 items-center gap-1 text-xs font-medium', isSorted ? 'text-ink' : 'text-dim hover:text-ink')}
            >
              {say(word)}
              {isSorted ? query.isDescending ? <ArrowDown size={11} aria-hidden="true" /> : <ArrowUp size={11} aria-hidden="true" /> : null}
            </button>
          </div>
        );
      })}
    </div>
  );
}

function Flags({ job }: { readonly job: Job }) {
  const say = useSay();
  return (
    <>
      {job.isCritical ? <Mark shape="diamond" tone="quiet" word={say('plan.critical')} className="text-2xs" /> : null}
      {job.isLate ? <Mark shape="clock" tone="warn" word={say('plan.late')} className="text-2xs" /> : null}
    </>
  );
}

interface RowProps {
  readonly job: Job;
  readonly index: number;
  readonly isChosen: boolean;
  readonly isNarrow: boolean;
  readonly onChoose: (id: string) => void;
}

function Row({ job, index, isChosen, isNarrow, onChoose }: RowProps) {
  const { shape, tone } = jobLook[classOf(job)];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={clsx('relative grid h-7.5 items-center gap-3 border-b px-4', isNarrow ? NARROW : WIDE, isChosen ? 'bg-accent-soft' : 'hover:bg-sunk')}
    >
      <div role="cell" className="flex">
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

function RestOfRow({ job }: { readonly job: Job }) {
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
      <div role="cell" className={clsx('text-right font-mono text-xs', job.returnCode ? 'text-bad' : 'text-dim')}>
        {job.returnCode ?? '–'}
      </div>
    </>
  );
}

interface JobTableProps {
  readonly jobs: readonly Job[];
  readonly query: PlanQuery;
  readonly onSort: (column: SortColumn) => void;
  readonly onChoose: (id: string) => void;
}

export function JobTable({ jobs, query, onSort, onChoose }: JobTableProps) {
  const say = useSay();
  const list = useRef<VListHandle>(null);
  const isNarrow = query.jobId !== null;
  const chosenIndex = jobs.findIndex(({ id }) => id === query.jobId);
  useEffect(() => {
    if (chosenIndex >= 0) list.current?.scrollToIndex(chosenIndex, { align: 'nearest' });
  }, [chosenIndex]);
  return (
    <div role="table" aria-label={say('plan.jobs')} aria-rowcount={jobs.length + 1} className="flex min-h-0 flex-1 flex-col">
      <Head query={query} isNarrow={isNarrow} onSort={onSort} />
      <VList ref={list} data={jobs} itemSize={ROW_PX} className="min-h-0 flex-1">
        {(job, index) => <Row key={job.id} job={job} index={index} isChosen={job.id === query.jobId} isNarrow={isNarrow} onChoose={onChoose} />}
      </VList>
    </div>
  );
}
