/** A status, flag or link state is what the receipt says, in either of the two vocabularies. */
import { type JOB_FLAG_WORDS, STATUS_WORDS, type StatusWord, type WORKSTATION_WORDS } from '../../../src-preload/shared/claimWords.ts';
import type { CommonStatus, JobStatus, Workstation } from '../../../src-preload/contract/plan/plan.ts';
import { type Evidence, runNamed } from './evidence.ts';
import { jobsNamed, type Reference, referenceOf, streamsNamed, workstationsNamed } from './reference.ts';
import { type Observation, witnessCheck } from './witness.ts';

type FlagWord = (typeof JOB_FLAG_WORDS)[number];
type WorkstationWord = (typeof WORKSTATION_WORDS)[number];

export const statusMatch = witnessCheck({
  name: 'status-match',
  applies: (claim) => claim.kind === 'status',
  observe(claim, evidence) {
    const reference = referenceOf(claim.subject);
    if (reference === null || claim.claimed === null) return null;
    const isNegated = claim.claimed.startsWith('not ');
    const word = isNegated ? claim.claimed.slice('not '.length) : claim.claimed;
    const run = reference.keys.get('run');
    const answers = run === undefined ? observeEach(reference, word, evidence) : observeRun(reference, run, word, evidence);
    const first = answers[0];
    if (first === undefined) return null;
    // Several objects answer to the name: only when all say the same is it known which was meant.
    if (answers.some((answer) => answer.isMatch !== first.isMatch)) return null;
    return { isMatch: first.isMatch !== isNegated, value: [...new Set(answers.map((answer) => answer.value))].join(', ') };
  },
});

function observeEach(reference: Reference, word: string, evidence: Evidence): Observation[] {
  const flags = { LATE: 'isLate', CRITICAL: 'isCritical' } as const satisfies Record<FlagWord, string>;
  const jobs = reference.kind === 'stream' || reference.kind === 'workstation' ? [] : jobsNamed(reference.ref, evidence);
  const streams = reference.kind === 'job' || reference.kind === 'workstation' ? [] : streamsNamed(reference.ref, evidence);
  if (word === 'LATE' || word === 'CRITICAL') {
    const rows: readonly { isLate?: boolean | null | undefined; isCritical?: boolean | undefined }[] = [...jobs, ...streams];
    return rows.flatMap((row) => {
      const value = row[flags[word]];
      return value === undefined || value === null ? [] : { isMatch: value, value: value ? word : `not ${word}` };
    });
  }
  if (isStatusWord(word)) {
    const rows: readonly { status: JobStatus; isCanceled?: boolean | undefined }[] = [...jobs, ...streams];
    return rows.flatMap((row) => {
      // A status this program does not know settles nothing.
      if (row.status.common === 'UNKNOWN' && !allows(word, row.status)) return [];
      const isCanceled = row.isCanceled === true;
      return {
        isMatch: allows(word, row.status) || (isCanceled && allowsCanceled(word)),
        value: isCanceled ? `${row.status.internal} (canceled)` : row.status.internal,
      };
    });
  }
  if (reference.kind === 'job' || reference.kind === 'stream') return [];
  return workstationsNamed(reference.ref, evidence).flatMap((row) => observeWorkstation(row, word) ?? []);
}

/** Runs tell their engine status only: it can show a class word right, and an engine word wrong. */
function observeRun(reference: Reference, run: string, word: string, evidence: Evidence): Observation[] {
  const seen = jobsNamed(reference.ref, evidence).length === 1 ? runNamed(evidence, run) : null;
  if (seen === null || !isStatusWord(word)) return [];
  const isMatch = allows(word, { internal: seen.internal, common: COMMON_OF_ENDED[seen.internal] ?? 'UNKNOWN', substatus: null });
  return isMatch || Object.hasOwn(COMMON_OF_ENDED, seen.internal) ? [{ isMatch, value: `${seen.internal} (run ${seen.attempt})` }] : [];
}

/** How a run can have ended. */
const COMMON_OF_ENDED: Readonly<Record<string, CommonStatus>> = { ABEND: 'ERROR', FAIL: 'ERROR', SUCC: 'SUCCESSFUL', EXEC: 'RUNNING' };

function isStatusWord(word: string): word is StatusWord {
  return Object.hasOwn(STATUS_WORDS, word);
}

/** True when a job with this status may be called `word`. */
export function allows(word: StatusWord, status: JobStatus): boolean {
  const allowed: { readonly internal: readonly string[]; readonly common: readonly string[] } = STATUS_WORDS[word];
  return allowed.internal.includes(status.internal.toUpperCase()) || allowed.common.includes(status.common);
}

export function readStatusWord(word: string): StatusWord | null {
  return isStatusWord(word) ? word : null;
}

function allowsCanceled(word: StatusWord): boolean {
  return word === 'CANCELED' || word === 'CANCL';
}

function observeWorkstation(row: Workstation, word: string): Observation | null {
  switch (word as WorkstationWord) {
    case 'LINKED':
    case 'UNLINKED':
      if (row.isLinked === null) return null;
      return { isMatch: row.isLinked === (word === 'LINKED'), value: row.isLinked ? 'LINKED' : 'UNLINKED' };
    case 'JOBMAN_UP':
    case 'JOBMAN_DOWN':
      if (row.isJobmanUp === null) return null;
      return { isMatch: row.isJobmanUp === (word === 'JOBMAN_UP'), value: row.isJobmanUp ? 'JOBMAN_UP' : 'JOBMAN_DOWN' };
    case 'PROBLEM':
    case 'NO_PROBLEM':
      return { isMatch: (row.problem !== null) === (word === 'PROBLEM'), value: row.problem ?? 'NO_PROBLEM' };
    default:
      return null;
  }
}
