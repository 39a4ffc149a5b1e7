/** What the canaries say: over the same readings one answer that is right and one that is wrong, for each check. Pure. */
import { STATUS_WORDS } from '../../../src-preload/shared/claimWords.ts';
import type { CanaryReading, Seen } from './seen.ts';

export interface CanaryAnswer {
  readonly answer: string;
  /** In the order of their labels: r1, r2. */
  readonly readings: readonly CanaryReading[];
}

export interface CanaryPair {
  /** The check that ought to tell them apart. */
  readonly check: string;
  /** Who seems to speak: some checks hold only models to what they say. */
  readonly origin: 'rules' | 'model';
  readonly question: string;
  readonly right: CanaryAnswer;
  readonly wrong: CanaryAnswer;
}

export interface LeftOut {
  readonly check: string;
  readonly why: string;
}

/** Names no plan holds. They look like the site's own, so that they are read as names. */
const NOBODY = 'CANARY_GHOST_LOAD';
const NOT_IN_ANY_LOG = 'ORA-09999: this canary line stands in no job log';
const MESSAGE_LINE = /\b[A-Z]{2}[A-Z0-9]{0,20}-?\d{3,9}[A-Z]?\b\S{0,60}\s/;
const THREE_HOURS_MS = 3 * 3_600_000;

/** @param checks every check that should have its pair */
export function canaryPairs(checks: readonly string[], seen: Seen): { readonly pairs: CanaryPair[]; readonly left: LeftOut[] } {
  const pairs: CanaryPair[] = [];
  const left: LeftOut[] = [];
  for (const check of checks) {
    const made = SCENARIOS[check]?.(seen) ?? 'No canary has been written for this check.';
    if (typeof made === 'string') left.push({ check, why: made });
    else pairs.push({ check, ...made });
  }
  return { pairs, left };
}

/** A pair, or why today's plan has nothing for it. */
type Scenario = (seen: Seen) => Omit<CanaryPair, 'check'> | string;

const NO_JOB = 'No job of this plan could be read whole.';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'entity-exists': ofJob(({ key, name }) => ({
    question: `Is there a job ${key}?`,
    right: `The plan has the job \`${key}\` [r1].`,
    wrong: `The plan has no job called \`${name}\` [r1].`,
  })),
  'status-match': ofJob(({ key, status }, hasFailed) => {
    const word = Object.hasOwn(STATUS_WORDS, status.internal) ? status.internal : status.common;
    return {
      question: `What is the status of ${key}?`,
      right: `\`${key}\` is in status ${word} [r1].`,
      wrong: `\`${key}\` is in status ${hasFailed ? 'SUCC' : 'ABEND'} [r1].`,
    };
  }),
  'count-match': ({ summary }) => {
    if (summary === null) return 'The summary of the plan could not be read whole.';
    const says = (jobs: number) => ({ answer: `The plan has ${jobs} jobs [r1].`, readings: [summary.reading] });
    return { origin: 'rules', question: 'How many jobs has the plan?', right: says(summary.data.total), wrong: says(summary.data.total + 17) };
  },
  'return-code': ofJob(({ key, returnCode }) =>
    returnCode === null
      ? 'The job has no return code.'
      : {
          question: `With which return code did ${key} end?`,
          right: `\`${key}\` ended with return code ${returnCode} [r1].`,
          wrong: `\`${key}\` ended with return code ${returnCode + 91} [r1].`,
        },
  ),
  'time-match': ofJob(({ key, startedAt }) =>
    startedAt === null
      ? 'The job has not started.'
      : {
          question: `When did ${key} start?`,
          right: `\`${key}\` started at ${minuteOf(Date.parse(startedAt))} UTC [r1].`,
          wrong: `\`${key}\` started at ${minuteOf(Date.parse(startedAt) - THREE_HOURS_MS)} UTC [r1].`,
        },
  ),
  'dependency-direction': ({ successors }) => {
    const data = successors?.data;
    const next = data?.kind === 'found' ? data.successors.find(({ job }) => job.key !== data.job.key)?.job : undefined;
    if (successors === null || data?.kind !== 'found' || next === undefined) return 'No job waits for the job.';
    const says = (later: string, earlier: string) => ({ answer: `\`${later}\` waits for \`${earlier}\` [r1].`, readings: [successors.reading] });
    return { origin: 'rules', question: `What waits for ${data.job.key}?`, right: says(next.key, data.job.key), wrong: says(data.job.key, next.key) };
  },
  'log-quote': (seen) => {
    const line = messageLine(seen);
    if (seen.job === null || seen.log === null || line === null) return 'The job has no log with a message in it.';
    const { key } = seen.job.job;
    const says = (quote: string) => ({ answer: `The log of \`${key}\` says "${quote}" [r1].`, readings: [seen.log!.reading] });
    return { origin: 'rules', question: `What does the log of ${key} say?`, right: says(line), wrong: says(NOT_IN_ANY_LOG) };
  },
  'unsupported-entity': ofJob(({ key, streamName }) => ({
    question: `Where does ${key} run?`,
    right: `\`${key}\` belongs to the job stream \`${streamName}\` [r1].`,
    wrong: `\`${key}\` belongs to the job stream \`${NOBODY}\` [r1].`,
  })),
  'cause-support': (seen) => {
    const line = messageLine(seen);
    if (seen.job === null || seen.log === null || !seen.job.hasFailed || line === null) return 'No failed job has a log with a message in it.';
    const { key } = seen.job.job;
    const readings = [seen.job.reading, seen.log.reading];
    return {
      origin: 'model',
      question: `Why did ${key} fail?`,
      right: { answer: `\`${key}\` failed because its log reports "${line}" [r2].`, readings },
      wrong: { answer: `\`${key}\` failed because its tape drive was being cleaned that night.`, readings },
    };
  },
  'answered-blind': ({ job }) => {
    if (job === null) return NO_JOB;
    const { key, status } = job.job;
    const answer = `\`${key}\` is in status ${status.internal}.`;
    return { origin: 'model', question: `How is ${key}?`, right: { answer: `${answer} [r1]`, readings: [job.reading] }, wrong: { answer, readings: [] } };
  },
};

/** A pair over the details of the job. */
function ofJob(
  write: (job: NonNullable<Seen['job']>['job'], hasFailed: boolean) => { readonly question: string; readonly right: string; readonly wrong: string } | string,
): Scenario {
  return ({ job: seen }) => {
    if (seen === null) return NO_JOB;
    const written = write(seen.job, seen.hasFailed);
    if (typeof written === 'string') return written;
    const says = (answer: string) => ({ answer, readings: [seen.reading] });
    return { origin: 'rules', question: written.question, right: says(written.right), wrong: says(written.wrong) };
  };
}

/** A line of the job's log that carries a message, plain enough to be quoted. */
function messageLine({ log }: Seen): string | null {
  if (log?.data.kind !== 'found') return null;
  const line = log.data.log.lines.find(({ text }) => MESSAGE_LINE.test(text) && !/["`“”«»?\\]/.test(text) && text.trim().length <= 120);
  return line?.text.trim() ?? null;
}

const minuteOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
