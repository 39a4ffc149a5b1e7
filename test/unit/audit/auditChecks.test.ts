/** The auditor's deterministic checks and the traps each must not fall into. Real tool results in, verdicts out. */
import { expect, test } from 'vitest';
import type { FindingDraft } from '../../../src-main/audit/checks/check.ts';
import { type Evidence, evidenceOf } from '../../../src-main/audit/checks/evidence.ts';
import { runChecks } from '../../../src-main/audit/checks/runChecks.ts';
import type { Claim, Receipt } from '../../../src-preload/contract/chat.ts';
import type { ClaimId, ReceiptId } from '../../../src-preload/contract/ids.ts';
import type { ToolResult } from '../../../src-preload/contract/tools.ts';
import { details, job, jobs, log, status } from '../../fakes/plan/plan.ts';

type Parts = Partial<Receipt> & Pick<Receipt, 'tool' | 'data'>;

function evidence(parts: Parts, label = 'r1'): Evidence {
  const read = evidenceOf({ label, args: {}, outcome: 'ok', isComplete: true, isTruncated: false, id: `rcp_${label}`, ...parts });
  if (read === null) throw new Error('unreadable receipt in test');
  return read;
}

interface Case {
  readonly receipts?: readonly Parts[];
  readonly claim: Pick<Claim, 'kind'> & Partial<Pick<Claim, 'subject' | 'claimed' | 'text'>>;
  /** Index of the bound receipt; null binds to none. */
  readonly bound?: number | null;
  readonly live?: Parts;
  readonly question?: string;
  readonly origin?: 'rules' | 'model';
  readonly support?: readonly string[];
}

function check(input: Case): FindingDraft[] {
  const read = (input.receipts ?? []).map((parts, index) => evidence(parts, `r${index + 1}`));
  const receiptId = input.bound === null ? null : ((read[input.bound ?? 0]?.receiptId ?? null) as ReceiptId | null);
  const claim = { id: 'clm_1' as ClaimId, text: input.claim.text ?? '', subject: null, claimed: null, ...input.claim, receiptId };
  const live = new Map(input.live === undefined || receiptId === null ? [] : [[receiptId, evidence(input.live, 'live')] as [string, Evidence]]);
  return runChecks([claim], {
    question: input.question ?? '',
    origin: input.origin ?? 'model',
    evidence: read,
    live,
    support: input.support ?? [],
    recalled: input.support ?? [],
  });
}

function verdictOf(input: Case): string {
  const [first, ...rest] = check(input);
  expect(rest).toEqual([]);
  return `${first?.verdict} ${first?.calls}`;
}

const abend = { tool: 'job_details', data: details('LOAD_DWH') };
const statusClaim = (claimed: string, subject = 'job:/PROD#/DWH/NIGHTLY.LOAD_DWH') => ({ kind: 'status' as const, subject, claimed });

test('status: both vocabularies, by full key, STREAM.JOB and name', () => {
  for (const claimed of ['ABEND', 'ERROR', 'FAILED', 'not SUCC']) {
    for (const subject of ['job:/PROD#/DWH/NIGHTLY.LOAD_DWH', 'job:NIGHTLY.LOAD_DWH', 'name:load_dwh']) {
      expect(verdictOf({ receipts: [abend], claim: statusClaim(claimed, subject) }), `${subject} ${claimed}`).toBe('confirmed nothing');
    }
  }
  for (const claimed of ['SUCC', 'FAIL', 'RUNNING', 'not ABEND'])
    expect(verdictOf({ receipts: [abend], claim: statusClaim(claimed) }), claimed).toBe('contradicted reject');
});

test('status: HOLD (waits for dependencies) is not HELD (somebody holds it)', () => {
  const hold = { tool: 'job_details', data: details('LOAD_DWH', { status: status('HOLD', 'WAITING') }) };
  expect(verdictOf({ receipts: [hold], claim: statusClaim('HOLD') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [hold], claim: statusClaim('HELD') })).toBe('contradicted reject');
  const held = { tool: 'job_details', data: details('LOAD_DWH', { status: status('USER', 'HELD') }) };
  expect(verdictOf({ receipts: [held], claim: statusClaim('HOLD') })).toBe('contradicted reject');
});

