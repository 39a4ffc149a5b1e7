/** The simulated engine over its real HTTPS: what it answers, what it refuses, and how it fails when told to. */
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { startSimulatorThread } from '../../../src-main/demo/startSimulatorThread.ts';

const START = Date.parse('2026-03-10T02:17:00.000Z');
const V2 = '/twsd/api/v2';

const item = z.looseObject({ id: z.string(), name: z.string() });
const page = z.looseObject({ count: z.number(), results: z.array(item), next: z.string().optional(), previous: z.string().optional() });

let simulator: Simulator;
let agent: Agent;
const basic = ({ user, password }: { user: string; password: string }) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function call(path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) {
  return fetch(new URL(path, simulator.url), { ...init, dispatcher: agent, headers: { authorization: basic(simulator), ...init.headers } });
}
const query = (values: Record<string, string>) => `?${new URLSearchParams(values).toString()}`;
const list = async (path: string, values: Record<string, string> = {}) => page.parse(await (await call(`${V2}${path}${query(values)}`)).json());
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

beforeAll(async () => {
  simulator = await startSimulator({ seed: 1, clock: { startAtMs: START, speed: 0 } });
  agent = new Agent({ connect: { ca: simulator.ca } });
});
afterAll(async () => {
  await agent.close();
  await simulator.close();
});
beforeEach(() =>
  Object.assign(simulator.faults, { slowMs: 0, slowLogMs: 0, status: null, cutMidBody: false, garbageBody: false, mirrorLagMs: 0, dropNext: 0 }),
);

describe('reading', () => {
  test('lists the whole plan in pages whose links are absolute and keep the query', async () => {
    const seen: string[] = [];
    let at: string | undefined = `${V2}/plan/job${query({ limit: '300', plan_filter: '/@/@#/@/@.@' })}`;
    for (let pages = 0; at !== undefined && pages < 5; pages++) {
      const one: z.output<typeof page> = page.parse(await (await call(at)).json());
      expect(one.count).toBe(simulator.plan.jobs.size);
      seen.push(...one.results.map(({ id }) => id));
      if (one.next !== undefined) expect(one.next.startsWith(`${simulator.url}${V2}/plan/job?`)).toBe(true);
      at = one.next;
    }
    expect(new Set(seen)).toEqual(new Set(simulator.plan.jobs.keys()));
  });

  test('a filter on status gives the jobs the plan says', async () => {
    const { results } = await list('/plan/job', { oql: "jobruns.commonStatus IN ['ERROR'] ORDER BY name ASC" });
    const wanted = [...simulator.plan.jobs.values()].filter((job) => jobStateAt(simulator.plan, job, START).runs.some(({ common }) => common === 'ERROR'));
    expect(results.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name).sort());
  });

  test('successors are found by the job they depend on', async () => {
    const [load] = (await list('/plan/job', { oql: "name = 'LOAD_DWH'" })).results;
    const after = await list('/plan/job', { oql: `dependencies.jobId = '${load?.id ?? ''}'` });
    expect(after.results.map(({ name }) => name)).toEqual(['INDEX_DWH']);
    const [marts] = (await list('/plan/jobstream', { oql: "name = 'DWH_MARTS'" })).results;
    const streams = await list('/plan/jobstream', { oql: `dependencies.jobStreamId = '${marts?.id ?? ''}'` });
    expect(streams.results.map(({ name }) => name)).toEqual(['RISK_DAILY']);
  });

  test('counts by status without listing', async () => {
    const counted = z
      .object({ count: z.number(), groupedCount: z.record(z.string(), z.number()) })
      .parse(await (await call(`${V2}/plan/job/count${query({ grouping_filters: 'status' })}`)).json());
    expect(counted.count).toBe(700);
    expect(Object.values(counted.groupedCount).reduce((sum, one) => sum + one, 0)).toBe(700);
    expect(counted.groupedCount).toMatchObject({ ERROR: 4, CANCELED: 1 });
  });

  test('a job log is text, whole or in parts, by run and not by job', async () => {
    const [load] = (await list('/plan/job', { oql: "name = 'LOAD_DWH'" })).results;
    const runId = z.array(z.looseObject({ id: z.string() })).parse(load?.['jobruns'])[0]?.id ?? '';
    const answer = await call(`${V2}/plan/job/run/${runId}/joblog`);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toContain('ORA-01653');
    expect(await (await call(`${V2}/plan/job/run/${runId}/joblog?contentOnly=true`)).text()).not.toContain('= JOB');
    expect(await (await call(`${V2}/plan/job/run/${runId}/joblog?from_line=2&to_line=2`)).text()).toMatch(/^= JOB.*\n$/);
    expect((await call(`${V2}/plan/job/run/${load?.id ?? ''}/joblog`)).status).toBe(404);
  });

  test('the clock decides: what runs now has ended later, and Date says when', async () => {
    const own = await startSimulator({ seed: 1, clock: { startAtMs: START, speed: 0 } });
    const trust = new Agent({ connect: { ca: own.ca } });
    const running = async () => {
      const answer = await fetch(`${own.url}${V2}/plan/job${query({ oql: "jobruns.commonStatus = 'RUNNING'" })}`, {
        dispatcher: trust,
        headers: { authorization: basic(own) },
      });
      return { date: answer.headers.get('date'), names: page.parse(await answer.json()).results.map(({ id }) => id) };
    };
    const before = await running();
    own.clock.advance(20 * 60_000);
    const after = await running();
    expect(before.date).toBe('Tue, 10 Mar 2026 02:17:00 GMT');
    expect(after.date).toBe('Tue, 10 Mar 2026 02:37:00 GMT');
    expect(after.names).not.toEqual(before.names);
    own.faults.mirrorLagMs = 20 * 60_000;
    const behind = await running();
    expect(behind).toEqual({ date: after.date, names: before.names });
    await trust.close();
    await own.close();
  });

  test('v1 has what v2 has not: the plan, the run number, critical jobs', async () => {
    expect(await (await call('/twsd/engine/info')).json()).toMatchObject({
      synphonyRunNumber: simulator.plan.runNumber,
      synphonyBatchManStatus: 'LIVES',
      timezone: 'America/Sao_Paulo',
    });
    expect(await (await post('/twsd/plan/query', { filters: { symphonyInPlanFilter: { planType: 'CURRENT' } } }, { 'How-Many': '0' })).json()).toMatchObject([
      { id: simulator.plan.id, criticalPathEnabled: true },
    ]);
    const critical = z
      .array(z.looseObject({ name: z.string() }))
      .parse(await (await post('/twsd/plan/current/criticaljob/query', { filters: { criticalJobInPlanFilter: { alertLevelList: ['HIGH_RISK'] } } })).json());
    expect(critical.map(({ name }) => name)).toEqual(['RISK_VAR_REPORT', 'SEND_STR_BACEN']);
    expect(await (await post('/twsd/plan/current/criticaljob/summary_info', {})).json()).toMatchObject({
      numberOfCriticalJobsHighRisk: 2,
      numberOfCriticalJobsPotentialRisk: 1,
      numberOfCriticalJobsNoRisk: 1,
    });
    const jobs = z
      .array(z.looseObject({ name: z.string(), timeInfo: z.looseObject({ elapsedTime: z.number() }) }))
      .parse(await (await post('/twsd/plan/current/job/query', { filters: { jobInPlanFilter: { jobName: 'LOAD_DWH' } } })).json());
    expect(jobs).toMatchObject([{ name: 'LOAD_DWH', timeInfo: { elapsedTime: 480_000 } }]);
  });

  test.each([
    '/engine/info',
    '/objects-info',
    '/plan/workstation',
    '/plan/resource',
    '/plan/prompt',
    '/plan/file',
    '/plan/jobstream',
    '/plan/folder/objects-count?object_type=JOBSTREAM_IN_PLAN&oql=',
  ])('%s answers', async (path) => {
    expect((await call(`${V2}${path}`)).status).toBe(200);
  });
});

