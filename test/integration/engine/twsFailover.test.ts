/** Master and backup masters: Resync stays with the one that works, goes back when the first is back, and never mixes two copies of the plan. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { fromOneHost, type ListeningOptions } from '../../../src-main/tws/connection/oneHost.ts';
import { testEngineConnection } from '../../../src-main/tws/testConnection.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { sendJson, startFakeEngine } from '../../fakes/engine/engine.ts';
import { type Answer, answerEmpty, clientDeps, queryOf, type Setup } from '../../fakes/engine/engineClient.ts';

const why = { why: 'test', maxAgeMs: 0 };
const cut: Answer = (request: IncomingMessage) => void request.socket.destroy();
const hostOf = (url: string) => new URL(url).host;

/** Two hosts of one engine; what each answers may be changed at any time. */
async function twoHosts(setup: Setup = {}) {
  const answers = { primary: answerEmpty, backup: answerEmpty };
  const primary = await startFakeEngine((...exchange) => answers.primary(...exchange));
  const backup = await startFakeEngine((...exchange) => answers.backup(...exchange), { commonName: 'backup' });
  const egress: EgressEntry[] = [];
  const client = createTwsClient(
    clientDeps(primary, { fallbackUrls: [backup.url], caPem: `${primary.ca}\n${backup.ca}`, tuning: { retries: 0 }, ...setup }, egress),
  );
  onTestFinished(async () => {
    await client.close();
    await primary.close();
    await backup.close();
  });
  return { answers, primary, backup, client, egress };
}

test('two simulators: when the master goes, the backup master answers, and the connection says so', async () => {
  const clock = { startAtMs: Date.parse('2026-03-02T23:00:00Z'), speed: 0 };
  const [master, backup] = await Promise.all([startSimulator({ jobs: 250, clock, password: 'p' }), startSimulator({ jobs: 250, clock, password: 'p' })]);
  const client = createTwsClient(
    clientDeps(master, {
      fallbackUrls: [backup.url],
      caPem: null,
      isPinTrusted: true,
      certificatePins: [master, backup].map(({ ca }) => new X509Certificate(ca).fingerprint256),
      credentials: async () => ({ kind: 'basic', user: master.user, password: 'p' }),
      tuning: { retries: 0 },
    }),
  );
  onTestFinished(async () => {
    await client.close();
    await backup.close();
  });
  const before = await client.jobs({ limit: 5_000 }, why);
  expect(client.connection()).toMatchObject({ host: hostOf(master.url), awayFrom: null });
  await master.close();
  const after = await client.jobs({ limit: 5_000 }, why);
  expect(after.data.map(({ id }) => id)).toEqual(before.data.map(({ id }) => id));
  expect(after.isComplete).toBe(true);
  expect(client.connection()).toMatchObject({
    host: hostOf(backup.url),
    awayFrom: { host: hostOf(master.url), fault: { code: 'TWS_UNREACHABLE' } },
    lastFault: null,
    isBreakerOpen: false,
  });
});

test('it stays with the backup, asks the primary again every so often, and goes back when that answers', async () => {
  let nowMs = 0;
  const { answers, primary, client, backup } = await twoHosts({ clock: { now: () => nowMs }, tuning: { retries: 0, probeEveryMs: 30_000 } });
  answers.primary = cut;
  await client.jobs({ limit: 1 }, why);
  const asked = primary.requests.length;
  nowMs += 29_000;
  await client.jobs({ limit: 1 }, why);
  expect(primary.requests.length).toBe(asked);
  const probed = Promise.withResolvers<void>();
  answers.primary = (request, response) => {
    answerEmpty(request, response);
    probed.resolve();
  };
  nowMs += 1_001;
  await client.jobs({ limit: 1 }, why);
  await probed.promise;
  await expect.poll(() => client.connection().awayFrom).toBeNull();
  const atBackup = backup.requests.length;
  await client.jobs({ limit: 1 }, why);
  expect(backup.requests.length).toBe(atBackup);
});

test.each([401, 403, 404])('a primary that answers %i has answered: the backup is not asked', async (status) => {
  const { answers, backup, client } = await twoHosts();
  answers.primary = (_request, response) => sendJson(response, {}, status);
  await expect(client.jobs({ limit: 1 }, why)).rejects.toThrow();
  expect(backup.requests).toEqual([]);
  expect(client.connection().awayFrom).toBeNull();
});

