/** The `resync` command as scripts rely on it: exit codes, one JSON line when ready, graceful end, honest words. Real processes throughout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;

let dataDir: string;
const running = new Set<ChildProcess>();
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'resync-cli-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function start(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess & { readonly ended: Promise<Ended> } {
  const clean = { PATH: process.env['PATH'], HOME: dataDir, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env };
  const child = spawn(process.execPath, [main, ...args], { env: clean, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, stdout, stderr });
    }),
  );
  return Object.assign(child, { ended });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (...args: string[]) => start(args).ended;
const here = () => ['--data-dir', dataDir];

/** The first line of stdout, as JSON. */
async function ready<T>(child: ReturnType<typeof start>): Promise<T> {
  const line = await Promise.race([
    new Promise<string>((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))),
    child.ended.then(({ code, stderr }) => {
      throw new Error(`ended with ${code} before it was ready: ${stderr}`);
    }),
  ]);
  return JSON.parse(line) as T;
}

interface Served {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

describe('words', () => {
  it('--help names every command; a mistake is one line and exit code 2', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const command of ['serve', 'ask', 'doctor', 'simulate', 'migrate', 'mcp']) expect(help.stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    const mistakes = await Promise.all([run('askk'), run('ask'), run('serve', '--prot', '1'), run('serve', '--port', '-1')]);
    for (const { code, stdout, stderr } of mistakes) expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  it('migrate makes the store and says what it did', async () => {
    expect((await run('migrate', ...here())).stdout).toMatch(/was created with schema \d/);
    expect((await run('migrate', ...here())).stdout).toMatch(/already/);
    expect(existsSync(join(dataDir, 'resync.db'))).toBe(true);
  });
});

describe('serve', () => {
  it('prints one JSON line when ready, answers with its token, and ends on SIGTERM with nothing left running', async () => {
    const child = start(['serve', '--demo', ...here()]);
    const { url, token, pid } = await ready<Served>(child);
    expect(pid).toBe(child.pid);
    const status = await fetch(`${url}/api/status`, { headers: { authorization: `Bearer ${token}` } });
    expect(await status.json()).toMatchObject({ host: 'server', engine: { isDemo: true } });
    child.kill('SIGTERM');
    const { code, stdout } = await child.ended;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(readFileSync(join(dataDir, 'settings.json'), { encoding: 'utf8', flag: 'a+' })).not.toContain(token);
  });

  it('a second one on the same data says who holds it; a taken port is a sentence', async () => {
    const child = start(['serve', '--demo', ...here()]);
    const { url } = await ready<Served>(child);
    const second = await run('serve', '--demo', ...here());
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('already running');
    const taken = await run('serve', '--demo', '--data-dir', join(dataDir, 'other'), '--port', new URL(url).port);
    expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Port \d+ is taken.*\n$/) });
  });
});

describe('ask', () => {
  it('answers from the demo with receipts, in the language of the question, and as JSON', async () => {
    const { code, stdout } = await run('ask', 'quais jobs falharam nas últimas 4 horas?', '--demo', '--json', ...here());
    expect(code).toBe(0);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({
      isDemo: true,
      answer: expect.any(String),
      claims: expect.any(Array),
      state: { at: 'done' },
      turn: { id: expect.any(String) },
    });
    expect(said.receipts.length).toBeGreaterThan(0);
    expect(said.answer).toMatch(/falh/i);
    const plain = await run('ask', 'which jobs failed?', '--demo', ...here());
    expect(plain.stdout).toMatch(/DEMO/);
    expect(plain.stdout).toMatch(/^ {2}r1 {2}find_jobs/m);
  });

  it('beside a running instance it says so and answers without being remembered', async () => {
    const child = start(['serve', '--demo', ...here()]);
    const { url, token } = await ready<Served>(child);
    const { code, stderr, stdout } = await run('ask', '/failed', '--demo', '--json', ...here());
    expect(code).toBe(0);
    expect(stderr).toContain('not remembered');
    expect(JSON.parse(stdout).receipts.length).toBeGreaterThan(0);
    const history = await fetch(`${url}/api/chat/history`, { headers: { authorization: `Bearer ${token}` } });
    expect(await history.json()).toEqual([]);
  });

  it('with no engine it says what to do instead of answering', async () => {
    const { code, stdout, stderr } = await run('ask', '/failed', ...here());
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/connect|demo/i);
  });
});

