/** The life of the simulated plan over its HTTPS: its end, the time while the next one is made, and changes between two reads. */
import { Agent, fetch } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';

const START = Date.parse('2026-03-10T02:17:00.000Z');
const DAY_MS = 86_400_000;
const row = z.looseObject({ id: z.string(), persistentId: z.string(), name: z.string(), planId: z.string() });
const page = z.looseObject({ count: z.number(), results: z.array(row), next: z.string().optional() });

let simulator: Simulator;
let agent: Agent;
beforeEach(async () => {
  simulator = await startSimulator({ jobs: 250, seed: 1, oddities: true, clock: { startAtMs: START, speed: 0 } });
  agent = new Agent({ connect: { ca: simulator.ca } });
});
afterEach(async () => {
  await agent.close();
  await simulator.close();
});

const call = (path: string) => fetch(new URL(path, simulator.url), { dispatcher: agent, headers: { authorization: `Bearer ${simulator.apiKey}` } });
const list = async (path: string) => page.parse(await (await call(`/twsd/api/v2${path}`)).json());
const info = async () =>
  z.looseObject({ synphonyRunNumber: z.number(), synphonyBatchManStatus: z.string() }).parse(await (await call('/twsd/engine/info')).json());

test('a rollover gives every row a new id and keeps its persistent one; the old plan is read by its id', async () => {
  const before = await list('/plan/job?limit=10000');
  const old = simulator.plan;
  const { synphonyRunNumber } = await info();
  simulator.rollOver();
  expect((await info()).synphonyRunNumber).toBe(synphonyRunNumber + 1);
  const after = await list('/plan/job?limit=10000');
  expect(new Set(after.results.map(({ planId }) => planId))).toEqual(new Set([simulator.plan.id]));
  const known = new Map(before.results.map((one) => [one.persistentId, one]));
  const carried = after.results.filter(({ persistentId }) => known.has(persistentId));
  expect(carried.length).toBeGreaterThan(50);
  for (const one of carried) expect(one).toMatchObject({ name: known.get(one.persistentId)?.name });
  const ids = new Set(before.results.map(({ id }) => id));
  expect(after.results.filter(({ id }) => ids.has(id))).toEqual([]);
  expect((await list(`/plan/job?limit=10000&plan_id=${old.id}`)).results.map(({ id }) => id)).toEqual(before.results.map(({ id }) => id));
});

test('at its end the plan is followed by the next one, by the clock alone', async () => {
  const first = simulator.plan.id;
  simulator.clock.advance(DAY_MS);
  const { results } = await list('/plan/job?limit=1');
  expect(results[0]?.planId).not.toBe(first);
  expect(results[0]?.planId).toBe(simulator.plan.id);
});

test('while the next plan is made the plan is refused and batchman is down; then there is a new plan', async () => {
  const first = simulator.plan.id;
  simulator.extendPlan('begin');
  const refused = await call('/twsd/api/v2/plan/job?limit=1');
  expect(refused.status).toBe(500);
  expect(await refused.text()).toContain('AWSJPL017E');
  expect((await info()).synphonyBatchManStatus).toBe('down');
  simulator.extendPlan('end');
  expect((await info()).synphonyBatchManStatus).toBe('LIVES');
  expect((await list('/plan/job?limit=1')).results[0]?.planId).not.toBe(first);
});

test('rows that go between two pages shift what is on the second', async () => {
  const first = await list('/plan/job?limit=50');
  const rest = (await list('/plan/job?limit=10000&offset=50')).results;
  const stream = [...simulator.plan.streams.values()].find(({ id, jobIds }) => first.results.some((one) => one.id === jobIds[0]) && !isFollowed(id, jobIds))!;
  simulator.edit.remove(stream.id);
  const second = await list('/plan/job?limit=10000&offset=50');
  expect(second.count).toBe(first.count - stream.jobIds.length);
  expect(second.results.length).toBeLessThan(rest.length);
});

/** From outside itself. */
function isFollowed(id: string, jobIds: readonly string[]): boolean {
  const own = new Set([id, ...jobIds]);
  const { edges, prompts } = simulator.plan;
  return edges.some(({ from, to }) => own.has(from.id) && !own.has(to.id)) || [...prompts.values()].some(({ jobId }) => own.has(jobId));
}
