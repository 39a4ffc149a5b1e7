/** What is sent and what is read fit HCL's own description of the API: the simulator's answers validate against it, and no decoder reads a field it does not have. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Simulator, startSimulator } from '../../src-main/demo/simulator.ts';
import { wireCalendar, wireDefinition, wireJobDefinition, wireStreamDefinition, wireVariableTable } from '../../src-main/tws/rows/wire/definitionWire.ts';
import { wireFolderCount } from '../../src-main/tws/rows/wire/engineWire.ts';
import { wireCount, wireEngineInfoV2, wireFile, wireJob, wirePrompt, wireResource, wireStream, wireWorkstation } from '../../src-main/tws/rows/wire/wire.ts';
import { fieldSchemas, fields, fieldsIn } from '../fakes/engine/hclFacts.ts';
import { type HclDescription, hclDescription, propertiesOf, resolved, type Schema } from '../fakes/engine/hclDescription.ts';

const hcl = hclDescription();
/** The file says 10.1.0.1, and that is what the simulator is held to; what came later has a schema there at times. */
const PROFILE = '10.1.0.1';

/** The reads the client makes, with what the simulator is asked for. `{id}` is the first row of the list above it. */
const READS: readonly (readonly [path: string, query: string])[] = [
  ['/engine/info', ''],
  ['/objects-info', ''],
  ['/plan/job', 'limit=200'],
  ['/plan/job/{job_id}', ''],
  ['/plan/job/count', 'plan_filter=/@/@%23/@/@.@&grouping_filters=status'],
  ['/plan/jobstream', 'limit=200'],
  ['/plan/jobstream/{jobstream_id}', ''],
  ['/plan/workstation', ''],
  ['/plan/workstation/{workstation_id}', ''],
  ['/plan/workstation/{workstation_id}/action/health-status', ''],
  ['/plan/resource', ''],
  ['/plan/resource/{resource_id}', ''],
  ['/plan/folder/objects-count', 'object_type=JOBSTREAM_IN_PLAN&oql='],
  ['/model/jobstream', ''],
  ['/model/jobstream/{jobStream_id}', ''],
  ['/model/jobdefinition', 'limit=200'],
  ['/model/jobdefinition/{jobDefinition_id}', ''],
  ['/model/calendar', ''],
  ['/model/variabletable', ''],
  ['/model/domain', ''],
  ['/model/workstation', ''],
];

/**
 * Where HCL's description cannot be taken at its word:
 * - `oneOf` without a discriminator: every dependency fits several of the eight kinds, so that "exactly one" holds for none. Read as "at least one".
 * - `maximum: 0` on priorities, ports, quantities and limits: no value of theirs could keep it. Left out.
 */
const relaxed = (description: HclDescription): object =>
  JSON.parse(JSON.stringify(description.document).replaceAll('"oneOf":', '"anyOf":'), (key, value: unknown) =>
    key === 'maximum' && value === 0 ? undefined : value,
  ) as object;

