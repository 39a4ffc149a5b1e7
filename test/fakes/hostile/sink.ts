/** Where nothing may arrive: an HTTP and an HTTPS server that count connections, keep every byte they understand, and answer whatever is asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeEngine, sendJson, startFakeEngine } from '../engine/engine.ts';

export interface Sink {
  /** Without a path. */
  readonly httpUrl: string;
  readonly httpsUrl: string;
  readonly https: FakeEngine;
  /** Connections and requests so far; each request with its headers and body. */
  received(): { readonly sockets: number; readonly requests: readonly string[] };
  close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const requests: string[] = [];
  let sockets = 0;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => requests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString()}`));
    sendJson(response, { data: [{ id: 'fake-model' }], choices: [{ message: { content: 'from the sink' }, finish_reason: 'stop' }] });
  };
  const http = createServer(answer);
  http.on('connection', () => sockets++);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const https = await startFakeEngine(answer);
  return {
    httpUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    httpsUrl: https.url,
    https,
    received: () => ({ sockets: sockets + https.sockets(), requests }),
    async close() {
      http.closeAllConnections();
      await Promise.all([https.close(), new Promise((resolve) => http.close(resolve))]);
    },
  };
}

export const NOTHING = { sockets: 0, requests: [] };
