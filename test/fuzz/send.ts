/** Sends a request as it is written, with nothing tidied up, and reads what comes back. */
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Request } from './requests.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly token: string;
}

/** A stream that says nothing goes on saying nothing. */
const STREAM_SHOWS_MS = 300;
/** Of an answer that should have come long ago. */
const DEADLINE_MS = 30_000;

const agent = new Agent({ keepAlive: true });

/** Rejects when the connection ends without an answer, or none has come by the deadline. */
export function send({ url, token }: Server, { method, target, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const bytes = body === null ? null : Buffer.from(body);
    const length = bytes === null ? {} : { 'content-length': String(bytes.length) };
    const sent = httpRequest({ agent, hostname, port, method, path: target, headers: { authorization: `Bearer ${token}`, ...headers, ...length } });
    const late = setTimeout(() => sent.destroy(new Error(`no answer within ${DEADLINE_MS / 1_000} s`)), DEADLINE_MS);
    sent.on('close', () => clearTimeout(late));
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      const contentType = response.headers['content-type'] ?? '';
      const finish = () => resolve({ status: response.statusCode ?? 0, contentType, text });
      response.setEncoding('utf8');
      const leave = () => {
        finish();
        sent.destroy();
      };
      response.on('data', (piece: string) => {
        text += piece;
        if (contentType.startsWith('text/event-stream') && /^data:.*\n\n/m.test(text)) leave();
      });
      response.on('end', finish);
      response.on('error', reject);
      if (contentType.startsWith('text/event-stream')) setTimeout(leave, STREAM_SHOWS_MS);
    });
    sent.end(bytes);
  });
}

/** Bytes as they are, on a connection of their own; resolves with the first answer. */
export async function sendBytes({ url }: Pick<Server, 'url'>, bytes: string): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => (received += piece));
  socket.setTimeout(DEADLINE_MS, () => socket.destroy(new Error(`no answer within ${DEADLINE_MS / 1_000} s`)));
  socket.end(bytes.replaceAll('HOST', host));
  await once(socket, 'close');
  const [head = '', text = ''] = received.split(/\r\n\r\n(.*)/s);
  const field = (pattern: RegExp) => pattern.exec(head)?.[1] ?? '';
  return { status: Number(field(/^HTTP\/1\.1 (\d+)/)), contentType: field(/^content-type: *(.*)$/im), text };
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request for a terminal, against a core whose `url` and token stand in `$U` and `$T`. */
export function asCurl({ method, target, headers, body }: Request): string {
  const said = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = body === null ? [] : [`--data-binary ${quoted(body)}`];
  return ['curl --path-as-is --globoff -X', method, '-H "authorization: Bearer $T"', ...said, ...data, `"$U"${quoted(target)}`].join(' ');
}
