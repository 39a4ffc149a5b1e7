/** The chain that decides when the job ends, and how much time is left to its deadline. */
import { clsx } from 'clsx';
import type { CriticalPath } from '../../../src-preload/contract/plan/planGraph.ts';
import type { Remote } from '../../bridge/remote.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { durationText } from '../../ui/time/time.ts';
import { useSay } from '../../words/words.ts';
import { Part } from './Part.tsx';

interface Choosing {
  readonly onChoose: (jobId: string) => void;
}

function Slack({ slackMs }: Pick<CriticalPath, 'slackMs'>) {
  const say = useSay();
  if (slackMs === null) return <span className="text-dim">{say('notKnown')}</span>;
  return slackMs < 0 ? (
    <Mark shape="clock" tone="warn" word={say('path.lateBy', { time: durationText(-slackMs) })} />
  ) : (
    <Mark shape="check" tone="good" word={say('path.left', { time: durationText(slackMs) })} />
  );
}

function Steps({ steps, onChoose }: Pick<CriticalPath, 'steps'> & Choosing) {
  const say = useSay();
  return (
    <ol className="mt-2 text-xs">
      {steps.map((step, at) => (
        <li key={step.id} className="flex items-center gap-2 border-b py-1">
          <span className="w-4 text-right text-faint">{at + 1}</span>
          <button
            type="button"
            title={step.key}
            onClick={() => onChoose(step.id)}
            className="min-w-0 flex-1 truncate text-left font-mono underline-offset-2 hover:underline"
          >
            {step.streamName}.{step.name}
          </button>
          <span className="font-mono text-dim">{step.status.internal}</span>
          <span className="w-20 text-right text-dim" title={say(`path.${step.durationSource}`)}>
            {step.durationMs === null ? '–' : durationText(step.durationMs)}
          </span>
          <span className={clsx('w-20 text-right', step.isForecast && 'text-dim italic')}>
            <Time at={step.endAt} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Path({ path, onChoose }: { readonly path: CriticalPath } & Choosing) {
  const say = useSay();
  return (
    <>
      {path.blockedBy === null ? null : (
        <p className="mb-1 wrap-anywhere">
          {path.blockedBy === path.jobKey ? (
            <Mark shape="square" tone="bad" word={say('path.failed')} />
          ) : (
            <>
              <Mark shape="bar" tone="warn" word={say('path.blocked')} /> <span className="font-mono text-xs">{path.blockedBy}</span>
            </>
          )}
        </p>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
        <dt className="text-dim">{say('path.median')}</dt>
        <dd>{path.forecastEndAt === null ? say('notKnown') : <Time at={path.forecastEndAt} hasZone />}</dd>
        <dt className="text-dim">{say('path.p90')}</dt>
        <dd>{path.lateForecastEndAt === null ? say('notKnown') : <Time at={path.lateForecastEndAt} hasZone />}</dd>
        <dt className="text-dim">{say('plan.col.deadline')}</dt>
        <dd>{path.deadlineAt === null ? say('path.noDeadline') : <Time at={path.deadlineAt} hasZone />}</dd>
        {path.deadlineAt === null ? null : (
          <>
            <dt className="text-dim">{say('path.slack')}</dt>
            <dd>
              <Slack slackMs={path.slackMs} />
            </dd>
          </>
        )}
      </dl>
      {path.steps.length > 1 ? <Steps steps={path.steps} onChoose={onChoose} /> : null}
    </>
  );
}

export function CriticalPathPart({ part, onChoose }: { readonly part: Remote<{ readonly data: CriticalPath }> } & Choosing) {
  return (
    <Part title="path.title" part={part}>
      {({ data }) => <Path path={data} onChoose={onChoose} />}
    </Part>
  );
}
