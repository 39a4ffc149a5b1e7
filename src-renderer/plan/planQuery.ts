/** The Plan screen's query, read from the address and written back to it. */
import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter';
import { go } from '../frame/address.ts';
import { type PlanQuery, parsePlanQuery, planAddress } from './planFilter.ts';

export interface QueryProps {
  readonly query: PlanQuery;
  readonly change: (part: Partial<PlanQuery>) => void;
}

export function usePlanQuery(): QueryProps {
  const search = useSearch();
  const query = useMemo(() => parsePlanQuery(search), [search]);
  const change = useCallback(
    (part: Partial<PlanQuery>) => go(planAddress({ ...parsePlanQuery(window.location.hash.split('?')[1] ?? ''), ...part }), { replace: true }),
    [],
  );
  return { query, change };
}