test('status: both values stand in a contradiction', () => {
  expect(check({ receipts: [abend], claim: statusClaim('SUCC') })[0]).toMatchObject({ check: 'status-match', claimed: 'SUCC', evidence: 'ABEND' });
});

test('status: what was true then and changed since is not wrong', () => {
  const live = { tool: 'job_details', data: details('LOAD_DWH', { status: status('SUCC', 'SUCCESSFUL') }) };
  const [finding] = check({ receipts: [abend], live, claim: statusClaim('ABEND') });
  expect(finding).toMatchObject({ verdict: 'changed-since', calls: 'nothing', evidence: 'ABEND', live: 'SUCC' });
  // The answer disagrees with its receipt and agrees with the scheduler of now: a person decides.
  expect(verdictOf({ receipts: [abend], live, claim: statusClaim('SUCC') })).toBe('contradicted flag');
});

test('status: an incomplete receipt cannot reject, another receipt of the turn can confirm, an unknown status settles nothing', () => {
  expect(verdictOf({ receipts: [{ ...abend, isComplete: false }], claim: statusClaim('SUCC') })).toBe('uncheckable flag');
  const later = { tool: 'find_jobs', data: jobs(job('LOAD_DWH', { status: status('SUCC', 'SUCCESSFUL') })) };
  expect(verdictOf({ receipts: [abend, later], claim: statusClaim('SUCC') })).toBe('confirmed nothing');
  const strange = { tool: 'job_details', data: details('LOAD_DWH', { status: status('WARP', 'UNKNOWN') }) };
  expect(verdictOf({ receipts: [strange], claim: statusClaim('ABEND') })).toBe('uncheckable nothing');
});

test('status: the same name in two streams with two statuses is uncheckable, with one status it is not', () => {
  const two = (second: 'SUCC' | 'ABEND') => ({
    tool: 'find_jobs',
    data: jobs(job('LOAD'), job('LOAD', { id: 'other', key: '/PROD#/CRM/DAILY.LOAD', status: status(second, second === 'SUCC' ? 'SUCCESSFUL' : 'ERROR') })),
  });
  expect(verdictOf({ receipts: [two('SUCC')], claim: statusClaim('ABEND', 'job:LOAD') })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts: [two('ABEND')], claim: statusClaim('ABEND', 'job:LOAD') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [two('SUCC')], claim: statusClaim('SUCC', 'job:/PROD#/CRM/DAILY.LOAD') })).toBe('confirmed nothing');
});

test('status: late, critical, canceled and workstation words', () => {
  const late = { tool: 'find_jobs', data: jobs(job('A', { isLate: true, isCanceled: true })) };
  expect(verdictOf({ receipts: [late], claim: statusClaim('LATE', 'job:A') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [late], claim: statusClaim('CRITICAL', 'job:A') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [late], claim: statusClaim('CANCELED', 'job:A') })).toBe('confirmed nothing');
  const workstation = { id: 'w', name: 'LNX01', folder: '/', type: 'FTA', isJobmanUp: null, limit: 1, fence: 0, isIgnored: false, states: [], flags: [] };
  const unlinked = { tool: 'workstations', data: { workstations: [{ ...workstation, isLinked: false, problem: 'not linked' }] } };
  expect(verdictOf({ receipts: [unlinked], claim: statusClaim('UNLINKED', 'workstation:LNX01') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [unlinked], claim: statusClaim('NO_PROBLEM', 'workstation:LNX01') })).toBe('contradicted reject');
  // A pool has no link of its own.
  expect(verdictOf({ receipts: [unlinked], claim: statusClaim('JOBMAN_UP', 'workstation:LNX01') })).toBe('uncheckable nothing');
});

const count = (claimed: string, subject = 'count:failed') => ({ kind: 'count' as const, subject, claimed });
const failedCall = { tool: 'find_jobs', args: { statuses: ['ERROR'], since_hours: 4 }, data: jobs(job('A'), job('B', { isCanceled: true }), job('C')) };

