/** The installer ships what the app needs and nothing else, with its natives loadable and its fuses set. */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPackage, extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchElectronStandIn } from '../../fakes/electron/launchElectronStandIn.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'resync-package-'));
const resources = join(scratch, 'dist', 'linux-unpacked', 'resources');
const asar = join(resources, 'app.asar');
const unpacked = `${asar}.unpacked`;
/** The package as Electron sees it: the archive, with the natives where they really lie. */
const app = join(scratch, 'app');
let files: string[] = [];

/** What `@electron/fuses` looks for in a binary: the sentinel, the version of the wire, its length, and one character a fuse. */
const FUSE_WIRE = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101001011')]);

/** An Electron as the packager sees it: the files it copies and the fuses it flips. */
async function makeElectronDist(): Promise<string> {
  const dist = join(scratch, 'electron');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'locales'));
  writeFileSync(join(dist, 'electron'), Buffer.concat([Buffer.alloc(1_024), FUSE_WIRE, Buffer.alloc(1_024)]));
  chmodSync(join(dist, 'electron'), 0o755);
  for (const name of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dist, name), '');
  writeFileSync(join(dist, 'version'), readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8').match(/"version": "([^"]+)"/)![1]!);
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{}');
  await createPackage(empty, join(dist, 'resources', 'default_app.asar'));
  return dist;
}

beforeAll(async () => {
  // Builds when what is built is older than the source, and waits when somebody else is building.
  await run(process.execPath, ['src-main/hosts/cli/launch.mjs', '--build-only'], { cwd: root });
  const electronDist = await makeElectronDist();
  const options = ['--linux', '--dir', `-c.electronDist=${electronDist}`, `-c.directories.output=${join(scratch, 'dist')}`];
  await run(process.execPath, ['node_modules/electron-builder/cli.js', ...options], { cwd: root });
  extractAll(asar, app);
  cpSync(unpacked, app, { recursive: true });
  files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('every part of the build is in the package', () => {
  for (const part of [
    'main/index.js',
    'preload/preload.cjs',
    'renderer/index.html',
    'cli/main.js',
    'threads/audit.js',
    'threads/plan.js',
    'threads/record.js',
    'threads/search.js',
    'threads/simulator.js',
  ])
    expect(files).toContain(`/out/${part}`);
  expect(files).toContain('/package.json');
  expect(files).toContain('/LICENSE');
  expect(files).toContain('/resources/icon.png');
});

test('no source, no test, no map, no Node binary and no other package is in it', () => {
  const packages = new Set(files.map((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1]).filter((name) => name !== undefined));
  expect([...packages].sort()).toEqual(['better-sqlite3', 'keytar', 'sqlite-vec', 'sqlite-vec-linux-x64']);
  expect(files.filter((file) => /^\/(src-|test|\.ci|dist)|\.map$|\.tsx?$|\/bin\/node/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
});

test('the bundles are minified, and a stack trace still names functions and classes', () => {
  const bundle = readFileSync(join(app, 'out/main/index.js'), 'utf8');
  expect(bundle).toContain('function createApp(');
  expect(bundle).toContain('Fault=class extends Error{');
  expect(bundle).not.toContain('/** ');
});

test('the natives lie outside the archive as files, for this platform only', () => {
  const natives = files.filter((file) => /\.(node|so|dll|dylib)$/.test(file));
  expect(natives.length).toBeGreaterThanOrEqual(3);
  for (const native of natives) expect(existsSync(join(unpacked, native)), native).toBe(true);
  expect(natives.filter((native) => /darwin|win32|musl/.test(native))).toEqual([]);
});

test('the natives of the package load, and the database and its vector extension work', async () => {
  const script = `
    import Database from 'better-sqlite3';
    import * as vec from 'sqlite-vec';
    const db = new Database(':memory:');
    vec.load(db);
    const { distance } = db.prepare("select vec_distance_l2('[0,3]', '[4,0]') as distance").get();
    let keytar = 'loaded';
    try { await import('keytar'); } catch (error) { keytar = error.message; }
    console.log(JSON.stringify({ distance, keytar }));
  `;
  writeFileSync(join(app, 'load.mjs'), script);
  const { stdout } = await run(process.execPath, ['load.mjs'], { cwd: app });
  const { distance, keytar } = JSON.parse(stdout) as { distance: number; keytar: string };
  expect(distance).toBe(5);
  // A machine without a keychain library has keytar's file but cannot load it: that is the machine's answer, not the package's.
  expect(keytar).toMatch(/^loaded$|libsecret/);
});

test('the packaged bundles run with nothing but what is in the package', async () => {
  const args = ['--demo', '--data-dir', join(scratch, 'data')];
  const running = await launchElectronStandIn({ args, main: join(app, 'out/main/index.js') });
  onTestFinished(() => running.close());
  await running.page.getByText('DEMO').first().waitFor();
});

test('the fuses read back from the binary are the ones decided on', async () => {
  const wire = await getCurrentFuseWire(join(scratch, 'dist', 'linux-unpacked', 'resync'));
  const isOn = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeInspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    fileExtras: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({ runAsNode: false, cookieEncryption: true, nodeOptions: false, nodeInspect: false, asarIntegrity: true, onlyAsar: true, fileExtras: false });
});
