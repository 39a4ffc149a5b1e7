// @vitest-environment happy-dom
/** The job table: rows near what is seen, never two states of the plan in one list, never the answer to another question. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableFilter } from '../../../../src-renderer/plan/planFilter.ts';
import { forgetTable, indexOf, reachRow, refreshTable, rowAt, seeRows, showTable, useTable } from '../../../../src-renderer/plan/table/tableStore.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { AT } from '../../../fakes/views/chat.ts';
import { aRow, NO_GROUPS, read } from '../../../fakes/views/plan.ts';

const { getState: get } = useTable;
const ALL: TableFilter = { order: 'attention', direction: 'ascending' };
const FAILED: TableFilter = { ...ALL, group: 'failed' };
const LATER = '2026-11-21T02:01:00.000Z';
const SETTLED_MS = 60;

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** A plan of so many jobs, named after their place and what was asked for. */
function answerRows(bridge: FakeBridge, { total, observedAt = AT }: { total: number; observedAt?: string }) {
  bridge.answer('plan.table', ({ offset, limit, group = 'all' }) =>
    read(
      tableOf(
        Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => `${group}-${offset + at}`),
        total,
      ),
      observedAt,
    ),
  );
}
const tableOf = (ids: readonly string[], matching: number) => ({ rows: ids.map(aRow), matching, groups: NO_GROUPS, byStatus: { ABEND: 1 } });
const asked = (bridge: FakeBridge) => bridge.calls('plan.table').map(({ offset }) => offset);
const idAt = (index: number) => rowAt(get(), index)?.id ?? null;

async function settle(bridge: FakeBridge) {
  await vi.advanceTimersByTimeAsync(SETTLED_MS);
  await bridge.quiet();
}

describe('a filter', () => {
  it('shows its rows from the top, with the totals and how fresh they are', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 250 });
    const shown = showTable(ALL);
    expect(get()).toMatchObject({ filter: ALL, isOld: true });
    await shown;
    expect(bridge.calls('plan.table')).toEqual([{ ...ALL, offset: 0, limit: 100 }]);
    expect(get()).toMatchObject({ isOld: false, fault: null, totals: { matching: 250, byStatus: { ABEND: 1 } }, freshness: { observedAt: AT } });
    expect(get().totals).not.toHaveProperty('rows');
    expect([idAt(0), idAt(99), idAt(100)]).toEqual(['all-0', 'all-99', null]);
  });

  it('that is the same again asks for nothing', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1 });
    await showTable(ALL);
    await showTable({ ...ALL });
    expect(asked(bridge)).toEqual([0]);
  });

  it('keeps the rows of the one before, said to be old, until its own are there', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 250 });
    await showTable(ALL);
    const held = bridge.hold('plan.table');
    const shown = showTable(FAILED);
    expect(get().isOld).toBe(true);
    expect(idAt(0)).toBe('all-0');
    (await held.next()).answer(read(tableOf(['failed-0'], 1)));
    await shown;
    expect([idAt(0), idAt(1)]).toEqual(['failed-0', null]);
  });

  it('drops the late answer to the one before', async () => {
    const bridge = await pageOfTest(useTable);
    const held = bridge.hold('plan.table');
    const slow = showTable(ALL);
    const first = await held.next();
    const quick = showTable(FAILED);
    (await held.next()).answer(read(tableOf(['failed-0'], 1)));
    await quick;
    first.answer(read(tableOf(['all-0'], 1)));
    await slow;
    expect(idAt(0)).toBe('failed-0');
  });

  it('that cannot be read says why and keeps the old rows; the next answer clears it', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1 });
    await showTable(ALL);
    bridge.fail('plan.table', 'TWS_TIMEOUT');
    await showTable(FAILED);
    expect(get()).toMatchObject({ fault: { code: 'TWS_TIMEOUT' }, isOld: true });
    expect(idAt(0)).toBe('all-0');
    answerRows(bridge, { total: 1 });
    await refreshTable();
    expect(get()).toMatchObject({ fault: null, isOld: false });
    expect(idAt(0)).toBe('failed-0');
  });
});