describe('refusing', () => {
  test('nobody without credentials; the key is as good as the password', async () => {
    const refused = await call(`${V2}/engine/info`, { headers: { authorization: basic({ user: simulator.user, password: 'wrong' }) } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
    expect((await call(`${V2}/engine/info`, { headers: { authorization: `Bearer ${simulator.apiKey}` } })).status).toBe(200);
  });

  test.each([
    ["key.name = 'X'", 400],
    ["name = 'X", 400],
    ["deadlineTime < '2026-01-01T00:00:00.000Z'", 400],
  ])('a filter the engine does not know: %s', async (oql, status) => {
    const answer = await call(`${V2}/plan/job${query({ oql })}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('OQL_FILTER_SYNTAX_ERROR');
  });

  test('what is not there, and what only another version has', async () => {
    const [job] = simulator.plan.jobs.keys();
    expect((await call(`${V2}/plan/job/00000000-0000-3000-8000-000000000000`)).status).toBe(404);
    expect((await call(`${V2}/plan/job/${job ?? ''}/successors`)).status).toBe(404);
    expect((await call(`${V2}/plan/jobstream/count`)).status).toBe(404);
    expect((await call(`${V2}/plan/job?limit=-1`)).status).toBe(400);
    expect((await call(`${V2}/plan/job?plan_id=another`)).status).toBe(404);
  });

  test('everything that would change something, and counts it', async () => {
    const [job] = simulator.plan.jobs.keys();
    const before = simulator.refusedWrites;
    const typed = { 'content-type': 'application/json' };
    const statuses = [
      await call(`${V2}/plan/job/${job ?? ''}/action/kill`, { method: 'POST' }),
      await call(`${V2}/plan/job/${job ?? ''}/action/kill`, { method: 'PUT', body: '{}', headers: { 'content-type': 'text/xml' } }),
      await call(`${V2}/plan/job/${job ?? ''}/action/kill`, { method: 'PUT', body: '{}', headers: typed }),
      await call(`${V2}/model/jobstream`, { method: 'DELETE' }),
      await call(`${V2}/auth/id?label=x`),
      await call(`${V2}/plan/job/issues`),
      await call(`${V2}/model/jobstream?lock=true`),
      await post('/twsd/plan/current/job/action/submit_ad_hoc_job', {}),
    ].map(({ status }) => status);
    expect(statuses).toEqual([405, 415, 403, 403, 403, 403, 403, 403]);
    expect(simulator.refusedWrites - before).toBe(8);
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'POST', path: '/twsd/plan/current/job/action/submit_ad_hoc_job', status: 403, at: START });
  });
});

describe('failing on request', () => {
  test.each([
    [401, 'not authenticated'],
    [403, 'AWSBEH021E'],
    [429, 'AWSJCO136E'],
    [500, 'AWSJSY404E'],
  ] as const)('status %i with the message of the engine', async (status, message) => {
    simulator.faults.status = status;
    const answer = await call(`${V2}/engine/info`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(message);
  });

  test('cuts the body, sends garbage, drops connections', async () => {
    simulator.faults.cutMidBody = true;
    await expect(call(`${V2}/plan/job`).then((answer) => answer.text())).rejects.toThrow();
    simulator.faults.cutMidBody = false;
    simulator.faults.garbageBody = true;
    await expect(call(`${V2}/engine/info`).then((answer) => answer.json())).rejects.toThrow(SyntaxError);
    simulator.faults.garbageBody = false;
    simulator.faults.dropNext = 1;
    await expect(call(`${V2}/engine/info`)).rejects.toThrow();
    expect((await call(`${V2}/engine/info`)).status).toBe(200);
  });

  test('slow answers do not keep it from closing', async () => {
    const own = await startSimulator({ jobs: 1, clock: { startAtMs: START, speed: 0 } });
    const trust = new Agent({ connect: { ca: own.ca } });
    own.faults.slowMs = 60_000;
    const hanging = expect(fetch(`${own.url}${V2}/engine/info`, { dispatcher: trust, headers: { authorization: basic(own) } })).rejects.toThrow();
    await own.close();
    await hanging;
    await trust.close();
  });
});

describe('starting', () => {
  test('clients that were not told about its certificate do not trust it, nor an expired one', async () => {
    await expect(fetch(`${simulator.url}${V2}/engine/info`)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    const expired = await startSimulator({ jobs: 1, certificate: 'expired' });
    const trust = new Agent({ connect: { ca: expired.ca } });
    await expect(fetch(`${expired.url}${V2}/engine/info`, { dispatcher: trust })).rejects.toMatchObject({ cause: { code: 'CERT_HAS_EXPIRED' } });
    await trust.close();
    await expired.close();
  });

  test('as version 10.1 it has neighbours of jobs and no prompts', async () => {
    const older = await startSimulator({ profile: '10.1.0.1', clock: { startAtMs: START, speed: 0 } });
    const trust = new Agent({ connect: { ca: older.ca } });
    const get = (path: string) => fetch(`${older.url}${V2}${path}`, { dispatcher: trust, headers: { authorization: basic(older) } });
    const load = [...older.plan.jobs.values()].find(({ name }) => name === 'LOAD_DWH');
    const after = page.parse(await (await get(`/plan/job/${load?.id ?? ''}/successors`)).json());
    expect(after.results.map(({ name }) => name)).toEqual(['INDEX_DWH']);
    expect((await get('/plan/prompt')).status).toBe(404);
    expect(await (await get('/engine/info')).json()).toMatchObject({ displayVersion: '10.1.0.1' });
    await trust.close();
    await older.close();
  });

  test('runs in a thread of its own, and a start that fails says so', async () => {
    const running = await startSimulatorThread({ jobs: 200, clock: { startAtMs: START, speed: 0 } }, createSilentLog());
    const trust = new Agent({ connect: { ca: running.ca } });
    const answer = await fetch(`${running.url}${V2}/plan/job?limit=1`, { dispatcher: trust, headers: { authorization: basic(running) } });
    expect(page.parse(await answer.json()).count).toBe(200);
    await trust.close();
    await running.close();
    await expect(fetch(`${running.url}${V2}/engine/info`)).rejects.toThrow();
    await expect(startSimulatorThread({ jobs: -1 }, createSilentLog())).rejects.toMatchObject({ code: 'NO_ENGINE' });
  });
});
