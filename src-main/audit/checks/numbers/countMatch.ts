/** A number of jobs, streams or workstations, counted again over the same rows. */
import type { JobStatus } from '../../../../src-preload/contract/plan/plan.ts';
import { type Evidence, jobsIn, runsIn } from '../evidence.ts';
import { jobsNamed, keysOf } from '../reference.ts';
import { allows, readStatusWord } from '../statusMatch.ts';
import { witnessCheck } from '../witness.ts';

/** How many there are; `isAtLeast` when the list was cut and only a lower bound is known. */
interface Count {
  readonly n: number;
  readonly isAtLeast: boolean;
}

export const countMatch = witnessCheck({
  name: 'count-match',
  applies: (claim) => claim.kind === 'count',
  // "Nothing failed" is the sentence that lets a night go wrong: a model may not teach it without a reading that says so.
  needsProof: (claim, { origin }) => origin === 'model' && claim.claimed === '0',
  observe(claim, evidence) {
    const subject = /^count:([^;]+)((?:;.*)?)$/s.exec(claim.subject ?? '');
    const claimed = /^(>=)?(\d+)(?:\.\.(\d+))?$/.exec((claim.claimed ?? '').trim());
    if (subject === null || claimed === null) return null;
    const count = countIn(evidence, subject[1]!.trim(), keysOf(subject[2] ?? ''));
    if (count === null) return null;
    const wanted = Number(claimed[2]);
    const isLowerBound = claimed[1] !== undefined;
    const most = claimed[3] === undefined ? null : Number(claimed[3]);
    if (most !== null) return count.isAtLeast ? null : { isMatch: count.n >= wanted && count.n <= most, value: String(count.n) };
    if (count.isAtLeast) return isLowerBound && count.n >= wanted ? { isMatch: true, value: `at least ${count.n}` } : null;
    return { isMatch: isLowerBound ? count.n >= wanted : count.n === wanted, value: String(count.n) };
  },
});

/** null when this reading does not answer this question, or answers a narrower one. */
function countIn(evidence: Evidence, what: string, keys: ReadonlyMap<string, string>): Count | null {
  const { reading } = evidence;
  switch (reading.tool) {
    case 'plan_summary':
      return keys.size > 0 ? null : exactly(countInSummary(reading.data, what));
    case 'find_jobs':
      return countJobs(evidence, what, keys, reading.data.total);
    case 'find_streams':
      return countStreams(evidence, what, keys, reading.data);
    case 'workstations': {
      if (keys.size > 0 || !evidence.isComplete) return null;
      const problems = reading.data.workstations.filter((row) => row.problem !== null).length;
      if (what === 'workstation-problems') return cut(problems, evidence.isTruncated);
      return what === 'workstations' ? cut(reading.data.workstations.length, evidence.isTruncated) : null;
    }
    case 'impact':
    case 'successors':
    case 'why_not_running':
      return exactly(countAround(evidence, what));
    case 'late_jobs':
      if (what !== 'late' || keys.size > 0 || !evidence.isComplete) return null;
      return cut(reading.data.late.filter(({ isLateNow }) => isLateNow).length, evidence.isTruncated);
    case 'job_details':
      return exactly(countRuns(evidence, what));
    case 'changes_since':
    case 'critical_path':
    case 'files':
    case 'job_log':
    case 'predecessors':
    case 'prompts':
    case 'resources':
    case 'run_history':
    case 'search_memory':
    case 'stream_details':
    case 'workstation_details':
      return null;
  }
}

function exactly(n: number | null): Count | null {
  return n === null ? null : { n, isAtLeast: false };
}
function cut(n: number, isTruncated: boolean): Count {
  return { n, isAtLeast: isTruncated };
}

export function countInSummary(summary: Extract<Evidence['reading'], { tool: 'plan_summary' }>['data'], what: string): number | null {
  switch (what) {
    case 'jobs':
      return summary.total;
    case 'failed':
      return summary.failed;
    case 'late':
      return summary.late;
    case 'critical':
      return summary.critical?.length ?? null;
    case 'streams-failed':
      return summary.streamsInError;
    case 'workstation-problems':
      return summary.workstationProblems?.length ?? null;
    default:
      // Counted by common status: an internal word (ABEND) is not among the keys and stays uncheckable here.
      return what.startsWith('status=') ? (summary.byStatus[what.slice('status='.length)] ?? null) : null;
  }
}

interface Countable {
  readonly status: JobStatus;
  readonly isCanceled?: boolean | undefined;
  readonly isLate?: boolean | null | undefined;
  readonly isCritical?: boolean | undefined;
}

