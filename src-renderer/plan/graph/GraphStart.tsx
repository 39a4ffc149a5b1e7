/** Where to start when nothing is chosen: the jobs that ask for attention. */
import { useEffect, useState } from 'react';
import type { JobTableRow } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { LOADING, lastOf, type Remote, readInto } from '../../bridge/remote.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Empty, Failed, Loading } from '../../ui/data/States.tsx';
import { useSay } from '../../words/words.ts';
import { jobLook } from '../jobLook.ts';
import { classOf } from '../planFilter.ts';

const SHOWN = 12;

function useFirstJobs(): readonly [Remote<readonly JobTableRow[]>, () => void] {
  const [jobs, setJobs] = useState<Remote<readonly JobTableRow[]>>(LOADING);
  const read = () =>
    void readInto<readonly JobTableRow[]>(
      () => LOADING,
      setJobs,
      async (core) => (await core.plan.table({ order: 'attention', limit: SHOWN })).data.rows,
    );
  useEffect(read, []);
  return [jobs, read];
}

export function GraphStart({ onStart }: { readonly onStart: (jobId: string) => void }) {
  const say = useSay();
  const [jobs, retry] = useFirstJobs();
  const known = lastOf(jobs);
  if (known === null) return jobs.at === 'failed' ? <Failed fault={jobs.fault} onRetry={retry} /> : <Loading />;
  if (known.length === 0) return <Empty title={say('plan.none')} />;
  return (
    <div className="min-h-0 flex-1 overflow-auto p-6">
      <h2 className="mb-1 font-semibold">{say('graph.start')}</h2>
      <p className="mb-3 text-dim">{say('graph.startWhy')}</p>
      <ul className="max-w-2xl border-t">
        {known.map((job) => {
          const { shape, tone } = jobLook[classOf(job)];
          return (
            <li key={job.id} className="border-b">
              <button type="button" onClick={() => onStart(job.id)} className="flex w-full items-center gap-4 px-2 py-1.5 text-left hover:bg-sunk">
                <span className="w-24 shrink-0">
                  <Mark shape={shape} tone={tone} word={job.status.internal} className="text-xs" />
                </span>
                <span className="min-w-0 flex-1 truncate font-mono text-xs font-medium" title={job.key}>
                  {job.streamName}.{job.name}
                </span>
                <span className="font-mono text-xs text-dim">{job.workstation}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
