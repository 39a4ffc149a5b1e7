/** The panel of one job. */
import type { WaitFact } from '../../../src-preload/contract/plan/planFacts.ts';
import { failedId, waitingId } from '../night/everyday.ts';
import { history } from '../night/history.ts';
import { night } from '../night/night.ts';
import { ago } from '../night/now.ts';
import { unreachable } from '../night/variants.ts';
import { fails, type States, WAITS } from './state.ts';

const failedAt = `/plan?job=${failedId}` as const;
const waitingAt = `/plan?job=${waitingId}` as const;
const { failedJob, waitingJob } = night;
const down = fails('TWS_UNREACHABLE', unreachable);
const whose = { kind: 'job', name: 'RISK_VAR_REPORT' } as const;
const stream = { kind: 'stream', name: 'RISK_DAILY' } as const;
const more = { code: 'resource', needed: 2, available: 0 } as const;
const target = '/FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH';

/** Every reason there is, in all its words. */
const everyFact: readonly WaitFact[] = [
  { code: 'canceled', whose },
  { code: 'running', job: 'RISK_VAR_REPORT', since: ago(30) },
  { code: 'suppressed', job: 'RISK_VAR_REPORT', status: 'SUPPR' },
  { code: 'will-not-run', job: 'RISK_VAR_REPORT', missed: { on: target, status: 'SUCC', conditions: ['ABEND', 'FAIL'] } },
  { code: 'ended', job: 'RISK_VAR_REPORT', status: 'ABEND', returnCode: 12, at: ago(10) },
  { code: 'priority-zero', whose: stream },
  { code: 'held', job: 'RISK_VAR_REPORT', status: 'HOLD' },
  { code: 'predecessor', whose, target, state: 'ABEND', hasFailed: true, more: null },
  { code: 'predecessor', whose: stream, target, state: 'EXEC', hasFailed: false, more: { code: 'pending' } },
  { code: 'join', whose, target: 'JOIN_A', more: { code: 'join', satisfied: 1, members: 3, needed: 2 } },
  { code: 'file', whose, target: '/data/in/rates.csv', state: 'NOT_FOUND' },
  { code: 'prompt', whose, target: 'PROMPT_7', state: 'asked', text: 'May the month end begin?' },
  { code: 'prompt', whose: stream, target: 'PROMPT_8', state: 'answered-no', text: null },
  { code: 'resource', whose, target: 'TAPES', more },
  { code: 'internetwork', whose, target: 'OTHER_NET::JOB' },
  { code: 'unknown-dependency', whose, target: 'SOMETHING' },
  { code: 'upstream-failed', job: 'RISK_VAR_REPORT', target, status: 'ABEND', returnCode: 8 },
  { code: 'start-time', whose, at: ago(-90) },
  { code: 'workstation', workstation: 'AGT_RISK1', fact: { code: 'not-linked' } },
  { code: 'fence', workstation: 'AGT_RISK1', fence: 50, job: 'RISK_VAR_REPORT', priority: 10 },
  { code: 'limit-zero', workstation: 'AGT_RISK1' },
  { code: 'limit-reached', workstation: 'AGT_RISK1', limit: 10, running: 10 },
  { code: 'stream-limit', stream: 'RISK_DAILY', limit: 1, running: 1, job: 'RISK_VAR_REPORT' },
  { code: 'substatus', job: 'RISK_VAR_REPORT', substatus: 'READY_WAITING_FOR_RESOURCES' },
  { code: 'untold-dependencies', job: 'RISK_VAR_REPORT', count: 1 },
  { code: 'untold-dependencies', job: 'RISK_VAR_REPORT', count: 3 },
  { code: 'unexplained', job: 'RISK_VAR_REPORT', status: 'READY' },
];

const [blocked] = failedJob.impact.data.blocked;
if (blocked === undefined) throw new Error('The recorded failed job blocks nothing');

