/** Why a job is not running: each cause has its kind and sentence, and the decisive one comes first. */
import { describe, expect, test } from 'vitest';
import { type WaitFacts, waitReasonsOf } from '../../../src-main/plan/waitReasons.ts';
import type { StreamDetails } from '../../../src-main/tws/types/types.ts';
import { type Dependency, type JobDetails, type Workstation, waitReason } from '../../../src-preload/contract/plan/plan.ts';
import { BLANK_JOB } from '../../fakes/plan/plan.ts';

const details = (more: Partial<JobDetails> = {}): JobDetails => ({
  ...BLANK_JOB,
  id: 'j',
  name: 'LOAD',
  key: '/WS#/DWH.LOAD',
  folder: '/',
  workstation: '/WS',
  streamId: 's',
  streamName: 'DWH',
  streamWorkstation: '/WS',
  status: { internal: 'HOLD', common: 'WAITING', substatus: null },
  dependencies: [],
  task: null,
  user: null,
  recovery: null,
  successCondition: null,
  runs: [],
  ...more,
});
const workstation = (more: Partial<Workstation> = {}): Workstation => ({
  id: 'w',
  name: 'WS',
  folder: '/',
  type: 'AGENT',
  isLinked: true,
  isJobmanUp: true,
  limit: 10,
  fence: 0,
  isIgnored: false,
  states: [],
  flags: [],
  problem: null,
  problemFact: null,
  ...more,
});
const stream = (more: Partial<StreamDetails> = {}): StreamDetails => ({
  id: 's',
  name: 'DWH',
  key: '/WS#/DWH',
  folder: '/',
  workstation: '/WS',
  status: { internal: 'READY', common: 'READY', substatus: null },
  isLate: false,
  isCarriedForward: false,
  scheduledAt: null,
  limit: null,
  priority: 10,
  jobs: { total: 2, done: 0, running: 0, failed: 0, waiting: 2 },
  dependencies: [],
  startAt: null,
  latestStartAt: null,
  deadlineAt: null,
  startedAt: null,
  endedAt: null,
  elapsedMs: null,
  estimatedMs: null,
  timeZone: null,
  submitter: null,
  internalId: null,
  ...more,
});
const dependency = (more: Partial<Dependency>): Dependency => ({
  kind: 'job',
  target: 'X',
  targetJobId: null,
  targetStreamId: null,
  isSatisfied: false,
  state: null,
  detail: null,
  fact: null,
  ...more,
});
const facts = (more: Partial<WaitFacts> = {}): WaitFacts => ({
  job: details(),
  missed: null,
  limits: { startAt: null, isStartReached: null, latestStartAt: null },
  stream: stream(),
  workstation: workstation(),
  runningThere: null,
  failedUpstream: [],
  engineNowMs: Date.parse('2026-01-01T00:00:00Z'),
  ...more,
});
const kinds = (more: Partial<WaitFacts>) => waitReasonsOf(facts(more)).map((reason) => reason.kind);

describe('each cause', () => {
  const ready = { status: { internal: 'READY', common: 'READY', substatus: null } } as const;
  test.each<[string, Partial<WaitFacts>, string[]]>([
    ['failed predecessor', { job: details({ dependencies: [dependency({ state: 'ABEND' })] }) }, ['failed-predecessor']],
    ['predecessor still running', { job: details({ dependencies: [dependency({ state: 'EXEC' })] }) }, ['predecessor']],
    ['predecessor in an unknown state is not taken for satisfied', { job: details({ dependencies: [dependency({ isSatisfied: null })] }) }, ['predecessor']],
    ['satisfied dependencies do not count', { job: details({ dependencies: [dependency({ isSatisfied: true })] }) }, ['unknown']],
    ['file', { job: details({ dependencies: [dependency({ kind: 'file', state: 'Checking' })] }) }, ['file']],
    ['prompt', { job: details({ dependencies: [dependency({ kind: 'prompt', state: 'ASKED', detail: 'Go?' })] }) }, ['prompt']],
    ['resource', { job: details({ dependencies: [dependency({ kind: 'resource', detail: 'needs 2, 1 available' })] }) }, ['resource']],
    ['dependency of its stream', { stream: stream({ dependencies: [dependency({ kind: 'stream', state: 'STUCK' })] }) }, ['failed-predecessor']],
    ['start time', { limits: { startAt: '2026-01-01T02:00:00Z', isStartReached: false, latestStartAt: null } }, ['time']],
    ['start time passed', { limits: { startAt: '2025-12-31T02:00:00Z', isStartReached: null, latestStartAt: null } }, ['unknown']],
    ['unlinked', { job: details(ready), workstation: workstation({ isLinked: false, problemFact: { code: 'not-linked' } }) }, ['workstation-unlinked']],
    ['a pool has no link of its own', { job: details(ready), workstation: workstation({ type: 'POOL', isLinked: null }) }, ['unknown']],
    ['limit 0', { job: details(ready), workstation: workstation({ limit: 0 }) }, ['workstation-limit']],
    ['limit 0 does not stop priority hi', { job: details({ ...ready, priority: 100 }), workstation: workstation({ limit: 0 }) }, ['unknown']],
    ['limit reached', { job: details(ready), workstation: workstation({ limit: 3 }), runningThere: 3 }, ['workstation-limit']],
    ['fence', { job: details(ready), workstation: workstation({ fence: 10 }) }, ['fence']],
    ['stream limit', { stream: stream({ limit: 1, jobs: { total: 2, done: 0, running: 1, failed: 0, waiting: 1 } }) }, ['stream-limit']],
    ['priority 0', { job: details({ priority: 0 }) }, ['priority-zero']],
    ['held', { job: details({ status: { internal: 'USER', common: 'HELD', substatus: null } }) }, ['held']],
    ['canceled', { job: details({ isCanceled: true }), workstation: workstation({ limit: 0 }) }, ['canceled']],
    [
      'sub-status when nothing else tells',
      { job: details({ status: { internal: 'READY', common: 'READY', substatus: 'READY_WAITING_FOR_AGENT' } }) },
      ['workstation-unlinked'],
    ],
  ])('%s', (_name, more, expected) => {
    expect(kinds(more)).toEqual(expected);
  });
});

test('what a person must act on comes before what passes by itself', () => {
  const job = details({
    dependencies: [
      dependency({ state: 'EXEC', target: 'B' }),
      dependency({ kind: 'file', state: 'Unavailable', target: 'F' }),
      dependency({ state: 'FAIL', target: 'A' }),
    ],
  });
  expect(kinds({ job, workstation: workstation({ limit: 0, isLinked: false, problemFact: { code: 'not-linked' } }) })).toEqual([
    'failed-predecessor',
    'file',
    'predecessor',
    'workstation-unlinked',
    'workstation-limit',
  ]);
});

test('a job that ran does not wait: the sentence says how it ended', () => {
  const [reason] = waitReasonsOf(
    facts({ job: details({ status: { internal: 'ABEND', common: 'ERROR', substatus: null }, returnCode: 8, dependencies: [dependency({})] }) }),
  );
  expect(reason?.sentence).toMatch(/ended in ABEND with return code 8/);
});

test('a reason stored before it had facts is still read', () => {
  const stored = { kind: 'file', sentence: 'LOAD waits for the file F.', target: 'F' };
  expect(waitReason.parse(stored)).toEqual({ ...stored, fact: null });
});
