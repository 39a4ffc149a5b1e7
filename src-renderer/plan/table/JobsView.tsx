/** Tiles and the job table. */
import { useEffect, useMemo } from 'react';
import { lastOf } from '../../bridge/remote.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { useSay } from '../../words/words.ts';
import { tableFilter, tileNames } from '../planFilter.ts';
import type { QueryProps } from '../planQuery.ts';
import { usePlan } from '../planStore.ts';
import { Tiles } from '../Tiles.tsx';
import { JobTable } from './JobTable.tsx';
import { refreshTable, showTable, useTable } from './tableStore.ts';

/** null: not known, which is not zero. */
function useTileCounts() {
  const groups = useTable(({ totals }) => totals?.groups ?? null);
  const isLateUnknown = usePlan(({ summary }) => (lastOf(summary)?.data.late ?? null) === null);
  return useMemo(
    () => Object.fromEntries([...tileNames, 'critical' as const].map((name) => [name, name === 'late' && isLateUnknown ? null : (groups?.[name] ?? null)])),
    [groups, isLateUnknown],
  );
}

export function JobsView({ query, change }: QueryProps) {
  const filter = useMemo(() => tableFilter(query), [query]);
  useEffect(() => void showTable(filter), [filter]);
  const counts = useTileCounts();
  return (
    <>
      <Tiles counts={counts} chosen={query.tile} onChoose={(tile) => change({ tile })} />
      <Rows query={query} change={change} />
    </>
  );
}

function Rows({ query, change }: QueryProps) {
  const say = useSay();
  const totals = useTable((state) => state.totals);
  const fault = useTable((state) => state.fault);
  const isOld = useTable((state) => state.isOld);
  const retry = () => void refreshTable();
  // Rows of another filter are no answer to this one.
  if (fault !== null && (totals === null || isOld)) return <Failed fault={fault} onRetry={retry} />;
  if (totals === null) return <Loading />;
  if (totals.matching === 0 && !isOld) {
    const isWhole = query.tile === null && query.text === '';
    return (
      <Empty title={say(isWhole ? 'plan.none' : 'plan.noneFound')}>
        {isWhole ? null : (
          <Button isSmall onClick={() => change({ tile: null, text: '' })}>
            {say('plan.clear')}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <>
      {fault === null ? null : <StaleBar fault={fault} onRetry={retry} />}
      <JobTable
        query={query}
        onSort={(sort) => change({ sort, isDescending: query.sort === sort && !query.isDescending })}
        onChoose={(jobId) => change({ jobId: jobId === query.jobId ? null : jobId })}
      />
    </>
  );
}
