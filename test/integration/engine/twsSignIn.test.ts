/** Accounts get locked: a refused sign-in goes out once, and fifty first questions are one. */
import { expect, test } from 'vitest';
import type { Credentials } from '../../../src-main/tws/http/transport.ts';
import { sendJson } from '../../fakes/engine/engine.ts';
import { type Answer, answerEmpty, connectedClient } from '../../fakes/engine/engineClient.ts';

const why = { why: 'test' };
const fifty = Array.from({ length: 50 }, (_, index) => index);
const basic = (password: string): Credentials => ({ kind: 'basic', user: 'reader', password });

/** Refuses every password but the right one. */
const onlyFor =
  (right: string): Answer =>
  (request, response) => {
    const isRight = request.headers.authorization === `Basic ${Buffer.from(`reader:${right}`).toString('base64')}`;
    if (isRight) answerEmpty(request, response);
    else sendJson(response, {}, 401);
  };

test('fifty first questions at once ask the engine once who it is, before anything else', async () => {
  const { client, engine } = await connectedClient((request, response) =>
    sendJson(response, request.url?.includes('/engine/info') === true ? { displayVersion: '10.2.8' } : { count: 0, results: [] }),
  );
  await Promise.all(fifty.map((n) => client.jobs({ limit: n + 1 }, why)));
  const [first, ...rest] = engine.requests.map(({ url }) => url);
  expect(first).toContain('/api/v2/engine/info');
  expect(rest.every((url) => url.includes('/plan/job?'))).toBe(true);
});

test('fifty first questions with a wrong password send it once', async () => {
  const { client, engine } = await connectedClient(onlyFor('right'), { credentials: async () => basic('wrong') });
  const outcomes = await Promise.allSettled(fifty.map((n) => client.job(`6d19eaf1-c9da-3799-96ed-${String(n).padStart(12, '0')}`, why)));
  expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason.code === 'TWS_AUTH')).toBe(true);
  expect(engine.requests.length).toBe(1);
});

test('what was refused is not sent again until it changes or a person asks', async () => {
  let password = 'wrong';
  const { client, engine } = await connectedClient(onlyFor('right'), { credentials: async () => basic(password) });
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_AUTH' });
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_AUTH', message: expect.stringMatching(/accounts get locked/) });
  expect(engine.requests.length).toBe(1);
  client.forgiveSignIn();
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_AUTH' });
  expect(engine.requests.length).toBe(2);
  password = 'right';
  await expect(client.jobs({ limit: 1 }, why)).resolves.toMatchObject({ isComplete: true });
  expect(client.connection().lastFault).toBeNull();
});

test('a password rotated wrongly while the engine is busy answering is tried once by all who ask', async () => {
  let password = 'right';
  const { client, engine } = await connectedClient(onlyFor('right'), { credentials: async () => basic(password) });
  await client.jobs({ limit: 1 }, why);
  password = 'mistyped';
  const before = engine.requests.length;
  const outcomes = await Promise.allSettled(fifty.map((n) => client.job(`6d19eaf1-c9da-3799-96ed-${String(n).padStart(12, '0')}`, why)));
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  expect(engine.requests.length).toBe(before + 1);
});

test('one who stops waiting does not take the first question away from the others', async () => {
  const arrived = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const { client } = await connectedClient((request, response) => {
    arrived.resolve();
    void goOn.promise.then(() => answerEmpty(request, response));
  });
  const stop = new AbortController();
  const stopped = client.jobs({ limit: 1 }, { why: 'test', signal: stop.signal });
  const other = client.jobs({ limit: 2 }, why);
  await arrived.promise;
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
  goOn.resolve();
  await expect(other).resolves.toMatchObject({ isComplete: true });
});
