/** Plan: the night in numbers, every job, and one job in depth. The address bar holds the filter. */
import { clsx } from 'clsx';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useSearch } from 'wouter';
import type { Job } from '../../src-preload/contract/plan.ts';
import { lastOf } from '../bridge/remote.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { go } from '../frame/address.ts';
import { useApp } from '../frame/appStore.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../ui/Button.tsx';
import { SearchBox } from '../ui/Field.tsx';
import { Empty, Failed, Loading, StaleBar } from '../ui/States.tsx';
import { useFaultText } from '../words/faultSay.ts';
import { useLanguage, useSay } from '../words/words.ts';
import { askAbout } from './askAbout.ts';
import { FreshnessLine } from './FreshnessLine.tsx';
import { missingText } from './hand.ts';
import { JobPanel } from './JobPanel.tsx';
import { JobTable } from './JobTable.tsx';
import { countTiles, type PlanQuery, parsePlanQuery, planAddress, shownJobs, type TileName } from './planFilter.ts';
import { chooseJob, planOf, readPlan, usePlan } from './planStore.ts';
import { jobsAtRisk } from './risk.ts';
import { Tiles } from './Tiles.tsx';
import { WorkstationTable } from './WorkstationTable.tsx';

/** How often the plan is read again while it is on screen. */
const READ_EVERY_MS = 30_000;

const NO_JOBS: readonly Job[] = [];
const NOBODY: ReadonlySet<string> = new Set();

function usePlanQuery() {
  const search = useSearch();
  const query = useMemo(() => parsePlanQuery(search), [search]);
  const change = useCallback(
    (part: Partial<PlanQuery>) => go(planAddress({ ...parsePlanQuery(window.location.hash.split('?')[1] ?? ''), ...part }), { replace: true }),
    [],
  );
  return { query, change };
}

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

interface ViewProps {
  readonly query: PlanQuery;
  readonly change: (part: Partial<PlanQuery>) => void;
}

function ViewSwitch({ query, change }: ViewProps) {
  const say = useSay();
  return (
    <div role="group" aria-label={say('plan.view')} className="flex rounded-[5px] border border-line-strong">
      {(['jobs', 'workstations'] as const).map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={query.view === view}
          onClick={() => change({ view })}
          className={clsx(
            'h-7 px-3 text-xs first:rounded-l-[4px] last:rounded-r-[4px]',
            query.view === view ? 'bg-accent-soft font-medium text-accent' : 'bg-raised text-dim hover:text-ink',
          )}
        >
          {say(view === 'jobs' ? 'plan.jobs' : 'plan.workstations')}
        </button>
      ))}
    </div>
  );
}

function useRows(query: PlanQuery) {
  const jobs = usePlan((state) => lastOf(state.jobs)?.data ?? NO_JOBS);
  const summary = usePlan((state) => lastOf(state.summary)?.data ?? null);
  const atRisk = useMemo(() => jobsAtRisk(summary), [summary]);
  const rows = useMemo(() => shownJobs(jobs, query, atRisk ?? NOBODY), [jobs, query, atRisk]);
  const counts = useMemo((): Record<TileName, number | null> => ({ ...countTiles(jobs, atRisk ?? NOBODY), critical: atRisk?.size ?? null }), [jobs, atRisk]);
  return { jobs, rows, counts };
}

function usePlanKeys({ query, change }: ViewProps, rows: readonly Job[], focusSearch: () => void): void {
  const step = (by: number) => {
    const at = rows.findIndex(({ id }) => id === query.jobId);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) change({ jobId: next.id });
  };
  useKeys('here', [
    { keys: 'j', word: 'plan.nextKey', run: () => step(1) },
    { keys: 'k', word: 'plan.prevKey', run: () => step(-1) },
    { keys: '/', word: 'plan.filterKey', run: focusSearch },
    { keys: 'r', word: 'plan.refreshKey', run: () => void readPlan() },
    { keys: 'x', word: 'plan.close', run: () => change({ jobId: null }) },
    {
      keys: 'a',
      word: 'plan.askKey',
      run: () => {
        const job = rows.find(({ id }) => id === query.jobId);
        if (job) askAbout(job);
      },
    },
  ]);
}

