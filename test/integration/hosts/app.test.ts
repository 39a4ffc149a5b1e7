/** The composed core, in this process: what one part knows is told by the others at once, and never of something else. */
import { afterEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../src-main/app.ts';
import { resourcesDir } from '../../../src-main/hosts/cli/places.ts';
import { engineSettings } from '../../../src-preload/contract/settings.ts';
import { engineId } from '../../../src-preload/contract/ids.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

async function started(isDemo: boolean): Promise<App> {
  const directory = temporaryDirectory('resync-app-');
  open.push(directory);
  const app = await createApp(
    { dataDir: directory.path, env: {}, isDemo, version: '0.0.0', host: 'server', hostReason: null, resourcesDir },
    { notify: () => {} },
  );
  open.push({ [Symbol.asyncDispose]: () => app.stop() });
  return app;
}

const engineOf = async (app: App) => (await app.health.list()).components.find(({ component }) => component === 'engine');

const CLOSED = engineSettings.parse({
  id: engineId.parse('closed'),
  name: 'Closed',
  kind: 'live',
  url: 'https://127.0.0.1:1',
  user: 'operator',
  auth: 'basic',
  connectTimeoutMs: 1_000,
  requestTimeoutMs: 1_000,
  logTimeoutMs: 1_000,
});

test('health tells of the engine in force: from the first moment, and as soon as another one takes its place', async () => {
  const app = await started(false);
  expect(await engineOf(app)).toMatchObject({ state: 'off' });

  await app.chooseDemo();
  expect(await engineOf(app)).toMatchObject({ state: 'healthy', detail: expect.stringContaining('DEMO') });

  await app.changeSettings({ engines: [...app.settings.current().engines, CLOSED], activeEngineId: CLOSED.id });
  expect(await engineOf(app)).toMatchObject({ state: 'unhealthy' });
});

test('a demo is healthy when it is ready, not half a minute later', async () => {
  expect(await engineOf(await started(true))).toMatchObject({ state: 'healthy', lastFault: null });
});
