/** One job in depth: why it is not running, what its log says, what it blocks. Each part is read, and fails, on its own. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImpactResult, JobDetails, LogExcerpt, WaitReason } from '../../src-preload/contract/plan.ts';
import { waitSentence } from '../../src-preload/contract/words/planSentences.ts';
import { lastOf, type Remote } from '../bridge/remote.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { LogLines } from '../ui/DataView.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Failed, Loading } from '../ui/States.tsx';
import { useLanguage, useSay, type Word } from '../words/words.ts';
import { askAbout } from './askAbout.ts';
import { useHand } from './hand.ts';
import { JobFacts } from './JobFacts.tsx';
import { jobLook } from './jobLook.ts';
import { classOf } from './planFilter.ts';
import { chooseJob, usePlan } from './planStore.ts';

interface PartProps<T> {
  readonly title: Word;
  readonly part: Remote<{ readonly data: T }>;
  readonly children: (data: T) => ReactNode;
}

function Part<T>({ title, part, children }: PartProps<T>) {
  const say = useSay();
  const known = lastOf(part);
  return (
    <section className="border-b px-4 py-3">
      <h3 className="eyebrow mb-1.5">{say(title)}</h3>
      {known ? children(known.data) : null}
      {part.at === 'loading' && !known ? <Loading /> : null}
      {part.at === 'failed' ? <Failed fault={part.fault} /> : null}
    </section>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly WaitReason[] }) {
  const say = useSay();
  const language = useLanguage();
  const hand = useHand();
  if (reasons.length === 0) return <p className="text-dim">{say('plan.whyNone')}</p>;
  return (
    <ol className="flex flex-col gap-1.5">
      {reasons.map((reason) => (
        <li key={reason.sentence} className="flex items-baseline gap-2">
          <span className="translate-y-px text-warn">
            <Glyph shape="bar" />
          </span>
          <span className="wrap-anywhere">{reason.fact === null ? reason.sentence : waitSentence(reason.fact, language, hand)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The newest lines say how it ended. */
const LINES_SHOWN = 40;

function LogTail({ log }: { readonly log: LogExcerpt }) {
  const say = useSay();
  if (log.lines.length === 0) return <p className="text-dim">{say('plan.logNone')}</p>;
  return (
    <>
      <LogLines lines={log.lines.slice(-LINES_SHOWN)} label={say('evidence.logLines')} isTail />
      {log.isTruncated || log.lines.length > LINES_SHOWN ? <p className="mt-1 text-xs text-dim">{say('plan.logCut')}</p> : null}
    </>
  );
}

const BLOCKED_SHOWN = 20;

function Impact({ impact }: { readonly impact: ImpactResult }) {
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
            <span className="min-w-0 flex-1 truncate font-mono" title={job.key}>
              {job.streamName}.{job.name}
            </span>
            {job.isCritical ? <Mark shape="diamond" tone="warn" word={say('plan.critical')} /> : null}
            <span className="w-16 text-right font-mono text-dim">{job.status.internal}</span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="mt-1 text-xs text-dim">{say('plan.more', { count: rest })}</p> : null}
    </>
  );
}

function Title({ job }: { readonly job: JobDetails }) {
  const say = useSay();
  const { shape, tone, word } = jobLook[classOf(job)];
  return (
    <div className="flex flex-col gap-2 border-b px-4 py-3">
      <div className="flex items-center gap-1">
        <h2 className="min-w-0 font-mono text-sm font-semibold wrap-anywhere">{job.key}</h2>
        <CopyButton text={job.key} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Mark
          shape={shape}
          tone={tone}
          word={`${job.status.internal}${job.status.substatus ? ` (${job.status.substatus})` : ''} · ${say(word)}`}
          className="font-medium"
        />
        {job.returnCode === null ? null : (
          <span className="text-dim">
            RC <span className="font-mono text-ink">{job.returnCode}</span>
          </span>
        )}
        <span className="flex-1" />
        <Button isSmall kind="primary" onClick={() => askAbout(job)}>
          {say('plan.ask')} <Kbd keys="a" />
        </Button>
      </div>
    </div>
  );
}

export function JobPanel({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { details, why, log, impact } = usePlan((state) => state.chosen);
  const chosenId = usePlan((state) => state.chosenId);
  const job = lastOf(details)?.data ?? null;
  const isWaiting = job !== null && ['waiting', 'blocked', 'other'].includes(classOf(job));
  return (
    <aside aria-label={say('plan.details')} className="flex w-[min(30rem,40vw)] shrink-0 flex-col border-l">
      <header className="flex h-10 shrink-0 items-center justify-between border-b px-4">
        <span className="eyebrow">{say('plan.details')}</span>
        <IconButton label={say('plan.close')} onClick={onClose}>
          <X size={15} />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        {job ? <Title job={job} /> : null}
        {details.at === 'loading' && !job ? <Loading /> : null}
        {details.at === 'failed' ? <Failed fault={details.fault} onRetry={() => void chooseJob(chosenId)} /> : null}
        {isWaiting || why.at === 'failed' ? (
          <Part title="plan.why" part={why}>
            {(reasons) => <Reasons reasons={reasons} />}
          </Part>
        ) : null}
        {job && !isWaiting ? (
          <Part title="plan.log" part={log}>
            {(excerpt) => <LogTail log={excerpt} />}
          </Part>
        ) : null}
        <Part title="plan.impact" part={impact}>
          {(result) => <Impact impact={result} />}
        </Part>
        {job ? <JobFacts job={job} /> : null}
      </div>
    </aside>
  );
}