describe('doctor', () => {
  it('has a line for each connection and fails when one is unhealthy', async () => {
    const well = await run('doctor', '--demo', ...here());
    expect(well.stdout).toMatch(/^engine +healthy/m);
    expect(well.stdout).toMatch(/^keychain +degraded/m);
    expect(well.code).toBe(0);
    const env = { RESYNC_TWS_URL: 'https://127.0.0.1:1', RESYNC_TWS_USER: 'op', RESYNC_TWS_PASSWORD: 'geheim' };
    const ill = await start(['doctor', ...here()], env).ended;
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(/^engine +unhealthy/m);
    expect(ill.stdout + ill.stderr).not.toContain('geheim');
  });

  it('beside a running Resync, what belongs to its data is not called healthy', async () => {
    const serving = start(['serve', '--demo', ...here()]);
    await ready(serving);
    const beside = await run('doctor', '--demo', ...here());
    expect(beside.stdout).toMatch(/^not checked +store, backup/m);
    expect(beside.stdout).not.toMatch(/^store/m);
    expect(beside.stdout).toMatch(/^engine +healthy/m);
    serving.kill('SIGTERM');
    await serving.ended;
  });

  it('settings that cannot be used are said, not taken for a choice', async () => {
    writeFileSync(join(dataDir, 'settings.json'), '{ broken');
    const { stderr } = await start(['doctor', ...here()], { RESYNC_TWS_URL: 'engine' }).ended;
    expect(stderr).toMatch(/^! .*settings\.json.*defaults are in force/m);
    expect(stderr).toMatch(/^! RESYNC_TWS_URL is not an address/m);
  });

  it('a data directory that cannot be used is one sentence with its path, no stack', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await run('doctor', '--demo', '--data-dir', file);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/data directory cannot be used.*a-file.*--data-dir/)]);
  });
});

describe('simulate', () => {
  it('runs alone and can be asked with what it prints', async () => {
    const child = start(['simulate', '--jobs', '100', '--seed', '7']);
    const { url, user, password, ca } = await ready<{ url: string; user: string; password: string; ca: string }>(child);
    const env = { RESYNC_TWS_URL: url, RESYNC_TWS_USER: user, RESYNC_TWS_PASSWORD: password, RESYNC_TWS_CA: ca };
    const { code, stdout, stderr } = await start(['ask', '/failed', '--json', ...here()], env).ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).isDemo).toBe(false);
    child.kill('SIGINT');
    const end = await child.ended;
    expect(end.code).toBe(0);
    const lines = end.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ method: 'GET', path: expect.stringContaining('/twsd/'), isRefusedWrite: false });
    expect(lines.at(-1)).toEqual({ requests: lines.length - 1, refusedWrites: 0 });
    expect(existsSync(ca)).toBe(false);
  });

  it.each(['10.2.8', '10.1.0.1'])('%s can be asked with the API key, the CA as text and the address of the API', async (profile) => {
    const child = start(['simulate', '--jobs', '100', '--profile', profile]);
    const { url, apiKey, ca } = await ready<{ url: string; apiKey: string; ca: string }>(child);
    const env = { RESYNC_TWS_URL: `${url}/twsd`, RESYNC_TWS_API_KEY: apiKey, RESYNC_TWS_CA: readFileSync(ca, 'utf8') };
    const { code, stdout, stderr } = await start(['ask', '/failed', '--json', ...here()], env).ended;
    expect([code, stderr]).toEqual([0, '']);
    const { receipts } = JSON.parse(stdout) as { receipts: { outcome: string }[] };
    expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
    child.kill('SIGINT');
    expect((await child.ended).code).toBe(0);
  });
});
