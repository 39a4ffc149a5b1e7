/** Workstations: link, limit, fence, and what keeps jobs from running on them. */
import type { Workstation } from '../../src-preload/contract/plan.ts';
import { workstationSentence } from '../../src-preload/contract/words/planSentences.ts';
import { lastOf } from '../bridge/remote.ts';
import { Mark } from '../ui/Mark.tsx';
import { Empty, Failed, Loading, StaleBar } from '../ui/States.tsx';
import { Cell, HeadCell } from '../ui/table.tsx';
import { useLanguage, useSay } from '../words/words.ts';
import { readPlan, usePlan } from './planStore.ts';

function Link({ workstation }: { readonly workstation: Workstation }) {
  const say = useSay();
  if (workstation.isLinked === null) return <span className="text-faint">{say('ws.noLink')}</span>;
  return workstation.isLinked ? <Mark shape="check" tone="good" word={say('ws.linked')} /> : <Mark shape="square" tone="bad" word={say('ws.unlinked')} />;
}

function Row({ workstation }: { readonly workstation: Workstation }) {
  const language = useLanguage();
  const { name, problemFact } = workstation;
  const problem = problemFact === null ? workstation.problem : workstationSentence(problemFact, language, name);
  return (
    <tr className={workstation.problem ? 'bg-warn-soft/50' : undefined}>
      <Cell className="pl-4 font-mono text-xs font-medium whitespace-nowrap">{workstation.name}</Cell>
      <Cell className="whitespace-nowrap text-dim">{workstation.type}</Cell>
      <Cell className="text-xs">
        <Link workstation={workstation} />
      </Cell>
      <Cell isNumber>{workstation.limit ?? '–'}</Cell>
      <Cell isNumber>{workstation.fence ?? '–'}</Cell>
      <Cell className="w-full">{problem}</Cell>
    </tr>
  );
}

/** Those with a problem first, then by name. */
const byTrouble = (a: Workstation, b: Workstation) => Number(b.problem !== null) - Number(a.problem !== null) || a.name.localeCompare(b.name);

export function WorkstationTable() {
  const say = useSay();
  const workstations = usePlan((state) => state.workstations);
  const shown = lastOf(workstations);
  if (!shown) return workstations.at === 'failed' ? <Failed fault={workstations.fault} onRetry={() => void readPlan()} /> : <Loading />;
  return (
    <div className="min-h-0 flex-1 overflow-auto" role="region" aria-label={say('plan.workstations')} tabIndex={0}>
      {workstations.at === 'failed' ? <StaleBar fault={workstations.fault} onRetry={() => void readPlan()} /> : null}
      {shown.data.length === 0 ? <Empty title={say('ws.none')} /> : null}
      <table className="w-full">
        <thead className="sticky top-0 bg-panel">
          <tr>
            <HeadCell className="pl-4">{say('plan.col.workstation')}</HeadCell>
            <HeadCell>{say('ws.type')}</HeadCell>
            <HeadCell>{say('ws.link')}</HeadCell>
            <HeadCell isNumber>{say('ws.limit')}</HeadCell>
            <HeadCell isNumber>{say('ws.fence')}</HeadCell>
            <HeadCell>{say('ws.problem')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.data.toSorted(byTrouble).map((workstation) => (
            <Row key={workstation.id} workstation={workstation} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
