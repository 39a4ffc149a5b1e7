/**
 * Read-only in every mode: chat by rules, chat by a model that asks for writes, recorder, auditor, timers, REST, command line and MCP, all on one
 * simulated engine that notes each request. (That each single write is refused before a socket opens is held in allowList.test.ts.)
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { isAllowedRead } from '../../../src-main/tws/readOnly/allowList.ts';
import { type Core, startCore } from '../../fakes/core.ts';
import { type FakeLlm, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const run = promisify(execFile);
const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;
const HOSTILE = ['rerun LOAD_DWH', 'cancel job LOAD_DWH now', '/job ../../plan/job/x/action/cancel?lock=true', '/log LOAD_DWH;X-HTTP-Method-Override: PUT'];

let simulator: Simulator;
let fake: FakeLlm;
let core: Core;
let env: Record<string, string>;
const directory = temporaryDirectory('resync-modes-');

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 400, oddities: true });
  fake = await startFakeLlm();
  env = {
    RESYNC_TWS_URL: simulator.url,
    RESYNC_TWS_USER: simulator.user,
    RESYNC_TWS_PASSWORD: simulator.password,
    RESYNC_TWS_CA: simulator.ca,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  };
  core = await startCore({ dataDir: directory.path, env });
});
afterAll(async () => {
  await core.kill('SIGTERM');
  await fake.close();
  await simulator.close();
  await directory[Symbol.asyncDispose]();
});

/** Every request so far is on the allow-list, none was a write, and there were some. */
function onlyReads(): void {
  expect(simulator.requests.length).toBeGreaterThan(0);
  expect(simulator.refusedWrites).toBe(0);
  for (const { method, path } of simulator.requests) {
    const url = new URL(path, 'https://engine');
    const query = Object.fromEntries(url.searchParams);
    const request = { method: method as 'GET' | 'POST', path: url.pathname, query, ...(method === 'POST' ? { body: {} } : {}) };
    expect(isAllowedRead(request), `${method} ${path}`).toMatchObject({ isAllowed: true });
  }
}

describe('nothing but reads reaches the scheduler', () => {
  it('from chat by rules, the recorder, the auditor, the health checks and the plan thread', async () => {
    for (const question of [...HOSTILE, 'Why did LOAD_DWH abend?', '/handover 4h', '/critical', '/path LOAD_DWH']) await core.ask(question);
    for (const path of ['/plan/summary', '/plan/table', '/plan/late', '/plan/timeline', '/plan/handover', '/health', '/plan/workstations'])
      await core.call('GET', path);
    await core.call('POST', '/plan/snapshot/refresh', { isWhole: true });
    await core.call('POST', '/audit/wake', {});
    onlyReads();
  });

  it('from chat by a model that asks for tools to write with, and for reads that would write', async () => {
    await core.call('PATCH', '/settings', { patch: { llm: { url: fake.url, model: fake.model } } });
    const action = `${simulator.url}/twsd/api/v2/plan/job/x/action/cancel`;
    const writes = [
      { name: 'rerun_job', args: { job: 'LOAD_DWH' } },
      { name: 'http_put', args: { url: action } },
    ];
    const odd = [
      { name: 'job_log', args: { job: '../x/action/kill', search: 'lock=true' } },
      { name: 'find_jobs', args: { name: "X' OR 1=1" } },
    ];
    const once = { when: () => true, times: 1 };
    fake.script({ ...once, reply: { kind: 'tools', calls: writes } }, { ...once, reply: { kind: 'tools', calls: odd } });
    await core.ask('Please rerun LOAD_DWH for me.');
    onlyReads();
  });

  it('from the command line', async () => {
    const args = [main, 'ask', 'rerun LOAD_DWH and cancel PAY_RUN', '--data-dir', `${directory.path}/cli`];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } }).catch((error: { stdout: string }) => error);
    expect(stdout).toMatch(/cannot|conman/i);
    onlyReads();
  });

  it('from another assistant over MCP', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const args = [main, 'mcp', '--data-dir', `${directory.path}/mcp`];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env: { PATH: process.env['PATH'] ?? '', ...env }, stderr: 'ignore' }));
    try {
      for (const { name } of (await client.listTools()).tools) {
        await client
          .callTool({ name, arguments: { job: '../x/action/kill', stream: 'X?lock=true', workstation: '%2e%2e/x', query: 'x' } })
          .catch(() => undefined);
        await client.callTool({ name, arguments: { job: 'LOAD_DWH' } }).catch(() => undefined);
      }
      await client.callTool({ name: 'rerun_job', arguments: { job: 'LOAD_DWH' } }).catch(() => undefined);
    } finally {
      await client.close();
    }
    onlyReads();
  });
});
