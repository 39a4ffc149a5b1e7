/** The columns of the job table; the narrow one, beside an open job, has the first four. */
import type { Word } from '../../words/words.ts';
import type { SortColumn } from '../planFilter.ts';

interface Column {
  readonly word: Word;
  /** null: the table is not sorted by it. */
  readonly sort: SortColumn | null;
  readonly isNumber?: boolean;
  /** Shown where there is room. */
  readonly isWide?: boolean;
}

const COLUMNS: readonly Column[] = [
  { word: 'plan.col.status', sort: 'attention' },
  { word: 'plan.col.job', sort: 'name' },
  { word: 'plan.col.stream', sort: 'stream' },
  { word: 'plan.col.workstation', sort: 'workstation' },
  { word: 'plan.col.start', sort: 'started' },
  { word: 'plan.col.end', sort: 'ended' },
  { word: 'plan.col.duration', sort: 'duration', isNumber: true },
  { word: 'plan.col.forecast', sort: 'forecast', isWide: true },
  { word: 'plan.col.deadline', sort: 'deadline', isWide: true },
  { word: 'plan.col.rc', sort: null, isNumber: true },
];
const NARROW_COLUMNS = 4;

export const columnsOf = (isNarrow: boolean): readonly Column[] => (isNarrow ? COLUMNS.slice(0, NARROW_COLUMNS) : COLUMNS);

// The last holds what Windows gives: -1073741819.
const WIDE =
  'grid-cols-[7.5rem_minmax(11rem,1.4fr)_minmax(8rem,1fr)_8rem_8rem_8rem_6rem_5.25rem] @7xl:grid-cols-[7.5rem_minmax(12rem,1.4fr)_minmax(8rem,1fr)_9rem_8.5rem_8.5rem_6.5rem_9.5rem_8.5rem_5.25rem]';
const NARROW = 'grid-cols-[7.5rem_minmax(9rem,1fr)_minmax(8rem,1fr)_8rem]';

/** Head and rows stand on the same grid. */
export const gridOf = (isNarrow: boolean): string => (isNarrow ? NARROW : WIDE);
/** Of a cell that is shown where there is room. */
export const WIDE_ONLY = 'hidden @7xl:block';
