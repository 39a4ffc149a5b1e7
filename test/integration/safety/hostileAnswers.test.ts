/** A thousand hostile answers, made from HCL's own schemas, to every read of the client over HTTPS: each is a typed fault, or a reading that is right or says that it is not whole. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Fault } from '../../../src-main/base/fault.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { wireCalendar, wireDefinition, wireJobDefinition, wireStreamDefinition, wireVariableTable } from '../../../src-main/tws/rows/wire/definitionWire.ts';
import {
  wireAuditRecord,
  wireChainJob,
  wireCriticalCounts,
  wireDomain,
  wireFolderCount,
  wireHealth,
  wireLabels,
  wireLogPage,
  wirePlan,
  wireWorkstationV1,
} from '../../../src-main/tws/rows/wire/engineWire.ts';
import {
  wireCount,
  wireCriticalJob,
  wireEngineInfoV1,
  wireEngineInfoV2,
  wireFile,
  wireJob,
  wirePrompt,
  wireResource,
  wireStream,
  wireWorkstation,
} from '../../../src-main/tws/rows/wire/wire.ts';
import type { CallOptions, Reading, TwsClient } from '../../../src-main/tws/types/types.ts';
import { type FakeEngine, startFakeEngine } from '../../fakes/engine/engine.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { hclDescription, type Schema } from '../../fakes/engine/hclDescription.ts';
import { createHostile, type Hostile, type HostileAnswer } from '../../fakes/hostile/hostileAnswers.ts';
import { besideTheTest, readsOver } from '../../fakes/plan/livePlan.ts';

const ANSWERS = 1_000;
const SEED = 20_261_121;
const ID = '6d19eaf1-c9da-3799-96ed-131f07832a01';
const why: CallOptions = { why: 'test', maxAgeMs: 0 };
const hcl = hclDescription();

const listOf = (row: Schema): Schema => ({
  type: 'object',
  properties: { count: { type: 'integer' }, results: { type: 'array', items: row }, next: { type: 'string' } },
});
const arrayOf = (row: Schema): Schema => ({ type: 'array', items: row });
/** Where HCL's description is not at hand, and for v1 which it does not describe, what our own decoders take stands in. */
const own = (decoder: z.ZodType): Schema => z.toJSONSchema(decoder, { io: 'input', unrepresentable: 'any' }) as Schema;
const described = (name: string, decoder: z.ZodType): Schema => (hcl?.schemas[name] === undefined ? own(decoder) : { $ref: `#/components/schemas/${name}` });

