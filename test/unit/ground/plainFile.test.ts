/** What Resync reads from its data directory: plain files, bounded, and never a word of them in a problem. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { replaceFile } from '../../../src-main/base/files/durable.ts';
import { readPlainFile } from '../../../src-main/base/files/plainFile.ts';
import { createAgents } from '../../../src-main/chat/agents/agents.ts';
import { openSettingsFile } from '../../../src-main/config/settingsFile.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'resync-plain-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const SECRET = 'hunter2-of-another-program';

/** Everything that may lie in the place of a file, by name. */
const places: Record<string, (path: string) => void | Promise<() => void>> = {
  'a link to a file of secrets': (path) => {
    writeFileSync(join(directory, 'secrets.txt'), SECRET);
    symlinkSync(join(directory, 'secrets.txt'), path);
  },
  'a link to nowhere': (path) => symlinkSync(join(directory, 'nowhere'), path),
  'a link to a device that never ends': (path) => symlinkSync('/dev/zero', path),
  'a pipe nobody writes to': (path) => void execFileSync('mkfifo', [path]),
  'a socket': async (path) => {
    const server = createServer().listen(path);
    await once(server, 'listening');
    return () => void server.close();
  },
  'more bytes than such a file has': (path) => writeFileSync(path, ' '.repeat(1024 * 1024 + 1)),
  'text that is no JSON': (path) => writeFileSync(path, SECRET),
  'JSON of another program': (path) => writeFileSync(path, JSON.stringify({ [SECRET]: SECRET, agents: SECRET, theme: SECRET, engines: [{ name: SECRET }] })),
};

describe.skipIf(process.platform === 'win32')('in the place of a file that is read', () => {
  test.each(Object.keys(places))('%s: the settings say so and quote nothing, and saving replaces it', async (name) => {
    const path = join(directory, 'settings.json');
    const undo = await places[name]?.(path);
    const file = openSettingsFile(directory);
    const reading = file.read();
    expect(reading).toMatchObject({ at: 'broken', problem: expect.stringContaining(path) });
    expect(JSON.stringify(reading)).not.toContain(SECRET.slice(0, 6));
    file.keepBroken();
    file.write(settingsSchema.parse({}));
    expect(file.read().at).toBe('good');
    if (name.startsWith('a link to a file')) expect(readFileSync(join(directory, 'secrets.txt'), 'utf8')).toBe(SECRET);
    undo?.();
  });

  test.each(Object.keys(places))('%s: the agents say so and quote nothing', async (name) => {
    const path = join(directory, 'agents.json');
    const undo = await places[name]?.(path);
    const agents = createAgents({ path, toolNames: ['plan_summary'], log: createSilentLog() });
    const { problems } = agents.describe();
    expect(problems).not.toEqual([]);
    expect(problems.join()).not.toContain(SECRET.slice(0, 6));
    expect(agents.get(undefined).id).toBe('operator-assistant');
    agents.stop();
    undo?.();
  });
});

test('a file of the bound is read, one byte more is not, and a broken one says where', () => {
  const path = join(directory, 'settings.json');
  writeFileSync(path, 'x'.repeat(10));
  expect(readPlainFile(path, 10)).toEqual({ at: 'read', text: 'x'.repeat(10) });
  expect(readPlainFile(path, 9)).toMatchObject({ at: 'refused' });
  expect(readPlainFile(join(directory, 'none'))).toEqual({ at: 'absent' });
  writeFileSync(path, '{\n  "theme": "dark",\n}');
  expect(openSettingsFile(directory).read()).toEqual({ at: 'broken', problem: `${path} is not JSON: line 3, column 1` });
});

test.skipIf(process.platform === 'win32')('a written file is for this person alone, and a link in its place is not followed', () => {
  const [path, other] = [join(directory, 'kept.json'), join(directory, 'other.txt')];
  writeFileSync(other, 'untouched');
  chmodSync(other, 0o644);
  symlinkSync(other, path);
  replaceFile(path, 'new');
  expect([readFileSync(path, 'utf8'), readFileSync(other, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 'untouched', 0o600]);
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(existsSync(other)).toBe(true);
});
