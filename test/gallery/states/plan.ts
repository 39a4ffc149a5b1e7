/** Plan: jobs, graph, timeline, what changed, workstations. */
import type { SnapshotState } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { failedId } from '../night/everyday.ts';
import { night } from '../night/night.ts';
import { ago } from '../night/now.ts';
import { lateReading, liveStatus, unreachable } from '../night/variants.ts';
import { fails, inTurn, type Replies, type States, WAITS } from './state.ts';

const { snapshot, table, summary, workstations, graph, timeline, handover } = night;
const [firstRow] = table.data.rows;
if (firstRow === undefined) throw new Error('The recorded night has no job');

const planIs = (changes: Partial<SnapshotState>): Replies => {
  const state = { ...snapshot, ...changes };
  return { 'plan.refresh': state, 'plan.snapshot': state };
};
const nothingYet = { at: 'reading', observedAt: null, readAt: null, planId: null, jobs: 0, streams: 0, dependencies: 0 } as const;
const noRows: Replies = { 'plan.table': { ...table, data: { ...table.data, rows: [], matching: 0 } } };
const broken = fails('TWS_BAD_ANSWER', {
  message: 'The engine answered with something that is no job.',
  detail: 'jobs[3].status, missing',
  requestId: 'req_01a22e1d71f1',
});
const near = `job:${failedId}` as const;

const longNames = {
  ...table,
  data: {
    ...table.data,
    matching: 212_345,
    rows: table.data.rows.map((row, at) =>
      at % 3 === 0
        ? {
            ...row,
            name: `${row.name}_WITH_A_NAME_OF_FORTY_CHARACTERS_`,
            streamName: `${row.streamName}_AND_MORE_OF_IT`,
            workstation: 'AGENT_WITH_A_LONG_NAME_IN_A_FOLDER',
            isLate: true,
            isCritical: at % 6 === 0,
            elapsedMs: 93_784_000,
            returnCode: -2_147_483_648,
          }
        : row,
    ),
  },
};

const unknownStatus = { internal: 'XQZ', common: 'UNKNOWN', substatus: null } as const;
const statuses = ['HELD', 'READY', 'CANCELED', 'SUPPRESS', 'UNDECIDED', 'BLOCKED', 'UNKNOWN', 'ERROR', 'RUNNING', 'SUCCESSFUL', 'WAITING'] as const;
const everyStatus = {
  ...table,
  data: {
    ...table.data,
    rows: statuses.map((common, at) => ({
      ...firstRow,
      id: `job-${at}`,
      name: `JOB_${common}`,
      status: common === 'UNKNOWN' ? unknownStatus : { internal: common.slice(0, 5), common, substatus: null },
      isCanceled: common === 'CANCELED',
      isLate: at % 4 === 0 ? null : at % 2 === 0,
    })),
  },
};

const changed = handover.changes.newFailures[0];
if (changed === undefined) throw new Error('The recorded night has no failure');
const fullBrief = {
  ...handover,
  changes: {
    ...handover.changes,
    stillFailed: [changed],
    newlyLate: [{ ...changed, isCritical: true, from: 'READY', to: 'HOLD', returnCode: null }],
    canceled: [{ ...changed, from: 'HOLD', to: 'CANCL', returnCode: null }],
    workstations: [{ name: 'AGT_BRANCH', from: 'LINKED', to: 'UNLINKED', at: ago(77) }],
    totals: { ...handover.changes.totals, newFailures: 612, stillFailed: 1, newlyLate: 1, canceled: 1, workstations: 1 },
    isTruncated: true,
    rollovers: [{ at: ago(300), fromPlanId: 'a', toPlanId: 'a2c0c21f-3674-38e1-a7f2-ac6b63b278a4' }],
    recording: {
      since: ago(400),
      until: ago(1),
      gaps: (['not-running', 'engine-unreachable', 'reading-incomplete', 'paused'] as const).map((why, at) => ({
        from: ago(390 - 40 * at),
        until: ago(370 - 40 * at),
        why,
      })),
    },
  },
  workstationsDown: workstations.data.filter(({ problem }) => problem !== null),
};

/** How far the reading is, and the button that stops it. */
const READING = '[role="status"] + button';