const JOB = described('JobInPlanV2', wireJob);
const STREAM = described('JobStreamInPlanV2', wireStream);
const WORKSTATION = described('WorkstationInPlanV2', wireWorkstation);
/** By path, the first that fits. */
const SCHEMAS: readonly (readonly [RegExp, Schema])[] = [
  [/\/api\/v2\/plan\/job\/count$/, described('GroupedCountResponse', wireCount)],
  [/\/api\/v2\/plan\/job$/, listOf(JOB)],
  [/\/api\/v2\/plan\/job\/[^/]+$/, JOB],
  [/\/api\/v2\/plan\/jobstream$/, listOf(STREAM)],
  [/\/api\/v2\/plan\/jobstream\/[^/]+$/, STREAM],
  [/\/health-status$/, own(wireHealth)],
  [/\/api\/v2\/plan\/workstation$/, listOf(WORKSTATION)],
  [/\/api\/v2\/plan\/workstation\/[^/]+$/, WORKSTATION],
  [/\/api\/v2\/plan\/prompt$/, listOf(described('PromptInPlanV2', wirePrompt))],
  [/\/api\/v2\/plan\/file$/, listOf(described('FileInPlanV2', wireFile))],
  [/\/api\/v2\/plan\/resource$/, listOf(described('ResourceInPlanV2', wireResource))],
  [/\/api\/v2\/plan\/resource\/[^/]+$/, described('ResourceInPlanV2', wireResource)],
  [/\/objects-count$/, arrayOf(described('ObjectFolderCountV2', wireFolderCount))],
  [/\/api\/v2\/engine\/info$/, described('EngineInfoV2', wireEngineInfoV2)],
  [/\/objects-info$/, hcl?.responseOf('/objects-info') ?? own(wireLabels)],
  [/\/rc-evaluation$/, arrayOf({ type: 'string', format: 'date-time' })],
  [/\/model\/jobstream$/, listOf(described('ModelObjectJobStream', wireStreamDefinition))],
  [/\/model\/jobstream\/[^/]+$/, described('ModelObjectJobStream', wireStreamDefinition)],
  [/\/model\/jobdefinition$/, listOf(described('ModelObjectJobDefinition', wireJobDefinition))],
  [/\/model\/calendar$/, listOf(described('ModelObjectCalendar', wireCalendar))],
  [/\/model\/variabletable$/, listOf(described('ModelObjectVariableTable', wireVariableTable))],
  [/\/model\//, listOf(described('ModelObjectDomain', wireDefinition))],
  [/\/engine\/info$/, own(wireEngineInfoV1)],
  [/\/summary_info$/, own(wireCriticalCounts)],
  [/\/query_predecessors_chain$/, arrayOf(own(wireChainJob))],
  [/\/criticaljob\/query$/, arrayOf(own(wireCriticalJob))],
  [/\/twsd\/plan\/query$/, arrayOf(own(wirePlan))],
  [/\/workstation\/query$/, arrayOf(own(wireWorkstationV1))],
  [/\/domain\/query$/, arrayOf(own(wireDomain))],
  [/\/prompt\/query$/, arrayOf(own(wirePrompt))],
  [/\/file\/query$/, arrayOf(own(wireFile))],
  [/\/audit_record\//, arrayOf(own(wireAuditRecord))],
  [/\/twsd\/plan\/.*\/joblog$/, own(wireLogPage)],
];
const METRICS = [
  '# TYPE application_wa_JobsInPlanCount_job gauge',
  'application_wa_JobsInPlanCount_job{jobstatus="ERROR"} 3',
  'application_wa_JobsInPlanCount_job{jobstatus="SUCCESSFUL"} 9',
  'application_wa_JobsInPlanCount_job_total 12',
  'application_wa_msgFileFill_percent{fileName="Mailbox.msg"} 7',
  'application_wa_workstation_linked_boolean{workstation="/AGT01"} 0',
  'application_wa_DB_connected_boolean 0',
  '# EOF',
];
const LOG = ['= JOB : X', 'AWSBIS307I Starting', 'ORA-01653: no space', '= Exit Status           : 8'];

type Ask = (client: TwsClient) => Promise<Reading<unknown>>;
/** Every read; those that say how the plan is come up more often. */
const READS: readonly (readonly [weight: number, name: string, ask: Ask])[] = [
  [8, 'jobs', (client) => client.jobs({ limit: 1_000 }, why)],
  [8, 'failed jobs', (client) => client.jobs({ statuses: ['ERROR'], limit: 1_000 }, why)],
  [4, 'late jobs', (client) => client.jobs({ isLate: true, limit: 1_000 }, why)],
  [8, 'summary', (client) => readsOf(client).summary(why)],
  [4, 'counts', (client) => client.jobCounts(why)],
  [4, 'job', (client) => client.job(ID, why)],
  [3, 'runs', (client) => client.runs(ID, why)],
  [3, 'streams', (client) => client.streams({ limit: 1_000 }, why)],
  [3, 'stream', (client) => client.stream(ID, why)],
  [5, 'workstations', (client) => client.workstations({ limit: 1_000 }, why)],
  [3, 'workstation', (client) => client.workstation(ID, why)],
  [1, 'workstation facts', (client) => client.workstationFacts({}, why)],
  [2, 'impact', (client) => readsOf(client).impact(ID, why)],
  [1, 'dependencies', (client) => client.dependencies(`job:${ID}`, why)],
  [1, 'prompts', (client) => client.prompts(why)],
  [1, 'files', (client) => client.files(why)],
  [1, 'resources', (client) => client.resources(why)],
  [1, 'resource', (client) => client.resource(ID, why)],
  [1, 'domains', (client) => client.domains(why)],
  [1, 'folder counts', (client) => client.folderCounts('JOB_IN_PLAN', why)],
  [2, 'engine', (client) => client.engineInfo(why)],
  [1, 'offer', (client) => client.offer(why)],
  [1, 'labels', (client) => client.labels('en', why)],
  [2, 'critical jobs', (client) => client.criticalJobs(why)],
  [1, 'critical counts', (client) => client.criticalCounts(why)],
  [1, 'critical chain', (client) => client.criticalChain(ID, 'hot-list', why)],
  [1, 'plans', (client) => client.plans(['CURRENT', 'ARCHIVED'], why)],
  [1, 'audit', (client) => client.auditRecords({ limit: 50 }, why)],
  [1, 'stream definitions', (client) => client.streamDefinitions({ name: 'NIGHT', limit: 50 }, why)],
  [1, 'stream definition', (client) => client.streamDefinition(ID, why)],
  [1, 'job definitions', (client) => client.jobDefinitions({ limit: 50 }, why)],
  [1, 'calendars', (client) => client.calendars(why)],
  [1, 'variables', (client) => client.variableTables(why)],
  [1, 'next runs', (client) => client.nextRuns(ID, { from: '2026-03-10', to: '2026-03-20' }, why)],
  [2, 'metrics', (client) => client.metrics(why)],
  [1, 'log', (client) => client.jobLog({ runId: ID, jobId: ID }, { maxBytes: 10_000 }, why)],
  [1, 'log lines', (client) => client.logLines({ runId: ID, jobId: ID }, { from: 2, to: 9 }, why)],
  [1, 'log search', (client) => client.searchLog({ runId: ID, jobId: ID }, { word: 'ORA' }, why)],
];
const DRAWN = READS.flatMap(([weight, name, ask]) => Array.from({ length: weight }, () => ({ name, ask })));

const readsOf = (client: TwsClient) => readsOver(client, { startThread: besideTheTest() }).reads;

let engine: FakeEngine;
/** Number of the question: with the path it decides the answer, in whatever order the client asks. */
let question = 0;
/** What this engine says now, by path: it is hostile, but of one mind until the question is answered. */
let said: Map<string, HostileAnswer>;
let sent = 0;

beforeAll(async () => {
  said = new Map();
  engine = await startFakeEngine((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'https://engine');
    const answer = said.get(pathname) ?? answerTo(pathname);
    said.set(pathname, answer);
    sent++;
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length }).end(answer.body);
  });
});
afterAll(() => engine.close());

