/**
 * Whatever a route is sent, it answers in the product's own words: never a 500, never a dropped connection, never a crash. Requests are made from the
 * OpenAPI document and sent to a real core on the demo. `RESYNC_FUZZ_RUNS` sends more of them to each route, `RESYNC_FUZZ_SEED` others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import { toolNames } from '../../../src-preload/contract/tools.ts';
import { type Core, startCore } from '../../fakes/core.ts';
import { seedReviewQueue } from '../../fakes/reviewQueue.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';
import { type Schema, valuesOf } from '../../fuzz/fromSchema.ts';
import { holds, PATIENCE_MS } from '../../fuzz/holds.ts';
import { type KnownThings, makeKnownThings } from '../../fuzz/knownThings.ts';
import { type DescribedOperation, inputOf, type OpenApi, operationAt, operationsOf, proceduresOf } from '../../fuzz/operations.ts';
import { pinnedFor } from '../../fuzz/pinned.ts';
import { type Request, requestsOf } from '../../fuzz/requests.ts';
import { asCurl, send, sendBytes } from '../../fuzz/send.ts';
import { complaintOfFailure, openSocket, type Socket } from '../../fuzz/socket.ts';
import { BROKEN_HTTP, strangeFrame, strangeNative, strangeValue } from '../../fuzz/strange.ts';
import { createVerdict } from '../../fuzz/verdict.ts';

const SECRET = 'kept-secret-5Yq2';
/** Ten exchanges with a model that is away, each time one is configured. */
const NEEDS_A_MODEL = 'POST /settings/llm-conformance';
/** Let in only by what a fuzz does not have: a model, an address that came from a file, a backup that is put in place. */
const NEEDS_MORE: ReadonlySet<string> = new Set([NEEDS_A_MODEL, 'POST /settings/confirm', 'POST /backups/restore']);
/** Refusals are not logged as errors: what is, nobody expected. */
const UNEXPECTED = /"level":"(error|fatal)"/;

const procedures = proceduresOf(contract);
const routes = procedures.map(({ route }) => route);
const directory = temporaryDirectory('resync-fuzz-');
const verdict = createVerdict({ secrets: [SECRET], places: [directory.path] });
vi.setConfig({ testTimeout: PATIENCE_MS });

let core: Core;
let operations: Map<string, DescribedOperation>;
let knownThings: KnownThings;

beforeAll(async () => {
  await seedReviewQueue(directory.path, 90);
  core = await startCore({ dataDir: directory.path, env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } });
  // Chosen, not given on the command line: the settings may then change which engine is asked.
  await core.call('POST', '/settings/demo');
  operations = operationsOf(await core.call<OpenApi>('GET', '/openapi.json'));
  // A key belongs to an address: one where nobody answers.
  await core.call('PATCH', '/settings', { patch: { llm: { url: 'http://127.0.0.1:1/v1', model: 'away' } } });
  await core.call('POST', '/settings/secret', { kind: 'llm-api-key', engineId: null, value: SECRET });
  knownThings = await makeKnownThings(core);
});
afterAll(async () => {
  await core.kill('SIGTERM');
  await directory[Symbol.asyncDispose]();
});

/** Statuses each route answered with: a fuzz that never gets in proves little. */
const answered = new Map<string, Set<number>>();

async function complaintOf(request: Request): Promise<string | null> {
  const answer = await send(core, request);
  const reached = operationAt(operations, request.method, request.target);
  if (reached !== undefined) note(`${reached.method} ${reached.path}`, answer.status);
  const complaint = verdict.ofAnswer(answer, reached?.answer);
  return complaint === null ? null : `${complaint}\n${answer.status} ${answer.text.slice(0, 500)}`;
}

function note(route: string, status: number): void {
  const statuses = answered.get(route) ?? new Set();
  answered.set(route, statuses.add(status));
}

const requestsTo = (route: string) => {
  const operation = operations.get(route)!;
  return requestsOf(operation, knownThings(operation));
};

it('the document and the typed contract name the same routes', () => {
  expect([...operations.keys()].sort()).toEqual(routes.toSorted());
});

describe('over REST', () => {
  it.each(routes)('%s', async (route) => {
    await holds({ cases: requestsTo(route), complaintOf, shown: asCurl, pinned: pinnedFor(route), share: route === NEEDS_A_MODEL ? 0.2 : 1 });
    // Whatever the settings were made to be, the routes after this one have a scheduler to ask.
    if (route === 'PATCH /settings') await core.call('POST', '/settings/demo');
  });

  it('every route was let in at least once', () => {
    const shut = routes.filter((route) => !answered.get(route)?.has(200) && !NEEDS_MORE.has(route));
    expect(shut.join(', ')).toBe('');
  });

  it.each(toolNames)('the tool %s', async (name) => {
    const tools = await core.call<{ name: string; parameters: Schema }[]>('GET', '/tools');
    await holds({
      cases: argumentsOf(tools.find((tool) => tool.name === name)!.parameters).map((args): Request => {
        return { method: 'POST', target: `/api/tools/${name}`, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ args }) };
      }),
      complaintOf,
      shown: asCurl,
    });
  });

  it.each(BROKEN_HTTP.map((bytes) => [bytes.slice(0, 80), bytes]))('bytes that are no request: %j', async (_shown, bytes) => {
    const answer = await sendBytes(core, bytes);
    expect(verdict.ofAnswer(answer, undefined), `${answer.status} ${answer.text.slice(0, 300)}`).toBeNull();
  });
});

