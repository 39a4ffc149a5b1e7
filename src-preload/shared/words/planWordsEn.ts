/** Plan facts in English. */
import { aboutDependency, type ConditionWords, inWords, type PlanWords, type SubstatusWords, type WhoseWords } from './planWords.ts';

const who: WhoseWords = ({ kind, name }, hand) => (kind === 'job' ? hand.name(name) : `Its job stream ${hand.name(name)}`);
const withCode = (returnCode: number | null) => (returnCode === null ? '' : ` with return code ${returnCode}`);

const SUBSTATUS: SubstatusWords = {
  HOLD_WAITING_FOR_PREDECESSOR: 'waits for a predecessor',
  HOLD_UNEXPECTED_PREDECESSOR_CONDITION: 'waits because a predecessor ended in an unexpected condition',
  HOLD_WAITING_FOR_TIME: 'waits for its start time',
  HOLD_WAITING_FOR_PROMPT: 'waits for an answer to a prompt',
  HOLD_WAITING_FOR_FILE: 'waits for a file',
  HOLD_WAITING_FOR_INPUT: 'waits for input',
  HOLD_PRIORITY_ZERO: 'has priority 0',
  READY_WAITING_FOR_RESOURCES: 'waits for a resource',
  READY_WAITING_FOR_LIMIT: 'waits for a free place within a job limit',
  READY_WAITING_FOR_AGENT: 'waits for its agent',
  READY_WAITING_FOR_USER_INTERVENTION: 'waits for somebody to act',
};

const CONDITION: ConditionWords = {
  STARTED: 'to start',
  SUCC: 'to end well',
  ABEND: 'to end in error',
  FAIL: 'to fail at its launch',
  SUPPR: 'to be left out',
  OUTPUT: 'to meet an output condition',
};

