/** The launcher explains an old Node, builds what is stale once, keeps stdout for the command, and says why there is no window. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const launcher = new URL('../../../src-main/hosts/cli/launch.mjs', import.meta.url).pathname;

/** A small checkout whose "vite" writes a command that prints its arguments; everything else is the launcher's own. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'resync-launch-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{"type":"module"}');
  write('src-preload/a.ts', '1');
  write('src-renderer/a.ts', '1');
  write(
    'node_modules/vite/bin/vite.js',
    `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
     console.log('noise of the build');
     appendFileSync('builds', 'x');
     await new Promise((resolve) => setTimeout(resolve, 300));
     mkdirSync('out/cli', { recursive: true });
     writeFileSync('out/cli/main.js', 'console.log(JSON.stringify(process.argv.slice(2)))');`,
  );
  mkdirSync(join(root, 'src-main/hosts/cli'), { recursive: true });
  cpSync(launcher, join(root, 'src-main/hosts/cli/launch.mjs'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const entry = () => join(root, 'src-main/hosts/cli/launch.mjs');
const builds = () => readFileSync(join(root, 'builds'), 'utf8').length;
const env = { PATH: process.env['PATH'], ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
const launch = (...args: string[]) => spawnSync(process.execPath, [entry(), ...args], { encoding: 'utf8', env });

it('explains a Node that is too old in one sentence and does nothing else', () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', pretend, entry(), 'serve'], { encoding: 'utf8', env });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/needs Node 24\.15 or newer and this is Node 20\.20\.2/);
});

it('builds once, keeps stdout for the command, and builds again only when the source changed', () => {
  const first = launch('ask', 'why?');
  expect(first.stdout).toBe('["ask","why?"]\n');
  expect(first.stderr).toContain('noise of the build');
  expect(launch('ask', 'why?').stderr).toBe('');
  expect(builds()).toBe(1);
  writeFileSync(join(root, 'src-renderer/a.ts'), '22');
  launch('--build-only');
  expect(builds()).toBe(2);
});

it('two starts at once make one build, and a lock whose owner died does not block', async () => {
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'out/building'), String(spawnSync('true').pid));
  const ends = [1, 2].map(
    () =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, [entry(), 'doctor'], { env, stdio: 'ignore' }).on('exit', resolve);
      }),
  );
  expect(await Promise.all(ends)).toEqual([0, 0]);
  expect(builds()).toBe(1);
});

it('a failed build is said, and nothing old is run', () => {
  writeFileSync(join(root, 'node_modules/vite/bin/vite.js'), 'process.exit(1)');
  const { status, stdout, stderr } = launch('ask', 'why?');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('The build failed');
});

it('says in one line why there is no window, and serves the browser with the same choices', () => {
  launch('--build-only');
  const { stdout, stderr } = launch('start', '--demo');
  const why = /^(?:Resync: )?Opening Resync in the browser instead of its window: (.+)\.$/.exec(stderr.trim())?.[1];
  // Which reason comes first depends on the machine: no display, root, or no program.
  expect(why).toMatch(/no display|does not run as root|not installed/);
  expect(JSON.parse(stdout)).toEqual(['serve', '--browser', '--host-reason', why, '--demo']);
});
