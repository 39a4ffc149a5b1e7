/** What of the queue is shown, and in which order. */
import type { ReviewFilter, reviewStates } from '../../../src-preload/contract/review/review.ts';

export interface QueueFilter {
  readonly state: (typeof reviewStates)[number];
  readonly search: string;
  /** Of the rest null is "any". */
  readonly verdict: NonNullable<ReviewFilter['verdict']> | null;
  readonly check: string | null;
  readonly origin: NonNullable<ReviewFilter['origin']> | null;
  readonly purpose: NonNullable<ReviewFilter['purpose']> | null;
  readonly claimed: NonNullable<ReviewFilter['claimed']> | null;
  readonly sort: ReviewFilter['sort'];
}

export const EVERYTHING_OPEN: QueueFilter = {
  state: 'pending',
  search: '',
  verdict: null,
  check: null,
  origin: null,
  purpose: null,
  claimed: null,
  sort: 'value',
};

/** The most the core gives at once; the list says when there are more. */
const MOST = 500;

/** The filter as the core takes it: what is "any" is left out. */
export function queryOf({ state, search, sort, ...rest }: QueueFilter) {
  const text = search.trim();
  const { verdict, check, origin, purpose, claimed } = rest;
  return {
    state,
    sort,
    limit: MOST,
    ...(text === '' ? {} : { search: text }),
    ...(verdict === null ? {} : { verdict }),
    ...(check === null ? {} : { check }),
    ...(origin === null ? {} : { origin }),
    ...(purpose === null ? {} : { purpose }),
    ...(claimed === null ? {} : { claimed }),
  };
}

/** How many of the choices beside state, search and order are made. */
export const countChoices = ({ verdict, check, origin, purpose, claimed }: QueueFilter): number =>
  [verdict, check, origin, purpose, claimed].filter((choice) => choice !== null).length;
