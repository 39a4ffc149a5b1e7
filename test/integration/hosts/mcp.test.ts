/** The MCP server as another program's assistant meets it: a real client over the pipes of a real process, a real simulated scheduler behind. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import type { ToolCall } from '../../../src-preload/contract/toolCalls.ts';
import { toolNames } from '../../../src-preload/contract/tools.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;

let simulator: Simulator;
let client: Client;
let dataDir: ReturnType<typeof temporaryDirectory>;
beforeEach(async () => {
  dataDir = temporaryDirectory('resync-mcp-');
  simulator = await startSimulator({ jobs: 250 });
});
afterEach(async () => {
  await client.close();
  await simulator.close();
  await dataDir[Symbol.asyncDispose]();
});

async function connect(env: Record<string, string>): Promise<void> {
  client = new Client({ name: 'test', version: '1' });
  const args = [main, 'mcp', '--data-dir', dataDir.path];
  const clean = { PATH: process.env['PATH'] ?? '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env };
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: clean, stderr: 'ignore' }));
}
const toSimulator = () => ({
  RESYNC_TWS_URL: simulator.url,
  RESYNC_TWS_USER: simulator.user,
  RESYNC_TWS_PASSWORD: simulator.password,
  RESYNC_TWS_CA: simulator.ca,
});
const textOf = (result: Awaited<ReturnType<Client['callTool']>>) => JSON.stringify(result.content);

describe('resync mcp', () => {
  it('offers every tool, each marked as reading only, and answers with what the scheduler says and when', async () => {
    await connect(toSimulator());
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([...toolNames].sort());
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    const result = await client.callTool({ name: 'find_jobs', arguments: { statuses: ['ABEND'], limit: 500 } });
    const call = result.structuredContent as ToolCall;
    expect(call).toMatchObject({ outcome: 'ok', isDemo: false, isComplete: true });
    const shown = (call.data as { jobs: { id: string }[] }).jobs.map(({ id }) => id).sort();
    const served = await simulatorJobs();
    expect(shown).toEqual(served);
    expect(shown.length).toBeGreaterThan(0);
  });

  it('a write is no tool, and nothing but reads reaches the scheduler', async () => {
    await connect(toSimulator());
    const rerun = await client.callTool({ name: 'rerun_job', arguments: { job: 'LOAD_DWH' } }).catch((error: unknown) => error);
    expect(rerun instanceof Error || (rerun as { isError?: boolean }).isError === true).toBe(true);
    const hostile = '../../plan/job/x/action/cancel?lock=true';
    for (const name of ['job_details', 'job_log', 'why_not_running', 'impact', 'successors'] as const) {
      await client.callTool({ name, arguments: { job: hostile } });
    }
    expect(simulator.refusedWrites).toBe(0);
    expect(simulator.requests.every(({ method }) => method === 'GET' || method === 'POST')).toBe(true);
    expect(simulator.requests.some(({ path }) => path.includes('/action/') || path.includes('lock='))).toBe(false);
  });

  it('a scheduler that is away is a failed call that says so, not an empty result', async () => {
    await connect({ ...toSimulator(), RESYNC_TWS_URL: 'https://127.0.0.1:9' });
    const result = await client.callTool({ name: 'find_jobs', arguments: { statuses: ['ERROR'] } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('TWS_UNREACHABLE');
    expect(textOf(result)).toContain('unknown');
  });

  it('with no engine connected each call says what to do', async () => {
    await connect({});
    const result = await client.callTool({ name: 'plan_summary', arguments: {} });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('NO_ENGINE');
  });
});

/** Ids of the abended jobs as the scheduler's own API tells them. */
async function simulatorJobs(): Promise<string[]> {
  const { Agent, fetch } = await import('undici');
  const url = `${simulator.url}/twsd/api/v2/plan/job?limit=10000&oql=${encodeURIComponent("jobruns.compositeStatus.status = 'ABEND'")}`;
  const authorization = `Basic ${Buffer.from(`${simulator.user}:${simulator.password}`).toString('base64')}`;
  const dispatcher = new Agent({ connect: { ca: simulator.ca } });
  const body = (await (await fetch(url, { dispatcher, headers: { authorization } })).json()) as {
    results: { id: string; lastRunCompositeStatus: { status: string } }[];
  };
  await dispatcher.close();
  return body.results
    .filter(({ lastRunCompositeStatus }) => lastRunCompositeStatus.status === 'ABEND')
    .map(({ id }) => id)
    .sort();
}