function validatorOf(description: HclDescription) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  const formats: Readonly<Record<string, RegExp | true>> = {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    date: /^\d{4}-\d\d-\d\d$/,
    duration: /^P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
    'local-time': /^\d\d:\d\d(?::\d\d)?$/,
    int32: true,
    int64: true,
    double: true,
    binary: true,
  };
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  ajv.addSchema(relaxed(description), 'hcl');
  const pointed = (schema: Schema): object => JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"hcl#/components')) as object;
  return (schema: Schema, value: unknown): string[] => {
    const validate = ajv.compile(pointed(schema));
    if (validate(value)) return [];
    return [
      ...new Set(
        (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath.replaceAll(/\/\d+/g, '/*')} ${message ?? ''} ${JSON.stringify(params)}`,
        ),
      ),
    ];
  };
}

describe.skipIf(hcl === null)('the simulator keeps to the description', () => {
  let simulator: Simulator;
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  let idsOf: ReadonlyMap<string, string>;
  const ask = async (path: string): Promise<unknown> => {
    const authorization = `Basic ${Buffer.from(`${simulator.user}:${simulator.password}`).toString('base64')}`;
    const { statusCode, body } = await request(`${simulator.url}/twsd/api/v2${path}`, {
      dispatcher: agent,
      headers: { authorization, accept: 'application/json' },
    });
    expect(statusCode, path).toBe(200);
    return body.json();
  };
  beforeAll(async () => {
    simulator = await startSimulator({ profile: PROFILE, clock: { startAtMs: Date.parse('2026-03-10T04:00:00Z'), speed: 0 } });
    const firsts = await Promise.all(
      [...new Set(READS.filter(([path]) => path.includes('{')).map(([path]) => path.slice(0, path.indexOf('/{'))))].map(async (list) => {
        const { results } = (await ask(`${list}?limit=1`)) as { results: readonly { id?: string; def?: { id: string } }[] };
        return [list, results[0]?.id ?? results[0]?.def?.id ?? ''] as const;
      }),
    );
    idsOf = new Map(firsts);
  });
  afterAll(async () => {
    await agent.close();
    await simulator.close();
  });

  test.each(READS)('GET %s', async (path, query) => {
    const schema = hcl?.responseOf(path);
    expect(schema, 'the description has no such read').not.toBeNull();
    const asked = path.replace(/\{[^}]+\}/, () => idsOf.get(path.slice(0, path.indexOf('/{'))) ?? '');
    const answer = await ask(query === '' ? asked : `${asked}?${query}`);
    expect(validatorOf(hcl!)(schema!, answer)).toEqual([]);
  });

  test('a wrong answer would be found', () => {
    const complaints = validatorOf(hcl!)({ $ref: '#/components/schemas/JobInPlanV2' }, { id: 7, lastRunCommonStatus: 'FINE', schedTime: 'noon' });
    expect(complaints).toHaveLength(3);
  });
});

/** Fields our decoders read that the description does not have there, and why they are read all the same. */
const BEYOND: Readonly<Record<string, string>> = {
  'JobInPlanV2.compositeStatus': 'what a stream calls its status: some engines say it of a job as well',
  'JobInPlanV2.commonStatus': 'as compositeStatus',
  'JobStreamInPlanV2.jobStreamStats.numberOfSuccessfulJob': 'the manual spells it with two l, the description with three',
  'ResourceInPlanV2.planId': 'only other objects of the plan are described with it',
  'ModelObjectJobStream.def.internalPredecessors': 'read like what the jobs in it wait for; a stream has none',
  'ModelObjectCalendar.def.workstation': 'asked of every definition',
  'ModelObjectVariableTable.def.workstation': 'asked of every definition',
  'ModelObjectDomain.def.workstation': 'asked of every definition',
};
const DECODERS: readonly (readonly [schema: string, decoder: z.ZodType])[] = [
  ['JobInPlanV2', wireJob],
  ['JobStreamInPlanV2', wireStream],
  ['WorkstationInPlanV2', wireWorkstation],
  ['ResourceInPlanV2', wireResource],
  ['PromptInPlanV2', wirePrompt],
  ['FileInPlanV2', wireFile],
  ['EngineInfoV2', wireEngineInfoV2],
  ['GroupedCountResponse', wireCount],
  ['ObjectFolderCountV2', wireFolderCount],
  ['ModelObjectJobStream', wireStreamDefinition],
  ['ModelObjectJobDefinition', wireJobDefinition],
  ['ModelObjectCalendar', wireCalendar],
  ['ModelObjectVariableTable', wireVariableTable],
  ['ModelObjectDomain', wireDefinition],
];

/** The fields of a definition are taken out of its `def` before they are read one by one. */
const fieldsOfDefinition = (decoder: z.ZodType): string[] =>
  decoder instanceof z.ZodPipe && decoder.out instanceof z.ZodObject
    ? Object.keys(decoder.out.shape).filter((field) => field !== 'key' && field !== 'status')
    : [];
const schemaOfDefinition = (name: string): Schema => propertiesOf(fieldSchemas, { $ref: `#/components/schemas/${name}` })['def'] ?? {};

/** An answer with everything the description promises, which notes what is asked of it beyond that. */
function spy(schemas: HclDescription['schemas'], schema: Schema, path: string, beyond: Set<string>, depth = 0): unknown {
  const own = resolved(schemas, schema);
  if (own.enum !== undefined) return own.enum[0];
  if (own.type === 'array') return depth > 8 ? [] : [spy(schemas, own.items ?? {}, path, beyond, depth + 1)];
  const properties = propertiesOf(schemas, own);
  if (Object.keys(properties).length > 0) {
    const target: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(properties)) if (depth < 8) target[name] = spy(schemas, property, `${path}.${name}`, beyond, depth + 1);
    return new Proxy(target, {
      get(held, name) {
        if (typeof name === 'string' && !Object.hasOwn(held, name) && name !== 'then' && name !== 'toJSON' && name !== 'constructor')
          beyond.add(`${path}.${name}`);
        return Reflect.get(held, name) as unknown;
      },
    });
  }
  if (own.type === 'integer' || own.type === 'number') return 1;
  if (own.type === 'boolean') return true;
  if (own.type === 'string') return own.format === 'date-time' ? '2026-03-10T04:00:00Z' : own.format === 'duration' ? 'PT1M' : 'x';
  if (typeof own.additionalProperties === 'object') return { x: spy(schemas, own.additionalProperties, `${path}.*`, beyond, depth + 1) };
  return {};
}

describe('no decoder reads what the description does not have', () => {
  test.each(DECODERS)('%s', (name, decoder) => {
    const beyond = new Set<string>();
    const schema: Schema = { $ref: `#/components/schemas/${name}` };
    expect(fieldSchemas[name], 'there is no such schema').toBeDefined();
    expect(decoder.safeParse(spy(fieldSchemas, schema, name, beyond)).success).toBe(true);
    for (const field of fieldsOfDefinition(decoder))
      if (propertiesOf(fieldSchemas, schemaOfDefinition(name))[field] === undefined) beyond.add(`${name}.def.${field}`);
    const known = Object.keys(BEYOND).filter((field) => field.startsWith(`${name}.`));
    expect([...beyond].sort()).toEqual(known.sort());
  });
});

test.skipIf(hcl === null)('the fields kept in the fixture are those of the description', () => {
  const described = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldsIn(hcl!.schemas, name)]));
  expect(described).toEqual(fields);
});
