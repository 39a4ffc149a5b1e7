/** Raw pages, as the thread that holds the whole plan reads them: what the engine sent, to the byte, through every guard of the client. */

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { sendJson } from '../../fakes/engine/engine.ts';
import { clientDeps, connectedClient, queryOf } from '../../fakes/engine/engineClient.ts';

const why = { why: 'test' };
const page = { object: 'job', offset: 500, limit: 250 } as const;

test('a page is what the engine sent, unpacked, in a buffer of its own that may be transferred', async () => {
  const sent = JSON.stringify({ count: 1, results: [{ id: 'ação' }] });
  const { client, engine } = await connectedClient((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', date: 'Wed, 01 Jan 2031 00:10:00 GMT' }).end(gzipSync(sent)),
  );
  const one = await client.page({ ...page, oql: "status = 'HOLD'", planId: 'archived-1' }, why);
  expect(Buffer.from(one.bytes).toString()).toBe(sent);
  expect(one).toMatchObject({ engineNowMs: Date.parse('2031-01-01T00:10:00Z'), host: new URL(engine.url).host });
  expect(Math.abs(one.observedAtMs - Date.now())).toBeLessThan(60_000);
  const moved = structuredClone(one.bytes, { transfer: [one.bytes.buffer] });
  expect([moved.byteLength, one.bytes.byteLength, moved.buffer.byteLength]).toEqual([Buffer.byteLength(sent), 0, Buffer.byteLength(sent)]);
  const asked = engine.requests.at(-1);
  expect([...new URL(asked?.url ?? '', engine.url).searchParams]).toEqual([
    ['oql', "status = 'HOLD'"],
    ['plan_id', 'archived-1'],
    ['limit', '250'],
    ['offset', '500'],
  ]);
});

test('a page is never shared or kept: two who ask the same get a buffer each, one at a time', async () => {
  let under = 0;
  let most = 0;
  const { client, engine } = await connectedClient((_request, response) => {
    most = Math.max(most, ++under);
    setImmediate(() => {
      under--;
      sendJson(response, { count: 0, results: [] });
    });
  });
  const [one, two] = await Promise.all([client.page(page, why), client.page(page, why)]);
  expect(one.bytes.buffer).not.toBe(two.bytes.buffer);
  expect([engine.requests.filter(({ url }) => url.includes('/plan/')).length, most]).toEqual([2, 1]);
});

test('a page passes retry, faults and stop like every other read', async () => {
  let calls = 0;
  const { client } = await connectedClient((request, response) => {
    if (queryOf(request).get('offset') === '0') return sendJson(response, {}, 403);
    if (request.url?.includes('/plan/') === true) calls++;
    if (calls === 1) response.writeHead(429, { 'retry-after': '0' }).end();
    else sendJson(response, { count: 0, results: [] });
  });
  await expect(client.page(page, why)).resolves.toMatchObject({ bytes: expect.any(Uint8Array) });
  await expect(client.page({ ...page, offset: 0 }, why)).rejects.toMatchObject({ code: 'TWS_FORBIDDEN' });
  await expect(client.page(page, { why: 'test', signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'STOPPED' });
});

test('nobody there is TWS_UNREACHABLE', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const client = createTwsClient(clientDeps({ url: `https://127.0.0.1:${port}`, ca: '' }, { caPem: null }));
  await expect(client.page(page, why)).rejects.toMatchObject({ code: 'TWS_UNREACHABLE' });
  await client.close();
});
