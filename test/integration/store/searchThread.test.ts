/** A search that fails is said to have failed, never an empty result; its thread is restarted in bounds. */
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createSearchClient } from '../../../src-main/memory/search/searchClient.ts';
import { ENGINE, exchange, openTestStore, settle } from '../../fakes/store.ts';

const question = { question: 'Why did LOAD_DWH abend?', engineId: ENGINE, limit: 5, names: [] };

test.each([
  ['crash', new URL('../../fakes/threads/crashingSearch.ts', import.meta.url), 60_000],
  ['hang', new URL('../../fakes/threads/hangingThread.ts', import.meta.url), 200],
])('three times lost within a minute (%s) take the search down, and it comes back after that minute', async (_, entry, deadlineMs) => {
  let nowMs = 0;
  await using search = createSearchClient({
    databasePath: '/nowhere',
    log: createSilentLog(),
    entry,
    deadlineMs,
    stopwatch: () => nowMs,
  });
  for (let n = 0; n < 3; n++) {
    expect(search.state().at).not.toBe('pausing');
    // Whoever asked is told, not only who waited longest.
    for (const asked of [search.calls.search(question), search.calls.search(question)]) await expect(asked).rejects.toMatchObject({ code: 'STORE_FAILED' });
  }
  expect(search.state()).toMatchObject({ at: 'pausing', lost: 3 });
  await expect(search.calls.search(question)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  nowMs = 60_000;
  expect(search.state().at).toBe('resting');
});

test('a store that cannot be read is a fault for retrieval and degraded in health, not "no memories"', async () => {
  await using store = await openTestStore();
  store.db.exec('DROP TABLE memory_embedding');
  await expect(store.memory.retrieve(question)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect((await store.memory.health()).state).toBe('degraded');
  // A question that fails is no thread lost.
  expect(store.memory.thread()).toMatchObject({ at: 'running', lost: 0 });
});

test('many questions at once are all answered, and health says how long a search takes', async () => {
  await using store = await openTestStore();
  const id = store.memory.remember(exchange());
  settle(store.db, id, 'active');
  const answers = await Promise.all(Array.from({ length: 50 }, () => store.memory.retrieve(question)));
  expect(answers.every(([first]) => first?.memoryId === id)).toBe(true);
  expect(await store.memory.health()).toMatchObject({ state: 'healthy', memories: 1 });
});

test('a memory rejected after the search began is not in its result', async () => {
  await using store = await openTestStore();
  const id = store.memory.remember(exchange());
  settle(store.db, id, 'active');
  const asked = store.memory.retrieve(question);
  store.memory.remove(id, 'wrong', 'ana');
  expect(await asked).toEqual([]);
});