/** FNV-1a. */
const hashOf = (text: string): number => Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
const hostileFor = (what: string): Hostile => createHostile(hashOf(`${SEED} ${question} ${what}`));

function answerTo(path: string): HostileAnswer {
  const hostile = hostileFor(path);
  if (path === '/metrics') return hostile.textAnswer(METRICS);
  if (path.includes('/api/v2/') && path.endsWith('/joblog')) return hostile.textAnswer(LOG);
  const schema = SCHEMAS.find(([pattern]) => pattern.test(path))?.[1] ?? {};
  const lookUp = (ref: string): Schema => {
    const name = ref.split('/').at(-1) ?? '';
    return hcl?.schemas[name] ?? (schema as { $defs?: Record<string, Schema> }).$defs?.[name] ?? {};
  };
  return hostile.answerTo(schema, lookUp);
}

test(`${ANSWERS} answers`, async () => {
  const outcomes = { faults: 0, incomplete: 0, complete: 0 };
  while (sent < ANSWERS) {
    // Of a new engine nothing is known: what was learned of the last one's filters must not help.
    const client = createTwsClient(clientDeps(engine, { tuning: { retries: 0, breakAfter: 100 } }));
    for (const end = question + 25; question < end; question++) {
      said = new Map();
      const { name, ask } = DRAWN[Math.floor(hostileFor('which read').next() * DRAWN.length)]!;
      const reading = await outcomeOf(ask(client), name);
      if (reading === null) outcomes.faults++;
      else {
        checked(name, reading);
        outcomes[reading.isComplete ? 'complete' : 'incomplete']++;
      }
    }
    await client.close();
  }
  console.log(`${sent} hostile answers from ${hcl === null ? 'our own schemas' : `HCL's schemas ${hcl.version}`}: ${JSON.stringify(outcomes)}`);
  for (const [outcome, times] of Object.entries(outcomes)) expect(times, outcome).toBeGreaterThan(ANSWERS / 50);
});

/** A reading, or null for a fault with its code; anything else is a bug. */
async function outcomeOf(read: Promise<Reading<unknown>>, name: string): Promise<Reading<unknown> | null> {
  try {
    return await read;
  } catch (error) {
    expect(error, `${name}: ${JSON.stringify([...said.keys()])}`).toBeInstanceOf(Fault);
    // READ_ONLY: the engine named something in a way that cannot be asked for.
    expect((error as Fault).code, `${name}: ${String((error as Fault).cause)}`).toMatch(/^TWS_|^READ_ONLY$/);
    return null;
  }
}

type Raw = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The rows of a list as sent, naively; null when no list was sent. */
function rawRows(path: string): unknown[] | null {
  const value = said.get(`/twsd/api/v2${path}`)?.value;
  if (Array.isArray(value)) return value as unknown[];
  if (!isObject(value)) return null;
  if (Array.isArray(value['results'])) return value['results'] as unknown[];
  // Nothing counted and nothing listed.
  return value['results'] === null && value['count'] === 0 ? [] : null;
}
const words = (value: unknown): string => JSON.stringify(value) ?? '';
/** Said to have failed, in so many words, and by nobody canceled. */
const hasFailed = (row: unknown): boolean =>
  isObject(row) &&
  row['lastRunCommonStatus'] === 'ERROR' &&
  !/"cancel|CANCL|"jobStreamCancelled":true/i.test(words(row).replaceAll(/"(cancell?ed|cancelPending|jobStreamCancelled)":(false|null|""| )/gi, ''));
const idsOf = (rows: readonly unknown[]) =>
  new Set(rows.flatMap((row) => (isObject(row) && (typeof row['id'] === 'string' || typeof row['id'] === 'number') ? [String(row['id'])] : [])));

function checked(name: string, { data, ...reading }: Reading<unknown>): void {
  expect(Number.isFinite(reading.observedAtMs), name).toBe(true);
  if (reading.total !== null) expect(Number.isSafeInteger(reading.total) && reading.total >= 0, `${name} ${reading.total}`).toBe(true);
  if (name === 'jobs' || name === 'failed jobs' || name === 'late jobs') checkedJobs(name, data as Raw[], reading);
  if (name === 'workstations') checkedWorkstations(data as Raw[]);
  if (name === 'summary') checkedSummary(data as Raw, reading.isComplete);
  if (name === 'counts') {
    const { total, byStatus } = data as { total: number; byStatus: Record<string, number> };
    expect(Object.values(byStatus).reduce((sum, jobs) => sum + jobs, 0)).toBe(total);
    if (total === 0 && reading.isComplete)
      expect(rawRows('/plan/job')?.length === 0 || words(said.get('/twsd/api/v2/plan/job/count')?.value).includes('"count":0')).toBe(true);
  }
  if (name === 'metrics' && (data as Raw)['isDatabaseConnected'] === true) expect.unreachable('no answer said so');
}

const SUCCESS = /"(?:SUCC\w*|COMPL\w*|DUMMY_COMPLETED)"/i;

function checkedJobs(name: string, data: readonly Raw[], { isComplete, isTruncated }: { readonly isComplete: boolean; readonly isTruncated: boolean }): void {
  const rows = rawRows('/plan/job');
  for (const { id, status } of data) {
    if ((status as Raw)['common'] !== 'SUCCESSFUL') continue;
    const row = rows?.find((one) => isObject(one) && String(one['id']) === id) ?? said.get(`/twsd/api/v2/plan/job/${String(id)}`)?.value;
    expect(words(row), 'successful without a word of it').toMatch(SUCCESS);
    const last = isObject(row)
      ? [row['lastRunCommonStatus'], isObject(row['lastRunCompositeStatus']) ? row['lastRunCompositeStatus']['status'] : undefined]
      : [];
    const told = last.filter((word) => typeof word === 'string' && word.trim() !== '');
    expect(told.length === 0 || told.some((word) => SUCCESS.test(words(word))), `successful, but the last run says ${words(told)}`).toBe(true);
  }
  if (!isComplete || isTruncated) return;
  // A whole reading of something that is no list would be "nothing there".
  expect(rows, `${name}: ${said.get('/twsd/api/v2/plan/job')?.body.toString().slice(0, 200) ?? ''}`).not.toBeNull();
  const shown = new Set(data.map(({ id }) => String(id)));
  if (name === 'jobs') {
    expect(shown).toEqual(idsOf(rows ?? []));
    // A row that cannot be read is still one that is missing.
    expect(rows?.length).toBe(shown.size);
  }
  if (name === 'failed jobs') for (const id of idsOf((rows ?? []).filter(hasFailed))) expect(shown).toContain(id);
}

function checkedWorkstations(data: readonly Raw[]): void {
  for (const { id, problem } of data) {
    if (problem !== null) continue;
    const row = rawRows('/plan/workstation')?.find((one) => isObject(one) && String(one['id']) === id);
    expect(words(row), 'well without a word of it').toMatch(/JOBMAN_UP|POOL|REM-ENG/i);
  }
}

function checkedSummary(summary: Raw, isComplete: boolean): void {
  expect(isComplete).toBe((summary['missing'] as unknown[]).length === 0);
  if (summary['failed'] !== 0 || !isComplete) return;
  const rows = rawRows('/plan/job');
  expect(rows, 'healthy without a list of jobs').not.toBeNull();
  expect((rows ?? []).filter(hasFailed)).toEqual([]);
}