export const jobStates = {
  failed: { at: failedAt },
  waiting: { at: waitingAt },
  loading: {
    at: failedAt,
    replies: { 'plan.job': WAITS, 'plan.why': WAITS, 'plan.jobLog': WAITS, 'plan.impact': WAITS, 'plan.criticalPath': WAITS, 'plan.history': WAITS },
    isUnderWay: true,
  },
  notReached: {
    at: failedAt,
    replies: { 'plan.job': down, 'plan.why': down, 'plan.jobLog': down, 'plan.impact': down, 'plan.criticalPath': down, 'plan.history': down },
  },
  logFailed: {
    at: failedAt,
    replies: { 'plan.jobLog': fails('TWS_TIMEOUT', { message: 'The agent did not hand over the log within 60 s.', detail: 'FTA_DWH1, 60 s' }) },
  },
  logSearched: {
    at: failedAt,
    replies: {
      'plan.jobLog': ({ search }) => (search === undefined ? failedJob.log : { ...failedJob.log, data: { ...failedJob.log.data, isTruncated: true } }),
    },
    act: async (hand) => {
      await hand.write('plan.logSearch', 'ORA-');
      await hand.press('Enter');
    },
  },
  everyReason: {
    at: waitingAt,
    replies: { 'plan.why': { ...waitingJob.why, data: everyFact.map((fact, at) => ({ kind: 'unknown', sentence: `Reason ${at}.`, target: null, fact })) } },
  },
  noReason: {
    at: waitingAt,
    replies: {
      'plan.why': { ...waitingJob.why, data: [] },
      'plan.impact': { ...waitingJob.impact, data: { ...waitingJob.impact.data, blocked: [], streams: [], critical: [] } },
    },
  },
  suppressed: {
    at: failedAt,
    replies: {
      'plan.impact': {
        ...failedJob.impact,
        data: {
          ...failedJob.impact.data,
          blocked: Array.from({ length: 25 }, (_, at) => ({ ...blocked, id: `blocked-${at}`, isCritical: at % 5 === 0 })),
          suppressed: [
            { ...blocked, id: 'never-1', missed: { on: target, status: 'ABEND', conditions: ['SUCC'] } },
            { ...blocked, id: 'never-2', missed: { on: target, status: 'ABEND', conditions: [] } },
          ],
        },
      },
    },
  },
  noHistory: {
    at: failedAt,
    replies: { 'plan.history': { ...history, runs: [], total: 0, failed: 0, baseline: null, recording: { since: null, until: null, gaps: [] } } },
  },
  oneRun: {
    at: failedAt,
    replies: {
      'plan.history': { ...history, runs: history.runs.slice(0, 1), total: 1, failed: 1, baseline: null, recording: { ...history.recording, gaps: [] } },
    },
  },
  dependencies: {
    at: waitingAt,
    replies: {
      'plan.job': {
        ...waitingJob.details,
        data: {
          ...waitingJob.details.data,
          isLate: true,
          recovery: 'RERUN',
          dependencies: ([true, false, null] as const).map((isSatisfied, at) => ({
            kind: 'job',
            target: `/AGT_DWH2#/BANK/DWH/DWH_MARTS.BUILD_MART_RETAIL_WITH_A_VERY_LONG_NAME_${at}`,
            targetJobId: null,
            targetStreamId: null,
            isSatisfied,
            state: isSatisfied === null ? null : 'HOLD',
            detail: null,
            fact: null,
          })),
        },
      },
    },
  },
  watch: { at: failedAt, act: (hand) => hand.click('watch.when') },
  watchSet: {
    at: failedAt,
    replies: { 'plan.watchJob': ({ jobKey, event }) => ({ id: 'wat_1', jobKey, event, createdAt: ago(0), firedAt: null, seen: null }) },
    act: async (hand) => {
      await hand.click('watch.when');
      await hand.click('watch.any-change');
    },
  },
  byTimeline: { at: `/plan?view=timeline&job=${failedId}` },
} satisfies States;
