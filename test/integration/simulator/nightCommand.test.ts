/** A kept night on the command line: the same answer on any day, in a place of its own, with a time that stands still only for what is dated. Real processes. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { nightAt } from '../../../src-main/demo/nights/catalogue.ts';
import { markDirectory, refuseOtherData } from '../../../src-main/hosts/cli/simulate/nightDirectory.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Memory } from '../../../src-preload/contract/memory.ts';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import { startCore } from '../../fakes/core.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const main = fileURLToPath(new URL('../../../src-main/hosts/cli/main.ts', import.meta.url));
const otherDay = new URL('../../fakes/engine/otherDay.ts', import.meta.url).href;
const AT = '2026-11-30T14:58:00Z';
const NIGHT = ['--night', 'night-1', '--at', AT];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
function run(home: string, args: readonly string[], node: readonly string[] = []): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  return new Promise((resolve) => {
    execFile(process.execPath, [...node, main, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

test.each(['which jobs failed?', '¿Qué cambió en la última hora?'])(
  '"%s" has the same answer today, later in the same place, and on another day elsewhere',
  async (question) => {
    await using here = temporaryDirectory('resync-night-');
    await using elsewhere = temporaryDirectory('resync-night-');
    const first = await run(here.path, [...NIGHT, 'ask', question]);
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('DEMO') });
    expect(await run(elsewhere.path, [...NIGHT, 'ask', question], ['--import', otherDay])).toEqual(first);
    expect(await run(here.path, ['ask', question, ...NIGHT], ['--import', otherDay])).toEqual(first);
    expect(existsSync(join(here.path, '.local/share/resync/nights/night-1/20261130T145800/resync.db'))).toBe(true);
  },
  120_000,
);

test.each([
  ['an unknown night', ['--night', 'night-0', '--at', AT, 'ask', 'x'], /There is no night "night-0".*night-1, from 2026-11-30T08:48:00Z until/],
  ['no instant', ['ask', 'x', '--night', 'night-1'], /--night needs --at.*night-1, from/],
  ['no night', ['--at', AT, 'serve'], /--at needs --night.*night-1, from/],
  ['a time without a zone', ['--night', 'night-1', '--at', '2026-11-30T14:58:00', 'ask', 'x'], /--at is an instant with its zone/],
  ['an instant after its end', ['--night', 'night-1', '--at', '2026-12-01T08:48:00Z', 'ask', 'x'], /is not in the night night-1, from/],
  ['a day that does not exist', ['simulate', '--night', 'night-1', '--at', '2026-11-31T14:58:61Z'], /--at is an instant/],
  ['a size', ['simulate', ...NIGHT, '--jobs', '700'], /takes no --jobs/],
  ['nothing to do', NIGHT, /serve \[--port/],
])('%s is a mistake on the command line', async (_what, args, said) => {
  await using home = temporaryDirectory('resync-night-');
  const { code, stdout, stderr } = await run(home.path, args);
  expect({ code, said: `${stdout}${stderr}` }).toEqual({ code: 2, said: expect.stringMatching(said) });
});

test('data of something else, or of later in the night, is not mixed with a night', async () => {
  await using directory = temporaryDirectory('resync-night-');
  const night = nightAt('night-1', AT);
  refuseOtherData(directory.path, night);
  markDirectory(directory.path, night);
  refuseOtherData(directory.path, nightAt('night-1', '2026-11-30T15:30:00Z'));
  expect(() => refuseOtherData(directory.path, nightAt('night-1', '2026-11-30T14:57:59Z'))).toThrow(/later than asked for/);
  expect(() => refuseOtherData(directory.path, { ...night, name: 'night-2' })).toThrow(/of the night night-1/);

  await using demo = temporaryDirectory('resync-demo-');
  expect((await run(demo.path, ['ask', 'status?', '--demo', '--data-dir', demo.path])).code).toBe(0);
  expect(await run(demo.path, [...NIGHT, 'ask', 'status?', '--data-dir', demo.path])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not of a kept night'),
  });
});

test('what is served stands at the instant and goes on working: turns keep their order, answers are audited and dated by the night', async () => {
  await using directory = temporaryDirectory('resync-night-');
  const core = await startCore({ dataDir: directory.path, args: NIGHT });
  try {
    const status = await core.call<{ night: unknown; engine: { isDemo: boolean; state: string } }>('GET', '/status');
    expect(status).toMatchObject({
      night: { name: 'night-1', at: '2026-11-30T14:58:00.000Z' },
      engine: { isDemo: true, state: 'live', certificateEnds: null },
    });
    const first = await core.ask('Why did LOAD_DWH abend?');
    const questions = ['What is its log?', 'Which jobs failed?', 'And which are late?'];
    for (const question of questions) {
      const { turnId } = await core.call<{ turnId: string }>('POST', '/chat', { question, conversationId: first.conversationId satisfies ConversationId });
      for await (const event of core.watch(turnId)) if (event.type === 'ended') break;
    }
    const { turns } = await core.call<{ turns: Turn[] }>('GET', `/chat/history/${first.conversationId}`);
    expect(turns.map(({ question }) => question)).toEqual([first.question, ...questions]);
    expect(new Set(turns.map(({ askedAt }) => askedAt))).toEqual(new Set(['2026-11-30T14:58:00.000Z']));
    await vi.waitFor(
      async () => {
        const { memories } = await core.call<{ memories: Memory[] }>('GET', '/memory?limit=10');
        expect(memories).toHaveLength(4);
        for (const { state, decidedAt } of memories)
          expect({ state, decidedAt }).toEqual({ state: expect.not.stringMatching('quarantined'), decidedAt: '2026-11-30T14:58:00.000Z' });
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(await core.call('GET', '/health/engine')).toMatchObject({ state: 'healthy' });
  } finally {
    await core.kill('SIGTERM');
  }
}, 60_000);
