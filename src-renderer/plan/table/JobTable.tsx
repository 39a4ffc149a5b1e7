/** All jobs of the plan, virtualised: the core filters and sorts, the screen holds the rows near what is seen. */
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { useSay } from '../../words/words.ts';
import type { PlanQuery, SortColumn } from '../planFilter.ts';
import { columnsOf, gridOf, WIDE_ONLY } from './columns.ts';
import { TableRow, UnreadRow } from './TableRow.tsx';
import { indexOf, rowAt, seeRows, useTable } from './tableStore.ts';

const ROW_PX = 30;

interface HeadProps {
  readonly query: PlanQuery;
  readonly isNarrow: boolean;
  readonly onSort: (column: SortColumn) => void;
}

function Head({ query, isNarrow, onSort }: HeadProps) {
  const say = useSay();
  return (
    <div role="row" className={clsx('grid gap-3 border-b border-line-strong px-4', gridOf(isNarrow))}>
      {columnsOf(isNarrow).map(({ word, sort, isNumber, isWide }) => {
        const isSorted = query.sort === sort;
        return (
          <div
            key={word}
            role="columnheader"
            aria-sort={isSorted ? (query.isDescending ? 'descending' : 'ascending') : 'none'}
            className={clsx(isNumber && 'text-right', isWide && WIDE_ONLY, sort === 'forecast' && 'pl-4')}
          >
            {sort === null ? (
              <span className="inline-flex h-7 items-center text-xs font-medium text-dim">{say(word)}</span>
            ) : (
              <button
                type="button"
                title={say('plan.sort', { column: say(word) })}
                onClick={() => onSort(sort)}
                className={clsx('inline-flex h-7 items-center gap-1 text-xs font-medium whitespace-nowrap', isSorted ? 'text-ink' : 'text-dim hover:text-ink')}
              >
                {say(word)}
                {isSorted ? query.isDescending ? <ArrowDown size={11} aria-hidden="true" /> : <ArrowUp size={11} aria-hidden="true" /> : null}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The chosen row comes into sight once, when it is chosen; a filter that changes starts at its top. */
function useScrolling(list: RefObject<VListHandle | null>, jobId: string | null): void {
  const filter = useTable((state) => state.filter);
  const at = useTable((state) => (jobId === null ? null : indexOf(state, jobId)));
  const isShown = useRef<string | null>(null);
  useEffect(() => {
    if (filter !== null) list.current?.scrollTo(0);
  }, [list, filter]);
  useEffect(() => {
    if (isShown.current === jobId || at === null) return;
    isShown.current = jobId;
    list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [list, jobId, at]);
}

interface JobTableProps {
  readonly query: PlanQuery;
  readonly onSort: (column: SortColumn) => void;
  readonly onChoose: (id: string) => void;
}

export function JobTable({ query, onSort, onChoose }: JobTableProps) {
  const say = useSay();
  const list = useRef<VListHandle>(null);
  const windows = useTable((state) => state.windows);
  const matching = useTable((state) => state.totals?.matching ?? 0);
  const isOld = useTable((state) => state.isOld);
  const isNarrow = query.jobId !== null;
  useScrolling(list, query.jobId);
  const look = () => {
    const { current } = list;
    if (current === null || matching === 0) return;
    const first = current.findItemIndex(current.scrollOffset);
    seeRows(first, Math.min(matching - 1, first + Math.ceil(current.viewportSize / ROW_PX)));
  };
  const rows: ArrayLike<undefined> = { length: matching };
  return (
    <div role="table" aria-label={say('plan.jobs')} aria-rowcount={matching + 1} aria-busy={isOld} className="@container flex min-h-0 flex-1 flex-col">
      <Head query={query} isNarrow={isNarrow} onSort={onSort} />
      <VList ref={list} data={rows} itemSize={ROW_PX} onScroll={look} className="min-h-0 flex-1">
        {(_none, index) => {
          const job = rowAt({ windows }, index);
          return job === null ? (
            <UnreadRow key={index} index={index} isNarrow={isNarrow} />
          ) : (
            <TableRow key={index} job={job} index={index} isChosen={job.id === query.jobId} isNarrow={isNarrow} onChoose={onChoose} />
          );
        }}
      </VList>
    </div>
  );
}
