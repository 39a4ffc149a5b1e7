/** Times, measures and run numbers an answer gives. */
import type { ClaimDraft } from '../../answerPort.ts';
import { bind, holdsHistory, holdsMeasure, holdsPlanRun, holdsRuns, holdsShare, holdsTime } from '../binding.ts';
import { flat } from '../../../truth/text/flat.ts';
import { draft, type Reading, refOf } from '../reading.ts';
import { whatIsCounted } from '../said/countsSaid.ts';
import { measuresSaid, sharesSaid } from '../said/measuresSaid.ts';
import { planRunsSaid, runCountsSaid, runSaidBefore } from '../said/runsSaid.ts';
import { timesSaid } from '../said/timesSaid.ts';

export function timeClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { piece, index } = reading;
  return timesSaid(plain).flatMap(({ at, which, claimed }) => {
    const subject = subjectBefore(reading, at);
    // Which of a job's times an earlier run had is not told apart here.
    if (subject === null || runSaidBefore(plain, at) !== null) return [];
    return [draft(reading, { kind: 'time', subject: `${subject};time=${which}`, claimed, receiptId: bind(index, piece.cited, holdsTime(subject)) })];
  });
}

export function measureClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  const { piece, index } = reading;
  const durations = measuresSaid(plain).flatMap(({ at, measure, claimed }) => {
    const subject = subjectBefore(reading, at);
    if (subject === null || runSaidBefore(plain, at) !== null) return [];
    const receiptId = bind(index, piece.cited, measure === 'average' ? holdsHistory(subject) : holdsMeasure(subject));
    return [draft(reading, { kind: 'arithmetic', subject: `${subject};measure=${measure}`, claimed, receiptId })];
  });
  const shares = sharesSaid(plain).flatMap(({ at, end, claimed }) => {
    const what = whatIsCounted(plain.slice(end), text.slice(end), plain.slice(0, at));
    if (what === null || reading.names.length > 0) return [];
    return [draft(reading, { kind: 'arithmetic', subject: `share:${what}`, claimed, receiptId: bind(index, piece.cited, holdsShare) })];
  });
  return [...durations, ...shares];
}

/** How often a job ran, and which run of the plan this is. */
export function runClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { piece, index, names, topic } = reading;
  const job = names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? topic;
  const counts =
    job === null
      ? []
      : runCountsSaid(plain).map((times) =>
          draft(reading, {
            kind: 'count',
            subject: `count:runs-of:${refOf(job)}`,
            claimed: String(times),
            receiptId: bind(index, piece.cited, holdsRuns(job)),
          }),
        );
  const planRuns = planRunsSaid(plain).map((claimed) =>
    draft(reading, { kind: 'run', subject: 'plan', claimed, receiptId: bind(index, piece.cited, holdsPlanRun) }),
  );
  return [...counts, ...planRuns];
}

/** "A waits for B and was due at 20:22": what is waited for is not what the time is said of. */
const AWAITED = /\b(?:waits?|waiting|depends?|espera(?:ndo)?|aguarda(?:ndo)?|depende)\s+(?:\w+\s+){0,3}[`*]*$/;

function subjectBefore({ names, topic, piece }: Reading, at: number): string | null {
  const before = names.filter(({ end, reference }) => end <= at && !reference.startsWith('workstation:'));
  const spokenOf = before.findLast(({ start }) => !AWAITED.test(flat(piece.text.slice(0, start)))) ?? before.at(-1);
  return (spokenOf ?? names.find(({ reference }) => reference.startsWith('job:')))?.reference ?? topic;
}