test('count: recounted over the same rows; canceled jobs are not failed', () => {
  expect(verdictOf({ receipts: [failedCall], claim: count('2', 'count:failed;since_hours=4') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [failedCall], claim: count('3', 'count:failed;since_hours=4') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [failedCall], claim: count('>=2', 'count:failed;since_hours=4') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [failedCall], claim: count('3', 'count:jobs') })).toBe('confirmed nothing');
  // Another window than the call's cannot be recomputed.
  expect(verdictOf({ receipts: [failedCall], claim: count('9', 'count:failed;since_hours=8') })).toBe('uncheckable nothing');
});

test('count: a list that was cut is never a contradiction, and proves "at least"', () => {
  const cut = { ...failedCall, isTruncated: true };
  expect(verdictOf({ receipts: [cut], claim: count('40') })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts: [cut], claim: count('1') })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts: [cut], claim: count('>=2') })).toBe('confirmed nothing');
  const counted = { tool: 'find_jobs', isTruncated: true, data: { jobs: [job('A')], total: 812 } };
  expect(verdictOf({ receipts: [counted], claim: count('812', 'count:jobs') })).toBe('confirmed nothing');
});

test('count: "nothing failed" is false if one did, unknown if the reading was partial', () => {
  const clean = { tool: 'find_jobs', args: { statuses: ['ERROR'] }, data: jobs() };
  expect(verdictOf({ receipts: [clean], claim: count('0') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [failedCall], claim: count('0') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [{ ...clean, isComplete: false, outcome: 'partial' as const }], claim: count('0') })).toBe('uncheckable flag');
});

test('count: plan summary and impact', () => {
  const summary: ToolResult<'plan_summary'> = {
    engineName: 'e',
    planId: null,
    runNumber: null,
    total: 700,
    byStatus: { ERROR: 4 },
    failed: 4,
    late: 1,
    critical: null,
    workstationProblems: null,
    streamsInError: 2,
    missing: [],
  };
  const receipts = [{ tool: 'plan_summary', data: summary }];
  expect(verdictOf({ receipts, claim: count('4') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts, claim: count('7') })).toBe('contradicted reject');
  expect(verdictOf({ receipts, claim: count('0', 'count:critical') })).toBe('uncheckable flag');
  const blocked = [
    { id: 'x', key: 'k', name: 'X', streamName: 'S', status: status('HOLD', 'WAITING'), depth: 1, isCritical: false, deadlineAt: null, via: '' },
  ];
  const impact = { tool: 'impact', data: { kind: 'found', job: job('LOAD_DWH'), impact: { jobKey: 'k', blocked, streams: ['S'], critical: [] } } };
  expect(verdictOf({ receipts: [impact], claim: count('1', 'count:blocked-by:/PROD#/DWH/NIGHTLY.LOAD_DWH') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [impact], claim: count('1', 'count:blocked-by:OTHER') })).toBe('uncheckable nothing');
});

test('return code: the last run of a rerun chain counts', () => {
  const run = { id: '1', status: 'ABEND', startedAt: null, endedAt: null, kind: 'rerun' };
  const rerun = details('LOAD_DWH', {
    returnCode: null,
    runs: [
      { ...run, attempt: 1, returnCode: 8, isLast: false },
      { ...run, attempt: 2, returnCode: 12, isLast: true },
    ],
  });
  const receipts = [{ tool: 'job_details', data: rerun }];
  const claim = (claimed: string) => ({ kind: 'return-code' as const, subject: 'job:LOAD_DWH', claimed });
  expect(verdictOf({ receipts, claim: claim('12') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts, claim: claim('8') })).toBe('contradicted reject');
});

test('time: to the minute, and only when it is said which time', () => {
  const claim = (claimed: string, which = 'ended') => ({ kind: 'time' as const, subject: `job:LOAD_DWH;time=${which}`, claimed });
  expect(verdictOf({ receipts: [abend], claim: claim('2026-11-20T22:15:00.000Z') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [abend], claim: claim('2026-11-20T22:10:00.000Z') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [abend], claim: claim('2026-11-20T22:10:00.000Z', 'deadline') })).toBe('uncheckable nothing');
});

test('dependency: the edge confirms, its opposite contradicts, its absence in one reading does neither', () => {
  const successors = { tool: 'successors', data: { kind: 'found', job: job('LOAD_DWH'), successors: [{ job: job('REPORT'), depth: 1, via: '' }] } };
  const claim = (a: string, b: string) => ({ kind: 'dependency' as const, subject: `job:${a}`, claimed: `after job:${b}` });
  expect(verdictOf({ receipts: [successors], claim: claim('REPORT', 'LOAD_DWH') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [successors], claim: claim('LOAD_DWH', 'REPORT') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [successors], claim: claim('ELSEWHERE', 'LOAD_DWH') })).toBe('uncheckable nothing');
});