describe('scrolling', () => {
  it('reads what is in sight once it settles, and nothing that was only passed', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 10_000 });
    await showTable(ALL);
    seeRows(300, 340);
    seeRows(2_000, 2_040);
    seeRows(5_080, 5_120);
    await vi.advanceTimersByTimeAsync(SETTLED_MS - 1);
    await bridge.quiet();
    expect(asked(bridge)).toEqual([0]);
    await settle(bridge);
    expect(asked(bridge)).toEqual([0, 5_000, 5_100]);
    expect([idAt(5_099), idAt(5_100), idAt(0)]).toEqual(['all-5099', 'all-5100', 'all-0']);
    expect(indexOf(get(), 'all-5107')).toBe(5_107);
    expect(indexOf(get(), 'all-9000')).toBeNull();
    seeRows(5_100, 5_120);
    await settle(bridge);
    expect(asked(bridge)).toHaveLength(3);
  });

  it('asks once for a window that is on its way', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    const held = bridge.hold('plan.table');
    seeRows(100, 120);
    await settle(bridge);
    seeRows(100, 120);
    await settle(bridge);
    expect(asked(bridge)).toEqual([0, 100]);
    (await held.next()).fail('TWS_TIMEOUT');
    await bridge.quiet();
    expect(get().fault?.code).toBe('TWS_TIMEOUT');
    expect(idAt(0)).toBe('all-0');
    // One that failed is asked for again.
    seeRows(100, 120);
    await settle(bridge);
    expect(asked(bridge)).toEqual([0, 100, 100]);
  });

  it('puts no rows of a newer plan beside those of an older: all in sight are read again', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    answerRows(bridge, { total: 1_000, observedAt: LATER });
    seeRows(90, 110);
    await settle(bridge);
    expect(idAt(0)).toBeNull();
    expect(idAt(100)).toBe('all-100');
    await settle(bridge);
    expect(asked(bridge)).toEqual([0, 100, 0]);
    expect([idAt(0), idAt(100)]).toEqual(['all-0', 'all-100']);
    expect(get().freshness?.observedAt).toBe(LATER);
  });

  it('lets go of the rows that are furthest from what is in sight', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 100_000 });
    await showTable(ALL);
    for (let window = 1; window <= 30; window++) {
      seeRows(window * 100, window * 100 + 40);
      await settle(bridge);
    }
    expect(get().windows.size).toBe(30);
    expect([idAt(0), idAt(100), idAt(3_000)]).toEqual([null, 'all-100', 'all-3000']);
  });

  it('goes back to the top with another filter', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    seeRows(800, 840);
    await settle(bridge);
    await showTable(FAILED);
    expect(asked(bridge).at(-1)).toBe(0);
  });
});

describe('reading again', () => {
  it('asks anew for what was on its way, and does not take the answer that was', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    const held = bridge.hold('plan.table');
    seeRows(100, 120);
    await settle(bridge);
    const old = await held.next();
    const again = refreshTable();
    (await held.next()).answer(read(tableOf(['new-100'], 1_000), LATER));
    await again;
    old.answer(read(tableOf(['old-100'], 1_000)));
    await bridge.quiet();
    expect(idAt(100)).toBe('new-100');
    forgetTable();
    seeRows(100, 120);
    await settle(bridge);
    expect(asked(bridge)).toEqual([0, 100, 100, 100]);
  });

  it('replaces all rows in sight together', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    seeRows(180, 220);
    await settle(bridge);
    const held = bridge.hold('plan.table');
    const again = refreshTable();
    const [one, two] = [await held.next(), await held.next()];
    one.answer(read(tableOf(['new-100'], 1_000), LATER));
    await bridge.quiet();
    expect(idAt(100)).toBe('all-100');
    two.answer(read(tableOf(['new-200'], 1_000), LATER));
    await again;
    expect([idAt(0), idAt(100), idAt(200)]).toEqual([null, 'new-100', 'new-200']);
    expect([one.input.offset, two.input.offset]).toEqual([100, 200]);
  });

  it('shows what could be read when a part could not', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 1_000 });
    await showTable(ALL);
    seeRows(180, 220);
    await settle(bridge);
    bridge.answer('plan.table', ({ offset }) => (offset === 100 ? Promise.reject(new Error('gone')) : read(tableOf(['new-200'], 1_000))));
    await refreshTable();
    expect([idAt(100), idAt(200)]).toEqual([null, 'new-200']);
  });

  it('asks for nothing before there is a filter', async () => {
    const bridge = await pageOfTest(useTable);
    await refreshTable();
    expect(asked(bridge)).toEqual([]);
    expect(await reachRow(5)).toBeNull();
  });
});

describe('stepping', () => {
  it('far down keeps what is near there, and lets go of what is far', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 100_000 });
    await showTable(ALL);
    for (let window = 1; window < 30; window++) await reachRow(window * 100);
    expect(get().windows.size).toBe(30);
    expect(idAt(0)).toBe('all-0');
    await reachRow(2_050);
    await reachRow(90_000);
    expect([idAt(0), idAt(100), idAt(2_900), idAt(90_000)]).toEqual([null, 'all-100', 'all-2900', 'all-90000']);
  });

  it('reaches a row that is not there yet, and one that is without asking', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 250 });
    await showTable(ALL);
    expect((await reachRow(240))?.id).toBe('all-240');
    expect((await reachRow(241))?.id).toBe('all-241');
    expect(await reachRow(250)).toBeNull();
    expect(asked(bridge)).toEqual([0, 200]);
  });

  it('to a row that cannot be read reaches none', async () => {
    const bridge = await pageOfTest(useTable);
    answerRows(bridge, { total: 250 });
    await showTable(ALL);
    bridge.fail('plan.table', 'TWS_TIMEOUT');
    expect(await reachRow(150)).toBeNull();
  });
});

describe('another engine', () => {
  it('shows none of these rows, and keeps what is asked for', async () => {
    const bridge = await pageOfTest(useTable);
    const held = bridge.hold('plan.table');
    const slow = showTable(ALL);
    const call = await held.next();
    forgetTable();
    call.answer(read(tableOf(['of the engine before'], 1)));
    await slow;
    expect(get()).toMatchObject({ filter: ALL, totals: null, freshness: null, isOld: false, fault: null });
    expect(idAt(0)).toBeNull();
    answerRows(bridge, { total: 1 });
    await refreshTable();
    expect(idAt(0)).toBe('all-0');
  });
});
