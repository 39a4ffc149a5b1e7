/** Every read in the lists of both versions of the API, asked of the simulator: it answers with the documented names, or the table says why it does not serve it. */
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { streamModelId } from '../../../src-main/demo/model/modelIds.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { fields as schemas, operations } from '../../fakes/engine/hclFacts.ts';

const reads = operations.filter((one) => one.class === 'read' || one.class === 'read-post');

/** What the simulator does not serve, by the part of the path that says so. */
const NOT_SERVED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\/engine\/(users|groups)$/, 'personal data: no question of an operator needs it'],
  [/\/user\/query/, 'users: their schema has a password'],
  [/\/engine\/configuration/, 'administration, and gone in 10.2.8'],
  [/\/model\/common\//, 'an editor of definitions asks these, an operator does not'],
  [/\/model\/service/, 'the self-service catalog, gone in 10.2.8'],
  [/\/plan\/consumed-jobs\//, 'licensing, and gone in 10.2.8'],
  [/query_next_predecessors_chain/, 'its body is not documented'],
  [/<other model object>/, 'no one path: v2 has these objects'],
  [/^GET \/twsd\/model\/(jobdefinition|jobstream|prompt)$/, 'by key, whose spelling is not documented: header/query finds them'],
  [/access_control_list/, 'security objects'],
  [/^GET \/twsd\/model\/jobstream\/\{id\}\/rc-evaluation/, 'v2 has it'],
  [/(action|event)_plugin_configuration/, 'XML about plug-ins; there are no event rules here'],
  [/auth\/status/, 'HTML'],
  [/(message_log_record|rule_instance|action_run)\/\{id\}/, 'there are no event rules here, so there is no record to ask for'],
];
/** Documented to answer otherwise than with 200. */
const OTHER_STATUS: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/monitoring[-_]configuration/, 500],
  [/\/job\/count$/, 202],
];

let simulators: Record<'10.2.8' | '10.1.0.1', Simulator>;
let agents: Agent[];
const START = Date.parse('2026-03-10T02:17:00.000Z');

beforeAll(async () => {
  const start = (profile: '10.2.8' | '10.1.0.1') => startSimulator({ jobs: 2_000, profile, clock: { startAtMs: START, speed: 0 } });
  simulators = { '10.2.8': await start('10.2.8'), '10.1.0.1': await start('10.1.0.1') };
  agents = Object.values(simulators).map(({ ca }) => new Agent({ connect: { ca } }));
});
afterAll(async () => {
  for (const agent of agents) await agent.close();
  for (const simulator of Object.values(simulators)) await simulator.close();
});

