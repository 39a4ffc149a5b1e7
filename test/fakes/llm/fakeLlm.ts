/** A language model that says what a test wants, over the real protocol: HTTP, OpenAI-compatible, server-sent events. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { conformingReply } from './conforming.ts';
import type { FakeMessage, FakeReply, FakeRequest } from './protocol.ts';

export type { FakeReply, FakeRequest };

interface FakeRule {
  readonly when: (request: FakeRequest) => boolean;
  readonly reply: FakeReply | ((request: FakeRequest) => FakeReply);
  /** How often the rule applies; always, unless said. */
  readonly times?: number;
}

export interface FakeLlm {
  /** Base address to configure, ends in `/v1`. */
  readonly url: string;
  readonly model: string;
  readonly requests: readonly FakeRequest[];
  /** Rules are tried in the order given, newest script first; a request no rule matches gets a short prose reply. */
  script(...rules: readonly FakeRule[]): void;
  /** The next request from now on. */
  nextRequest(): Promise<FakeRequest>;
  close(): Promise<void>;
}

const MODEL = 'fake-model';
const READY: FakeReply = { kind: 'text', text: 'ready' };

interface FakeOptions {
  /** When given, every other key gets 401. */
  readonly apiKey?: string;
  /** `passed` (unless said): the background check of the model goes well, unseen by the test. `scripted`: it is played like everything else. */
  readonly checks?: 'passed' | 'scripted';
}

