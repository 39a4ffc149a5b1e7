/** A small hand-made plan as tools see it, and the receipts its tool calls leave. */
import type { ToolCall } from '../../../src-main/chat/answerPort.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import type { Job, JobDetails } from '../../../src-preload/contract/plan/plan.ts';
import { type ToolName, type ToolResult, toolArgs, toolResults } from '../../../src-preload/contract/tools.ts';
import { BLANK_JOB } from '../plan/plan.ts';

export const NOW_MS = Date.parse('2026-11-20T22:30:00.000Z');

export function job(streamName: string, name: string, more: Partial<Job> = {}): Job {
  return {
    ...BLANK_JOB,
    id: `id-${streamName}-${name}`,
    name,
    key: `/AGT01#/PROD/${streamName}.${name}`,
    folder: '/PROD/',
    workstation: 'AGT01',
    streamId: `id-${streamName}`,
    streamName,
    streamWorkstation: 'AGT01',
    status: { internal: 'SUCC', common: 'SUCCESSFUL', substatus: null },
    scheduledAt: '2026-11-20T20:00:00.000Z',
    ...more,
  };
}

export const loadDwh = job('DWH_NIGHT', 'LOAD_DWH', {
  status: { internal: 'ABEND', common: 'ERROR', substatus: null },
  startedAt: '2026-11-20T21:30:00.000Z',
  endedAt: '2026-11-20T21:37:38.000Z',
  returnCode: 8,
});
export const feed = job('FEEDS', 'GET_RATES', {
  status: { internal: 'FAIL', common: 'ERROR', substatus: null },
  endedAt: '2026-11-20T20:10:00.000Z',
  returnCode: 127,
});
export const report = job('REPORTS', 'RPT_DAILY', {
  status: { internal: 'HOLD', common: 'WAITING', substatus: null },
  isCritical: true,
  isLate: true,
  deadlineAt: '2026-11-21T05:00:00.000Z',
  unresolvedDependencies: 1,
});
export const details = (of: Job): JobDetails => ({ ...of, dependencies: [], task: null, user: null, recovery: null, successCondition: null, runs: [] });

export const LOG_LINES = [
  '===============================================================',
  '= JOB       : AGT01#DWH_NIGHT[(2330 11/20/26),(0AAAAAAAAAAAACRZ)].LOAD_DWH',
  'AWSBIS307I Starting /opt/hwa/TWS/jobmanrc /opt/batch/bin/load_dwh.ksh',
  'load_dwh: 0 errors in staging, connecting to DWHPROD',
  'WARN retrying chunk 4',
  'ERROR at line 1:',
  'ORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA',
  'ORA-06512: at "DWH.LOADER", line 88',
  'load_dwh: rollback done, rc=8',
  'AWSBIS308I End of job',
  '= Exit Status           : 8',
].map((text, index) => ({ number: index + 1, text }));

const log = { jobKey: loadDwh.key, runId: 'run-1', lines: LOG_LINES, totalLines: LOG_LINES.length, exitStatus: 8, isTruncated: false };
const blocked = [report, job('REPORTS', 'RPT_MAIL'), job('CLOSING', 'CLOSE_DAY')].map((one, index) => ({
  id: one.id,
  key: one.key,
  name: one.name,
  streamName: one.streamName,
  status: one.status,
  depth: index + 1,
  isCritical: one.isCritical,
  deadlineAt: one.deadlineAt,
  via: 'DWH_NIGHT.LOAD_DWH',
}));

type Some = { readonly [N in ToolName]?: ToolResult<N> };

