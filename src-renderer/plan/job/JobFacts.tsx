/** The job's definition, runs and dependencies. */
import type { JobDetails } from '../../../src-preload/contract/plan/plan.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { useSay } from '../../words/words.ts';

function Dependencies({ job }: { readonly job: JobDetails }) {
  const say = useSay();
  if (job.dependencies.length === 0) return null;
  return (
    <section className="border-b px-4 py-3">
      <h3 className="eyebrow mb-1.5">{say('plan.dependencies')}</h3>
      <ul className="text-xs">
        {job.dependencies.map((dependency) => (
          <li key={`${dependency.kind} ${dependency.target}`} className="flex items-center gap-2 border-b py-1">
            <span className="min-w-0 flex-1 font-mono wrap-anywhere">{dependency.target}</span>
            {dependency.state ? <span className="font-mono text-dim">{dependency.state}</span> : null}
            {dependency.isSatisfied === null ? (
              <Mark shape="dashed" tone="quiet" word={say('notKnown')} />
            ) : dependency.isSatisfied ? (
              <Mark shape="check" tone="good" word={say('plan.satisfied')} />
            ) : (
              <Mark shape="ring" tone="warn" word={say('plan.unsatisfied')} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Runs({ job }: { readonly job: JobDetails }) {
  const say = useSay();
  if (job.runs.length === 0) return null;
  return (
    <section className="border-b px-4 py-3">
      <h3 className="eyebrow mb-1">{say('plan.runs')}</h3>
      <table className="w-full text-xs">
        <thead>
          <tr>
            <HeadCell>{say('plan.col.status')}</HeadCell>
            <HeadCell>{say('plan.col.start')}</HeadCell>
            <HeadCell>{say('plan.col.end')}</HeadCell>
            <HeadCell isNumber>{say('plan.col.rc')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {job.runs.map((run) => (
            <tr key={run.id}>
              <Cell className="font-mono">{run.status}</Cell>
              <Cell>
                <Time at={run.startedAt} />
              </Cell>
              <Cell>
                <Time at={run.endedAt} />
              </Cell>
              <Cell isNumber className="font-mono">
                {run.returnCode ?? '–'}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function JobFacts({ job }: { readonly job: JobDetails }) {
  const say = useSay();
  const facts = [
    [say('plan.task'), job.task],
    [say('plan.user'), job.user],
    [say('plan.recovery'), job.recovery],
    [say('plan.success'), job.successCondition],
    [say('plan.priority'), job.priority === null ? null : String(job.priority)],
  ] as const;
  return (
    <>
      <Dependencies job={job} />
      <Runs job={job} />
      <section className="px-4 py-3">
        <h3 className="eyebrow mb-1.5">{say('plan.details')}</h3>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
          {facts.map(([name, value]) =>
            value === null ? null : (
              <div key={name} className="contents">
                <dt className="text-dim">{name}</dt>
                <dd className="font-mono wrap-anywhere">{value}</dd>
              </div>
            ),
          )}
          <dt className="text-dim">{say('plan.col.deadline')}</dt>
          <dd>
            <Time at={job.deadlineAt} hasZone />
          </dd>
        </dl>
      </section>
    </>
  );
}
