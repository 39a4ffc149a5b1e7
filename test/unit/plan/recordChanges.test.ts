/** What changed between two instants, from what readings saw: a mended failure is recovered, and windows add up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobEventsOf, type KnownState, type StatusEvent } from '../../../src-main/plan/record/keep/eventsOf.ts';
import { watchSees } from '../../../src-main/plan/record/keep/watchSees.ts';
import { changesOf, type NotableEvent } from '../../../src-main/plan/record/look/changes.ts';
import type { JobChange } from '../../../src-main/plan/snapshot/changeFeed.ts';
import { change, MINUTE, run, T0 } from '../../fakes/plan/planChanges.ts';

interface Seen {
  readonly job: JobChange;
  readonly atMin: number;
  readonly planId?: string;
}

/** As the store does: each change is compared with how the record last knew the job; every run in it is fresh. */
function record(seen: readonly Seen[]): NotableEvent[] {
  const known = new Map<string, KnownState>();
  return seen
    .flatMap(({ job, atMin, planId = 'plan-1' }) => {
      const instance = job.persistentId ?? job.jobId;
      const events = jobEventsOf(job, job.runs, known.get(instance) ?? null, { planId, observedAtMs: T0 + atMin * MINUTE });
      const last = events.at(-1);
      if (last !== undefined) known.set(instance, last);
      return events.filter(({ isNotable }) => isNotable).map((event) => notable(job, instance, event));
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

const notable = ({ key, name, streamName, isCritical }: JobChange, instance: string, event: StatusEvent): NotableEvent => ({
  kind: 'job',
  key,
  name,
  streamName,
  isCritical,
  instance,
  planId: event.planId,
  atMs: event.atMs,
  isDated: event.isDated,
  from: event.from,
  to: event.status,
  common: event.common,
  returnCode: event.returnCode,
  isFailing: event.isFailing,
  isLate: event.isLate,
  isCanceled: event.isCanceled,
});

const between = (events: readonly NotableEvent[], sinceMin: number, untilMin: number, planId = 'plan-1') =>
  changesOf(events, { sinceMs: T0 + sinceMin * MINUTE, untilMs: T0 + untilMin * MINUTE, planId });
const names = (list: readonly { jobName: string }[]) => list.map(({ jobName }) => jobName).toSorted();
const summary = (events: readonly NotableEvent[], sinceMin: number, untilMin: number, planId?: string) => {
  const { newFailures, recovered, stillFailed, newlyLate, canceled } = between(events, sinceMin, untilMin, planId);
  return {
    new: names(newFailures),
    recovered: names(recovered),
    still: names(stillFailed),
    late: names(newlyLate),
    canceled: names(canceled),
  };
};
const nothing = { new: [], recovered: [], still: [], late: [], canceled: [] };

test('a failure is new in its window, still there in the next, recovered in the one that mends it', () => {
  const events = record([
    { job: change('A', 'EXEC', 'ABEND'), atMin: 10 },
    { job: change('A', 'ABEND', 'EXEC'), atMin: 30 },
    { job: change('A', 'EXEC', 'SUCC'), atMin: 40 },
  ]);
  expect(summary(events, 0, 5)).toEqual(nothing);
  expect(summary(events, 5, 20)).toEqual({ ...nothing, new: ['A'] });
  expect(summary(events, 20, 25)).toEqual({ ...nothing, still: ['A'] });
  // Being rerun is not mended yet.
  expect(summary(events, 20, 35)).toEqual({ ...nothing, still: ['A'] });
  expect(summary(events, 20, 45)).toEqual({ ...nothing, recovered: ['A'] });
  expect(summary(events, 5, 45)).toEqual({ ...nothing, recovered: ['A'] });
  expect(summary(events, 45, 50)).toEqual(nothing);
});

test('a job that failed again after it was mended is a new failure', () => {
  const events = record([
    { job: change('A', 'EXEC', 'ABEND'), atMin: 10 },
    { job: change('A', 'ABEND', 'SUCC'), atMin: 20 },
    { job: change('A', 'SUCC', 'ABEND'), atMin: 30 },
  ]);
  expect(summary(events, 0, 60)).toEqual({ ...nothing, new: ['A'] });
  expect(between(events, 0, 60).newFailures[0]?.at).toBe(new Date(T0 + 30 * MINUTE).toISOString());
});

test('a failure mended between two readings is told, at the times of its runs', () => {
  const runs = [
    run({ runId: 'r1', status: 'ABEND', returnCode: 8, startedAtMs: T0 + 5 * MINUTE, endedAtMs: T0 + 6 * MINUTE }),
    run({ runId: 'r2', attempt: 2, startedAtMs: T0 + 8 * MINUTE, endedAtMs: T0 + 9 * MINUTE }),
  ];
  const events = record([{ job: change('A', 'READY', 'SUCC', { runs }), atMin: 10 }]);
  expect(summary(events, 0, 10)).toEqual({ ...nothing, recovered: ['A'] });
  expect(summary(events, 0, 7)).toEqual({ ...nothing, new: ['A'] });
  expect(between(events, 0, 7).newFailures[0]).toMatchObject({ from: 'READY', to: 'ABEND', returnCode: 8 });
});

test('a first reading tells old failures only where the engine says when', () => {
  const failed = run({ runId: 'r1', status: 'ABEND', startedAtMs: T0 - 60 * MINUTE, endedAtMs: T0 - 50 * MINUTE });
  const events = record([
    { job: change('DATED', null, 'ABEND', { runs: [failed] }), atMin: 0 },
    { job: change('UNDATED', null, 'ABEND'), atMin: 0 },
    { job: change('FINE', null, 'SUCC', { runs: [run({ runId: 'r2', endedAtMs: T0 - MINUTE })] }), atMin: 0 },
  ]);
  expect(summary(events, -55, 5)).toEqual({ ...nothing, new: ['DATED'], still: ['UNDATED'] });
  expect(summary(events, -5, 5)).toEqual({ ...nothing, still: ['DATED', 'UNDATED'] });
});

test('lateness and cancellation are told once, and canceling is not mending', () => {
  const events = record([
    { job: change('A', 'HOLD', 'HOLD', { isLate: true }), atMin: 10 },
    { job: change('A', 'HOLD', 'EXEC', { wasLate: true, isLate: true }), atMin: 20 },
    { job: change('A', 'EXEC', 'ABEND', { wasLate: true, isLate: true }), atMin: 30 },
    { job: change('A', 'ABEND', 'CANCL', { wasLate: true, isLate: true, isCanceled: true }), atMin: 40 },
  ]);
  expect(summary(events, 0, 15)).toEqual({ ...nothing, late: ['A'] });
  expect(summary(events, 15, 35)).toEqual({ ...nothing, new: ['A'] });
  expect(summary(events, 35, 45)).toEqual({ ...nothing, canceled: ['A'] });
  expect(summary(events, 0, 45)).toEqual({ ...nothing, late: ['A'], canceled: ['A'] });
});

test('what was mended stays recovered when it is canceled afterwards; what failed again and was canceled does not', () => {
  const mended = [
    { job: change('A', 'EXEC', 'ABEND'), atMin: 10 },
    { job: change('A', 'ABEND', 'SUCC'), atMin: 20 },
  ];
  expect(summary(record([...mended, { job: change('A', 'SUCC', 'CANCL'), atMin: 30 }]), 0, 60)).toEqual({ ...nothing, recovered: ['A'], canceled: ['A'] });
  const again = [...mended, { job: change('A', 'SUCC', 'ABEND'), atMin: 30 }, { job: change('A', 'ABEND', 'CANCL'), atMin: 40 }];
  expect(summary(record(again), 0, 60)).toEqual({ ...nothing, canceled: ['A'] });
});

test('after a rollover a carried failure is still one, and one left behind is told where it failed and nowhere after', () => {
  const events = record([
    { job: change('CARRIED', 'EXEC', 'ABEND'), atMin: 10 },
    { job: change('LEFT', 'EXEC', 'ABEND'), atMin: 11 },
    { job: change('CARRIED', 'ABEND', 'ABEND', { jobId: 'id-new' }), atMin: 60, planId: 'plan-2' },
    { job: change('LEFT', null, 'HOLD', { jobId: 'id-other', persistentId: 'p-other' }), atMin: 60, planId: 'plan-2' },
  ]);
  expect(summary(events, 0, 30)).toEqual({ ...nothing, new: ['CARRIED', 'LEFT'] });
  expect(summary(events, 0, 90, 'plan-2')).toEqual({ ...nothing, new: ['CARRIED', 'LEFT'] });
  expect(summary(events, 30, 90, 'plan-2')).toEqual({ ...nothing, still: ['CARRIED'] });
});

test('an engine whose clock runs ahead puts nothing into the future, and order is kept', () => {
  const runs = [run({ runId: 'r1', status: 'ABEND', startedAtMs: T0, endedAtMs: T0 + 500 * MINUTE })];
  const events = record([
    { job: change('A', 'EXEC', 'ABEND', { runs }), atMin: 10 },
    { job: change('A', 'ABEND', 'SUCC'), atMin: 20 },
  ]);
  expect(events.map(({ atMs, to }) => [(atMs - T0) / MINUTE, to])).toEqual([
    [10, 'ABEND'],
    [20, 'SUCC'],
  ]);
});

const STATUSES = ['HOLD', 'READY', 'EXEC', 'SUCC', 'ABEND', 'FAIL', 'SUSP', 'CANCL', 'WHATEVER'] as const;
/** Random nights of three jobs: each step is one reading that sees one job otherwise. */
const night = fc.array(fc.record({ job: fc.constantFrom('A', 'B', 'C'), to: fc.constantFrom(...STATUSES), isLate: fc.boolean() }), { maxLength: 40 });

test('windows add up: what failed by the end is the same however the way there is cut', () => {
  fc.assert(
    fc.property(night, fc.nat(40), fc.nat(40), (steps, first, second) => {
      const last = new Map<string, JobChange>();
      const seen = steps.map(({ job, to, isLate }, index): Seen => {
        const before = last.get(job);
        const next = change(job, before?.to.internal ?? 'HOLD', to, { wasLate: before?.isLate ?? false, isLate });
        last.set(job, next);
        return { job: next, atMin: index + 1 };
      });
      const events = record(seen);
      const [b, c] = [Math.min(first, second), Math.max(first, second)];
      const [whole, early, late] = [summary(events, 0, c), summary(events, 0, b), summary(events, b, c)];
      const failedAtEnd = [...failingAfter(seen, c)].toSorted();
      expect([...whole.new, ...whole.still].toSorted()).toEqual(failedAtEnd);
      expect([...late.new, ...late.still].toSorted()).toEqual(failedAtEnd);
      expect(whole.still).toEqual([]);
      const either = (kind: keyof typeof nothing) => [...early[kind], ...late[kind]];
      expect(either('recovered')).toEqual(expect.arrayContaining(whole.recovered));
      expect(either('new')).toEqual(expect.arrayContaining(whole.new));
      expect(either('late')).toEqual(expect.arrayContaining(whole.late));
      expect(new Set(either('canceled'))).toEqual(new Set(whole.canceled));
      expect(whole.recovered.filter((name) => failedAtEnd.includes(name))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

/** Naively: who failed and has neither ended well nor been canceled since. */
function failingAfter(seen: readonly Seen[], untilMin: number): Set<string> {
  const failing = new Set<string>();
  for (const { job } of seen.filter(({ atMin }) => atMin <= untilMin)) {
    if (job.to.common === 'ERROR') failing.add(job.name);
    else if (job.to.common === 'SUCCESSFUL' || job.to.common === 'CANCELED') failing.delete(job.name);
  }
  return failing;
}

test('a watch sees what it waits for, and of a first reading only what came after it', () => {
  const created = T0;
  const sees = (event: Parameters<typeof watchSees>[0], job: JobChange, kind: 'first' | 'change' = 'change') =>
    watchSees(event, created, { job, events: jobEventsOf(job, job.runs, null, { planId: 'p', observedAtMs: T0 + MINUTE }), fresh: job.runs, kind });
  const failedAt = (atMs: number) =>
    change('A', null, 'ABEND', { runs: [run({ runId: 'r', status: 'ABEND', returnCode: 8, startedAtMs: atMs - 1, endedAtMs: atMs })] });
  expect(sees('failed', change('A', 'EXEC', 'ABEND'))).toBe('ABEND');
  expect(sees('failed', change('A', 'EXEC', 'SUCC'))).toBeNull();
  expect(sees('failed', failedAt(T0 - 1), 'first')).toBeNull();
  expect(sees('failed', failedAt(T0 + 1), 'first')).toBe('ABEND (return code 8)');
  expect(sees('ended', failedAt(T0 + 1), 'first')).toBe('ABEND (return code 8)');
  expect(sees('started', failedAt(T0 - 1), 'first')).toBeNull();
  expect(sees('late', change('A', 'HOLD', 'HOLD', { isLate: true }))).toBe('late');
  expect(sees('late', change('A', 'HOLD', 'READY', { wasLate: true, isLate: true }))).toBeNull();
  expect(sees('any-change', change('A', 'HOLD', 'READY'))).toBe('READY');
});
