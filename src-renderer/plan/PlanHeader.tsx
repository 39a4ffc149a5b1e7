/** Head of the Plan screen: which view, which filter, how many jobs, how old. */
import { clsx } from 'clsx';
import { type RefObject, useEffect, useState } from 'react';
import { lastOf } from '../bridge/remote.ts';
import { SearchBox } from '../ui/Field.tsx';
import { number } from '../ui/text/number.ts';
import { useFaultText } from '../words/faultSay.ts';
import { useLanguage, useSay, type Word } from '../words/words.ts';
import { FreshnessLine } from './FreshnessLine.tsx';
import { missingText } from './hand.ts';
import { type PlanView, planViews } from './planFilter.ts';
import type { QueryProps } from './planQuery.ts';
import { usePlan } from './planStore.ts';
import { useTable } from './table/tableStore.ts';

const VIEW_WORDS: Record<PlanView, Word> = {
  jobs: 'plan.jobs',
  graph: 'plan.graph',
  timeline: 'plan.timeline',
  workstations: 'plan.workstations',
  changes: 'plan.changes',
};

function ViewSwitch({ query, change }: QueryProps) {
  const say = useSay();
  return (
    <div role="group" aria-label={say('plan.view')} className="flex shrink-0 rounded-[5px] border border-line-strong">
      {planViews.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={query.view === view}
          onClick={() => change({ view, hours: null })}
          className={clsx(
            'h-7 px-3 text-xs whitespace-nowrap first:rounded-l-[4px] last:rounded-r-[4px]',
            query.view === view ? 'bg-accent-soft font-medium text-accent' : 'bg-raised text-dim hover:text-ink',
          )}
        >
          {say(VIEW_WORDS[view])}
        </button>
      ))}
    </div>
  );
}

const TYPING_MS = 200;

/** What is typed reaches the address when the typing pauses. */
function Filter({ query, change, searchRef }: QueryProps & { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const [typed, setTyped] = useState(query.text);
  const [known, setKnown] = useState(query.text);
  // The address was changed from elsewhere: a link, or "Clear the filter".
  if (known !== query.text) {
    setKnown(query.text);
    setTyped(query.text);
  }
  useEffect(() => {
    if (typed === query.text) return;
    const timer = setTimeout(() => {
      setKnown(typed);
      change({ text: typed });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, query.text, change]);
  return (
    <SearchBox ref={searchRef} label={say('plan.search')} className="max-w-80 grow basis-72" value={typed} onChange={(event) => setTyped(event.target.value)} />
  );
}

function Count() {
  const say = useSay();
  const language = useLanguage();
  const matching = useTable(({ totals }) => totals?.matching ?? null);
  const total = usePlan(({ snapshot }) => lastOf(snapshot)?.jobs ?? null);
  if (matching === null || total === null) return null;
  return (
    <span role="status" className="ml-auto text-xs whitespace-nowrap text-dim">
      {say('plan.count', { shown: number(matching, language), total: number(total, language) })}
    </span>
  );
}

function useMissing(): readonly string[] {
  const summary = usePlan((state) => state.summary);
  const toldBelow = usePlan(({ snapshot }) => lastOf(snapshot)?.fault?.code ?? null);
  const textOf = useFaultText();
  const language = useLanguage();
  return [
    ...(lastOf(summary)?.data.missing.map((fault) => missingText(fault, textOf(fault).sentence, language)) ?? []),
    // A fault that also keeps the plan from being read stands once, in the bar below.
    ...(summary.at === 'failed' && summary.fault.code !== 'DISCONNECTED' && summary.fault.code !== toldBelow ? [textOf(summary.fault).sentence] : []),
  ];
}

export function PlanHeader({ query, change, searchRef }: QueryProps & { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const state = usePlan(({ snapshot }) => lastOf(snapshot));
  const missing = useMissing();
  const isFiltered = query.view === 'jobs' || query.view === 'timeline' || query.view === 'workstations';
  return (
    <header className="flex flex-col gap-1.5 border-b px-4 py-2.5">
      {/* Beside the job panel there is not room for all of it in one line. */}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-lg font-semibold">{say('plan.title')}</h1>
        <ViewSwitch query={query} change={change} />
        {isFiltered ? <Filter query={query} change={change} searchRef={searchRef} /> : null}
        {query.view === 'jobs' ? <Count /> : null}
      </div>
      {state?.at === 'ready' ? <FreshnessLine state={state} missing={missing} /> : null}
    </header>
  );
}