async function ask(simulator: Simulator, method: string, path: string, body?: unknown) {
  const [agent] = agents.filter((_, index) => Object.values(simulators)[index] === simulator);
  const answer = await fetch(new URL(path, simulator.url), {
    method,
    dispatcher: agent!,
    headers: {
      authorization: `Bearer ${simulator.apiKey}`,
      ...(method === 'POST' ? { 'content-type': 'application/json', 'How-Many': '50' } : {}),
      ...(path.endsWith('query_next') ? { 'Last-Object': Buffer.from('after:1').toString('base64url') } : {}),
    },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text };
}

/** An object of the plan for each parameter of a path. */
function filled(simulator: Simulator, path: string): string {
  const { plan } = simulator;
  const some = (what: ReadonlyMap<string, { readonly id: string }>) => [...what.values()][0]?.id ?? '';
  const stream = [...plan.streams.values()][0]!;
  const critical = [...plan.jobs.values()].find(({ isCritical }) => isCritical)?.id ?? '';
  const ended = [...plan.jobs.values()].find((job) => jobStateAt(plan, job, START).status === 'SUCC')!;
  const model = path.includes('/model/') ? (/\/model\/(\w+)\//.exec(path)?.[1] ?? '') : '';
  const values: Record<string, string> = {
    planId: 'current',
    run_id: ended.runs.at(-1)?.id ?? '',
    job_id: ended.id,
    jobId: ended.id,
    jobstream_id: stream.id,
    jobstreamId: stream.id,
    workstation_id: some(plan.workstations),
    workstationId: some(plan.workstations),
    resource_id: some(plan.resources),
    resourceId: some(plan.resources),
    prompt_id: some(plan.prompts),
    promptId: some(plan.prompts),
    file_id: some(plan.files),
    fileId: some(plan.files),
    domainId: 'MASTERDM',
    criticalJobId: critical,
    jobStream_id: streamModelId(stream),
    ...(model === '' ? {} : { prompt_id: '?', resource_id: '?', workstation_id: '?' }),
  };
  return path.replace(/\{(\w+)\}/g, (whole, name: string) => (values[name] === undefined || values[name] === '?' ? whole : encodeURIComponent(values[name])));
}

const page = z.looseObject({ results: z.array(z.looseObject({})) });
const keyed = z.looseObject({ def: z.looseObject({ id: z.string() }) });

/** Ids of definitions and records come from their own list. */
async function withListedId(simulator: Simulator, path: string): Promise<string> {
  const [, list, rest] = /^(.*)\/\{\w+\}(.*)$/.exec(path) ?? [];
  if (list === undefined) return path;
  const isV1 = !path.includes('/api/v2/');
  const answer = await (isV1 ? ask(simulator, 'POST', `${list}/header/query`, {}) : ask(simulator, 'GET', `${list}?limit=1`));
  if (answer.status !== 200) return path;
  const id = isV1
    ? (z.array(z.looseObject({ id: z.string() })).parse(JSON.parse(answer.text))[0]?.id ?? '')
    : (keyed.safeParse(page.parse(JSON.parse(answer.text)).results[0]).data?.def.id ?? '');
  return `${list}/${encodeURIComponent(id)}${rest ?? ''}`;
}

/** Which v2 answers are made of which documented object. */
const SHAPES: readonly (readonly [pattern: RegExp, schema: string])[] = [
  [/\/plan\/job(\/\{job_id\})?$/, 'JobInPlanV2'],
  [/\/plan\/jobstream(\/\{jobstream_id\})?$/, 'JobStreamInPlanV2'],
  [/\/plan\/workstation(\/\{workstation_id\})?$/, 'WorkstationInPlanV2'],
  [/\/plan\/resource(\/\{resource_id\})?$/, 'ResourceInPlanV2'],
  [/\/plan\/prompt(\/\{prompt_id\})?$/, 'PromptInPlanV2'],
  [/\/plan\/file(\/\{file_id\})?$/, 'FileInPlanV2'],
  [/\/plan\/job\/count$/, 'GroupedCountResponse'],
  [/\/objects-count$/, 'ObjectFolderCountV2'],
  [/\/engine\/info$/, 'EngineInfoV2'],
  [/\/model\/jobstream(\/\{\w+\})?$/, 'ModelObjectJobStream'],
  [/\/model\/jobdefinition(\/\{\w+\})?$/, 'ModelObjectJobDefinition'],
  [/\/model\/workstation(\/\{\w+\})?$/, 'ModelObjectWorkstation'],
];
/** New in 10.2.8, as its own file was seen to have them. */
const NEWER = new Set(['maxIterations', 'subJob', 'subJobs', 'parentRunId']);
const DEPENDENCIES: Record<string, string> = {
  INTERNAL: 'InternalDependencyInPlanV2',
  EXTERNAL_JOB: 'ExternalJobDependencyInPlanV2',
  EXTERNAL_JOBSTREAM: 'ExternalJobStreamDependencyInPlanV2',
  JOIN: 'JoinDependencyInPlanV2',
  FILE: 'FileDependencyInPlanV2',
  RESOURCE: 'ResourceDependencyInPlanV2',
  PROMPT: 'PromptDependencyInPlanV2',
  INTERNETWORK: 'InternetworkDependencyInPlanV2',
};

const seenDependencies = new Set<string>();

/** Names in the value that the documented object, and the objects in it, do not have. */
function undocumented(value: unknown, schema: string, at = schema): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => undocumented(one, schema, at));
  if (typeof value !== 'object' || value === null) return [];
  const type = 'dependencyType' in value ? (DEPENDENCIES[String(value.dependencyType)] ?? '?') : schema;
  if (type !== schema) seenDependencies.add(type);
  const fields = schemas[type];
  if (fields === undefined) return type === '?' ? [`${at}: unknown dependency type`] : [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (NEWER.has(name)) return [];
    const said = fields[name];
    return said !== undefined ? undocumented(inner, said.replaceAll(/[[\]]/g, ''), `${at}.${name}`) : [`${at}.${name}`];
  });
}

