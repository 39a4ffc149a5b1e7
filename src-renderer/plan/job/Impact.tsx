/** What a job blocks, and what will not run at all because of how it ended, nearest first. */
import type { ImpactResult } from '../../../src-preload/contract/plan/plan.ts';
import { missedWords } from '../../../src-preload/shared/words/planSentences.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useLanguage, useSay } from '../../words/words.ts';

const SHOWN = 20;

interface ImpactProps {
  readonly impact: ImpactResult;
  readonly onChoose: (jobId: string) => void;
}
type Affected = ImpactResult['blocked'][number];

export function Impact({ impact, onChoose }: ImpactProps) {
  const say = useSay();
  const language = useLanguage();
  const { blocked, streams, critical, suppressed } = impact;
  if (blocked.length === 0 && suppressed.length === 0) return <p className="text-dim">{say('plan.impactNone')}</p>;
  return (
    <>
      {blocked.length > 0 ? (
        <Jobs title={say('plan.impactSum', { jobs: blocked.length, streams: streams.length, critical: critical.length })} jobs={blocked} onChoose={onChoose} />
      ) : null}
      {suppressed.length > 0 ? (
        <Jobs
          title={say('plan.neverSum', { jobs: suppressed.length })}
          jobs={suppressed}
          onChoose={onChoose}
          noteOf={({ missed }) => missedWords(missed, language, missed.on)}
        />
      ) : null}
    </>
  );
}

interface JobsProps<J extends Affected> {
  readonly title: string;
  readonly jobs: readonly J[];
  readonly onChoose: (jobId: string) => void;
  /** Said below the job. */
  readonly noteOf?: (job: J) => string;
}

function Jobs<J extends Affected>({ title, jobs, onChoose, noteOf }: JobsProps<J>) {
  const say = useSay();
  return (
    <>
      <p className="mt-2 mb-1 font-medium first:mt-0">{title}</p>
      <ul className="text-xs">
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.id} className="flex flex-wrap items-center gap-2 border-b py-1">
            <span className="w-4 text-right text-faint">{job.depth}</span>
            <button
              type="button"
              onClick={() => onChoose(job.id)}
              className="min-w-0 flex-1 truncate text-left font-mono underline-offset-2 hover:underline"
              title={job.key}
            >
              {job.streamName}.{job.name}
            </button>
            {job.isCritical ? <Mark shape="diamond" tone="warn" word={say('plan.critical')} /> : null}
            <span className="w-16 text-right font-mono text-dim">{job.status.internal}</span>
            {noteOf === undefined ? null : <span className="basis-full pl-6 text-dim wrap-anywhere">{noteOf(job)}</span>}
          </li>
        ))}
      </ul>
      {jobs.length > SHOWN ? <p className="mt-1 text-xs text-dim">{say('plan.more', { count: jobs.length - SHOWN })}</p> : null}
    </>
  );
}