function predicateOf(what: string): ((row: Countable) => boolean) | null {
  switch (what) {
    case 'jobs':
      return () => true;
    case 'failed':
      return (row) => allows('FAILED', row.status) && row.isCanceled !== true;
    case 'late':
      return (row) => row.isLate === true;
    case 'critical':
      return (row) => row.isCritical === true;
    default: {
      const word = what.startsWith('status=') ? readStatusWord(what.slice('status='.length)) : null;
      return word === null ? null : (row) => allows(word, row.status);
    }
  }
}

function countJobs(evidence: Evidence, what: string, keys: ReadonlyMap<string, string>, total: number | null): Count | null {
  const counts = predicateOf(what);
  if (counts === null || !evidence.isComplete || !coversScope(evidence.args, what, keys)) return null;
  const scoped = jobsIn(evidence.reading).filter((job) => sameName(keys.get('stream'), job.streamName) && sameName(keys.get('workstation'), job.workstation));
  const matching = scoped.filter((job) => counts(job)).length;
  // Of some nobody can tell.
  if (what === 'late' && scoped.some(({ isLate }) => isLate === null)) return null;
  if (!evidence.isTruncated) return exactly(matching);
  // The list was cut, but the engine counted: exact when every row it counted is one of those claimed.
  const isWhole = matching === scoped.length && scoped.length === jobsIn(evidence.reading).length && what !== 'failed';
  return isWhole && total !== null ? exactly(total) : cut(matching, true);
}

/** True when the call asked for at least what the claim counts. A window cannot be recomputed, so it has to be the same. */
function coversScope(args: Readonly<Record<string, unknown>>, what: string, keys: ReadonlyMap<string, string>): boolean {
  const since = keys.get('since_hours');
  if (since !== undefined && args['since_hours'] !== Number(since)) return false;
  const statuses = args['statuses'];
  if (!Array.isArray(statuses) || statuses.length === 0) return true;
  // "5 jobs" of a call for failed jobs means the jobs it found.
  if (what === 'jobs') return true;
  if (what === 'late' || what === 'critical') return false;
  const asked = new Set(statuses.map((status) => String(status).toUpperCase()));
  if (what === 'failed') return asked.has('ERROR') || asked.has('FAILED');
  const word = readStatusWord(what.slice('status='.length));
  return (
    word !== null &&
    (asked.has(word) || asked.has(what.slice('status='.length)) || (asked.has('ERROR') && (word === 'ABEND' || word === 'FAIL' || word === 'FAILED')))
  );
}

function sameName(wanted: string | undefined, actual: string | undefined): boolean {
  if (wanted === undefined) return true;
  const leaf = (name: string) => name.toUpperCase().replace(/^.*[/#]/, '');
  return actual !== undefined && leaf(actual) === leaf(wanted);
}

function countStreams(
  evidence: Evidence,
  what: string,
  keys: ReadonlyMap<string, string>,
  data: { streams: readonly Countable[]; total: number | null },
): Count | null {
  if (keys.size > 0 || !evidence.isComplete) return null;
  if (what === 'streams') return evidence.isTruncated && data.total !== null ? exactly(data.total) : cut(data.streams.length, evidence.isTruncated);
  if (what !== 'streams-failed') return null;
  return cut(data.streams.filter((row) => allows('FAILED', row.status)).length, evidence.isTruncated);
}

function countRuns(evidence: Evidence, what: string): number | null {
  const about = /^runs-of:(.+)$/.exec(what)?.[1];
  if (about === undefined || jobsNamed(about, evidence).length !== 1) return null;
  return runsIn(evidence)?.length ?? null;
}

/** Counts around one job: what it blocks, what follows it, why it waits. */
function countAround(evidence: Evidence, what: string): number | null {
  const { reading } = evidence;
  const about = what.includes(':') ? what.slice(what.indexOf(':') + 1).toUpperCase() : '';
  const kind = what.split(':')[0];
  if (evidence.isTruncated || !evidence.isComplete) return null;
  if (reading.tool !== 'impact' && reading.tool !== 'successors' && reading.tool !== 'why_not_running') return null;
  if (reading.data.kind === 'unresolved') return null;
  const { job } = reading.data;
  if (![job.key, job.name, job.id].some((name) => name.toUpperCase() === about) && !job.key.toUpperCase().endsWith(about)) return null;
  if (reading.tool === 'impact' && reading.data.kind === 'found') {
    if (kind === 'blocked-by') return reading.data.impact.blocked.length;
    if (kind === 'suppressed-by') return reading.data.impact.suppressed.length;
    if (kind === 'streams-blocked-by') return reading.data.impact.streams.length;
    return kind === 'critical-blocked-by' ? reading.data.impact.critical.length : null;
  }
  if (reading.tool === 'successors' && reading.data.kind === 'found') return kind === 'successors-of' ? reading.data.successors.length : null;
  if (reading.tool === 'why_not_running' && reading.data.kind === 'found') return kind === 'reasons-of' ? reading.data.reasons.length : null;
  return null;
}