describe('the reads of the API', () => {
  const reasonOf = ({ method, path }: { method: string; path: string }) =>
    NOT_SERVED.find(([pattern]) => pattern.test(path) || pattern.test(`${method} ${path}`))?.[1];

  test.each(['10.2.8', '10.1.0.1'] as const)('of version %s answer, each with the names that are documented', async (profile) => {
    const simulator = simulators[profile];
    const wrong: string[] = [];
    const present = reads.filter((one) => !one.notIn.includes(profile) && reasonOf(one) === undefined);
    for (const { method, path } of present) {
      const target = await withListedId(simulator, filled(simulator, path));
      const query = path.endsWith('objects-count')
        ? '?object_type=JOBSTREAM_IN_PLAN&oql='
        : path.endsWith('job/count') && method === 'GET'
          ? '?grouping_filters=status'
          : '';
      const answer = await ask(
        simulator,
        method,
        `${target}${query}`,
        path.endsWith('/job/issues') ? { jobIdList: [] } : path.includes('next_predecessors') ? [] : undefined,
      );
      const wanted = (method === 'POST' || !path.endsWith('/count') ? OTHER_STATUS.find(([pattern]) => pattern.test(path))?.[1] : undefined) ?? 200;
      // The application templates and workstation classes of this engine: none, so there is no one of them to read.
      const isEmpty = /(workloadapplicationtemplate|workstationclass)\/\{/.test(path);
      if (answer.status !== (isEmpty ? 404 : wanted)) wrong.push(`${method} ${target}: ${answer.status}`);
      const shape = SHAPES.find(([pattern]) => pattern.test(path))?.[1];
      if (shape === undefined || answer.status !== 200 || !path.includes('/api/v2/')) continue;
      const body: unknown = JSON.parse(answer.text);
      const rows = page.safeParse(body);
      wrong.push(...new Set(undocumented(rows.success ? rows.data.results : body, shape)));
      if (rows.success && rows.data.results.length === 0) wrong.push(`${path} has no row to look at`);
    }
    expect([...new Set(wrong)]).toEqual([]);
    // Each kind of dependency was looked at.
    expect([...seenDependencies].sort()).toEqual(Object.values(DEPENDENCIES).sort());
    expect(present.length).toBeGreaterThan(90);
  });

  test('that only the other version has are not there', async () => {
    const served: string[] = [];
    for (const profile of ['10.2.8', '10.1.0.1'] as const) {
      for (const { method, path } of reads.filter((one) => one.notIn.includes(profile))) {
        const { status } = await ask(simulators[profile], method, filled(simulators[profile], path));
        if (status !== 404) served.push(`${profile} ${method} ${path}: ${status}`);
      }
    }
    expect(served).toEqual([]);
  });

  test('that are not served are listed with their reason', () => {
    const missing = reads.flatMap((one) => {
      const reason = reasonOf(one);
      return reason === undefined ? [] : `  ${one.method.padEnd(4)} ${one.path}: ${reason}`;
    });
    process.stdout.write(`Reads the simulator does not serve (${missing.length} of ${reads.length}):\n${missing.join('\n')}\n`);
    const unused = NOT_SERVED.filter(([pattern]) => !reads.some(({ method, path }) => pattern.test(path) || pattern.test(`${method} ${path}`)));
    expect(unused).toEqual([]);
  });

  test('in the form of v1 have the documented names', async () => {
    const simulator = simulators['10.2.8'];
    const names = async (path: string, body?: unknown) => {
      const { text } = await ask(simulator, body === undefined ? 'GET' : 'POST', path, body);
      const value: unknown = JSON.parse(text);
      return Object.keys(z.looseObject({}).parse(Array.isArray(value) ? value[0] : value));
    };
    for (const [path, body, documented] of V1_SHAPES) {
      const extra = (await names(path, body)).filter((name) => !documented.split(' ').includes(name));
      expect({ path, extra }).toEqual({ path, extra: [] });
    }
  });
});

const V1_SHAPES: readonly (readonly [path: string, body: unknown, documented: string])[] = [
  [
    '/twsd/engine/info',
    undefined,
    'type version fullVersion apiLevel featureLevel hasModel hasPlan hasDatabasePlan locale timezone dbTimezone planTimezone ltpStartDate ltpEndDate workstationName domainName masterDomain masterWorkstation synphonyRunNumber synphonyScheduledDate synphonyBatchManStatus synphonyStartOfDay synphonyPlanStart synphonyPlanEnd synphonySize synphonyStartTime synphonyFound synphonyFileName dbStartOfDay rdbmsType rdbmsUrl rdbmsUser rdbmsSchema fipsEnabled roleBasedSecurityEnabled auditStore auditModel auditPlan executorList licenseType licenseError licenseJobNumber',
  ],
  [
    '/twsd/plan/query',
    {},
    'key id dbId creationDate timeFirstJobStarted lastTimeOpened validFrom validTo runNumber size criticalPathEnabled whatIfEnabled listSecurityCheckEnabled startOfDay rerunSameName active emptySchedsAreSucc companyName timezoneEnabled eventProcessorWorkstationName eventProcessorPort masterWorkstationName masterDomainName numberOfCpu untilDays',
  ],
  [
    '/twsd/plan/current/job/query',
    {},
    'id name key description workstationInPlan jobStreamInPlan jobDefinition priority originalPriority jobNumber rerunInstancesNumber lastInRerunChain headJobRunId headJobRunName rerunType status timeInfo timeRestriction dependencies dependenciesStats criticalNetworkInfo sigma estimatedEndSigma criticalSuccId requiresConfirmation every heldByUser needMessage pendingCancellation released restarted untilGone userJob noOperation actualWorkstation pendingPredecessor position actualKey originalKey internalSuccessors externalSuccessors',
  ],
];
