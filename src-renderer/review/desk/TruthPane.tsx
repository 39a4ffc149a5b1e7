/** What was claimed | what the evidence said then | what the scheduler said when it was asked again. Differences are marked. */
import { clsx } from 'clsx';
import type { Finding } from '../../../src-preload/contract/audit.ts';
import { verdictLook } from '../../audit/verdicts.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Ago } from '../../ui/Time.tsx';
import { Cell, HeadCell } from '../../ui/table.tsx';
import { useSay } from '../../words/words.ts';
import { differs } from '../reviewQueue.ts';

/** A value that was true then and moved on since is not an error. */
const DIFFERENCE = { wrong: 'bg-bad-soft text-bad', moved: 'bg-warn-soft text-warn' } as const;

interface ValueProps {
  readonly value: string | null;
  readonly isDifferent: boolean;
  readonly difference?: keyof typeof DIFFERENCE;
  /** What to say when there is no value. */
  readonly absent: string;
}

function Value({ value, isDifferent, difference = 'wrong', absent }: ValueProps) {
  if (value === null) return <span className="text-faint">{absent}</span>;
  return (
    <span
      className={clsx(
        'font-mono text-xs wrap-anywhere',
        isDifferent && 'inline-flex items-start gap-1.5 rounded-[3px] px-1 font-semibold',
        isDifferent && DIFFERENCE[difference],
      )}
    >
      {isDifferent ? (
        <span className="mt-1">
          <Glyph shape="differs" />
        </span>
      ) : null}
      {value}
    </span>
  );
}

function Row({ finding, isChosen }: { readonly finding: Finding; readonly isChosen: boolean }) {
  const say = useSay();
  const { shape, tone, word } = verdictLook[finding.verdict];
  const { claimed, evidence, live } = finding;
  return (
    <tr className={isChosen ? 'bg-accent-soft' : undefined} aria-current={isChosen ? 'true' : undefined}>
      <Cell className="pl-3">
        <span className="wrap-anywhere">{finding.claimText ?? finding.reason}</span>
      </Cell>
      <Cell>
        <Value value={claimed} isDifferent={false} absent="–" />
      </Cell>
      <Cell>
        <Value value={evidence} isDifferent={differs(claimed, evidence)} absent={say('review.noEvidence')} />
      </Cell>
      <Cell>
        <Value
          value={live}
          difference={finding.verdict === 'changed-since' ? 'moved' : 'wrong'}
          isDifferent={differs(claimed, live)}
          absent={say('review.notAsked')}
        />
      </Cell>
      <Cell className="text-xs">
        <Mark shape={shape} tone={tone} word={say(word)} className="font-medium" />
      </Cell>
    </tr>
  );
}

interface TruthPaneProps {
  readonly findings: readonly Finding[];
  readonly chosenId: string | null;
}

export function TruthPane({ findings, chosenId }: TruthPaneProps) {
  const say = useSay();
  // What the auditor saw is not what is true now: the column is as old as its oldest value.
  const oldest = findings.reduce<Finding | null>((old, one) => (old === null || one.at < old.at ? one : old), null);
  if (oldest === null) return <p className="text-dim">{say('review.noFindings')}</p>;
  return (
    <div className="overflow-x-auto rounded-[5px] border border-line-strong" role="region" aria-label={say('review.truth')} tabIndex={0}>
      <table className="w-full">
        <thead>
          <tr className="bg-ground">
            <HeadCell className="w-1/3 pl-3">{say('review.col.claim')}</HeadCell>
            <HeadCell>{say('review.col.claimed')}</HeadCell>
            <HeadCell>{say('review.col.then')}</HeadCell>
            <HeadCell>
              {say('review.col.now')} <Ago at={oldest.at} />
            </HeadCell>
            <HeadCell>{say('review.col.verdict')}</HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-0">
          {findings.map((finding) => (
            <Row key={finding.id} finding={finding} isChosen={finding.id === chosenId} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
