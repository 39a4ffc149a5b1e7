/** A call over MessagePort (as in the window) and over WebSocket (as in the browser), and streamed events per second. */
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { WebSocket } from 'undici';
import { createApp } from '../../src-main/app.ts';
import { createRouter } from '../../src-main/router.ts';
import type { Contract } from '../../src-preload/contract/index.ts';
import { startCore } from '../fakes/core.ts';
import { startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';
import { print, quantile, timed } from './figures.ts';

type Client = ContractRouterClient<Contract>;
const CALLS = 2_000;
const PIECES = 20_000;

export async function benchCalls(): Promise<void> {
  await benchPort();
  await benchSocket();
}

async function benchPort(): Promise<void> {
  await using directory = temporaryDirectory('resync-bench-');
  const resourcesDir = new URL('../../resources', import.meta.url).pathname;
  const app = await createApp(
    { dataDir: directory.path, env: {}, isDemo: true, version: '0', host: 'electron', hostReason: null, resourcesDir },
    { notify: () => {} },
  );
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(createRouter(app)).upgrade(port1, { context: { user: { name: 'bench', role: 'administrator' } } });
  const client: Client = createORPCClient(new PortLink({ port: port2 }));
  port1.start();
  port2.start();
  await report('IPC call (MessagePort, app.status)', await timed(CALLS, () => client.app.status()));
  port1.close();
  await app.stop();
}

async function benchSocket(): Promise<void> {
  await using directory = temporaryDirectory('resync-bench-');
  const llm = await startFakeLlm();
  const core = await startCore({ dataDir: directory.path, isDemo: true, env: { RESYNC_LLM_URL: llm.url, RESYNC_LLM_MODEL: llm.model } });
  const socket = new WebSocket(`${core.url.replace('http', 'ws')}/rpc`, { headers: { authorization: `Bearer ${core.token}` } });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const client: Client = createORPCClient(new SocketLink({ websocket: socket as globalThis.WebSocket }));
  await report('WebSocket call (app.status)', await timed(CALLS, () => client.app.status()));

  llm.script({ when: ({ question }) => question.includes('long'), reply: { kind: 'text', text: 'word '.repeat(PIECES), pieces: PIECES } });
  const { turnId } = await client.chat.start({ question: 'Tell me something long' });
  const from = performance.now();
  let events = 0;
  for await (const event of await client.chat.watch({ turnId, afterSeq: 0 })) {
    events++;
    if (event.type === 'ended') break;
  }
  const seconds = (performance.now() - from) / 1_000;
  print({
    name: 'streamed model pieces, model to browser',
    value: PIECES / seconds,
    unit: 'per second',
    n: PIECES,
    note: `${events} events on the wire after batching`,
  });
  socket.close();
  await core.kill('SIGTERM');
  await llm.close();
}

async function report(name: string, samples: readonly number[]): Promise<void> {
  print({ name: `${name}, p50`, value: quantile(samples, 0.5), unit: 'ms', n: samples.length });
  print({ name: `${name}, p99`, value: quantile(samples, 0.99), unit: 'ms', n: samples.length });
}