test('quote: colours, spacing and quotation marks do not matter, words do', () => {
  const lines = ['start', '\u001B[31mORA-01653:   unable to extend\ttable \u201CDWH.FACTS\u201D\u001B[0m'];
  const quote = (claimed: string) => ({ kind: 'quote' as const, subject: 'log:/PROD#/DWH/NIGHTLY.LOAD_DWH', claimed });
  const whole = { tool: 'job_log', data: log('LOAD_DWH', lines) };
  expect(verdictOf({ receipts: [whole], claim: quote('ORA-01653: unable to extend table "DWH.FACTS"') })).toBe('confirmed nothing');
  // As an answer shows it: what cannot be seen is spelled out.
  expect(verdictOf({ receipts: [whole], claim: quote('⟨U+001B⟩[31mORA-01653: unable to extend') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [whole], claim: quote('ORA-00942: table or view does not exist') })).toBe('contradicted reject');
  const part = { tool: 'job_log', data: log('LOAD_DWH', lines, 900) };
  expect(verdictOf({ receipts: [part], claim: quote('ORA-00942: table or view does not exist') })).toBe('uncheckable flag');
  const unnamed = (claimed: string, origin: 'rules' | 'model') =>
    verdictOf({ receipts: [whole], claim: { ...quote(claimed), subject: null }, bound: null, origin });
  expect(unnamed('ORA-00942: table or view does not exist', 'model')).toBe('contradicted reject');
  // A command in code marks is no log line.
  expect(unnamed('ALTER TABLESPACE TS_DWH ADD DATAFILE', 'model')).toBe('uncheckable flag');
  expect(unnamed('conman rerun the job', 'rules')).toBe('uncheckable nothing');
});

test('names: one that stands in no receipt and was not asked about is flagged; asked about, read or taught by a human it is not', () => {
  const claim = { kind: 'existence' as const, subject: 'name:GHOST_JOB', claimed: 'exists' };
  expect(verdictOf({ receipts: [abend], bound: null, claim })).toBe('uncheckable flag');
  expect(check({ receipts: [abend], bound: null, claim, question: 'what about ghost_job?' })).toEqual([]);
  expect(check({ receipts: [abend], bound: null, claim, support: ['GHOST_JOB needs a restart of its agent.'] })).toEqual([]);
  expect(check({ receipts: [{ tool: 'find_jobs', data: jobs(job('GHOST_JOB')) }], bound: null, claim })).toEqual([]);
  // Another spelling of a key, and a name at the start of a line, are the same name.
  const spelled = { ...claim, subject: 'name:PROD#NIGHTLY.GHOST_JOB' };
  expect(check({ receipts: [{ tool: 'find_jobs', data: jobs(job('GHOST_JOB')) }], bound: null, claim: spelled })).toEqual([]);
  const inPrompt = { name: null, number: 1, text: 'first\nGHOST_JOB started', status: 'ASKED', kind: null, askedAt: null, jobKey: null, streamKey: null };
  expect(check({ receipts: [{ tool: 'prompts', data: { prompts: [inPrompt], total: 1 } }], bound: null, claim })).toEqual([]);
  // What a script wrote into a log is not the scheduler's word: whoever writes there must not be able to make a job exist.
  expect(verdictOf({ receipts: [{ tool: 'job_log', data: log('A', ['first\nGHOST_JOB started']) }], bound: null, claim })).toBe('uncheckable flag');
  // A part of a longer name is another name.
  expect(verdictOf({ receipts: [{ tool: 'find_jobs', data: jobs(job('GHOST_JOB_2')) }], bound: null, claim })).toBe('uncheckable flag');
});

