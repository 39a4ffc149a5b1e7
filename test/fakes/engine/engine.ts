/** A real HTTPS server in the engine's place: the test decides each answer, and sockets and requests are counted. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

export interface FakeEngine {
  readonly url: string;
  readonly ca: string;
  /** SHA-256 of its certificate, `AA:BB:...`. */
  readonly fingerprint: string;
  /** Connections accepted so far. */
  sockets(): number;
  readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

interface FakeEngineOptions {
  readonly notAfterDate?: Date;
  readonly notBeforeDate?: Date;
  readonly dnsName?: string;
  /** Whom the certificate is made out to; two authorities of one name cannot be told apart. */
  readonly commonName?: string;
  /** 0, as without it: any free one. */
  readonly port?: number;
}

export async function startFakeEngine(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: FakeEngineOptions = {},
): Promise<FakeEngine> {
  const pems = await generate([{ name: 'commonName', value: options.commonName ?? options.dnsName ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: options.notBeforeDate ?? new Date(Date.now() - 60_000),
    notAfterDate: options.notAfterDate ?? new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames:
          options.dnsName === undefined
            ? [
                { type: 2, value: 'localhost' },
                { type: 7, ip: '127.0.0.1' },
              ]
            : [{ type: 2, value: options.dnsName }],
      },
    ],
  });
  const requests: { method: string; url: string; headers: IncomingMessage['headers'] }[] = [];
  const open = new Set<Socket>();
  let sockets = 0;
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    request.resume();
    answer(request, response);
  });
  server.on('connection', (socket: Socket) => {
    sockets++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: pems.cert,
    fingerprint: new X509Certificate(pems.cert).fingerprint256,
    sockets: () => sockets,
    requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
