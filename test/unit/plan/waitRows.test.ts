/** What the engine's rows say of waits, in the numbers of the graph: joins with and without a criterion, silent lists, statuses the graph reads otherwise. */
import { expect, test } from 'vitest';
import { jobFlags, OUTSIDE } from '../../../src-main/plan/graph/planGraph.ts';
import { createPlanDraft } from '../../../src-main/plan/snapshot/held/draft.ts';
import type { HeldPlan } from '../../../src-main/plan/snapshot/held/heldPlan.ts';
import { tellWaits } from '../../../src-main/plan/snapshot/held/setWaits.ts';
import { toldByRow } from '../../../src-main/plan/snapshot/held/waitRows.ts';
import { ReadWholeInstead, readChanges } from '../../../src-main/plan/snapshot/read/readChanges.ts';
import { wireJob } from '../../../src-main/tws/rows/wire/wire.ts';
import { commonStatuses } from '../../../src-preload/contract/plan/plan.ts';

const row = (more: Record<string, unknown>) => wireJob.parse({ id: 'j1', name: 'J1', ...more });
const members = ['a', 'b', 'c'].map((jobId) => ({ dependencyType: 'EXTERNAL_JOB', jobId }));
const neededBy = (join: Record<string, unknown>) => toldByRow(row({ dependencies: [{ dependencyType: 'JOIN', members, ...join }] })).waits?.[0]?.needed;

test.each([
  ['all of them', { criteria: 'ALL' }, 3],
  ['all, whatever stands beside it', { criteria: 'ALL', joinQuantity: 1 }, 3],
  ['at least two', { criteria: 'AT_LEAST', joinQuantity: 2 }, 2],
  ['at least some', { criteria: 'AT_LEAST' }, 1],
  ['a number without a criterion', { joinQuantity: 2 }, 2],
  ['more than there are', { joinQuantity: 7 }, 3],
  ['nothing said', {}, 3],
])('a join of three needs %s', (_name, join, needed) => {
  expect(neededBy(join)).toBe(needed);
});

function held(...rows: Record<string, unknown>[]) {
  const draft = createPlanDraft({ rows: 0 });
  for (const [at, more] of rows.entries()) draft.addJob(wireJob.parse({ id: `j${at}`, name: `J${at}`, ...more }), 0);
  return draft.finish({ isComplete: true, readAtMs: 0, observedAtMs: 0, clockAheadMs: 0 });
}

test('a plan whose lists name no dependency at all is not believed, unless a row counts them', () => {
  expect([...held({ dependencies: [] }, { dependencies: [] }).isUntold.jobs]).toEqual([1, 1]);
  expect([...held({ dependencies: [] }, { dependencies: [], dependenciesStats: { numberOfDependencies: 0 } }).isUntold.jobs]).toEqual([0, 0]);
  const one = held({ dependencies: [] }, { dependencies: [{ dependencyType: 'EXTERNAL_JOB', jobId: 'j0' }] });
  expect([...one.isUntold.jobs]).toEqual([0, 0]);
  expect(one.graph.members[0]).toBe(0);
  expect(held({ dependencies: [{ dependencyType: 'EXTERNAL_JOB', jobId: 'gone' }] }).graph.members[0]).toBe(OUTSIDE);
});

test.each([
  ['a canceled job keeps how it had ended', { lastRunCompositeStatus: { status: 'ABEND', canceled: true } }, 'ERROR', jobFlags.canceled],
  ['one canceled before it ran had not ended', { lastRunCompositeStatus: { status: 'HOLD', canceled: true } }, 'CANCELED', jobFlags.canceled],
  ['a pending cancellation is none yet', { lastRunCompositeStatus: { status: 'CANCLP' } }, 'WAITING', jobFlags.cancelPending],
  ['the same, said by a flag', { lastRunCompositeStatus: { status: 'HOLD', cancelPending: true } }, 'WAITING', jobFlags.cancelPending],
  ['one that waits to be confirmed has run', { lastRunCompositeStatus: { status: 'PEND' } }, 'RUNNING', 0],
])('in the graph, %s', (_name, more, status, flags) => {
  const { graph } = held(more);
  expect(commonStatuses[graph.jobs.status[0]!]).toBe(status);
  expect(graph.jobs.flags[0]! & (jobFlags.canceled | jobFlags.cancelPending)).toBe(flags);
});

test('waits that were read by id stand when lists that name none go on saying nothing; lists that speak are believed', async () => {
  const before = { dependencies: [], lastRunCompositeStatus: { status: 'HOLD' } };
  const now = { id: 'j1', name: 'J1', dependencies: [], lastRunCompositeStatus: { status: 'EXEC' }, lastRunCommonStatus: 'RUNNING' };
  const update = async (plan: HeldPlan) => {
    tellWaits(plan, new Map([['job:j1', [{ members: [{ kind: 'job', id: 'j0', conditions: 0 }], needed: 1, satisfied: 0 }]]]));
    const rows = (object: string, oql: string | undefined) => (object === 'job' && oql?.includes('RUNNING') === true ? [now] : []);
    await readChanges(plan, 0, {
      page: async ({ object, oql }) => {
        const results = rows(object, oql);
        return { bytes: new TextEncoder().encode(JSON.stringify({ count: results.length, results })), observedAtMs: 0, engineNowMs: 0, host: 'h' };
      },
      pageRows: 100,
      counts: async () => ({ total: 2, byStatus: {}, isComplete: false }),
      onJobs: async () => {},
      nowMs: () => 0,
    });
    return plan;
  };
  const silent = await update(held(before, before));
  expect([...silent.graph.members]).toEqual([0]);
  expect(commonStatuses[silent.graph.jobs.status[1]!]).toBe('RUNNING');
  const speaking = held({ ...before, dependenciesStats: { numberOfDependencies: 0 } }, { ...before, dependencies: null });
  await expect(update(speaking)).rejects.toBeInstanceOf(ReadWholeInstead);
});