export const english: PlanWords = {
  wait: {
    canceled: ({ whose }, hand) =>
      whose.kind === 'job' ? `${who(whose, hand)} was canceled: it will not run in this plan.` : `${who(whose, hand)} was canceled.`,
    running: ({ job, since }, hand) => `${hand.name(job)} is running${since === null ? '' : ` since ${hand.time(since)}`}: nothing keeps it.`,
    suppressed: ({ job, status }, hand) => `${hand.name(job)} was suppressed (${hand.text(status)}): its condition was not met or its latest start passed.`,
    'will-not-run': ({ job, missed }, hand) => `${hand.name(job)} will not run at all: ${english.missed(missed, hand.name(missed.on))}.`,
    ended: ({ job, status, returnCode, at }, hand) =>
      `${hand.name(job)} does not wait: it ended in ${hand.text(status)}${withCode(returnCode)}${at === null ? '' : ` at ${hand.time(at)}`}.`,
    'priority-zero': ({ whose: { kind, name } }, hand) =>
      kind === 'job'
        ? `The priority of ${hand.name(name)} is 0: it never starts until somebody raises it.`
        : `The priority of its job stream ${hand.name(name)} is 0: none of its jobs starts.`,
    held: ({ job, status }, hand) => `${hand.name(job)} is held (${hand.text(status)}): somebody has to release it.`,
    predecessor: ({ whose, target, state, hasFailed, more }, hand) => {
      const is = hasFailed ? 'ended in' : 'is';
      const said = state === null ? 'is in a state the engine does not say' : `${is} ${hand.text(state)}`;
      return `${who(whose, hand)} waits for ${hand.name(target)}, which ${said}${aboutDependency(english, more)}.`;
    },
    join: ({ whose, target, more }, hand) => `${who(whose, hand)} waits for the join ${hand.name(target)}${aboutDependency(english, more)}.`,
    file: ({ whose, target, state }, hand) =>
      `${who(whose, hand)} waits for the file ${hand.name(target)}${state === null ? '' : `, which is "${hand.text(state)}"`}.`,
    prompt: ({ whose, target, state, text }, hand) => {
      const said = text === null ? '' : `: "${hand.text(text)}"`;
      if (state === 'answered-no') return `${who(whose, hand)} waits for the prompt ${hand.name(target)}, which was answered no${said}.`;
      return `${who(whose, hand)} waits for an answer to the prompt ${hand.name(target)}${state === 'not-asked' ? ' (not asked yet)' : ''}${said}.`;
    },
    resource: ({ whose, target, more }, hand) => `${who(whose, hand)} waits for the resource ${hand.name(target)}${aboutDependency(english, more)}.`,
    internetwork: ({ whose, target }, hand) => `${who(whose, hand)} waits for ${hand.name(target)} in another network.`,
    'unknown-dependency': ({ whose, target }, hand) => `${who(whose, hand)} waits for something this version of Resync does not know (${hand.name(target)}).`,
    'upstream-failed': ({ job, target, status, returnCode }, hand) =>
      `Further up, ${hand.name(target)} ended in ${hand.text(status)}${withCode(returnCode)}: what ${hand.name(job)} waits for waits for it.`,
    'start-time': ({ whose: { kind, name }, at }, hand) =>
      `The start time of ${kind === 'job' ? '' : 'the job stream '}${hand.name(name)}, ${hand.time(at)}, has not come yet.`,
    workstation: ({ workstation, fact }, hand) =>
      fact === null ? `${hand.name(workstation)} cannot start jobs now.` : inWords(english.workstation, fact, hand.name(workstation)),
    fence: ({ workstation, fence, job, priority }, hand) =>
      `The fence of ${hand.name(workstation)} is ${fence} and the priority of ${hand.name(job)} is ${priority}: it does not start until the fence is lowered or the priority raised.`,
    'limit-zero': ({ workstation }, hand) => `The job limit of ${hand.name(workstation)} is 0: no job with ordinary priority starts there.`,
    'limit-reached': ({ workstation, running, limit }, hand) => `${hand.name(workstation)} already runs ${running} jobs and its limit is ${limit}.`,
    'stream-limit': ({ stream, limit, running, job }, hand) =>
      `The limit of the job stream ${hand.name(stream)} is ${limit} and ${running} of its jobs are running; ${hand.name(job)} has to wait.`,
    substatus: ({ job, substatus }, hand) => `${hand.name(job)} ${SUBSTATUS[substatus]}; the engine does not say which.`,
    'untold-dependencies': ({ job, count }, hand) =>
      `The engine counts ${count} unresolved ${count === 1 ? 'dependency' : 'dependencies'} of ${hand.name(job)} but does not say which.`,
    unexplained: ({ job, status }, hand) => `Nothing Resync can read keeps ${hand.name(job)} from starting; its status is ${hand.text(status)}.`,
  },
  workstation: {
    ignored: (_fact, name) => `${name} is ignored in this plan: no job runs there.`,
    'state-unknown': (_fact, name) => `The engine does not say in which state ${name} is.`,
    'not-linked': (_fact, name) => `${name} is not linked: its jobs cannot start and their logs may be out of reach.`,
    'jobman-down': (_fact, name) => `${name} is linked but its job manager does not run: jobs cannot start.`,
    'launching-disabled': (_fact, name) => `Job launching is disabled on ${name}.`,
    'limit-zero': (_fact, name) => `The job limit of ${name} is 0: only jobs with priority hi or go start.`,
    fence: ({ fence }, name) => `The fence of ${name} is ${fence}: jobs with priority ${fence} or less do not start.`,
  },
  dependency: {
    orphaned: () => 'orphaned: the predecessor can never arrive in this plan',
    pending: () => 'pending: the predecessor is not in the plan yet',
    join: ({ satisfied, members, needed }) => `${satisfied} of ${members} satisfied, ${needed} needed`,
    resource: ({ needed, available }) => (available === null ? `needs ${needed}` : `needs ${needed}, ${available} available`),
  },
  missed: ({ conditions }, name) =>
    conditions.length === 0 ? `it follows ${name}, which will not run either` : `it asks ${name} ${conditions.map((one) => CONDITION[one]).join(' or ')}`,
  summaryPart: {
    counts: 'counts by status',
    'failed-jobs': 'failed jobs',
    'late-jobs': 'late jobs',
    'streams-in-error': 'job streams in error',
    workstations: 'workstations',
    'critical-jobs': 'critical jobs',
    'engine-information': 'engine information',
  },
  partFailed: (part, why) => `The ${part} could not be read: ${why}`,
  partCut: (part) => `The ${part} could not be read to the end: there may be more than shown.`,
};
