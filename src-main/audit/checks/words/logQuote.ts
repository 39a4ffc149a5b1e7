/** A quoted line stands in the log it is quoted from. */
import { UNSEEN } from '../../../../src-preload/shared/unseen.ts';
import type { Check, CheckContext, CheckedClaim, FindingDraft } from '../check.ts';
import { type Evidence, textOf } from '../evidence.ts';
import { jobsNamed } from '../reference.ts';

export const logQuote: Check = {
  name: 'log-quote',
  applies: (claim) => claim.kind === 'quote' && claim.claimed !== null,
  run(claim, context) {
    const quote = foldText(claim.claimed ?? '');
    const draft = (rest: Pick<FindingDraft, 'verdict' | 'calls' | 'reason'> & { evidence?: string }): FindingDraft => ({
      check: 'log-quote',
      claimId: claim.id,
      claimed: claim.claimed,
      evidence: null,
      live: null,
      confidence: null,
      ...rest,
    });
    if (quote === '') return null;
    const logs = logsFor(claim, context);
    // Words of another job's log are not this job's.
    const holder =
      logs.find((log) => logText(log).includes(quote)) ??
      context.evidence.find((evidence) => (evidence.reading.tool !== 'job_log' || logs.includes(evidence)) && allText(evidence).includes(quote));
    if (holder !== undefined)
      return draft({ verdict: 'confirmed', calls: 'nothing', evidence: claim.claimed ?? '', reason: `Stands word for word in receipt ${holder.label}.` });
    // Quoted, but neither from a named log nor a message of the system: a command or a term, which only a model may have invented.
    if (claim.subject === null && !MESSAGE_ID.test(quote)) {
      return draft({
        verdict: 'uncheckable',
        calls: context.origin === 'model' ? 'flag' : 'nothing',
        reason: 'Quoted, and in no reading of this turn; it may not be log text at all.',
      });
    }
    const [log] = logs;
    if (log === undefined)
      return draft({ verdict: 'uncheckable', calls: 'flag', reason: 'Quoted, but no log or other reading of this turn holds these words.' });
    if (!logs.every(isWhole)) {
      return draft({
        verdict: 'uncheckable',
        calls: 'flag',
        reason: `Not in the part of the log that was read (receipt ${log.label}); the rest was not seen.`,
      });
    }
    return draft({
      verdict: 'contradicted',
      calls: 'reject',
      evidence: 'not in the log',
      reason: `The whole log was read (receipt ${log.label}) and does not hold these words.`,
    });
  },
};

/** ORA-01653, AWSBHT021E, SQL0911N: what a log line is recognised by. */
const MESSAGE_ID = /\b[A-Z]{2}[A-Z0-9]{0,20}-?\d{3,9}[A-Z]?\b/;

/** The logs the quote may come from: those of the named job when one is named, else all of the turn. */
function logsFor(claim: CheckedClaim, context: CheckContext): Evidence[] {
  const logs = context.evidence.filter(({ reading }) => reading.tool === 'job_log' && reading.data.kind === 'found');
  const ref = /^log:(?:job:)?(.+)$/.exec(claim.subject ?? '')?.[1];
  if (ref === undefined) return logs;
  const ofJob = logs.filter((log) => jobsNamed(ref, log).length > 0);
  return ofJob.length > 0 ? ofJob : logs;
}

function logText({ reading }: Evidence): string {
  if (reading.tool !== 'job_log' || reading.data.kind !== 'found') return '';
  return foldText(reading.data.log.lines.map((line) => line.text).join('\n'));
}

function allText({ reading }: Evidence): string {
  return foldText(textOf(reading.data));
}

function isWhole({ reading, isComplete, isTruncated }: Evidence): boolean {
  if (reading.tool !== 'job_log' || reading.data.kind !== 'found') return false;
  const { log } = reading.data;
  return isComplete && !isTruncated && !log.isTruncated && log.totalLines !== null && log.lines.length >= log.totalLines;
}

// Terminal colours are made of control characters
const ANSI = /\u001B\[[0-9;?]*[ -/]*[@-~]/g;

/** How answers show a character that cannot be seen: `⟨U+202E⟩`. */
const SHOWN = /⟨U\+([0-9A-F]{4,6})⟩/g;

/** The same words whatever the colours, spacing, unseen characters and kind of quotation marks. */
function foldText(text: string): string {
  return text
    .replaceAll(SHOWN, (shown, hex: string) => (Number.parseInt(hex, 16) <= 0x10_ffff ? String.fromCodePoint(Number.parseInt(hex, 16)) : shown))
    .replaceAll(ANSI, '')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201C\u201D\u00AB\u00BB]/g, '"')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(UNSEEN, '')
    .trim();
}