test('a primary whose certificate is refused is away; no password goes there', async () => {
  const { primary, client, backup } = await twoHosts();
  const wary = createTwsClient(
    clientDeps(primary, { fallbackUrls: [backup.url], caPem: `${primary.ca}\n${backup.ca}`, certificatePins: [backup.fingerprint], tuning: { retries: 0 } }),
  );
  onTestFinished(() => wary.close());
  await expect(wary.jobs({ limit: 1 }, why)).resolves.toMatchObject({ isComplete: true });
  expect(wary.connection()).toMatchObject({ host: hostOf(backup.url), awayFrom: { fault: { code: 'TWS_TLS' } } });
  expect(primary.requests).toEqual([]);
  expect(client.connection().host).toBe(hostOf(primary.url));
});

test('a primary that is slow twice in a row is left for the next question; one slow list is not enough', async () => {
  const { answers, client, backup, primary } = await twoHosts({ requestTimeoutMs: 100 });
  await client.jobs({ limit: 1 }, why);
  answers.primary = () => {};
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TIMEOUT' });
  expect(client.connection().host).toBe(hostOf(primary.url));
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TIMEOUT' });
  await expect(client.jobs({ limit: 1 }, why)).resolves.toMatchObject({ isComplete: true });
  expect(client.connection()).toMatchObject({ host: hostOf(backup.url), awayFrom: { fault: { code: 'TWS_TIMEOUT' } } });
});

test('all hosts away is one failure, and the sentence says that the backups were asked', async () => {
  const { answers, client, egress } = await twoHosts();
  answers.primary = cut;
  answers.backup = cut;
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({
    code: 'TWS_UNREACHABLE',
    message: expect.stringMatching(/backup host does not answer either/),
  });
  expect(new Set(egress.map(({ host }) => host)).size).toBe(2);
});

/** A plan of 600 jobs, each naming the host it was read from. */
const planOf =
  (host: string, onPage: (offset: number) => boolean = () => true): Answer =>
  (request, response) => {
    if (request.url?.includes('/plan/job') !== true) return sendJson(response, { displayVersion: '10.2.8' });
    const offset = Number(queryOf(request).get('offset'));
    if (!onPage(offset)) return void request.socket.destroy();
    const limit = Number(queryOf(request).get('limit'));
    const rows = Array.from({ length: 600 }, (_, n) => ({
      id: `6d19eaf1-c9da-3799-96ed-${String(n).padStart(12, '0')}`,
      planId: 'p',
      name: `${host}_${n}`,
      workstation: '/W',
    }));
    sendJson(response, { count: 600, results: rows.slice(offset, offset + limit), next: null });
  };

test('a failover in the middle of a list starts the list again: rows of two copies of the plan do not make one reading', async () => {
  const { answers, client } = await twoHosts();
  answers.primary = planOf('PRIMARY', (offset) => offset === 0);
  answers.backup = planOf('BACKUP');
  const reading = await client.jobs({ limit: 5_000 }, { why: 'test' });
  expect(reading.data.length).toBe(600);
  expect(reading.data.every(({ name }) => name.startsWith('BACKUP'))).toBe(true);
  expect(reading.isComplete).toBe(true);
});

test('pages that come from two hosts time and again are told as incomplete', async () => {
  const reading = { data: [], observedAtMs: 0, planId: null, isComplete: true, isTruncated: false, total: 0 };
  let times = 0;
  const mixed = await fromOneHost(async (options: ListeningOptions) => {
    times++;
    options.heard?.add('a:1').add('b:1');
    return reading;
  }, why);
  expect([times, mixed.isComplete]).toEqual([2, false]);
  const outer = new Set<string>();
  await fromOneHost(
    async (options: ListeningOptions) => {
      options.heard?.add('a:1');
      return reading;
    },
    { ...why, heard: outer },
  );
  expect([...outer]).toEqual(['a:1']);
});

test('a raw page names the host it came from', async () => {
  const { answers, client, primary, backup } = await twoHosts();
  const page = { object: 'job', offset: 0, limit: 10 } as const;
  expect((await client.page(page, why)).host).toBe(hostOf(primary.url));
  answers.primary = cut;
  expect((await client.page(page, why)).host).toBe(hostOf(backup.url));
});

test('the connection test works over the backup, and its step shows that the primary is down', async () => {
  const { primary, backup } = await twoHosts();
  const deps = clientDeps(primary, { fallbackUrls: [backup.url], caPem: `${primary.ca}\n${backup.ca}`, tuning: { retries: 0 } });
  await primary.close();
  const result = await testEngineConnection(deps);
  expect(result.isOk).toBe(true);
  expect(result.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'Reach the host: failed',
    'Certificate: skipped',
    'Reach the host (backup 1): ok',
    'Certificate (backup 1): ok',
    'Sign in: ok',
    'Version: ok',
    'Read the plan: ok',
  ]);
});
