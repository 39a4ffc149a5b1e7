/** OQL and plan filters as the reference tells them, and every way to write that a client may try: over the simulator's real HTTPS. */
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { PlanJob } from '../../../src-main/demo/plan/planModel.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { type JobState, jobStateAt } from '../../../src-main/demo/plan/state.ts';

const START = Date.parse('2026-03-10T02:17:00.000Z');
const V2 = '/twsd/api/v2';
const page = z.looseObject({ count: z.number(), results: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

let simulator: Simulator;
let agent: Agent;
beforeAll(async () => {
  simulator = await startSimulator({ seed: 1, clock: { startAtMs: START, speed: 0 } });
  agent = new Agent({ connect: { ca: simulator.ca } });
});
afterAll(async () => {
  await agent.destroy();
  await simulator.close();
});

async function call(path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const authorization = `Bearer ${simulator.apiKey}`;
  const answer = await fetch(`${simulator.url}${path}`, {
    method,
    dispatcher: agent,
    headers: { authorization, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}
const jobsBy = (values: Record<string, string>) => call(`${V2}/plan/job?${new URLSearchParams(values).toString()}`);

describe('an OQL filter', () => {
  type Wanted = (job: PlanJob, state: JobState) => boolean;
  const isOn = (machine: string) => (job: PlanJob) => job.workstation === machine;
  const started = (state: JobState) => state.runs.some(({ startedMs }) => startedMs !== null);
  test.each<[oql: string, wanted: Wanted]>([
    // AND goes first, in whatever case it is written.
    ["priority > 10 or workstation = '/AGT_DWH2' and name LIKE '@_DIM_@'", (job) => job.priority > 10 || (isOn('AGT_DWH2')(job) && /.+_DIM_.+/.test(job.name))],
    ["(priority > 10 OR workstation = '/AGT_DWH2') AND name LIKE '@_@'", (job) => (job.priority > 10 || isOn('AGT_DWH2')(job)) && /.+_.+/.test(job.name)],
    // Numbers and truths may be quoted.
    ["priority = '10'", ({ priority }) => priority === 10],
    ["priority >= '20'", ({ priority }) => priority >= 20],
    ['jobOptions.critical = true', ({ isCritical }) => isCritical],
    ["jobOptions.critical = 'true'", ({ isCritical }) => isCritical],
    // What has no value equals null and nothing else, and is neither above nor below anything.
    ['jobruns.timeInfo.actualStartTime = null', (_, state) => !started(state)],
    ['jobruns.timeInfo.actualStartTime != null', (_, state) => started(state)],
    ["jobruns.timeInfo.actualStartTime < '2100-01-01T00:00:00.000Z'", (_, state) => started(state)],
    ['jobruns.returnCode > 0', (_, state) => state.runs.some(({ returnCode }) => returnCode !== null && returnCode > 0)],
    ["jobruns.commonStatus NOT IN ['SUCCESSFUL', 'WAITING']", (_, state) => state.runs.every(({ common }) => common !== 'SUCCESSFUL' && common !== 'WAITING')],
    ["name LIKE 'LOAD_DW?'", ({ name }) => /^LOAD_DW.$/.test(name)],
    // Wildcards mean themselves where nothing is LIKE.
    ["name = 'LOAD@'", () => false],
  ])('%s', async (oql, wanted) => {
    const { text } = await jobsBy({ oql });
    const expected = [...simulator.plan.jobs.values()].filter((job) => wanted(job, jobStateAt(simulator.plan, job, START)));
    expect(new Set(page.parse(JSON.parse(text)).results.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
  });

  test.each([
    'name = "LOAD_DWH"',
    "name == 'LOAD_DWH'",
    "name = 'a' AND",
    "name IN 'a'",
    "name = ['a']",
    'name IN []',
    "NAME = 'a'",
    "(name = 'a'",
    "name = 'it''s'",
    'jobruns.jobNumber > 1',
    'late = true',
    "name = 'a'; DROP",
    'ORDER BY nothing ASC',
  ])('that is not one is a 400 with the code of it: %s', async (oql) => {
    const { status, text } = await jobsBy({ oql });
    expect([status, text]).toEqual([400, expect.stringContaining('OQL_FILTER_SYNTAX_ERROR')]);
  });
});

describe('a value that is not there', () => {
  test('differs from every other, or as in SQL fits nothing', async () => {
    const count = async (oql: string) => page.parse(JSON.parse((await jobsBy({ oql, limit: '1' })).text)).count;
    const filters = [
      "timeRestrictions.untilTime != '2026-03-10T00:00:00.000Z'",
      "timeRestrictions.untilTime NOT LIKE '2026@'",
      "timeRestrictions.untilTime NOT IN ['x']",
    ];
    const none = await count('timeRestrictions.untilTime = null');
    expect(none).toBeGreaterThan(0);
    const some = simulator.plan.jobs.size - none;
    for (const oql of filters) expect(await count(oql)).toBeGreaterThanOrEqual(none);
    simulator.faults.absentValues = 'nothing';
    for (const oql of filters) expect(await count(oql)).toBeLessThanOrEqual(some);
    expect(await count('timeRestrictions.untilTime = null')).toBe(none);
    expect(await count('timeRestrictions.untilTime != null')).toBe(some);
    simulator.faults.absentValues = 'different';
    expect(await count("timeRestrictions.untilTime LIKE '@'")).toBe(some);
  });
});

describe('a plan filter', () => {
  test.each<[filter: string, wanted: (job: PlanJob) => boolean]>([
    ['/@/@#/@/@.@', () => true],
    ['/@/FTA_DWH1#/@/@.@', ({ streamId }) => simulator.plan.streams.get(streamId)?.workstation === 'FTA_DWH1'],
    ['/@/@#/BANK/DWH/@.LOAD@', ({ streamId, name }) => simulator.plan.streams.get(streamId)?.folder === '/BANK/DWH' && name.startsWith('LOAD')],
    ['/@/@#/@/DWH_MART?.@', ({ streamId }) => simulator.plan.streams.get(streamId)?.name === 'DWH_MARTS'],
  ])('%s names jobs as conman does', async (filter, wanted) => {
    const { text } = await jobsBy({ plan_filter: filter });
    const expected = [...simulator.plan.jobs.values()].filter(wanted).map(({ id }) => id);
    expect(new Set(page.parse(JSON.parse(text)).results.map(({ id }) => id))).toEqual(new Set(expected));
    expect(expected.length).toBeGreaterThan(0);
  });
});

describe('a write', () => {
  const typed = { 'content-type': 'application/json' };
  test('is refused and counted, however it is dressed', async () => {
    const [job] = simulator.plan.jobs.keys();
    const before = simulator.refusedWrites;
    const attempts: [path: string, init: Parameters<typeof call>[1], status: number][] = [
      [`${V2}/plan/job/${job ?? ''}/action/cancel`, { method: 'PUT', body: '{}', headers: typed }, 403],
      [`${V2}/plan/job/${job ?? ''}/action/cancel`, { method: 'PUT', body: '{}', headers: { 'content-type': 'text/plain' } }, 415],
      [`${V2}/plan/job/${job ?? ''}/action/cancel`, { method: 'POST', body: '{}', headers: typed }, 405],
      [`${V2}/plan/job/${job ?? ''}%2Faction%2Fcancel`, { method: 'PUT', body: '{}', headers: typed }, 403],
      [`${V2}/plan/job/x/../${job ?? ''}/action/cancel`, { method: 'PUT', body: '{}', headers: typed }, 403],
      [`${V2}/plan/job/${job ?? ''}`, { headers: { 'X-HTTP-Method-Override': 'DELETE' } }, 403],
      [`${V2}/plan/job/${job ?? ''}`, { method: 'PATCH', body: '{}', headers: typed }, 403],
      [`${V2}/model/jobdefinition?oql=name%20%3D%20'X'`, { method: 'DELETE' }, 403],
      [`${V2}/model/jobstream?lock=true`, {}, 403],
      [`${V2}/model/jobstream/rc-evaluation`, { method: 'POST', body: '{}', headers: typed }, 403],
      ['/twsd/eventrule/deployment/active_rules?scratch=true', {}, 403],
      ['/twsd/model/jobdetailedstatistic', { method: 'POST', body: '{}', headers: typed }, 403],
      ['/twsd/plan/create_trial_plan_extension', { method: 'POST', body: '{}', headers: typed }, 403],
    ];
    const statuses: number[] = [];
    for (const [path, init] of attempts) statuses.push((await call(path, init)).status);
    expect(statuses).toEqual(attempts.map(([, , status]) => status));
    expect(simulator.refusedWrites - before).toBe(attempts.length);
  });
});
