/** `npm run dev` in a copy of the checkout: a changed core starts again behind the same address, a changed page is served at once, and only who has the link gets in. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = temporaryDirectory('resync-dev-');
const root = scratch.path;
let dev: ChildProcess;
let address: string;
let code: string;
/** Everything it said, and who waits for a line. */
const said: string[] = [];
const waiting = new Set<() => void>();

/** The next line with these words, from the `from`th on. */
async function line(words: string, from = 0): Promise<string> {
  for (;;) {
    const found = said.slice(from).find((one) => one.includes(words));
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => waiting.add(resolve));
  }
}

beforeAll(async () => {
  for (const name of ['src-main', 'src-preload', 'src-renderer', 'resources', 'test/dev', 'package.json', 'tsconfig.json', 'vite.config.ts']) {
    cpSync(join(checkout, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  dev = spawn(process.execPath, ['test/dev/dev.ts'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [dev.stdout!, dev.stderr!]) {
    createInterface({ input: stream }).on('line', (text) => {
      said.push(text);
      for (const wake of waiting) wake();
      waiting.clear();
    });
  }
  const [, url, secret] = /(http:\S+\/)#code=(\S+)/.exec(await line('#code='))!;
  address = url!;
  code = secret!;
});
afterAll(async () => {
  dev.kill('SIGTERM');
  await once(dev, 'exit');
  await scratch[Symbol.asyncDispose]();
});

const signIn = (given: string) => fetch(`${address}session`, { method: 'POST', body: JSON.stringify({ code: given }) });
const health = (headers: Record<string, string>) => fetch(`${address}api/health`, { headers }).then(({ status }) => status);
const cookieFor = async (given: string) => (await signIn(given)).headers.get('set-cookie')?.split(';', 1)[0] ?? '';

test('only a browser that came by the link gets through to the core, and only from its own page', async () => {
  expect(await (await fetch(`${address}session`)).json()).toEqual({ isSignedIn: false });
  expect(await health({})).toBe(401);
  expect((await signIn('x'.repeat(code.length))).status).toBe(401);
  const cookie = await cookieFor(code);
  expect(await health({ cookie })).toBe(200);
  expect(await health({ cookie, origin: new URL(address).origin })).toBe(200);
  expect(await health({ cookie, origin: 'http://127.0.0.1:9' })).toBe(403);
});

test('a changed core starts again, and the browser is still signed in', async () => {
  const cookie = await cookieFor(code);
  const from = said.length;
  appendFileSync(join(root, 'src-main/app.ts'), '\n');
  expect(await line('starts again', from)).toContain(join('src-main', 'app.ts'));
  await line('The core is ready', from);
  expect(await health({ cookie })).toBe(200);
});

test('a core that does not start is said, and the next change is tried', async () => {
  const file = join(root, 'src-main/app.ts');
  const good = readFileSync(file, 'utf8');
  const from = said.length;
  writeFileSync(file, `${good}\nthrow new Error('not now');\n`);
  expect(await line('ended with code', from)).toContain('starts again at the next change');
  writeFileSync(file, good);
  await line('The core is ready', from);
  expect(await health({ cookie: await cookieFor(code) })).toBe(200);
});

test('a changed component is served as it is now', async () => {
  const file = join(root, 'src-renderer/chat/StartPage.tsx');
  const served = () => fetch(`${address}chat/StartPage.tsx`).then((answer) => answer.text());
  expect(await served()).not.toContain('ANOTHER');
  writeFileSync(file, readFileSync(file, 'utf8').replace("{say('chat.startText')}", 'ANOTHER'));
  await expect.poll(served).toContain('ANOTHER');
});
