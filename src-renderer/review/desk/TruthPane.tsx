/** What was claimed | what the evidence said then | what the scheduler said when it was asked again. Differences are marked. */
import { clsx } from 'clsx';
import { useState } from 'react';
import type { Finding } from '../../../src-preload/contract/review/audit.ts';
import type { Reverification } from '../../../src-preload/contract/review/reverify.ts';
import { verdictLook } from '../../parts/audit/verdicts.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Ago } from '../../ui/time/Time.tsx';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';
import { checkName } from '../checks.ts';
import { differs } from '../reviewQueue.ts';
import { type TruthRow, truthRows } from './truthRows.ts';

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
  if (value === null) return <span className="text-xs text-faint">{absent}</span>;
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
      {visibleText(value)}
    </span>
  );
}

/** The claim in its words, and under it why which check doubts it. */
function ClaimCell({ finding }: { readonly finding: Finding }) {
  const say = useSay();
  const { claimText, check, reason, confidence, verdict } = finding;
  return (
    <>
      <p className={clsx('wrap-anywhere', claimText === null && 'text-dim')}>{visibleText(claimText ?? reason)}</p>
      {verdict === 'confirmed' ? null : (
        <p className="text-xs text-dim wrap-anywhere">
          <span className="font-medium" title={check}>
            {checkName(check, say)}
          </span>
          {confidence === null ? null : `, ${say('review.confidence', { percent: Math.round(confidence * 100) })}`}
          {claimText === null ? null : <span lang="en">: {visibleText(reason)}</span>}
        </p>
      )}
    </>
  );
}

function Row({ row, isChosen }: { readonly row: TruthRow; readonly isChosen: boolean }) {
  const say = useSay();
  const { finding, verdict, live, isNow } = row;
  const { shape, tone, word } = verdictLook[verdict];
  const { claimed, evidence, claimText } = finding;
  const isWhole = claimed !== null && claimText?.trim() === claimed.trim();
  return (
    <tr className={isChosen ? 'bg-accent-soft' : undefined} aria-current={isChosen ? 'true' : undefined}>
      <Cell className="pl-3">
        <ClaimCell finding={finding} />
      </Cell>
      <Cell>
        <Value value={isWhole ? null : claimed} isDifferent={false} absent={isWhole ? say('review.asText') : '–'} />
      </Cell>
      <Cell>
        <Value value={evidence} isDifferent={differs(claimed, evidence)} absent={say('review.noEvidence')} />
      </Cell>
      <Cell>
        <Value value={live} difference={verdict === 'changed-since' ? 'moved' : 'wrong'} isDifferent={differs(claimed, live)} absent={say('review.notAsked')} />
      </Cell>
      <Cell className="text-xs">
        <Mark shape={shape} tone={tone} word={say(word)} className="font-medium" />
        {isNow && verdict !== finding.verdict ? (
          <p className="text-faint">{say('review.wasVerdict', { verdict: say(verdictLook[finding.verdict].word) })}</p>
        ) : null}
      </Cell>
    </tr>
  );
}

function LiveHead({ rows, again }: { readonly rows: readonly TruthRow[]; readonly again: Reverification | null }) {
  const say = useSay();
  if (again !== null) {
    return (
      <>
        {say('review.col.liveNow')} <Ago at={again.at} />
      </>
    );
  }
  // What the auditor saw is not what is true now: the column is as old as its oldest value.
  const oldest = rows.map(({ finding }) => finding.at).toSorted()[0];
  return (
    <>
      {say('review.col.now')} {oldest === undefined ? null : <Ago at={oldest} />}
    </>
  );
}

interface TruthPaneProps {
  readonly findings: readonly Finding[];
  readonly chosenId: string | null;
  /** What came of asking the scheduler again; null: nobody did. */
  readonly again?: Reverification | null;
}

export function TruthPane({ findings, chosenId, again = null }: TruthPaneProps) {
  const say = useSay();
  const [isAll, setAll] = useState(false);
  if (findings.length === 0) return <p className="text-dim">{say('review.noFindings')}</p>;
  const rows = truthRows(findings, again);
  const confirmed = rows.filter(({ verdict }) => verdict === 'confirmed');
  // What is confirmed decides nothing while something is in doubt: it stays one key away.
  const isFolded = !isAll && confirmed.length > 1 && confirmed.length < rows.length && !confirmed.some(({ finding }) => finding.id === chosenId);
  const shown = isFolded ? rows.filter(({ verdict }) => verdict !== 'confirmed') : rows;
  return (
    <div className="overflow-x-auto rounded-[5px] border border-line-strong" role="region" aria-label={say('review.truth')} tabIndex={0}>
      <table className="w-full">
        <thead>
          <tr className="bg-ground">
            <HeadCell className="w-2/5 pl-3">{say('review.col.claim')}</HeadCell>
            <HeadCell className="min-w-32">{say('review.col.claimed')}</HeadCell>
            <HeadCell className="min-w-32">{say('review.col.then')}</HeadCell>
            <HeadCell>
              <LiveHead rows={rows} again={again} />
            </HeadCell>
            <HeadCell>{say('review.col.verdict')}</HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-0">
          {shown.map((row) => (
            <Row key={row.finding.id} row={row} isChosen={row.finding.id === chosenId} />
          ))}
        </tbody>
      </table>
      {isFolded ? (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="flex w-full items-center gap-2 border-t px-3 py-1.5 text-left text-xs text-good hover:bg-sunk"
        >
          <Glyph shape="check" /> {say('review.confirmed', { count: confirmed.length })}
        </button>
      ) : null}
    </div>
  );
}
