/** What a job blocks, nearest first. */
import type { ImpactResult } from '../../../src-preload/contract/plan.ts';
import { Mark } from '../../ui/Mark.tsx';
import { useSay } from '../../words/words.ts';

const BLOCKED_SHOWN = 20;

interface ImpactProps {
  readonly impact: ImpactResult;
  readonly onChoose: (jobId: string) => void;
}

export function Impact({ impact, onChoose }: ImpactProps) {
  const say = useSay();
  if (impact.blocked.length === 0) return <p className="text-dim">{say('plan.impactNone')}</p>;
  const rest = impact.blocked.length - BLOCKED_SHOWN;
  return (
    <>
      <p className="mb-1 font-medium">
        {say('plan.impactSum', { jobs: impact.blocked.length, streams: impact.streams.length, critical: impact.critical.length })}
      </p>
      <ul className="text-xs">
        {impact.blocked.slice(0, BLOCKED_SHOWN).map((job) => (
          <li key={job.id} className="flex items-center gap-2 border-b py-1">
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
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="mt-1 text-xs text-dim">{say('plan.more', { count: rest })}</p> : null}
    </>
  );
}