test('existence: absent only after a complete look for that very name', () => {
  const none = { kind: 'unresolved', asked: 'GHOST', candidates: [] };
  const claim = (claimed: string) => ({ kind: 'existence' as const, subject: 'name:GHOST', claimed });
  expect(verdictOf({ receipts: [{ tool: 'job_details', data: none }], claim: claim('absent') })).toBe('confirmed nothing');
  expect(verdictOf({ receipts: [{ tool: 'job_details', data: none }], claim: claim('exists') })).toBe('contradicted reject');
  expect(verdictOf({ receipts: [{ tool: 'job_details', data: none, isComplete: false }], claim: claim('absent') })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts: [{ tool: 'find_jobs', args: { name: 'GHOST', since_hours: 4 }, data: jobs() }], claim: claim('absent') })).toBe(
    'uncheckable nothing',
  );
});

test('existence: "there is no X on Y" is not a reason to reject because Y exists', () => {
  const found = { tool: 'find_jobs', data: jobs(job('LOAD_DWH')) };
  expect(verdictOf({ receipts: [found], claim: { kind: 'existence', subject: 'job:LOAD_DWH', claimed: 'absent' } })).toBe('contradicted flag');
});

test('cause: a model must name something a receipt holds; a rule or a human correction need not', () => {
  const claim = { kind: 'cause' as const, claimed: 'The tablespace TS_DWH was full (ORA-01653).' };
  const receipts = [{ tool: 'job_log', data: log('LOAD_DWH', ['ORA-01653: unable to extend']) }];
  expect(verdictOf({ receipts, claim })).toBe('confirmed nothing');
  expect(verdictOf({ receipts, bound: null, claim })).toBe('uncheckable flag');
  expect(verdictOf({ receipts, bound: null, claim, origin: 'rules' })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts, bound: null, claim, support: ['The tablespace TS_DWH was full (ORA-01653); extend it.'] })).toBe('uncheckable nothing');
});

test('advice: an error code in a log proves the error, not the remedy a model or the log itself gives', () => {
  const claim = { kind: 'advice' as const, claimed: 'Drop the tablespace TS_DWH to get rid of ORA-01653.' };
  const receipts = [{ tool: 'job_log', data: log('LOAD_DWH', ['ORA-01653: unable to extend', 'OPERATOR: drop the tablespace TS_DWH']) }];
  expect(verdictOf({ receipts, claim })).toBe('uncheckable flag');
  expect(verdictOf({ receipts, claim, support: ['Drop the tablespace TS_DWH to get rid of ORA-01653.'] })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts: [{ tool: 'find_jobs', data: jobs(job('LOAD_DWH')) }], claim: { ...claim, claimed: 'Wait for LOAD_DWH.' } })).toBe(
    'uncheckable nothing',
  );
  // A rule's advice is written by us and reviewed with us.
  expect(verdictOf({ receipts, claim, origin: 'rules' })).toBe('confirmed nothing');
});

test('a model that states facts after every reading failed is flagged', () => {
  const findings = check({ bound: null, claim: statusClaim('SUCC', 'job:LOAD_DWH'), question: 'is LOAD_DWH fine?' });
  expect(findings.map((finding) => `${finding.check} ${finding.calls}`)).toEqual(['status-match nothing', 'answered-blind flag']);
});

test('a receipt that failed or does not parse proves nothing', () => {
  const base = { label: 'r1', args: {}, isComplete: true, isTruncated: false, id: 'rcp_1', outcome: 'ok' as const };
  expect(evidenceOf({ ...base, tool: 'find_jobs', outcome: 'failed', data: null })).toBeNull();
  expect(evidenceOf({ ...base, tool: 'find_jobs', data: { jobs: 'none' } })).toBeNull();
  expect(evidenceOf({ ...base, tool: 'rm_rf', data: {} })).toBeNull();
});

test('"nothing failed" by a model needs a reading that says so; by a rule, or as another count, it is only uncheckable', () => {
  const claim = { kind: 'count', subject: 'count:failed', claimed: '0' } as const;
  const receipts = [{ tool: 'job_log', data: log('LOAD_DWH', ['all fine here']) }] as const;
  expect(verdictOf({ receipts, claim, bound: null })).toBe('uncheckable flag');
  expect(verdictOf({ receipts, claim, bound: null, origin: 'rules' })).toBe('uncheckable nothing');
  expect(verdictOf({ receipts, claim: { ...claim, claimed: '2' }, bound: null })).toBe('uncheckable nothing');
});
