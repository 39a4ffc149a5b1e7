/** Workstations: link, state, limit, fence, and what keeps jobs from running on them. Those with a problem first. */
import { clsx } from 'clsx';
import { useMemo } from 'react';
import { VList } from 'virtua';
import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';
import { workstationSentence } from '../../../src-preload/shared/words/planSentences.ts';
import { stateMeaning, stateText } from '../../../src-preload/shared/words/workstationState.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { number } from '../../ui/text/number.ts';
import { Empty, Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { useAgo } from '../../ui/time/Time.tsx';
import { useLanguage, useSay, type Word } from '../../words/words.ts';
import { readPlan, usePlan } from '../planStore.ts';
import { shownWorkstations } from './shownWorkstations.ts';

/** Beside the job panel there is no room for the type; what keeps jobs from running always has some. */
const GRID =
  'grid grid-cols-[minmax(8rem,1fr)_6.5rem_5rem_3rem_3rem_minmax(12rem,2fr)] gap-3 px-4 @5xl:grid-cols-[minmax(9rem,1fr)_7rem_8rem_7rem_4rem_4rem_minmax(14rem,3fr)] @5xl:gap-4';
const WIDE_ONLY = 'hidden @5xl:block';

function Link({ workstation: { isLinked } }: { readonly workstation: Workstation }) {
  const say = useSay();
  if (isLinked === null) return <span className="text-faint">{say('ws.noLink')}</span>;
  return isLinked ? <Mark shape="check" tone="good" word={say('ws.linked')} /> : <Mark shape="square" tone="bad" word={say('ws.unlinked')} />;
}

/** The STATE column as conman writes it; its letters in words on hover and for screen readers. */
function State({ states }: Pick<Workstation, 'states'>) {
  const language = useLanguage();
  const text = stateText(states);
  if (text === '') return <span className="text-faint">–</span>;
  const meaning = (stateMeaning(text, language) ?? states).join(', ');
  return (
    <span title={meaning}>
      <span aria-hidden="true" className="font-mono">
        {text}
      </span>
      <span className="sr-only">{meaning}</span>
    </span>
  );
}

function Row({ workstation, index }: { readonly workstation: Workstation; readonly index: number }) {
  const language = useLanguage();
  const { name, folder, type, problem, problemFact, states, limit, fence } = workstation;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={clsx(GRID, 'items-center border-b py-1.5 text-xs', problem === null ? 'hover:bg-sunk' : 'bg-warn-soft/50')}
    >
      <span role="cell" className="truncate font-mono font-medium" title={folder === '/' ? name : `${folder}${name}`}>
        {name}
      </span>
      <span role="cell" className={clsx('truncate text-dim', WIDE_ONLY)}>
        {type}
      </span>
      <span role="cell">
        <Link workstation={workstation} />
      </span>
      <span role="cell">
        <State states={states} />
      </span>
      <span role="cell" className={clsx('text-right', limit === 0 && 'font-semibold text-warn')}>
        {limit ?? '–'}
      </span>
      <span role="cell" className="text-right">
        {fence ?? '–'}
      </span>
      <span role="cell" className="wrap-anywhere">
        {problemFact === null ? problem : workstationSentence(problemFact, language, name)}
      </span>
    </div>
  );
}

const HEAD_CLASS: Partial<Record<Word, string>> = { 'ws.type': WIDE_ONLY, 'ws.limit': 'text-right', 'ws.fence': 'text-right' };

function Head() {
  const say = useSay();
  const words = ['plan.col.workstation', 'ws.type', 'ws.link', 'ws.state', 'ws.limit', 'ws.fence', 'ws.problem'] as const;
  return (
    <div role="row" className={clsx(GRID, 'border-b border-line-strong py-1.5 text-xs font-medium text-dim')}>
      {words.map((word) => (
        <span key={word} role="columnheader" className={HEAD_CLASS[word] ?? ''}>
          {say(word)}
        </span>
      ))}
    </div>
  );
}

export function WorkstationTable({ text }: { readonly text: string }) {
  const say = useSay();
  const ago = useAgo();
  const language = useLanguage();
  const workstations = usePlan((state) => state.workstations);
  const known = lastOf(workstations);
  const shown = useMemo(() => shownWorkstations(known?.data ?? [], text), [known, text]);
  const retry = () => void readPlan();
  if (known === null) return workstations.at === 'failed' ? <Failed fault={workstations.fault} onRetry={retry} /> : <Loading />;
  const { freshness, data } = known;
  const troubled = data.filter(({ problem }) => problem !== null).length;
  return (
    <>
      {workstations.at === 'failed' ? <StaleBar fault={workstations.fault} onRetry={retry} /> : null}
      <p className="flex flex-wrap gap-x-4 border-b px-4 py-1.5 text-xs text-dim">
        <span>{say('ws.sum', { shown: number(shown.length, language), total: number(freshness.total ?? data.length, language) })}</span>
        {troubled > 0 ? <Mark shape="square" tone="warn" word={say('ws.troubled', { count: troubled })} /> : null}
        <span>{say('plan.readAt', { age: ago(freshness.observedAt) })}</span>
        {freshness.isTruncated || !freshness.isComplete ? <Mark shape="half" tone="warn" word={say('ws.incomplete')} /> : null}
      </p>
      {shown.length === 0 ? (
        <Empty title={say(data.length === 0 ? 'ws.none' : 'ws.noneFound')} />
      ) : (
        <div role="table" aria-label={say('plan.workstations')} aria-rowcount={shown.length + 1} className="@container flex min-h-0 flex-1 flex-col">
          <Head />
          <VList data={shown} role="rowgroup" className="min-h-0 flex-1" tabIndex={0}>
            {(workstation, index) => <Row key={workstation.id} workstation={workstation} index={index} />}
          </VList>
        </div>
      )}
    </>
  );
}
