/** Plan: the night in numbers, every job, the graph, the timeline, what changed; and one job in depth. The address bar holds what is shown. */
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { lastOf } from '../bridge/remote.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { useApp } from '../frame/appStore.ts';
import { useKeys } from '../frame/keys.ts';
import { askAbout } from './askAbout.ts';
import { ChangesView } from './changes/ChangesView.tsx';
import { GraphView } from './graph/GraphView.tsx';
import { JobPanel } from './job/JobPanel.tsx';
import { chooseJob, useJob } from './job/jobStore.ts';
import { PlanHeader } from './PlanHeader.tsx';
import { planViews } from './planFilter.ts';
import { type QueryProps, usePlanQuery } from './planQuery.ts';
import { planOf, readPlan } from './planStore.ts';
import { JobsView } from './table/JobsView.tsx';
import { indexOf, reachRow, useTable } from './table/tableStore.ts';
import { TimelineView } from './timeline/TimelineView.tsx';
import { WholePlan } from './WholePlan.tsx';
import { WorkstationTable } from './workstations/WorkstationTable.tsx';

/** How often the plan is read again while it is on screen. */
const READ_EVERY_MS = 30_000;

function useReadRegularly(): void {
  const read = useCallback(() => void readPlan(), []);
  useOnline(read);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') read();
    }, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  // An engine that goes away or comes back is seen now, not at the next round.
  useEffect(
    () =>
      useApp.subscribe(({ status }, before) => {
        if (status !== null && before.status !== null && status.engine.state !== before.status.engine.state) read();
      }),
    [read],
  );
}

/** Before anything is painted: the rows of the engine before must not stand under this one's name for even a frame. */
function useEngineInForce(): void {
  const engineId = useApp(({ status }) => status?.engine.id ?? null);
  useLayoutEffect(() => planOf(engineId), [engineId]);
}

/** Steps over all rows, also those that are not read yet. */
function useStepping({ query, change }: QueryProps): (by: number) => Promise<void> {
  const cursor = useRef(-1);
  return async (by) => {
    const state = useTable.getState();
    const at = (query.jobId === null ? null : indexOf(state, query.jobId)) ?? cursor.current;
    const next = Math.max(0, Math.min((state.totals?.matching ?? 0) - 1, at + by));
    cursor.current = next;
    const job = await reachRow(next);
    if (job !== null && cursor.current === next) change({ jobId: job.id });
  };
}

function usePlanKeys({ query, change }: QueryProps, focusSearch: () => void): void {
  const step = useStepping({ query, change });
  useKeys('here', [
    ...(query.view === 'jobs'
      ? ([
          { keys: 'j', word: 'plan.nextKey', run: () => void step(1), isRepeatable: true },
          { keys: 'k', word: 'plan.prevKey', run: () => void step(-1), isRepeatable: true },
        ] as const)
      : []),
    { keys: '/', word: 'plan.filterKey', run: focusSearch },
    { keys: 'v', word: 'plan.viewKey', run: () => change({ view: planViews[(planViews.indexOf(query.view) + 1) % planViews.length] ?? 'jobs', hours: null }) },
    { keys: 'd', word: 'plan.graphKey', run: () => change({ view: 'graph', focus: query.jobId === null ? query.focus : `job:${query.jobId}` }) },
    { keys: 'r', word: 'plan.refreshKey', run: () => void readPlan() },
    { keys: 'x', word: 'plan.close', run: () => change({ jobId: null }) },
    {
      keys: 'a',
      word: 'plan.askKey',
      run: () => {
        const job = lastOf(useJob.getState().chosen.details)?.data;
        if (job) askAbout(job);
      },
    },
  ]);
}

function View({ query, change }: QueryProps) {
  switch (query.view) {
    case 'jobs':
      return (
        <WholePlan>
          <JobsView query={query} change={change} />
        </WholePlan>
      );
    case 'graph':
      return (
        <WholePlan>
          <GraphView query={query} change={change} />
        </WholePlan>
      );
    case 'timeline':
      return (
        <WholePlan>
          <TimelineView query={query} change={change} />
        </WholePlan>
      );
    case 'workstations':
      return <WorkstationTable text={query.text} />;
    case 'changes':
      return <ChangesView query={query} change={change} />;
  }
}

export function PlanScreen() {
  const { query, change } = usePlanQuery();
  const searchRef = useRef<HTMLInputElement>(null);
  useEngineInForce();
  useReadRegularly();
  usePlanKeys({ query, change }, () => searchRef.current?.focus());
  useEffect(() => void chooseJob(query.jobId), [query.jobId]);
  return (
    <div className="flex h-full">
      <section className="flex min-w-0 flex-1 flex-col">
        <PlanHeader query={query} change={change} searchRef={searchRef} />
        <View query={query} change={change} />
      </section>
      {query.jobId === null ? null : <JobPanel query={query} change={change} />}
    </div>
  );
}
