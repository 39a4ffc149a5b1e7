/** The parts of the handover brief, each a list; an empty one says so. */
import type { ReactNode } from 'react';
import type { Handover, PlanChanges } from '../../../src-preload/contract/plan/planHistory.ts';
import { workstationSentence } from '../../../src-preload/shared/words/planSentences.ts';
import { Glyph, type GlyphShape } from '../../ui/marks/Glyph.tsx';
import { Mark, type Tone } from '../../ui/marks/Mark.tsx';
import { number } from '../../ui/text/number.ts';
import { Time } from '../../ui/time/Time.tsx';
import { useLanguage, useSay, type Word } from '../../words/words.ts';

type JobKind = 'newFailures' | 'stillFailed' | 'newlyLate' | 'recovered' | 'canceled';

const LOOK: Record<JobKind, readonly [GlyphShape, Tone]> = {
  newFailures: ['square', 'bad'],
  stillFailed: ['square', 'bad'],
  newlyLate: ['clock', 'warn'],
  recovered: ['check', 'good'],
  canceled: ['dashed', 'quiet'],
};
const INK: Record<Tone, string> = { bad: 'text-bad', warn: 'text-warn', good: 'text-good', accent: 'text-accent', quiet: 'text-dim' };

interface PartProps {
  readonly title: Word;
  readonly count: number | null;
  /** Rows of the list, where it may be cut. */
  readonly shown?: number;
  readonly children: ReactNode;
}

function Part({ title, count, shown, children }: PartProps) {
  const say = useSay();
  const language = useLanguage();
  return (
    <section className="mb-4 min-w-0 break-inside-avoid">
      <h2 className="mb-1 flex items-baseline gap-2 border-b border-line-strong pb-1 text-xs font-semibold">
        {say(title)} {count === null ? null : <span className="font-normal text-dim">{number(count, language)}</span>}
      </h2>
      {count === 0 ? <p className="text-xs text-faint">{say('changes.nothing')}</p> : children}
      {count !== null && shown !== undefined && shown < count ? (
        <p className="py-1 text-xs text-dim">{say('changes.cut', { shown: number(shown, language), total: number(count, language) })}</p>
      ) : null}
    </section>
  );
}

const ROW = 'flex items-center gap-3 border-b py-1 text-xs';

export function ChangedJobs({ kind, title, changes }: { readonly kind: JobKind; readonly title: Word; readonly changes: PlanChanges }) {
  const say = useSay();
  const [shape, tone] = LOOK[kind];
  const jobs = changes[kind];
  return (
    <Part title={title} count={changes.totals[kind]} shown={jobs.length}>
      <ul>
        {jobs.map((job) => (
          <li key={`${job.jobKey} ${job.at}`} className={ROW}>
            <span className={INK[tone]}>
              <Glyph shape={shape} />
            </span>
            <span className="min-w-0 flex-1 truncate font-mono" title={job.jobKey}>
              {job.streamName}.{job.jobName}
            </span>
            {job.isCritical ? <Mark shape="diamond" tone="warn" word={say('plan.critical')} className="text-2xs" /> : null}
            <span className="font-mono whitespace-nowrap text-dim">
              {job.from === null ? '' : `${job.from} → `}
              {job.to}
              {job.returnCode === null ? '' : ` RC ${job.returnCode}`}
            </span>
            <Time at={job.at} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function ChangedStreams({ changes: { streamsInTrouble: streams, totals } }: { readonly changes: PlanChanges }) {
  return (
    <Part title="changes.streams" count={totals.streamsInTrouble} shown={streams.length}>
      <ul>
        {streams.map(({ key, from, to, at }) => (
          <li key={`${key} ${at}`} className={ROW}>
            <span className="min-w-0 flex-1 truncate font-mono" title={key}>
              {key}
            </span>
            <span className="font-mono text-dim">
              {from === null ? '' : `${from} → `}
              {to}
            </span>
            <Time at={at} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function ChangedWorkstations({ changes: { workstations, totals } }: { readonly changes: PlanChanges }) {
  return (
    <Part title="changes.workstations" count={totals.workstations} shown={workstations.length}>
      <ul>
        {workstations.map(({ name, from, to, at }) => (
          <li key={`${name} ${at}`} className={ROW}>
            <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
            <span className="text-dim">
              {from} → {to}
            </span>
            <Time at={at} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Down now, whenever that began. */
export function DownNow({ workstations }: { readonly workstations: Handover['workstationsDown'] }) {
  const say = useSay();
  const language = useLanguage();
  if (workstations === null) {
    return (
      <Part title="changes.down" count={null}>
        <Mark shape="half" tone="warn" word={say('changes.downUnknown')} className="text-xs" />
      </Part>
    );
  }
  return (
    <Part title="changes.down" count={workstations.length}>
      <ul>
        {workstations.map(({ id, name, problem, problemFact }) => (
          <li key={id} className={ROW}>
            <span className="text-warn">
              <Glyph shape="square" />
            </span>
            <span className="font-mono">{name}</span>
            <span className="min-w-0 flex-1 text-dim">{problemFact === null ? problem : workstationSentence(problemFact, language, name)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Knowledge({ openDoubts, approved }: Pick<Handover, 'openDoubts' | 'approved'>) {
  return (
    <>
      <Part title="changes.doubts" count={openDoubts.total}>
        <ul>
          {openDoubts.newest.map(({ question, reason }) => (
            <li key={`${question} ${reason}`} className="border-b py-1 text-xs">
              <a href="#/review" className="underline-offset-2 hover:underline">
                {question}
              </a>
              <p className="text-dim">{reason}</p>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="changes.approved" count={approved.length}>
        <ul>
          {approved.map(({ question, answer, decidedBy, decidedAt }) => (
            <li key={`${question} ${decidedAt}`} className="border-b py-1 text-xs">
              <span className="font-medium">{question}</span>
              <p className="line-clamp-2 text-dim" title={answer}>
                {answer}
              </p>
              <p className="text-faint">
                {decidedBy} <Time at={decidedAt} />
              </p>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
