/** Secrets live in the system's keychain where there is one, and say so where there is none: a real keyring, a real D-Bus. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PROGRAMS = ['dbus-run-session', 'gnome-keyring-daemon'];
const missing = PROGRAMS.filter((program) => spawnSync('which', [program]).status !== 0);
if (missing.length > 0) process.stdout.write(`keychain.test: the real keyring is skipped, because ${missing.join(' and ')} cannot be found\n`);

const secretsModule = JSON.stringify(new URL('../../../src-main/secrets/secrets.ts', import.meta.url).href);
const prelude = `
  import { createKeychainSecrets } from ${secretsModule};
  const secrets = createKeychainSecrets({ log: { warn() {} } });
  const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'resync-keyring-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs each piece of code in a Node of its own, one after another, inside one D-Bus session; their lines of JSON come back. */
function inKeyringSession(...pieces: string[]): unknown[] {
  const env = { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data') };
  const run = pieces.map((_, index) => `"${process.execPath}" --input-type=module --eval "$PIECE_${index}"`).join(' && ');
  const script = `echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ${run}`;
  const code = Object.fromEntries(pieces.map((piece, index) => [`PIECE_${index}`, prelude + piece]));
  const result = spawnSync('dbus-run-session', ['--', 'sh', '-c', script], { env: { ...env, ...code }, encoding: 'utf8', timeout: 20_000 });
  if (result.status !== 0) throw new Error(`session ended with ${result.status}: ${result.stderr}`);
  return linesOf(result.stdout);
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe.skipIf(missing.length > 0)('with a keyring', () => {
  it('a secret outlives the process that stored it, is not on disk in the clear, and can be removed', () => {
    const store = `
      say(await secrets.describe());
      await secrets.set('engine:bank:password', 'zauberwort-42');`;
    const read = `
      say(await secrets.get('engine:bank:password'));
      await secrets.remove('engine:bank:password');
      say(await secrets.get('engine:bank:password'));`;
    expect(inKeyringSession(store, read)).toEqual([{ kind: 'keychain', reason: null }, 'zauberwort-42', null]);
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const entry of files) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toContain('zauberwort-42');
  });
});

describe('without a keyring', () => {
  it('keeps secrets for the session, and says why', () => {
    const code = `${prelude}
      say(await secrets.describe());
      await secrets.set('llm-api-key', 'sk-1');
      say(await secrets.get('llm-api-key'));`;
    const nowhere = { PATH: process.env['PATH'], HOME: home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    const result = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { env: nowhere, encoding: 'utf8', timeout: 20_000 });
    const [kind, value] = linesOf(result.stdout);
    expect(kind).toMatchObject({ kind: 'session', reason: expect.stringMatching(/keychain cannot be used .+ forgotten when Resync stops/) });
    expect(value).toBe('sk-1');
  });
});
