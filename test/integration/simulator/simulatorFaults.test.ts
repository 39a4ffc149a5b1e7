/** Each switch of the simulator, over its real HTTPS: what it makes go wrong is what a client then sees. */
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { faultsOf } from '../../../src-main/demo/http/faultSwitches.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';

const START = Date.parse('2026-03-10T02:17:00.000Z');
const V2 = '/twsd/api/v2';
const page = z.looseObject({ count: z.number(), results: z.array(z.looseObject({ id: z.string(), name: z.string() })), next: z.string().optional() });

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
beforeEach(() => void Object.assign(simulator.faults, faultsOf()));

function call(path: string, init: { method?: string; body?: string; headers?: Record<string, string>; trust?: Agent } = {}) {
  const { trust = agent, headers, ...rest } = init;
  return fetch(new URL(path, simulator.url), { ...rest, dispatcher: trust, headers: { authorization: `Bearer ${simulator.apiKey}`, ...headers } });
}
const query = (values: Record<string, string>) => `?${new URLSearchParams(values).toString()}`;
const list = async (path: string, values: Record<string, string> = {}) => page.parse(await (await call(`${V2}${path}${query(values)}`)).json());
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};
const jobNamed = (name: string) => [...simulator.plan.jobs.values()].find((job) => job.name === name)!;

describe('rows this user may not list', () => {
  test('are missing from lists, counts and v1, are not found by id, and are still named by what waits for them', async () => {
    const all = await list('/plan/job', { limit: '1' });
    simulator.faults.hidden = ['/BANK/DWH/@'];
    const hidden = [...simulator.plan.jobs.values()].filter(({ streamId }) => simulator.plan.streams.get(streamId)?.folder.startsWith('/BANK/DWH'));
    expect(hidden.length).toBeGreaterThan(10);
    const left = await list('/plan/job', {});
    expect(left.count).toBe(all.count - hidden.length);
    expect(left.results.some(({ id }) => hidden.some((job) => job.id === id))).toBe(false);
    const load = jobNamed('LOAD_DWH');
    for (const path of [`/plan/job/${load.id}`, `/plan/jobstream/${load.streamId}`, `/plan/job/run/${load.runs[0]?.id ?? ''}/joblog`])
      expect((await call(`${V2}${path}`)).status).toBe(404);
    expect((await call(`/twsd/plan/current/job/${load.id}`)).status).toBe(404);
    expect((await post('/twsd/plan/current/job/query', { filters: { jobInPlanFilter: { jobName: 'LOAD_DWH' } } })).body).toEqual([]);
    const counted = z.object({ count: z.number() }).parse(await (await call(`${V2}/plan/job/count`)).json());
    expect(counted.count).toBe(left.count);
    const waiting = await list('/plan/jobstream', { oql: "dependencies.jobStreamName = 'DWH_MARTS'" });
    expect(waiting.results.map(({ name }) => name)).toContain('RISK_DAILY');
  });
});

