/** Everything an operator may ask of the engine beyond jobs and streams, against the simulated scheduler: what is read is what its plan holds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { metricsOf } from '../../../src-main/tws/rows/metricsRows.ts';
import { samplesOf } from '../../../src-main/tws/rows/wire/openMetrics.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import { outletFor } from '../../fakes/outlet.ts';

const why = { why: 'test' };
const START = Date.parse('2026-03-10T04:00:00Z');

async function connect(options: SimulatorOptions = {}): Promise<{ simulator: Simulator; client: TwsClient; close: () => Promise<void> }> {
  const simulator = await startSimulator({ clock: { startAtMs: START, speed: 0 }, ...options });
  const client = createTwsClient({
    engine: { id: 'eng_1', baseUrl: simulator.url, isTlsUnverified: false, connectTimeoutMs: 5_000, requestTimeoutMs: 30_000, logTimeoutMs: 30_000 },
    credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    caPem: simulator.ca,
    log: createSilentLog(),
    clock: systemClock,
    outlet: outletFor('engine'),
  });
  const close = async () => {
    await client.close();
    expect(simulator.refusedWrites).toBe(0);
    await simulator.close();
  };
  return { simulator, client, close };
}

describe.each(['10.2.8', '10.1.0.1'] as const)('an engine %s', (profile) => {
  let simulator: Simulator;
  let client: TwsClient;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ simulator, client, close } = await connect({ profile }));
  });
  afterAll(() => close());

  test('says what it offers before anything is tried', async () => {
    const is1028 = profile === '10.2.8';
    expect((await client.offer(why)).data).toEqual({
      version: profile,
      profile,
      isDescribed: true,
      hasPrompts: is1028,
      hasFiles: is1028,
      hasNextRuns: is1028,
      hasSuccessorLists: !is1028,
    });
  });

  test('prompts, files, resources with their holders, and domains: v1 where v2 has none', async () => {
    const prompts = await client.prompts(why);
    expect(prompts.data.map(({ id }) => id).sort()).toEqual([...simulator.plan.prompts.keys()].sort());
    expect(prompts).toMatchObject({ isComplete: true, total: simulator.plan.prompts.size });
    const files = await client.files(why);
    expect(files.data.map(({ id }) => id).sort()).toEqual([...simulator.plan.files.keys()].sort());
    const resources = await client.resources(why);
    expect(resources.data.map(({ id }) => id).sort()).toEqual([...simulator.plan.resources.keys()].sort());
    const [first] = resources.data;
    expect((await client.resource(first!.id, why)).data).toEqual(first);
    expect(resources.data.every(({ holders, inUse }) => (holders ?? []).reduce((sum, { quantity }) => sum + (quantity ?? 0), 0) === inUse)).toBe(true);
    expect((await client.domains(why)).data).toMatchObject([{ name: 'MASTERDM', isMaster: true }]);
  });

  test('one workstation: states in letters, certificate, and what could not be asked', async () => {
    const all = await client.workstations({ limit: 1_000 }, why);
    const facts = await client.workstationFacts({}, why);
    expect(facts.data.length).toBe(all.data.length);
    for (const { id, name } of all.data.slice(0, 6)) {
      const { data } = await client.workstation(id, why);
      expect(data).toMatchObject({ id, name, missing: [], facts: { name: facts.data.find((one) => one.name === name)?.name } });
      expect(data.stateText).toMatch(/^[LF]?[THXB]?I?( ?J[WHX]?)?( ?M)?( ?[Ee]?D?[AR]?)?$/);
    }
    const agents = facts.data.filter(({ linkStatus }) => linkStatus !== 'NOT_APPLICABLE');
    expect(agents.every(({ certificateExpiresAt }) => certificateExpiresAt !== null)).toBe(true);
  });

  test('the next runs of a stream, or that this engine cannot say', async () => {
    const definitions = await client.streamDefinitions({ limit: 5 }, why);
    const [definition] = definitions.data;
    expect(definition?.runCycles.length).toBeGreaterThan(0);
    const runs = client.nextRuns(definition!.id, { from: '2026-03-11', to: '2026-03-13' }, why);
    if (profile === '10.2.8') expect((await runs).data.map(({ date }) => date)).toEqual(['2026-03-11', '2026-03-12', '2026-03-13']);
    else await expect(runs).rejects.toMatchObject({ code: 'TWS_UNSUPPORTED' });
    await expect(client.nextRuns(definition!.id, { from: 'tomorrow', to: '2026-03-13' }, why)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a simulated night', () => {
  let simulator: Simulator;
  let client: TwsClient;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ simulator, client, close } = await connect());
  });
  afterAll(() => close());

  test('a rerun chain: every run, the last one resolved', async () => {
    const rerun = [...simulator.plan.jobs.values()].find((job) => jobStateAt(simulator.plan, job, START).runs.length > 1)!;
    const truth = jobStateAt(simulator.plan, rerun, START);
    const { data, isComplete } = await client.runs(rerun.id, why);
    expect(isComplete).toBe(true);
    expect(data.map(({ id }) => id)).toEqual(truth.runs.map(({ run }) => run.id));
    expect(data.map(({ isLast }) => isLast)).toEqual(truth.runs.map((_, index) => index === truth.runs.length - 1));
    expect(data.at(-1)?.status.common).toBe(truth.common);
  });

  test('definitions: streams, jobs, calendars, variables, and the rest', async () => {
    const [stream] = [...simulator.plan.streams.values()];
    const found = await client.streamDefinitions({ name: stream!.name, limit: 10 }, why);
    expect(found.data).toMatchObject([{ name: stream!.name, folder: stream!.folder, jobs: { length: stream!.jobIds.length } }]);
    expect((await client.streamDefinition(found.data[0]!.id, why)).data).toEqual(found.data[0]);
    const job = simulator.plan.jobs.get(stream!.jobIds[0]!)!;
    const jobs = await client.jobDefinitions({ name: job.name, limit: 10 }, why);
    expect(jobs.data.map(({ task }) => task)).toContain(job.script);
    expect((await client.jobDefinition(jobs.data[0]!.id, why)).data).toEqual(jobs.data[0]);
    const [calendar] = (await client.calendars(why)).data;
    expect(calendar?.dates.length).toBeGreaterThan(5);
    expect((await client.calendar(calendar!.id, why)).data).toEqual(calendar);
    const [table] = (await client.variableTables(why)).data;
    expect(table).toMatchObject({ isDefault: true, variables: expect.arrayContaining([{ name: 'COMPANY', value: 'BANK' }]) });
    expect((await client.variableTable(table!.id, why)).data).toEqual(table);
    expect((await client.definitions('workstation', { limit: 1_000 }, why)).data.length).toBe(simulator.plan.workstations.size);
    await expect(client.streamDefinition('00000000-0000-3000-8000-000000000000', why)).rejects.toMatchObject({ code: 'TWS_NOT_FOUND' });
  });

  test('the plans there are, and one of them read', async () => {
    const plans = await client.plans(['CURRENT', 'ARCHIVED'], why);
    expect(plans.data.map(({ kind }) => kind)).toEqual(['CURRENT', 'ARCHIVED']);
    const archived = plans.data.find(({ kind }) => kind === 'ARCHIVED')!;
    const there = { ...why, planId: archived.id };
    const jobs = await client.jobs({ limit: 5 }, there);
    expect(jobs).toMatchObject({ planId: archived.id, isTruncated: true });
    expect((await client.job(jobs.data[0]!.id, there)).data.id).toBe(jobs.data[0]!.id);
    expect((await client.jobs({ limit: 5 }, why)).planId).toBe(simulator.plan.id);
    await expect(client.jobs({ limit: 5 }, { ...why, planId: '00000000-0000-3000-8000-000000000000' })).rejects.toMatchObject({
      code: expect.stringContaining('TWS_'),
    });
  });

  test('critical jobs, their risk, and the chain before one', async () => {
    const critical = await client.criticalJobs(why);
    const counts = (await client.criticalCounts(why)).data;
    const at = (risk: string) => critical.data.filter((job) => job.risk === risk).length;
    expect(counts).toMatchObject({ onTrack: at('ON_TRACK'), potentialRisk: at('POTENTIAL_RISK'), highRisk: at('HIGH_RISK') });
    const [worst] = critical.data.filter(({ risk }) => risk === 'HIGH_RISK');
    const path = await client.criticalChain(worst!.id!, 'critical-path', why);
    expect(path.data.length).toBeGreaterThan(0);
    expect(path.data.every(({ isOnCriticalPath }) => isOnCriticalPath === true)).toBe(true);
    const hot = await client.criticalChain(worst!.id!, 'hot-list', why);
    expect(hot.data.length).toBe(worst!.before?.onHotList);
  });

  test('labels in the language asked for; counts by folder; who did what', async () => {
    const labels = async (language: string) => (await client.labels(language, why)).data['JOB_IN_PLAN']?.commonStatus['ERROR'];
    expect(await labels('en')).toBeDefined();
    expect(await labels('pt-BR')).not.toBe(await labels('en'));
    const folders = await client.folderCounts('JOBSTREAM_IN_PLAN', why);
    expect(folders.data.reduce((sum, { total }) => sum + total, 0)).toBe(simulator.plan.streams.size);
    const audit = await client.auditRecords({ limit: 5 }, why);
    expect(audit.data.length).toBeGreaterThan(0);
    expect(audit.data[0]).toMatchObject({ at: expect.any(String), user: expect.any(String), action: expect.any(String) });
    expect(audit.isTruncated).toBe(audit.data.length === 5);
  });

  test('metrics as facts', async () => {
    const { data, isComplete } = await client.metrics(why);
    expect(isComplete).toBe(true);
    expect(data).toMatchObject({ jobs: simulator.plan.jobs.size, isDatabaseConnected: true, heapUsedBytes: null });
    expect(Object.values(data.jobsByStatus ?? {}).reduce((sum, jobs) => sum + jobs, 0)).toBe(simulator.plan.jobs.size);
    expect(data.mailboxes.find(({ name }) => name.startsWith('pobox'))).toBeDefined();
    expect(data.workstations.length).toBe(simulator.plan.workstations.size);
  });
});

describe('engines of other versions', () => {
  test.each([
    ['10.2.9.01', 'newer'],
    ['11.0', 'newer'],
    ['10.2.8.02', '10.2.8'],
    ['10.2.3', 'unknown'],
    ['10.1.0.05', '10.1.0.1'],
    ['next', 'unknown'],
  ])('%s is taken for %s', async (reportedVersion, profile) => {
    const { client, close } = await connect({ jobs: 30, faults: { reportedVersion } });
    const { data } = await client.offer(why);
    expect(data).toMatchObject({ version: reportedVersion, profile });
    // What it serves of its own description outweighs what its version promises.
    expect(data.hasPrompts).toBe(true);
    await close();
  });

  test('without v2: what v1 knows is read, the rest is not offered', async () => {
    const { client, simulator, close } = await connect({ jobs: 30, faults: { absent: 'v2' } });
    expect((await client.offer(why)).data).toMatchObject({ profile: 'before-v2', hasPrompts: false });
    expect((await client.prompts(why)).data.length).toBe(simulator.plan.prompts.size);
    await expect(client.jobs({ limit: 5 }, why)).rejects.toMatchObject({ code: 'TWS_UNSUPPORTED' });
    await expect(client.labels('en', why)).rejects.toMatchObject({ code: 'TWS_UNSUPPORTED' });
    await close();
  });

  test('without v1: what only v1 knows is not offered, and a workstation says what is missing', async () => {
    const { client, close } = await connect({ jobs: 30, faults: { absent: 'v1' } });
    const reads = [
      () => client.criticalJobs(why),
      () => client.plans(['CURRENT'], why),
      () => client.auditRecords({ limit: 5 }, why),
      () => client.workstationFacts({}, why),
    ];
    for (const read of reads) await expect(read()).rejects.toMatchObject({ code: 'TWS_UNSUPPORTED' });
    expect((await client.domains(why)).data).toMatchObject([{ name: 'MASTERDM', isMaster: true }]);
    const [first] = (await client.workstations({ limit: 5 }, why)).data;
    const { data } = await client.workstation(first!.id, why);
    expect(data).toMatchObject({ facts: null, missing: [{ code: 'TWS_UNSUPPORTED' }] });
    await close();
  });
});

describe('figures of the engine', () => {
  const read = (lines: readonly string[]) => metricsOf(samplesOf(lines.join('\n')).samples);
  test('labels go by what their names speak of, whatever else a server adds', () => {
    expect(
      read([
        'application_wa_JobsInPlanCount_jobs{job_status="Error",mp_scope="application"} 2.0 1760000000',
        'application_wa_JobsInPlanCount_jobs{job_status="Successful",mp_scope="application"} 5 # {trace="x"} 1',
        'application_wa_msgFileFill_percent{msg="Mailbox.msg",mp_scope="application"} 93.5',
        'application_wa_workstation_linked_boolean{ws="/F/AGT01"} 0',
        'application_wa_workstation_running_boolean{ws="/F/AGT01"} 1',
        'application_wa_criticalJob_highRisk_boolean{job="/A \\"B\\",c"} 1',
        'application_wa_DB_connected_boolean{mp_scope="application"} 0',
        'base_memory_usedHeap_bytes 1.5E8',
      ]),
    ).toMatchObject({
      jobsByStatus: { ERROR: 2, SUCCESSFUL: 5 },
      mailboxes: [{ name: 'Mailbox.msg', percent: 93.5 }],
      workstations: [{ name: 'AGT01', isLinked: false, isRunning: true }],
      criticalJobs: [{ name: '/A "B",c', isHighRisk: true, isPotentialRisk: null }],
      isDatabaseConnected: false,
      heapUsedBytes: 150_000_000,
    });
  });
  test('what has no value says nothing', () => {
    expect(
      read(['application_wa_DB_connected_boolean NaN', 'application_wa_JobsInPlanCount_job_total -1', 'application_wa_msgFileFill_percent{f="x"} 400']),
    ).toMatchObject({
      isDatabaseConnected: null,
      jobs: null,
      jobsByStatus: null,
      mailboxes: [],
    });
    expect(samplesOf('garbage\nname{broken 1\n# HELP x\nfine 1\n')).toMatchObject({ unreadable: 2, samples: [{ name: 'fine', value: 1 }] });
  });
});
