/** The definitions the simulator shows are those its plan was made of, and nothing else. */
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { known } from '../../../src-main/demo/plan/planModel.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';

const START = Date.parse('2026-03-10T02:17:00.000Z');
const object = z.looseObject({ kind: z.string(), key: z.string(), def: z.looseObject({ id: z.string(), name: z.string() }) });
const page = z.looseObject({ count: z.number(), results: z.array(object) });

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

async function get(path: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(`${simulator.url}/twsd/api/v2${path}`, {
    dispatcher: agent,
    headers: { authorization: `Bearer ${simulator.apiKey}`, ...headers },
  });
  expect(answer.status).toBe(200);
  return answer.json();
}
const list = async (object: string, values: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  page.parse(await get(`/model/${object}?${new URLSearchParams(values).toString()}`, headers));

test('every stream and job of the plan has its definition, by the id that its row in the plan names', async () => {
  const { results } = await list('jobstream');
  const inPlan = z.object({ results: z.array(z.looseObject({ jobStreamModelId: z.string(), name: z.string() })) }).parse(await get('/plan/jobstream'));
  expect(new Set(results.map(({ def }) => def.id))).toEqual(new Set(inPlan.results.map(({ jobStreamModelId }) => jobStreamModelId)));
  const jobs = z.object({ results: z.array(z.looseObject({ jobDefinitionRefId: z.string(), name: z.string() })) }).parse(await get('/plan/job'));
  const definitions = await list('jobdefinition');
  expect(new Set(definitions.results.map(({ def }) => def.id))).toEqual(new Set(jobs.results.map(({ jobDefinitionRefId }) => jobDefinitionRefId)));
  const [first] = jobs.results;
  expect(object.parse(await get(`/model/jobdefinition/${first?.jobDefinitionRefId ?? ''}`)).def.name).toBe(first?.name);
});

test('a stream names its jobs and what each waits for as the plan does', async () => {
  const load = [...simulator.plan.jobs.values()].find(({ name }) => name === 'LOAD_DWH')!;
  const own = known(simulator.plan.streams, load.streamId);
  const { results } = await list('jobstream', { oql: `name = '${own.name}' AND folder = '${own.folder}'` });
  expect(results).toHaveLength(1);
  const def = z
    .looseObject({ jobs: z.array(z.looseObject({ name: z.string(), internalPredecessors: z.array(z.object({ jobName: z.string() })) })) })
    .parse(results[0]?.def);
  const wanted = own.jobIds.map((id) => {
    const job = known(simulator.plan.jobs, id);
    const before = job.dependencies.flatMap((one) => (one.kind === 'job' ? known(simulator.plan.jobs, one.jobId) : []));
    return { name: job.name, before: before.filter(({ streamId }) => streamId === own.id).map(({ name }) => name) };
  });
  expect(def.jobs.map(({ name, internalPredecessors }) => ({ name, before: internalPredecessors.map(({ jobName }) => jobName) }))).toEqual(wanted);
});

test('lists are narrowed by a model filter, and to their headers', async () => {
  const { results, count } = await list('jobdefinition', { model_filter: '/@/@#/@/LOAD_DWH' }, { 'Only-Header': 'true' });
  expect(count).toBe(1);
  expect(results[0]?.def).not.toHaveProperty('task');
  expect((await list('workstation', { model_filter: '/@/AGT_@' })).results.every(({ def }) => def.name.startsWith('AGT_'))).toBe(true);
  expect((await list('folder', { oql: "name = 'DWH'" })).results).toMatchObject([{ def: { folder: '/BANK/DWH', parent: '/BANK' } }]);
});

test("the regulator's reports do not run on holidays, and everything runs on the day of the plan", async () => {
  const [report] = (await list('jobstream', { oql: "folder = '/BANK/REG'", limit: '1' })).results;
  const [core] = (await list('jobstream', { oql: "folder = '/BANK/CORE'", limit: '1' })).results;
  const days = async (id = '') => z.array(z.string()).parse(await get(`/model/jobstream/${id}/rc-evaluation?from=2026-04-20&to=2026-04-22`));
  expect(await days(report?.def.id)).toEqual(['2026-04-20', '2026-04-22']);
  expect(await days(core?.def.id)).toEqual(['2026-04-20', '2026-04-21', '2026-04-22']);
  const details = z.array(z.object({ date: z.string(), runCycle: z.string() }));
  expect(
    details
      .parse(await get(`/model/jobstream/${report?.def.id ?? ''}/rc-evaluation-details?from=2026-03-09&to=2026-03-20&maxResults=2`))
      .map(({ date }) => date),
  ).toEqual(['2026-03-09', '2026-03-10']);
});

test('words are labelled in the language of the reader, and the spec lists what is served', async () => {
  const words = z.record(z.string(), z.looseObject({ commonStatus: z.array(z.object({ key: z.string(), label: z.string() })) }));
  const label = async (language: string) => {
    const all = words.parse(await get('/objects-info?object_type=JOB_IN_PLAN', { 'accept-language': language }));
    return all['JOB_IN_PLAN']?.commonStatus.find(({ key }) => key === 'RUNNING')?.label;
  };
  expect([await label('en'), await label('pt-BR'), await label('es')]).toEqual(['Running', 'Em execução', 'En ejecución']);
  const spec = z.object({ info: z.object({ version: z.string() }), paths: z.record(z.string(), z.unknown()) }).parse(await get('/../../WA_API3_v2.json'));
  expect(spec.info.version).toBe('2.1.6.0');
  expect(Object.keys(spec.paths)).toContain('/twsd/api/v2/plan/prompt');
  expect(Object.keys(spec.paths)).not.toContain('/twsd/api/v2/plan/jobstream/count');
});
