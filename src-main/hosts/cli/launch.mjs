/**
 * How Resync starts from a checkout: checks Node, builds when what is built is older than the source, then runs the
 * command or opens the window. Plain JavaScript that any Node can read, because it has to explain a Node that is too old.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = [24, 15];
const root = fileURLToPath(new URL('../../../', import.meta.url));
const out = join(root, 'out');
const stampFile = join(out, 'built-from');
const lockFile = join(out, 'building');
/** A cold build takes a few seconds; a machine ten times slower must not be given up on. */
const BUILD_WITHIN_MS = 180_000;
const FETCH_WITHIN_MS = 120_000;

const say = (line) => process.stderr.write(`${line}\n`);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  say(
    `Resync needs Node ${NEEDED.join('.')} or newer and this is Node ${process.versions.node}: run \`npm ci\` and start with \`npm start\` or \`npm run\` (npm ci brings Node 24 for Linux and Windows on x64), or install Node 24.`,
  );
  process.exit(1);
}

/** What the build is made from, by name, size and time. */
function sourceStamp() {
  const files = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'].map((name) => join(root, name));
  const folders = ['src-main', 'src-preload', 'src-renderer', 'resources'].map((name) => join(root, name)).filter((path) => existsSync(path));
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
    }
  }
  const hash = createHash('sha256');
  for (const file of files.sort((a, b) => (a < b ? -1 : 1))) {
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceStamp();
}

/** True when this process may build; false while a living process does. A lock whose owner died is taken over. */
function takeLock() {
  mkdirSync(out, { recursive: true });
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isAlive(readOwner())) return false;
  rmSync(lockFile, { force: true });
  return takeLock();
}

/** NaN in the instant between making the lock and writing the pid: its owner lives. */
function readOwner() {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (Number.isNaN(pid)) return true;
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function build() {
  const deadline = Date.now() + BUILD_WITHIN_MS;
  while (!isBuilt()) {
    if (!takeLock()) {
      if (Date.now() > deadline) throw new Error(`Another Resync has been building for ${BUILD_WITHIN_MS / 1000} s; if none is, delete ${lockFile}.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      // Taken before the build: a file changed meanwhile makes the next start build again.
      const stamp = sourceStamp();
      rmSync(stampFile, { force: true });
      say('Building Resync (needed once, and after the source changes) ...');
      await runVite();
      writeFileSync(stampFile, stamp);
      return;
    } finally {
      rmSync(lockFile, { force: true });
    }
  }
}

/** All of its output goes to stderr: stdout belongs to the command. */
function runVite() {
  return new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('The build failed; its messages are above.'))));
  });
}

/** Electron's own program, fetched once if need be, or the reason why there is none. */
function findElectron() {
  const folder = join(root, 'node_modules', 'electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const pathFile = join(folder, 'path.txt');
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const program = join(dist, existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : (names[process.platform] ?? 'electron'));
  // Asked first: where no window can open, nothing is fetched.
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { reason: "Electron's sandbox does not run as root" };
  if (!existsSync(program) && process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined) fetchElectron(folder);
  if (!existsSync(program)) return { reason: 'the Electron program is not installed and could not be fetched' };
  return { program };
}

/** With Electron's own installer, whose checksums come with its package. Failing is an answer: the browser serves as well. */
function fetchElectron(folder) {
  say('Fetching the Electron program (once) ...');
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: FETCH_WITHIN_MS });
}

/** Ends with the window's exit code; a window that fails in its first seconds resolves to the reason instead. */
function runWindow(program, args) {
  const FAILED_AT_START_MS = 5_000;
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, [root, ...args], { stdio: 'inherit' });
    child.on('error', (error) => resolve(`Electron could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (code !== 0 && signal === null && Date.now() - startedAt < FAILED_AT_START_MS) resolve(`Electron ended at once with code ${code}`);
      else process.exit(code ?? 1);
    });
  });
}

async function start(args) {
  const { program, reason } = findElectron();
  const why = program === undefined ? reason : await runWindow(program, args);
  say(`Opening Resync in the browser instead of its window: ${why}.`);
  await runCommand(['serve', '--browser', '--host-reason', why, ...args]);
}

/**
 * glibc gives each thread arenas of its own and keeps what was freed in them: with a plan of 200,000 jobs a quarter of the process is such room.
 * It reads these once, at the start of a program, so the same process begins again with them.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

function withAllocator(args) {
  const isSet = Object.keys(ALLOCATOR).some((name) => process.env[name] !== undefined);
  if (process.platform !== 'linux' || isSet || !args.includes('serve') || process.execve === undefined) return;
  const program = [process.execPath, ...process.execArgv, join(out, 'cli', 'main.js'), ...args];
  process.execve(process.execPath, program, { ...process.env, ...ALLOCATOR });
}

async function runCommand(args) {
  withAllocator(args);
  process.argv = [process.argv[0], join(out, 'cli', 'main.js'), ...args];
  await import(new URL('../../../out/cli/main.js', import.meta.url).href);
}

checkNode();
const [mode, ...rest] = process.argv.slice(2);
try {
  await build();
  if (mode === 'start') await start(rest);
  else if (mode !== '--build-only') await runCommand(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