export async function startFakeLlm(options: FakeOptions = {}): Promise<FakeLlm> {
  const requests: FakeRequest[] = [];
  const rules: { rule: FakeRule; left: number }[] = [];
  let waiting: ((request: FakeRequest) => void)[] = [];

  const pick = (request: FakeRequest): FakeReply => {
    const match = rules.find(({ rule, left }) => left > 0 && rule.when(request));
    if (match === undefined) return probeReply(request) ?? READY;
    match.left -= 1;
    return typeof match.rule.reply === 'function' ? match.rule.reply(request) : match.rule.reply;
  };
  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const authorization = message.headers.authorization ?? null;
    if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`) return sendStatus(response, 401, 'invalid api key');
    if (message.url === '/v1/models') return sendJson(response, 200, { object: 'list', data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'test' }] });
    if (message.url !== '/v1/chat/completions') return sendStatus(response, 404, 'not found');
    const request = requestOf(JSON.parse(await bodyOf(message)) as WireBody, authorization, response);
    const checked = options.checks === 'scripted' ? null : conformingReply(request);
    if (checked !== null) return send(response, checked);
    requests.push(request);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(request);
    send(response, pick(request));
  };
  const server = createServer((message, response) => {
    // A client that leaves in the middle is part of the tests.
    handle(message, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: MODEL,
    requests,
    script: (...added) => void rules.unshift(...added.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }))),
    nextRequest: () => new Promise((resolve) => void waiting.push(resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Plays the model that the connection test hopes for. */
function probeReply({ toolNames, toolResults }: FakeRequest): FakeReply | null {
  return toolNames.includes('report_number') && toolResults.length === 0 ? { kind: 'tools', calls: [{ name: 'report_number', args: { number: 7 } }] } : null;
}

interface WireBody {
  readonly model: string;
  readonly messages: readonly FakeMessage[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly response_format?: unknown;
}

function requestOf(body: WireBody, authorization: string | null, response: ServerResponse): FakeRequest {
  const lastUser = body.messages.findLastIndex(({ role }) => role === 'user');
  return {
    messages: body.messages,
    toolNames: (body.tools ?? []).map((tool) => tool.function.name),
    model: body.model,
    authorization,
    question: body.messages[lastUser]?.content ?? '',
    toolResults: body.messages.slice(lastUser + 1).flatMap(({ role, content }) => (role === 'tool' ? [content ?? ''] : [])),
    wantsJson: body.response_format !== undefined,
    fields: Object.keys(body),
    closed: new Promise((resolve) => response.once('close', () => resolve(!response.writableFinished))),
  };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  message.setEncoding('utf8');
  for await (const piece of message) text += piece as string;
  return text;
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
const sendStatus = (response: ServerResponse, status: number, message: string) => sendJson(response, status, { error: { message, type: 'test' } });

function send(response: ServerResponse, reply: FakeReply): void {
  if (reply.kind === 'status')
    return reply.error === undefined
      ? sendJson(response, reply.status, { error: { message: reply.message ?? 'as the test asked', type: 'test' } }, reply.headers)
      : sendJson(response, reply.status, { error: reply.error }, reply.headers);
  if (reply.kind === 'late') return late(response, reply);
  if (reply.kind === 'pings') return ping(response, reply);
  if (reply.kind === 'drip') return drip(response, reply);
  if (reply.kind === 'raw') {
    response.writeHead(200, { 'content-type': reply.type ?? 'text/event-stream' });
    for (const piece of reply.pieces) response.write(piece);
    return void response.end();
  }
  if (reply.kind === 'hang' && (reply.text ?? '') === '') return;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const event = (data: string) => void response.write(`data: ${data}\n\n`);
  const chunk = (choices: readonly unknown[], more: object = {}) =>
    event(JSON.stringify({ id: 'chatcmpl-test', object: 'chat.completion.chunk', created: 1, model: MODEL, choices, ...more }));
  const delta = (value: object, finish: string | null = null) => chunk([{ index: 0, delta: value, finish_reason: finish }]);
  const finish = (reason: string) => {
    delta({}, reason);
    chunk([], { usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } });
    event('[DONE]');
    response.end();
  };
  switch (reply.kind) {
    case 'text':
      if (reply.reasoning !== undefined) delta({ reasoning_content: reply.reasoning });
      for (const piece of piecesOf(reply.text, reply.pieces ?? 4)) delta({ content: piece });
      return finish(reply.finish ?? 'stop');
    case 'tools':
      if (reply.before !== undefined) delta({ content: reply.before });
      reply.calls.forEach(({ name, args }, index) =>
        sendCall(delta, { index, name, text: typeof args === 'string' ? args : JSON.stringify(args), isWhole: reply.style === 'whole' }),
      );
      return finish(reply.finish ?? 'tool_calls');
    case 'hang':
      return delta({ content: reply.text });
    case 'cut':
      delta({ content: reply.text });
      if (reply.how === 'end') return void response.end();
      // After the bytes have left, so that the client has them.
      return void response.write('\n', () => response.destroy());
    case 'garbage':
      if (reply.text !== '') delta({ content: reply.text });
      event('{"choices": [{"delta": {"content": <html>');
      return void response.end();
  }
}

function late(response: ServerResponse, { afterMs, reply }: Extract<FakeReply, { kind: 'late' }>): void {
  const timer = setTimeout(() => send(response, reply), afterMs);
  response.once('close', () => clearTimeout(timer));
}

function ping(response: ServerResponse, { everyMs, times, text }: Extract<FakeReply, { kind: 'pings' }>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let left = times;
  const timer = setInterval(() => {
    left--;
    response.write(': ping\n\n');
    if (left > 0 || text === null) return;
    clearInterval(timer);
    response.end(`data: ${JSON.stringify({ choices: [{ delta: { content: text }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

function drip(response: ServerResponse, { everyMs, text }: Extract<FakeReply, { kind: 'drip' }>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const timer = setInterval(() => response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: text }, finish_reason: null }] })}\n\n`), everyMs);
  response.once('close', () => clearInterval(timer));
}

interface SentCall {
  readonly index: number;
  readonly name: string;
  readonly text: string;
  readonly isWhole: boolean;
}

function sendCall(delta: (value: object) => void, { index, name, text, isWhole }: SentCall): void {
  const id = `call_${Math.random().toString(36).slice(2, 10)}`;
  if (isWhole) return delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: text } }] });
  delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] });
  for (const piece of piecesOf(text, 3)) delta({ tool_calls: [{ index, function: { arguments: piece } }] });
}

function piecesOf(text: string, count: number): string[] {
  const size = Math.max(1, Math.ceil(text.length / count));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, piece) => text.slice(piece * size, (piece + 1) * size));
}
