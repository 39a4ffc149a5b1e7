/** `resync simulate` with faults: said at the start, and typed while it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, fetch } from 'undici';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { faultsOf } from '../../../src-main/demo/http/faultSwitches.ts';
import { USAGE } from '../../../src-main/hosts/cli/usage.ts';

const MAIN = fileURLToPath(new URL('../../../src-main/hosts/cli/main.ts', import.meta.url));
const started = z.strictObject({ url: z.string(), user: z.string(), password: z.string(), apiKey: z.string(), ca: z.string(), pid: z.number() });

test('faults are switched on at the start, changed by a typed line, and ended by "off"', async () => {
  const child = spawn(process.execPath, [MAIN, 'simulate', '--jobs', '50', '--fault', 'status=429', '--fault', 'retryAfter=9', '--fault', 'only=/engine/']);
  try {
    const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    const told = async () =>
      z.looseObject({ faults: z.looseObject({}).optional(), problem: z.string().optional() }).parse(JSON.parse(String((await lines.next()).value)));
    const [first] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { url, apiKey, ca } = started.parse(JSON.parse(first));
    const trust = new Agent({ connect: { ca: readFileSync(ca, 'utf8') } });
    const ask = (path: string) => fetch(`${url}/twsd/api/v2${path}`, { dispatcher: trust, headers: { authorization: `Bearer ${apiKey}` } });
    const refused = await ask('/engine/info');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '9']);
    expect(await told()).toMatchObject({ path: '/twsd/api/v2/engine/info', status: 429 });
    child.stdin.write('errorBody=plain\n');
    expect((await told()).faults).toMatchObject({ errorBody: 'plain', status: 429 });
    expect((await ask('/engine/info')).headers.get('content-type')).toContain('text/plain');
    await told();
    child.stdin.write('colour=red\n');
    expect((await told()).problem).toMatch(/no fault colour/);
    child.stdin.write('off\n');
    expect((await told()).faults).toMatchObject({ status: null, errorBody: 'messages', only: null });
    expect((await ask('/engine/info')).status).toBe(200);
    await trust.destroy();
  } finally {
    child.kill('SIGINT');
  }
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('the help names every fault there is', () => {
  const said = new Set(USAGE.split(/[\s=,|]+/));
  expect(Object.keys(faultsOf()).filter((name) => !said.has(name))).toEqual([]);
});

test.each([
  [['--fault', 'colour=red'], /no fault colour/],
  [['--fault', 'status=418'], /status cannot have this value/],
  [['--certificate', 'purple'], /--certificate is one of valid, expired/],
])('%s is a mistake on the command line', async (args, message) => {
  const child = spawn(process.execPath, [MAIN, 'simulate', ...args]);
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  expect((await once(child, 'close'))[0]).toBe(2);
  expect(said).toMatch(message);
});