/** What the tools answer on this plan, whatever they are asked about a job; those that are not here have nothing to tell of it. */
export const RESULTS = {
  plan_summary: {
    engineName: 'BANK',
    planId: 'plan-1',
    runNumber: 7,
    total: 700,
    byStatus: { SUCCESSFUL: 600, WAITING: 98, ERROR: 2 },
    failed: 2,
    late: 1,
    critical: [{ name: 'RPT_DAILY', key: report.key, risk: 'HIGH_RISK', deadlineAt: report.deadlineAt, estimatedEndAt: '2026-11-21T06:00:00.000Z' }],
    workstationProblems: [{ name: 'AGT07', problem: 'Unlinked: its jobs do not start.', problemFact: { code: 'not-linked' } }],
    streamsInError: 2,
    missing: [],
  },
  find_jobs: { jobs: [loadDwh, feed], total: 2 },
  job_details: { kind: 'found', job: details(loadDwh) },
  job_log: { kind: 'found', job: loadDwh, log },
  why_not_running: {
    kind: 'found',
    job: report,
    reasons: [
      {
        kind: 'failed-predecessor',
        sentence: 'Waits for DWH_NIGHT.LOAD_DWH, which is in ABEND.',
        target: 'DWH_NIGHT.LOAD_DWH',
        fact: {
          code: 'predecessor',
          whose: { kind: 'job', name: 'RPT_DAILY' },
          target: 'DWH_NIGHT.LOAD_DWH',
          state: 'ABEND',
          hasFailed: true,
          more: null,
        },
      },
    ],
  },
  successors: { kind: 'found', job: loadDwh, successors: [{ job: report, depth: 1, via: 'DWH_NIGHT.LOAD_DWH' }] },
  impact: { kind: 'found', job: loadDwh, impact: { jobKey: loadDwh.key, blocked, streams: ['REPORTS', 'CLOSING'], critical: [report.key], suppressed: [] } },
  workstations: {
    workstations: [
      {
        id: 'w7',
        name: 'AGT07',
        folder: '/',
        type: 'AGENT',
        isLinked: false,
        isJobmanUp: true,
        limit: 10,
        fence: 0,
        isIgnored: false,
        states: [],
        flags: [],
        problem: 'Unlinked: its jobs do not start.',
        problemFact: { code: 'not-linked' },
      },
      {
        id: 'w1',
        name: 'AGT01',
        folder: '/',
        type: 'AGENT',
        isLinked: true,
        isJobmanUp: true,
        limit: 10,
        fence: 0,
        isIgnored: false,
        states: ['LINKED'],
        flags: [],
        problem: null,
        problemFact: null,
      },
    ],
  },
  find_streams: {
    streams: [
      {
        id: 's1',
        name: 'DWH_NIGHT',
        key: '/AGT01#/PROD/DWH_NIGHT',
        folder: '/PROD/',
        workstation: 'AGT01',
        status: { internal: 'STUCK', common: 'BLOCKED', substatus: null },
        isLate: false,
        isCarriedForward: false,
        scheduledAt: null,
        limit: -1,
        priority: 10,
        jobs: { total: 5, done: 3, running: 0, failed: 1, waiting: 1 },
      },
    ],
    total: 1,
  },
} satisfies Some;

export function receiptOf(label: string, tool: ToolName, more: Partial<Receipt> = {}): Receipt {
  return {
    id: `rcp_${label}` as Receipt['id'],
    turnId: 'trn_1' as Receipt['turnId'],
    label,
    tool,
    args: {},
    outcome: 'ok',
    fault: null,
    observedAt: '2026-11-20T22:30:00.000Z',
    planId: 'plan-1',
    isComplete: true,
    isTruncated: false,
    isDemo: false,
    ageMs: 0,
    durationMs: 5,
    rows: 1,
    data: (RESULTS as Some)[tool],
    hash: 'h',
    ...more,
  };
}

const FAULT = {
  code: 'TWS_UNREACHABLE',
  message: 'The scheduler at engine.example:31116 did not answer.',
  detail: 'engine.example:31116',
  retryable: true,
} as const;

/** A tool call over hand-made results that keeps its receipts. Arguments and results go through the real schemas. */
export function callOver(results: Some = RESULTS, manner: Partial<Receipt> & { readonly failing?: readonly ToolName[] } = {}) {
  const receipts: Receipt[] = [];
  const { failing = [], ...more } = manner;
  const call: ToolCall = (tool, args) => {
    const label = `r${receipts.length + 1}`;
    const known = { args: { ...toolArgs[tool].parse(args) }, ...more };
    const given = results[tool] ?? (RESULTS as Some)[tool];
    if (failing.includes(tool) || given === undefined) {
      const receipt = receiptOf(label, tool, { ...known, outcome: 'failed', fault: FAULT, isComplete: false, data: null, rows: 0 });
      receipts.push(receipt);
      return Promise.resolve({ receipt, result: null });
    }
    const result = toolResults[tool].parse(given);
    const receipt = receiptOf(label, tool, { ...known, data: result });
    receipts.push(receipt);
    // The schema that parsed it is the one of this tool.
    return Promise.resolve({ receipt, result: result as never });
  };
  return { call, receipts };
}
