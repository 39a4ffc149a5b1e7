/** The engine says when it wants to be asked again, and how many may ask at once is a setting. */
import { expect, test } from 'vitest';
import type { EngineTuning } from '../../../src-preload/contract/settings.ts';
import { sendJson } from '../../fakes/engine/engine.ts';
import { type Answer, answerEmpty, connectedClient, queryOf } from '../../fakes/engine/engineClient.ts';

const why = { why: 'test', maxAgeMs: 0 };
const isPlan = (url: string | undefined) => url?.includes('/plan/') === true;

test.each([
  ['in seconds', () => '60'],
  ['as a date, by the clock of the engine and not by this one', () => new Date(Date.parse('2031-01-01T00:01:00Z')).toUTCString()],
])('a long Retry-After %s silences every question until then', async (_how, retryAfter) => {
  let nowMs = 1_000_000;
  let isBusy = true;
  const { client, engine } = await connectedClient(
    (request, response) => {
      if (!isPlan(request.url) || !isBusy) return answerEmpty(request, response);
      response.writeHead(503, { 'retry-after': retryAfter(), date: 'Wed, 01 Jan 2031 00:00:00 GMT' }).end();
    },
    { clock: { now: () => nowMs } },
  );
  const sent = () => engine.requests.filter(({ url }) => isPlan(url)).length;
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_ERROR' });
  nowMs += 30_000;
  await expect(client.jobs({ limit: 2 }, why)).rejects.toMatchObject({ message: expect.stringMatching(/asks to wait.*asks again in 30 s/) });
  expect(sent()).toBe(1);
  isBusy = false;
  nowMs += 30_001;
  await expect(client.jobs({ limit: 2 }, why)).resolves.toMatchObject({ isComplete: true });
});

test('retries are a setting: none means one request', async () => {
  const { client, engine } = await connectedClient(
    (request, response) => (isPlan(request.url) ? sendJson(response, {}, 500) : answerEmpty(request, response)),
    {
      tuning: { retries: 0 },
    },
  );
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_ERROR' });
  expect(engine.requests.filter(({ url }) => isPlan(url)).length).toBe(1);
});

test('how often an engine may be away before it is left alone is a setting', async () => {
  const { client } = await connectedClient((request) => request.socket.destroy(), { tuning: { retries: 0, breakAfter: 1, halfOpenAfterMs: 60_000 } });
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_UNREACHABLE' });
  await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ message: expect.stringMatching(/check the port.*asks again within 60 s/) });
  expect(client.connection().isBreakerOpen).toBe(true);
});

test.each([
  ['lists', { listsAtOnce: 2 }, 2],
  ['lists, one by default', {}, 1],
  ['connections, where fewer', { listsAtOnce: 8, connections: 3 }, 3],
] satisfies [string, Partial<EngineTuning>, number][])('%s in flight at once', async (_what, tuning: Partial<EngineTuning>, most) => {
  let under = 0;
  let seen = 0;
  const waiting: (() => void)[] = [];
  const answer: Answer = (request, response) => {
    if (!isPlan(request.url)) return answerEmpty(request, response);
    seen = Math.max(seen, ++under);
    waiting.push(() => {
      under--;
      answerEmpty(request, response);
    });
    // Answered only when as many as may be are there.
    if (waiting.length === most || queryOf(request).get('limit') === '12') for (const release of waiting.splice(0)) release();
  };
  const { client, engine } = await connectedClient(answer, { tuning });
  await Promise.all(Array.from({ length: 12 }, (_, index) => client.jobs({ limit: index + 1 }, why)));
  expect(seen).toBe(most);
  expect(engine.sockets()).toBeLessThanOrEqual(tuning.connections ?? 6);
});