describe('a job log', () => {
  test('of 50 MB comes in parts, by any range of lines, and is never held', async () => {
    simulator.faults.hugeLogBytes = 50_000_000;
    const run = jobNamed('LOAD_DWH').runs[0]?.id ?? '';
    const before = process.memoryUsage().rss;
    let bytes = 0;
    let most = 0;
    for await (const part of (await call(`${V2}/plan/job/run/${run}/joblog`)).body ?? []) {
      bytes += (part as Uint8Array).length;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(bytes).toBeGreaterThanOrEqual(50_000_000);
    expect(most).toBeLessThan(45_000_000);
    const range = await (await call(`${V2}/plan/job/run/${run}/joblog?from_line=500000&to_line=500001`)).text();
    expect(range.split('\n').map((line) => line.slice(0, 10))).toEqual(['0000499999', '0000500000', '']);
  });

  test('of v1 comes in pages that go on with the file id', async () => {
    const job = jobNamed('LOAD_DWH');
    const whole = await (await call(`${V2}/plan/job/run/${job.runs[0]?.id ?? ''}/joblog`)).text();
    const v1 = z.object({ log: z.string(), lines: z.number(), pageNumber: z.number(), lastPage: z.boolean(), fileId: z.string(), jobId: z.literal(job.id) });
    const read = async (values: Record<string, string>) => v1.parse(await (await call(`/twsd/plan/current/job/${job.id}/joblog${query(values)}`)).json());
    let at = await read({ lines: '5', pageNumber: '0' });
    let log = at.log;
    while (!at.lastPage) {
      at = await read({ lines: '5', pageNumber: String(at.pageNumber + 1), fileId: at.fileId });
      log += at.log;
    }
    expect(log).toBe(whole);
    expect((await call(`/twsd/plan/current/job/${job.id}/joblog?lines=5&pageNumber=1`)).status).toBe(400);
  });

  test('may hold what no reader should act on', async () => {
    simulator.faults.hostileLog = true;
    const bytes = Buffer.from(await (await call(`${V2}/plan/job/run/${jobNamed('LOAD_DWH').runs[0]?.id ?? ''}/joblog`)).arrayBuffer());
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    for (const sign of ['\u001B[31m', '\u202E', '\u0000', '\u0007']) expect(bytes.includes(sign)).toBe(true);
  });

  test('is slow for itself', async () => {
    Object.assign(simulator.faults, { slowLogMs: 60_000 });
    const run = jobNamed('LOAD_DWH').runs[0]?.id ?? '';
    const gone = AbortSignal.timeout(50);
    await expect(
      fetch(`${simulator.url}${V2}/plan/job/run/${run}/joblog`, { dispatcher: agent, signal: gone, headers: { authorization: `Bearer ${simulator.apiKey}` } }),
    ).rejects.toThrow();
    expect((await call(`${V2}/engine/info`)).status).toBe(200);
  });
});

describe('errors', () => {
  test.each([
    ['messages', 'application/json', /^\{"messages":\["AWSJSY404E .* AWSBIN076E/],
    ['message', 'application/json', /^\{"message":"AWSJSY404E/],
    ['error', 'application/json', /^\{"error":"AWSJSY404E/],
    ['plain', 'text/plain; charset=utf-8', /^AWSJSY404E/],
    ['html', 'text/html', /<html>/],
    ['empty', 'application/json', /^$/],
  ] as const)('are written as %s', async (errorBody, type, text) => {
    Object.assign(simulator.faults, { status: 500, errorBody, engineMessage: 'AWSBIN076E The job is in the wrong state.' });
    const answer = await call(`${V2}/plan/job`);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toMatch(text);
  });

  test('say when to come back', async () => {
    Object.assign(simulator.faults, { status: 429, retryAfter: '17' });
    expect((await call(`${V2}/plan/job`)).headers.get('retry-after')).toBe('17');
    Object.assign(simulator.faults, { status: 503 });
    expect((await call(`${V2}/plan/job`)).headers.get('retry-after')).toBe('17');
  });

  test('may hit one page only', async () => {
    Object.assign(simulator.faults, { status: 500, only: 'offset=300' });
    const statuses: number[] = [];
    for (const offset of [0, 300, 600]) statuses.push((await call(`${V2}/plan/job?limit=300&offset=${offset}`)).status);
    expect(statuses).toEqual([200, 500, 200]);
  });

  test('of the encoding of a path are refused, not dropped', async () => {
    expect((await call(`${V2}/plan/job/%E0%A4%A`)).status).toBe(400);
  });
});

describe('the clock', () => {
  test('is off in the header, in every instant, and in what a filter means by one', async () => {
    const right = await list('/plan/job', { oql: "name = 'LOAD_DWH'" });
    const started = z.looseObject({ jobruns: z.tuple([z.looseObject({ timeInfo: z.looseObject({ actualStartTime: z.string() }) })]) });
    const startOf = (read: z.output<typeof page>) => Date.parse(started.parse(read.results[0]).jobruns[0].timeInfo.actualStartTime);
    simulator.faults.clockSkewMs = 3_600_000;
    const wrong = await list('/plan/job', { oql: "name = 'LOAD_DWH'" });
    expect(startOf(wrong) - startOf(right)).toBe(3_600_000);
    expect((await call(`${V2}/engine/info`)).headers.get('date')).toBe('Tue, 10 Mar 2026 03:17:00 GMT');
    const oql = `jobruns.timeInfo.actualStartTime >= '${new Date(startOf(wrong)).toISOString()}'`;
    const later = await list('/plan/job', { oql, limit: '1' });
    const wanted = [...simulator.plan.jobs.values()].filter((job) =>
      jobStateAt(simulator.plan, job, START).runs.some(({ startedMs }) => startedMs !== null && startedMs >= startOf(right)),
    );
    expect(later.count).toBe(wanted.length);
    // The link repeats the filter as it was sent: followed, it finds the same rows.
    expect(new URL(later.next ?? '').searchParams.get('oql')).toBe(oql);
    expect(page.parse(await (await call(later.next ?? '')).json()).count).toBe(wanted.length);
  });
});

describe('the shape of the API', () => {
  test('one half of it may be absent', async () => {
    simulator.faults.absent = 'v2';
    expect((await call(`${V2}/engine/info`)).status).toBe(404);
    expect(await (await call('/twsd/engine/info')).json()).toMatchObject({ version: '9.5.0.06' });
    simulator.faults.absent = 'v1';
    expect((await call('/twsd/engine/info')).status).toBe(404);
    expect((await call(`${V2}/engine/info`)).status).toBe(200);
  });

  test('counts may be absent, lists lean, versions unheard of, links elsewhere, and batchman down', async () => {
    Object.assign(simulator.faults, {
      countAbsent: true,
      leanLists: true,
      reportedVersion: '11.0.0',
      linkOrigin: 'https://mdm.bank.example:31116',
      batchman: 'down',
    });
    expect((await call(`${V2}/plan/job/count`)).status).toBe(404);
    const { results, next } = await list('/plan/job', { limit: '5' });
    expect(results.every((row) => !('dependencies' in row) && !('jobruns' in row) && 'lastRunCommonStatus' in row)).toBe(true);
    expect(next).toMatch(/^https:\/\/mdm\.bank\.example:31116\/twsd\/api\/v2\/plan\/job\?limit=5&offset=5$/);
    const one = z.looseObject({ jobruns: z.array(z.unknown()) }).parse(await (await call(`${V2}/plan/job/${results[0]?.id ?? ''}`)).json());
    expect(one.jobruns.length).toBeGreaterThan(0);
    expect(await (await call(`${V2}/engine/info`)).json()).toMatchObject({ displayVersion: '11.0.0' });
    expect(await (await call('/twsd/engine/info')).json()).toMatchObject({ version: '11.0.0', synphonyBatchManStatus: 'down' });
  });

  test('pages drift: what was read comes again, and as much is missed', async () => {
    simulator.faults.driftingRows = 1;
    const read: string[] = [];
    let count = 0;
    for (let offset = 0; offset < 700; offset += 100) {
      const one = await list('/plan/job', { limit: '100', offset: String(offset) });
      read.push(...one.results.map(({ id }) => id));
      count = one.count;
    }
    expect(read.length).toBe(count);
    expect(new Set(read).size).toBeLessThan(count);
  });

  test('qualifiers of a plan filter are refused, or taken, and kept in the links', async () => {
    const filter = '/@/@#/@/@.@+state=abend,fail~critical';
    expect((await call(`${V2}/plan/job${query({ plan_filter: filter })}`)).status).toBe(400);
    simulator.faults.planFilterQualifiers = 'accepted';
    const { results, next } = await list('/plan/job', { plan_filter: filter, limit: '1' });
    const wanted = [...simulator.plan.jobs.values()].filter(
      (job) => ['ABEND', 'FAIL'].includes(jobStateAt(simulator.plan, job, START).status) && !job.isCritical,
    );
    expect(results.length).toBe(1);
    expect(new URL(next ?? '').searchParams.get('plan_filter')).toBe(filter);
    expect(page.parse(await (await call(next ?? '')).json()).count).toBe(wanted.length);
    expect((await call(`${V2}/plan/job${query({ plan_filter: '/@/@#/@/@.@+colour=red' })}`)).status).toBe(400);
  });

  test('metrics are open, or ask who is there', async () => {
    const open = await fetch(`${simulator.url}/metrics`, { dispatcher: agent });
    expect(await open.text()).toMatch(/^application_wa_JobsInPlanCount_job\{jobstatus="ERROR"\} 4$/m);
    simulator.faults.metricsNeedSignIn = true;
    expect((await fetch(`${simulator.url}/metrics`, { dispatcher: agent })).status).toBe(401);
  });
});

describe('archived plans', () => {
  test('are listed by v1, and read by their id in both versions as they ended', async () => {
    const plans = z
      .array(z.looseObject({ id: z.string(), key: z.object({ name: z.string(), type: z.string() }), validTo: z.string() }))
      .parse((await post('/twsd/plan/query', { filters: { symphonyInPlanFilter: { planType: 'ARCHIVED' } } }, { 'How-Many': '0' })).body);
    const [night] = plans;
    expect(night?.key.type).toBe('ARCHIVED');
    expect(Date.parse(night?.validTo ?? '')).toBeLessThan(simulator.plan.endMs);
    expect(plans).toHaveLength(1);
    const { results, count } = await list('/plan/job', { plan_id: night?.id ?? '', limit: '3' });
    expect(count).toBe(700);
    expect(results).toMatchObject([{ archived: true, planId: night?.id }, { archived: true }, { archived: true }]);
    expect((await post(`/twsd/plan/${night?.id ?? ''}/job/query`, {}, { 'How-Many': '2' })).body).toHaveLength(2);
    expect((await call(`${V2}/plan/job/${results[0]?.id ?? ''}`)).status).toBe(404);
    expect((await call('/twsd/plan/00000000-0000-3000-8000-000000000000/job/query', { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('queries of v1', () => {
  const rows = z.array(z.looseObject({ id: z.string(), name: z.string() }));

  test('go on behind the last object until nothing is left', async () => {
    const filters = { jobInPlanFilter: { workstationName: 'AGT_DWH2' } };
    const seen: string[] = [];
    let answer = await post('/twsd/plan/current/job/query', { filters }, { 'How-Many': '10' });
    for (;;) {
      seen.push(...rows.parse(answer.body).map(({ id }) => id));
      const last = answer.headers.get('last-object');
      if (last === null) break;
      answer = await post('/twsd/plan/current/job/query_next', filters, { 'How-Many': '10', 'Last-Object': last });
    }
    const wanted = [...simulator.plan.jobs.values()].filter(({ workstation }) => workstation === 'AGT_DWH2');
    expect(seen).toEqual(wanted.map(({ id }) => id));
    expect((await post('/twsd/plan/current/job/query_next', filters, {})).status).toBe(400);
  });

  test('page by offset, filter, combine and sort; what they do not understand they refuse', async () => {
    const query2 = (body: unknown, headers: Record<string, string> = {}) => post('/twsd/plan/current/job/query', body, headers);
    const paged = rows.parse((await query2({}, { 'Query-PageSize': '3', 'Query-PageNumber': '4' })).body);
    expect(paged.map(({ id }) => id)).toEqual([...simulator.plan.jobs.keys()].slice(4, 7));
    const failed = rows.parse(
      (
        await query2({
          filters: { jobInPlanFilter: { internalStatusList: ['ABEND', 'FAILED'] } },
          sorters: { jobInPlanSorter: { jobName: { descending: true } } },
        })
      ).body,
    );
    expect(failed.map(({ name }) => name)).toEqual(
      failed
        .map(({ name }) => name)
        .toSorted()
        .toReversed(),
    );
    expect(failed.length).toBe(4);
    const other = rows.parse(
      (
        await query2({
          filters: { jobInPlanFilter: { statusList: ['ERROR'] } },
          complexFilters: { operator: 'AND', jobInPlanComplexFilter: [{ filter: { jobName: 'LOAD_DWH' }, notOperator: true }] },
        })
      ).body,
    );
    expect(other.map(({ name }) => name)).not.toContain('LOAD_DWH');
    expect(other.length).toBe(3);
    for (const [body, headers] of [
      [{ filters: { jobInPlanFilter: { colour: 'red' } } }, {}],
      [{ sorters: { jobInPlanSorter: { colour: {} } } }, {}],
      [{}, { 'How-Many': '20000' }],
      [{}, { 'How-Many': '5', 'Query-PageSize': '5' }],
    ] as const)
      expect((await query2(body, headers)).status).toBe(400);
  });

  test('lead from a blocked job to what blocks it, and from a failed one to the critical jobs behind it', async () => {
    const load = jobNamed('LOAD_DWH');
    const index = jobNamed('INDEX_DWH');
    const get = async (path: string) => rows.parse(await (await call(`/twsd/plan/current${path}`)).json());
    expect((await get(`/job/${index.id}/predecessors`)).map(({ name }) => name)).toContain('LOAD_DWH');
    const behind = await (await call(`/twsd/plan/current/job/${load.id}/jobsuccessors/preview`)).json();
    expect(behind).toMatchObject({ values: [{ name: 'INDEX_DWH' }] });
    expect((await get(`/job/${load.id}/critical_successors`)).map(({ name }) => name)).toContain('RISK_VAR_REPORT');
    expect((await get(`/jobstream/${index.streamId}/action/first_predecessors`)).map(({ name }) => name)).toContain('LOAD_DWH');
    const critical = jobNamed('RISK_VAR_REPORT');
    const chain = (option: string) => post(`/twsd/plan/current/criticaljob/${critical.id}/query_predecessors_chain`, { option });
    expect(rows.parse((await chain('HOT_LIST')).body).map(({ name }) => name)).toContain('LOAD_DWH');
    expect(rows.parse((await chain('CRITICAL_PATH')).body)[0]?.name).toBe('RISK_VAR_REPORT');
  });

  test('may have ids of their own, in Base64 or plain, which v2 does not know', async () => {
    simulator.faults.v1Ids = 'base64';
    const load = jobNamed('LOAD_DWH');
    const stream = simulator.plan.streams.get(load.streamId);
    const plain = `${stream?.workstation ?? ''};${stream?.internalIdentifier ?? ''};LOAD_DWH`;
    const find = async (headers: Record<string, string>) =>
      rows.parse((await post('/twsd/plan/current/job/query', { filters: { jobInPlanFilter: { jobName: 'LOAD_DWH' } } }, headers)).body)[0]?.id ?? '';
    expect(await find({ 'Id-Encoding': '0' })).toBe(plain);
    const id = await find({});
    expect(Buffer.from(id, 'base64url').toString()).toBe(plain);
    for (const known of [id, encodeURIComponent(plain), load.id]) expect((await call(`/twsd/plan/current/job/${known}`)).status).toBe(200);
    expect((await call(`${V2}/plan/job/${id}`)).status).toBe(404);
    expect((await post('/twsd/plan/current/job/issues', { jobIdList: [id] })).body).toMatchObject({ issues: [{ id, issueType: 'ERROR' }] });
  });

  test('of audit records need their number, and tell who did what', async () => {
    const path = '/twsd/eventrule/engine/audit_record/header/query';
    expect((await post(path, {})).status).toBe(400);
    expect((await post(path, {}, { 'How-Many': '5' })).body).toMatchObject([{ source: 'CONMAN' }, {}]);
  });
});

describe('starting with faults', () => {
  test('takes them as the command line writes them, and names those it does not have', async () => {
    expect(faultsOf({ slowMs: '250', status: '429', hostileLog: 'true', hidden: 'RISK_@,/BANK/DWH/@', clockSkewMs: '-60000' })).toMatchObject({
      slowMs: 250,
      status: 429,
      hostileLog: true,
      hidden: ['RISK_@', '/BANK/DWH/@'],
      clockSkewMs: -60_000,
    });
    expect(() => faultsOf({ slow: 1 })).toThrow(/no fault slow/);
    expect(() => faultsOf({ status: '418' })).toThrow(RangeError);
  });

  test.each([
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['unknown-issuer', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['expired', 'CERT_HAS_EXPIRED'],
  ] as const)('a certificate that is %s is presented while it runs', async (kind, code) => {
    const trust = new Agent({ connect: { ca: await simulator.presentCertificate(kind) } });
    await expect(call(`${V2}/engine/info`, { trust })).rejects.toMatchObject({ cause: { code } });
    const again = new Agent({ connect: { ca: await simulator.presentCertificate('valid') } });
    expect((await call(`${V2}/engine/info`, { trust: again })).status).toBe(200);
    await Promise.all([trust.destroy(), again.destroy()]);
    // The tests around this one keep the connection they have.
    await agent.destroy();
    agent = new Agent({ connect: { ca: await simulator.presentCertificate('valid') } });
  });
});

test('while batchman is down nothing in the plan moves, and when it lives again what was missed has happened', async () => {
  const own = await startSimulator({ seed: 1, clock: { startAtMs: START, speed: 0 } });
  const trust = new Agent({ connect: { ca: own.ca } });
  const running = async () => {
    const oql = new URLSearchParams({ oql: "jobruns.commonStatus = 'RUNNING'" }).toString();
    const answer = await fetch(`${own.url}${V2}/plan/job?${oql}`, { dispatcher: trust, headers: { authorization: `Bearer ${own.apiKey}` } });
    return page.parse(await answer.json()).results.map(({ id }) => id);
  };
  own.faults.batchman = 'down';
  const before = await running();
  own.clock.advance(30 * 60_000);
  expect(await running()).toEqual(before);
  own.faults.batchman = 'LIVES';
  expect(await running()).not.toEqual(before);
  await trust.destroy();
  await own.close();
});