/** By the book, nearly so, and anything. */
function argumentsOf(schema: Schema): fc.Arbitrary<unknown> {
  const known = knownThings({ path: '/tools' });
  return fc.oneof(
    { weight: 5, arbitrary: valuesOf(schema, 'args', { known, missEvery: 0 }) },
    { weight: 4, arbitrary: valuesOf(schema, 'args', { known, missEvery: 4 }) },
    { weight: 1, arbitrary: strangeValue },
  );
}

describe('over the WebSocket', () => {
  let socket: Socket;
  beforeAll(async () => {
    socket = await openSocket(core);
  });
  afterAll(() => socket.close());

  it.each(procedures.map(({ steps, route }) => [steps.join('.'), steps, route] as const))('%s', async (_name, steps, route) => {
    const operation = operations.get(route)!;
    const schema = inputOf(operation);
    const known = knownThings(operation);
    await holds({
      cases: fc.oneof(
        { weight: 5, arbitrary: valuesOf(schema, 'input', { known, missEvery: 0 }) },
        { weight: 4, arbitrary: valuesOf(schema, 'input', { known, missEvery: 4 }) },
        { weight: 2, arbitrary: strangeNative },
      ),
      complaintOf: (input) =>
        socket.call(steps, input).then(
          (answer) => verdict.secretIn(JSON.stringify(answer) ?? ''),
          (thrown: unknown) => complaintOfFailure(thrown) ?? verdict.ofWords(String(thrown)),
        ),
      shown: (input) => `${steps.join('.')} over /rpc with ${fc.stringify(input)}`,
      share: 0.4,
    });
    if (route === 'PATCH /settings') await core.call('POST', '/settings/demo');
  });

  it('frames that are no calls close their socket at most', async () => {
    await holds({
      cases: strangeFrame,
      complaintOf: async (frame) => {
        const other = await openSocket(core);
        await other.push(frame);
        other.close();
        return null;
      },
      shown: (frame) => `frame ${fc.stringify(frame)}`,
    });
  });
});

describe('over the Model Context Protocol', () => {
  const own = temporaryDirectory('resync-fuzz-mcp-');
  const client = new Client({ name: 'fuzz', version: '1' });
  beforeAll(async () => {
    const args = ['out/cli/main.js', 'mcp', '--demo', '--data-dir', own.path];
    const env = { PATH: process.env['PATH'] ?? '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
  });
  afterAll(async () => {
    await client.close();
    await own[Symbol.asyncDispose]();
  });

  it.each([...toolNames, 'no_such_tool'])('%s', async (name) => {
    const { tools } = await client.listTools();
    const schema = (tools.find((tool) => tool.name === name)?.inputSchema ?? {}) as Schema;
    await holds({
      cases: argumentsOf(schema),
      complaintOf: async (args) => {
        const words = await client
          .callTool({ name, arguments: args as Record<string, unknown> })
          .then(({ isError, content }) => (isError === true ? JSON.stringify(content) : ''), String);
        return words.includes('INTERNAL') || words.includes('-32603') ? words.slice(0, 500) : verdict.ofWords(words);
      },
      shown: (args) => `resync mcp --demo: ${name} with ${fc.stringify(args)}`,
      share: 0.5,
    });
  });
});

describe('with no engine connected', () => {
  beforeAll(async () => {
    await core.call('PATCH', '/settings', { patch: { activeEngineId: null } });
  });

  // The rest of the settings would connect one again.
  it.each(routes.filter((route) => !route.includes('/settings')))('%s', async (route) => {
    await holds({ cases: requestsTo(route), complaintOf, shown: asCurl, share: 0.1 });
  });
});

describe('after all that', () => {
  it('the core answers, and its store is whole', async () => {
    await core.call('POST', '/settings/demo');
    const { components } = await core.call<{ components: { component: string; state: string }[] }>('GET', '/health');
    expect(components.find(({ component }) => component === 'store')).toMatchObject({ state: 'healthy' });
    expect(await core.call('GET', '/review/trail/verify')).toMatchObject({ isIntact: true });
    expect(await core.ask('Which jobs failed?')).toMatchObject({ state: { at: 'done' } });
  });

  it('nothing unexpected is in its log, nor a secret', async () => {
    await core.kill('SIGTERM');
    const logs = join(directory.path, 'logs');
    const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'));
    expect(lines.filter((line) => UNEXPECTED.test(line) || line.includes(SECRET) || line.includes(core.token)).map((line) => line.slice(0, 1_000))).toEqual([]);
  });
});
