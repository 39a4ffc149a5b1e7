/** One job in depth: what its state means, why it is not running, what its log says, what it blocks and what it usually takes. Each part is read, and fails, on its own. */
import { Share2, X } from 'lucide-react';
import type { JobDetails } from '../../../src-preload/contract/plan/plan.ts';
import { statusMeaning } from '../../../src-preload/shared/words/statusMeaning.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Kbd } from '../../ui/marks/Kbd.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { useLanguage, useSay } from '../../words/words.ts';
import { askAbout } from '../askAbout.ts';
import { jobLook } from '../jobLook.ts';
import { classOf } from '../planFilter.ts';
import type { QueryProps } from '../planQuery.ts';
import { CriticalPathPart } from './CriticalPathPart.tsx';
import { HistoryPart } from './HistoryPart.tsx';
import { Impact } from './Impact.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobLog } from './JobLog.tsx';
import { chooseJob, useJob } from './jobStore.ts';
import { Part } from './Part.tsx';
import { Reasons } from './Reasons.tsx';
import { WatchButton } from './WatchButton.tsx';

function Title({ job, onGraph }: { readonly job: JobDetails; readonly onGraph: (() => void) | null }) {
  const say = useSay();
  const { shape, tone, word } = jobLook[classOf(job)];
  return (
    <div className="flex flex-col gap-2 border-b px-4 py-3">
      <div className="flex items-center gap-1">
        <h2 className="min-w-0 font-mono text-sm font-semibold wrap-anywhere">{job.key}</h2>
        <CopyButton text={job.key} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Mark
          shape={shape}
          tone={tone}
          word={`${job.status.internal}${job.status.substatus ? ` (${job.status.substatus})` : ''} · ${say(word)}`}
          className="font-medium"
        />
        {job.isCritical ? <Mark shape="diamond" tone="quiet" word={say('plan.critical')} /> : null}
        {job.isLate ? <Mark shape="clock" tone="warn" word={say('plan.late')} /> : null}
        {job.returnCode === null ? null : (
          <span className="text-dim">
            RC <span className="font-mono text-ink">{job.returnCode}</span>
          </span>
        )}
      </div>
      <Meaning job={job} />
      <div className="flex flex-wrap items-center gap-2">
        <Button isSmall kind="primary" onClick={() => askAbout(job)}>
          {say('plan.ask')} <Kbd keys="a" />
        </Button>
        {onGraph === null ? null : (
          <Button isSmall onClick={onGraph}>
            <Share2 size={12} aria-hidden="true" />
            {say('graph.open')} <Kbd keys="d" />
          </Button>
        )}
        <WatchButton key={job.key} jobKey={job.key} />
      </div>
    </div>
  );
}

/** What the state means; its cause and next step where something is wrong. The step is shown, never done. */
function Meaning({ job }: { readonly job: JobDetails }) {
  const say = useSay();
  const language = useLanguage();
  const { meaning, cause, nextStep } = statusMeaning(job.status, language);
  const isCalm = ['done', 'running'].includes(classOf(job));
  return (
    <div className="text-xs text-dim">
      <p>{meaning}</p>
      {isCalm ? null : (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          {cause === null ? null : (
            <>
              <dt className="text-faint">{say('plan.cause')}</dt>
              <dd>{cause}</dd>
            </>
          )}
          {nextStep === null ? null : (
            <>
              <dt className="text-faint">{say('plan.nextStep')}</dt>
              <dd>{nextStep}</dd>
            </>
          )}
        </dl>
      )}
    </div>
  );
}

export function JobPanel({ query, change }: QueryProps) {
  const say = useSay();
  const { details, why, log, impact, path, history } = useJob((state) => state.chosen);
  const job = lastOf(details)?.data ?? null;
  const kind = job === null ? null : classOf(job);
  const isWaiting = kind === 'waiting' || kind === 'blocked' || kind === 'other';
  const focus = `job:${query.jobId ?? ''}`;
  const isInGraph = query.view === 'graph' && (query.focus === focus || query.focus === null);
  return (
    <aside aria-label={say('plan.details')} className="flex w-[min(30rem,40vw)] shrink-0 flex-col border-l">
      <header className="flex h-10 shrink-0 items-center justify-between border-b px-4">
        <span className="eyebrow">{say('plan.details')}</span>
        <IconButton label={say('plan.close')} onClick={() => change({ jobId: null })}>
          <X size={15} />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        {job ? <Title job={job} onGraph={isInGraph ? null : () => change({ view: 'graph', focus })} /> : null}
        {details.at === 'loading' && !job ? <Loading /> : null}
        {details.at === 'failed' ? <Failed fault={details.fault} onRetry={() => void chooseJob(query.jobId)} /> : null}
        {isWaiting || why.at === 'failed' ? (
          <Part title="plan.why" part={why}>
            {({ data }) => <Reasons reasons={data} />}
          </Part>
        ) : null}
        {job && !isWaiting ? <JobLog log={log} /> : null}
        <Part title="plan.impact" part={impact}>
          {({ data }) => <Impact impact={data} onChoose={(jobId) => change({ jobId })} />}
        </Part>
        {job && kind !== 'done' ? <CriticalPathPart part={path} onChoose={(jobId) => change({ jobId })} /> : null}
        <HistoryPart part={history} />
        {job ? <JobFacts job={job} /> : null}
      </div>
    </aside>
  );
}