export const planStates = {
  jobs: { at: '/plan' },
  loading: { at: '/plan', replies: { 'plan.refresh': WAITS, 'plan.summary': WAITS, 'plan.table': WAITS, 'plan.workstations': WAITS }, isUnderWay: true },
  firstReading: { at: '/plan', replies: planIs({ ...nothingYet, progress: { rows: 41_500, total: 212_345 } }), isUnderWay: true, until: READING },
  firstReadingUncounted: { at: '/plan', replies: planIs({ ...nothingYet, progress: { rows: 500, total: null } }), isUnderWay: true, until: READING },
  readingBehind: { at: '/plan', replies: planIs({ observedAt: lateReading, progress: { rows: 41_500, total: 212_345 } }), isUnderWay: true },
  failed: {
    at: '/plan',
    replies: {
      ...planIs({ ...nothingYet, at: 'failed', fault: unreachable }),
      'plan.summary': fails('TWS_UNREACHABLE', unreachable),
      'plan.workstations': fails('TWS_UNREACHABLE', unreachable),
    },
  },
  noEngine: {
    at: '/plan',
    replies: { ...planIs({ ...nothingYet, at: 'none', engineId: null }), 'plan.summary': fails('NO_ENGINE', { message: 'No engine is connected.' }) },
    isUnderWay: true,
  },
  stale: {
    at: '/plan',
    replies: planIs({ observedAt: lateReading, fault: unreachable }),
    streams: { 'app.watch': [liveStatus({ engine: { state: 'stale', lastReadAt: lateReading } })] },
  },
  tableFailed: { at: '/plan', replies: { 'plan.table': broken } },
  tableStale: { at: '/plan', replies: { 'plan.table': inTurn(table, broken) } },
  empty: { at: '/plan', replies: { ...noRows, ...planIs({ jobs: 0, streams: 0 }) } },
  noneFound: { at: '/plan?q=NO_SUCH_JOB&is=failed', replies: noRows },
  partial: {
    at: '/plan',
    replies: {
      ...planIs({ isComplete: false, cycles: 3, fault: { code: 'PARTIAL_DATA', message: 'Two pages could not be read.', retryable: true } }),
      'plan.summary': {
        ...summary,
        data: {
          ...summary.data,
          late: null,
          missing: [
            { ...unreachable, part: 'critical-jobs' },
            { code: 'TWS_TIMEOUT', message: 'No answer within 30 s.', retryable: true, part: 'late-jobs' },
          ],
        },
      },
    },
  },
  summaryFailed: { at: '/plan', replies: { 'plan.summary': fails('TWS_FORBIDDEN', { message: 'The user may not list late jobs.', detail: 'HTTP 403' }) } },
  filtered: { at: '/plan?is=failed&sort=name&down=1' },
  everyStatus: { at: '/plan', replies: { 'plan.table': everyStatus } },
  crowded: { at: '/plan?sort=duration', replies: { 'plan.table': longNames, ...planIs({ jobs: 212_345 }) } },
  graph: { at: `/plan?view=graph&near=${near}` },
  graphAndJob: { at: `/plan?view=graph&near=${near}&job=${failedId}` },
  graphList: { at: `/plan?view=graph&near=${near}`, act: (hand) => hand.click('graph.asList') },
  graphStart: { at: '/plan?view=graph' },
  graphStartFailed: { at: '/plan?view=graph', replies: { 'plan.table': broken } },
  graphStartNone: { at: '/plan?view=graph', replies: noRows },
  graphLoading: { at: `/plan?view=graph&near=${near}`, replies: { 'plan.graph': WAITS }, isUnderWay: true },
  graphFailed: { at: `/plan?view=graph&near=${near}`, replies: { 'plan.graph': broken } },
  graphJoins: {
    at: `/plan?view=graph&near=${near}`,
    replies: {
      'plan.graph': {
        ...graph,
        freshness: { ...graph.freshness, isComplete: false },
        data: {
          ...graph.data,
          nodes: graph.data.nodes.map((node, at) => ({
            ...node,
            isOnCriticalPath: at % 2 === 0,
            isCritical: at % 3 === 0,
            isLate: at % 4 === 0,
            hiddenSuccessors: at === 2 ? 14 : node.hiddenSuccessors,
            status: at === 3 ? null : node.status,
          })),
          edges: graph.data.edges.map((edge, at) => ({
            ...edge,
            isSatisfied: at % 3 === 0 ? null : at % 3 === 1,
            conditions: at % 2 === 0 ? (['ABEND', 'FAIL'] as const).slice() : [],
            join: at < 2 ? { id: 1, needed: 1, members: 2 } : null,
            isOnCriticalPath: at % 2 === 0,
          })),
        },
      },
    },
  },
  timeline: { at: '/plan?view=timeline' },
  timelineWhole: { at: '/plan?view=timeline&hours=168' },
  timelineEmpty: {
    at: '/plan?view=timeline&q=NOTHING',
    replies: { 'plan.timeline': { ...timeline, data: { ...timeline.data, lanes: [], matchingLanes: 0 } } },
  },
  timelineLoading: { at: '/plan?view=timeline', replies: { 'plan.timeline': WAITS }, isUnderWay: true },
  timelineFailed: { at: '/plan?view=timeline', replies: { 'plan.timeline': broken } },
  timelineCut: {
    at: '/plan?view=timeline',
    replies: {
      'plan.timeline': {
        ...timeline,
        data: { ...timeline.data, matchingLanes: 1_480, lanes: timeline.data.lanes.map((lane) => ({ ...lane, hiddenBars: 12 })) },
      },
    },
  },
  changes: { at: '/plan?view=changes' },
  changesFull: { at: '/plan?view=changes&hours=24', replies: { 'plan.handover': fullBrief } },
  changesNothing: {
    at: '/plan?view=changes',
    replies: {
      'plan.watches': [],
      'plan.handover': {
        changes: {
          ...handover.changes,
          newFailures: [],
          recovered: [],
          streamsInTrouble: [],
          counts: { started: 0, endedWell: 0, failed: 0 },
          totals: { ...handover.changes.totals, newFailures: 0, recovered: 0, streamsInTrouble: 0 },
          recording: { since: null, until: null, gaps: [] },
        },
        workstationsDown: null,
        openDoubts: { total: 0, newest: [] },
        approved: [],
      },
    },
  },
  changesLoading: { at: '/plan?view=changes', replies: { 'plan.handover': WAITS, 'plan.watches': WAITS }, isUnderWay: true },
  changesFailed: { at: '/plan?view=changes', replies: { 'plan.handover': fails('STORE_FAILED'), 'plan.watches': fails('STORE_FAILED') } },
  changesStale: {
    at: '/plan?view=changes',
    replies: { 'plan.handover': inTurn(handover, handover, handover, fails('STORE_FAILED')) },
    act: (hand) => hand.click('changes.ago', { hours: 24 }),
  },
  watchFired: {
    at: '/plan?view=changes',
    replies: { 'plan.watches': night.watches.map((watch, at) => (at === 0 ? { ...watch, firedAt: ago(12), seen: 'ABEND RC 8' } : watch)) },
  },
  workstations: { at: '/plan?view=workstations' },
  workstationsLoading: { at: '/plan?view=workstations', replies: { 'plan.workstations': WAITS }, isUnderWay: true },
  workstationsFailed: { at: '/plan?view=workstations', replies: { 'plan.workstations': broken } },
  workstationsStale: {
    at: '/plan?view=workstations',
    replies: { 'plan.workstations': inTurn(workstations, workstations, broken) },
    act: (hand) => hand.press('r'),
  },
  workstationsNone: { at: '/plan?view=workstations&q=NOWHERE' },
  workstationsTrouble: {
    at: '/plan?view=workstations',
    replies: {
      'plan.workstations': {
        ...workstations,
        freshness: { ...workstations.freshness, isComplete: false },
        data: workstations.data.map((one, at) => {
          const codes = ['ignored', 'state-unknown', 'not-linked', 'jobman-down', 'launching-disabled', 'limit-zero'] as const;
          const code = codes[at];
          return code === undefined
            ? one
            : { ...one, problem: `${one.name} has a problem.`, problemFact: { code }, isLinked: at % 2 === 0 ? false : null, isJobmanUp: null };
        }),
      },
    },
  },
} satisfies States;
