/** A pinned certificate is the only one accepted, on every new connection, and no password goes to a host that shows another. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { soonestExpiry } from '../../../src-main/tws/connection/expiry.ts';
import { testEngineConnection } from '../../../src-main/tws/testConnection.ts';
import { startFakeEngine } from '../../fakes/engine/engine.ts';
import { answerEmpty, clientDeps, connectedClient } from '../../fakes/engine/engineClient.ts';

const why = { why: 'test', maxAgeMs: 0 };
const OTHER_PIN = Array.from({ length: 32 }, () => 'AB').join(':');
const DAY_MS = 86_400_000;

async function engineWith(certificate: Parameters<typeof startFakeEngine>[1] = {}) {
  const engine = await startFakeEngine(answerEmpty, certificate);
  onTestFinished(() => engine.close());
  return engine;
}
function clientOf(...args: Parameters<typeof clientDeps>) {
  const client = createTwsClient(clientDeps(...args));
  onTestFinished(() => client.close());
  return client;
}

test('beside an authority: trusted is not enough, it must be the pinned one as well', async () => {
  const engine = await engineWith();
  await expect(clientOf(engine, { certificatePins: [engine.fingerprint] }).jobs({ limit: 1 }, why)).resolves.toMatchObject({ data: [] });
  const requests = engine.requests.length;
  const other = clientOf(engine, { certificatePins: [OTHER_PIN] });
  await expect(other.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS', message: expect.stringMatching(/pinned.*administrator/) });
  expect(engine.requests.length).toBe(requests);
  await expect(clientOf(engine, { certificatePins: [engine.fingerprint], caPem: null }).jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS' });
});

test('instead of an authority: self-signed, for another name and expired, but the pinned one', async () => {
  const engine = await engineWith({
    dnsName: 'elsewhere.example',
    notBeforeDate: new Date(Date.now() - 2 * DAY_MS),
    notAfterDate: new Date(Date.now() - DAY_MS),
  });
  const pinned = { caPem: null, isPinTrusted: true };
  const client = clientOf(engine, { ...pinned, certificatePins: [engine.fingerprint] });
  await expect(client.jobs({ limit: 1 }, why)).resolves.toMatchObject({ data: [] });
  expect(soonestExpiry(client.connection().certificates, Date.now())).toMatchObject({ expiry: { at: 'expired' } });
  await expect(clientOf(engine, { ...pinned, certificatePins: [OTHER_PIN] }).jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS' });
  // Without a pin there is nothing that could stand in for an authority.
  await expect(clientOf(engine, { ...pinned, certificatePins: [] }).jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS' });
});

test('pins hold even where the development exception lets any certificate pass', async () => {
  const engine = await engineWith();
  await expect(clientOf(engine, { isTlsUnverified: true, caPem: null, certificatePins: [OTHER_PIN] }).jobs({ limit: 1 }, why)).rejects.toMatchObject({
    code: 'TWS_TLS',
  });
});

test('a certificate replaced while Resync runs is refused at the next connection', async () => {
  const first = await startFakeEngine(answerEmpty);
  const client = clientOf(first, { isPinTrusted: true, certificatePins: [first.fingerprint], tuning: { retries: 0 } });
  await client.jobs({ limit: 1 }, why);
  await first.close();
  const second = await engineWith({ port: Number(new URL(first.url).port) });
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS' });
  expect(second.requests).toEqual([]);
});

test.each([
  ['40 days', 40, 'fine'],
  ['20 days', 20, 'soon'],
  ['3 days', 3, 'urgent'],
])('the certificate that is in use says when it ends: %s', async (_name, days, at) => {
  const { client } = await connectedClient(answerEmpty, {}, { notAfterDate: new Date(Date.now() + days * DAY_MS) });
  expect(client.connection().certificates).toEqual([]);
  await client.jobs({ limit: 1 }, why);
  expect(soonestExpiry(client.connection().certificates, Date.now())).toMatchObject({ expiry: { at }, host: client.connection().host });
});

test('the connection test shows a certificate nobody vouches for, says that it ends soon, and takes it once it is pinned', async () => {
  const engine = await engineWith({ notAfterDate: new Date(Date.now() + 3 * DAY_MS) });
  const deps = (setup: Parameters<typeof clientDeps>[1]) => ({ ...clientDeps(engine, { caPem: null, ...setup }), log: createSilentLog(), clock: systemClock });
  const refused = await testEngineConnection(deps({}));
  expect(refused).toMatchObject({ isOk: false, fault: { code: 'TWS_TLS' }, certificates: [{ sha256: engine.fingerprint, isTrusted: false, isPinned: false }] });
  expect(engine.requests).toEqual([]);
  const pinned = await testEngineConnection(deps({ isPinTrusted: true, certificatePins: [engine.fingerprint] }));
  expect(pinned).toMatchObject({ isOk: true, certificates: [{ isPinned: true }] });
  expect(pinned.steps.find(({ name }) => name === 'Certificate')?.detail).toMatch(/The pinned one.*ends in [23] days/);
});