function Jobs({ query, change, rows }: ViewProps & { readonly rows: readonly Job[] }) {
  const say = useSay();
  if (rows.length === 0) {
    return (
      <Empty title={say(query.tile === null && query.text === '' ? 'plan.none' : 'plan.noneFound')}>
        <Button isSmall onClick={() => change({ tile: null, text: '' })}>
          {say('plan.clear')}
        </Button>
      </Empty>
    );
  }
  return (
    <JobTable
      jobs={rows}
      query={query}
      onSort={(sort) => change({ sort, isDescending: query.sort === sort && !query.isDescending })}
      onChoose={(jobId) => change({ jobId: jobId === query.jobId ? null : jobId })}
    />
  );
}

function Body({ query, change, rows, counts }: ViewProps & ReturnType<typeof useRows>) {
  const jobs = usePlan((state) => state.jobs);
  const retry = () => void readPlan();
  if (lastOf(jobs) === null) return jobs.at === 'failed' ? <Failed fault={jobs.fault} onRetry={retry} /> : <Loading />;
  return (
    <>
      {jobs.at === 'failed' ? <StaleBar fault={jobs.fault} onRetry={retry} /> : null}
      <Tiles counts={counts} chosen={query.tile} onChoose={(tile) => change({ tile, view: 'jobs' })} />
      {query.view === 'workstations' ? <WorkstationTable /> : <Jobs query={query} change={change} rows={rows} />}
    </>
  );
}

function Header({ query, change, shown, searchRef }: ViewProps & { readonly shown: number; readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const jobs = usePlan((state) => lastOf(state.jobs));
  const summary = usePlan((state) => state.summary);
  const textOf = useFaultText();
  const language = useLanguage();
  const missing = [
    ...(lastOf(summary)?.data.missing.map((fault) => missingText(fault, textOf(fault).sentence, language)) ?? []),
    ...(summary.at === 'failed' && summary.fault.code !== 'DISCONNECTED' ? [textOf(summary.fault).sentence] : []),
  ];
  return (
    <header className="flex flex-col gap-1.5 border-b px-4 py-2.5">
      <div className="flex items-center gap-3">
        <h1 className="text-lg font-semibold">{say('plan.title')}</h1>
        <ViewSwitch query={query} change={change} />
        <SearchBox
          ref={searchRef}
          label={say('plan.search')}
          className="max-w-80"
          value={query.text}
          onChange={(event) => change({ text: event.target.value, view: 'jobs' })}
        />
        <span className="flex-1" />
        {jobs && query.view === 'jobs' ? (
          <span className="text-xs text-dim">{say('plan.count', { shown, total: jobs.freshness.total ?? jobs.data.length })}</span>
        ) : null}
      </div>
      {jobs ? <FreshnessLine freshness={jobs.freshness} shown={jobs.data.length} missing={missing} /> : null}
    </header>
  );
}

export function PlanScreen() {
  const { query, change } = usePlanQuery();
  const searchRef = useRef<HTMLInputElement>(null);
  const view = useRows(query);
  useEngineInForce();
  useReadRegularly();
  usePlanKeys({ query, change }, view.rows, () => searchRef.current?.focus());
  useEffect(() => void chooseJob(query.jobId), [query.jobId]);
  return (
    <div className="flex h-full">
      <section className="flex min-w-0 flex-1 flex-col">
        <Header query={query} change={change} shown={view.rows.length} searchRef={searchRef} />
        <Body query={query} change={change} {...view} />
      </section>
      {query.jobId === null ? null : <JobPanel onClose={() => change({ jobId: null })} />}
    </div>
  );
}
