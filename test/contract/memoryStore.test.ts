/** The law of every memory store: quarantine, one engine's knowledge, human verdicts first, nothing unrelated. */
import { expect, test } from 'vitest';
import type { EngineId } from '../../src-preload/contract/ids.ts';
import { ENGINE, exchange, openTestStore, settle } from '../fakes/store.ts';

// Every implementation of MemoryStore joins this list.
const implementations = [{ name: 'embedded', open: openTestStore }];

for (const { name, open } of implementations) {
  const ask = { question: 'Why did LOAD_DWH abend?', engineId: ENGINE, limit: 5 };

  test(`${name}: an unaudited memory is not retrievable, an active one is`, async () => {
    await using store = await open();
    const id = store.memory.remember(exchange());
    expect(await store.memory.retrieve(ask)).toEqual([]);
    settle(store.db, id, 'active');
    expect((await store.memory.retrieve(ask)).map((use) => use.memoryId)).toEqual([id]);
  });

  test(`${name}: flagged, rejected and superseded memories are never served`, async () => {
    await using store = await open();
    const flagged = store.memory.remember(exchange());
    settle(store.db, flagged, 'flagged');
    const removed = store.memory.remember(exchange({ answer: 'LOAD_DWH ran out of table space.' }));
    settle(store.db, removed, 'active');
    store.memory.remove(removed, 'wrong', 'ana');
    expect(await store.memory.retrieve(ask)).toEqual([]);
    expect(store.memory.isFlagged(flagged)).toBe(true);
    expect(store.memory.isFlagged(removed)).toBe(false);
  });

  test(`${name}: the same exchange twice is one memory and one audit`, async () => {
    await using store = await open();
    const first = store.memory.remember(exchange());
    expect(store.memory.remember(exchange())).toBe(first);
    expect(store.memory.remember(exchange({ engineId: 'eng_other' as EngineId }))).not.toBe(first);
    expect(store.db.prepare('SELECT count(*) AS n FROM audit_job').get()).toEqual({ n: 2 });
  });

  test(`${name}: what one engine taught is not served to another`, async () => {
    await using store = await open();
    settle(store.db, store.memory.remember(exchange()), 'active');
    expect(await store.memory.retrieve({ ...ask, engineId: 'eng_other' as EngineId })).toEqual([]);
    expect(await store.memory.retrieve({ ...ask, engineId: null })).toEqual([]);
  });

  test(`${name}: a correction ranks before what machines let pass, and names decide what is relevant`, async () => {
    await using store = await open();
    const active = store.memory.remember(exchange({ question: 'LOAD_DWH: what happened?', answer: 'It ended in ABEND.' }));
    settle(store.db, active, 'active');
    const wrong = store.memory.remember(exchange());
    settle(store.db, wrong, 'flagged');
    const correction = store.memory.storeCorrection({ corrects: wrong, answer: 'LOAD_DWH needs a bigger TS_DWH tablespace (ORA-01653).', by: 'ana' });
    settle(store.db, store.memory.remember(exchange({ question: 'Why did EXTRACT_CRM abend?', answer: 'EXTRACT_CRM lost its database session.' })), 'active');
    settle(store.db, store.memory.remember(exchange({ question: 'How is the weather today?', answer: 'Sunny.' })), 'active');
    const uses = await store.memory.retrieve(ask);
    expect(uses.map((use) => use.memoryId)).toEqual([correction, active]);
    expect(uses[0]).toMatchObject({ state: 'corrected', durability: 'durable', decidedBy: 'ana' });
  });

  test(`${name}: found by a paraphrase, by a lower-case name, by a full key, and across accents`, async () => {
    await using store = await open();
    const id = store.memory.remember(exchange({ question: 'Por que o job LOAD_DWH não terminou a execução?' }));
    settle(store.db, id, 'active');
    for (const question of ['por que load_dwh nao terminou a execucao', 'what about /PROD#/DWH/NIGHTLY.LOAD_DWH', 'LOAD_DWH?']) {
      expect(
        (await store.memory.retrieve({ ...ask, question })).map((use) => use.memoryId),
        question,
      ).toEqual([id]);
    }
  });

  test(`${name}: a correction keeps the names asked about, and drops those only the wrong answer named`, async () => {
    await using store = await open();
    const wrong = store.memory.remember(exchange({ question: 'why did the backup job fail?', answer: 'EXTRACT_CRM broke it.', names: ['BACKUP'] }));
    settle(store.db, wrong, 'flagged');
    const correction = store.memory.storeCorrection({ corrects: wrong, answer: 'The tape robot was full.', by: 'ana' });
    expect((await store.memory.retrieve({ ...ask, question: 'what is wrong with BACKUP?' })).map((use) => use.memoryId)).toEqual([correction]);
    expect(await store.memory.retrieve({ ...ask, question: 'what is wrong with EXTRACT_CRM?' })).toEqual([]);
  });

  test(`${name}: questions without words, with quotes or query syntax find nothing and break nothing`, async () => {
    await using store = await open();
    settle(store.db, store.memory.remember(exchange()), 'active');
    for (const question of ['???', '"', "NEAR(a b) AND * OR '", '-', 'ação: "é"']) expect(await store.memory.retrieve({ ...ask, question })).toEqual([]);
  });

  test(`${name}: the same question answered twice is given once, the newest`, async () => {
    await using store = await open();
    settle(store.db, store.memory.remember(exchange({ answer: 'LOAD_DWH is in READY.' })), 'active');
    store.clock.advance(60_000);
    const newer = store.memory.remember(exchange({ answer: 'LOAD_DWH is in ABEND.' }));
    settle(store.db, newer, 'active');
    expect((await store.memory.retrieve(ask)).map((use) => use.memoryId)).toEqual([newer]);
  });

  test(`${name}: removal is a tombstone: restored within 30 days exactly as it was, not after`, async () => {
    await using store = await open();
    const id = store.memory.remember(exchange());
    settle(store.db, id, 'active');
    const before = store.memory.get(id);
    const removed = store.memory.remove(id, 'outdated', 'ana');
    expect(removed).toMatchObject({ state: 'rejected', decidedBy: 'ana', restorableUntil: '2026-12-20T23:00:00.000Z' });
    store.clock.advance(29 * 86_400_000);
    expect(store.memory.restore(id, 'ana')).toEqual(before);
    expect(await store.memory.retrieve(ask)).toHaveLength(1);
    store.memory.remove(id, 'outdated', 'ana');
    store.clock.advance(31 * 86_400_000);
    expect(() => store.memory.restore(id, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  });

  test(`${name}: what the demo taught is labelled wherever it is shown`, async () => {
    await using store = await open();
    const demo = store.memory.remember(exchange({ engineId: 'demo' as EngineId }));
    const live = store.memory.remember(exchange({ answer: 'Another answer.' }));
    expect([store.memory.get(demo).isDemo, store.memory.get(live).isDemo]).toEqual([true, false]);
  });

  test(`${name}: list filters, searches and counts from one reading`, async () => {
    await using store = await open();
    settle(store.db, store.memory.remember(exchange()), 'active');
    store.memory.remember(exchange({ question: 'What is late?' }));
    expect(store.memory.list({ limit: 10, search: 'load_dwh abend?' })).toMatchObject({ total: 1, byState: { active: 1, quarantined: 1 } });
    expect(store.memory.list({ limit: 10, state: 'quarantined' }).memories).toHaveLength(1);
    expect(store.memory.recent()).toHaveLength(2);
  });
}
