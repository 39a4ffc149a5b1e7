/** Failures outside the router (gate, sign-in, unknown path, unreadable body), said in the same words as the router's own. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULT_STATUS } from '../../../src-preload/contract/fault.ts';
import { asFault, Fault } from '../../base/fault.ts';
import { newId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';

/** The same body as oRPC gives a typed error on REST. */
function bodyOf(fault: Fault, requestId: string, status: number = FAULT_STATUS[fault.code]) {
  const { code, message, retryable, detail } = fault;
  return { defined: true, code, status, message, data: { retryable, ...(detail === undefined ? {} : { detail }), requestId } };
}

export function addFaultReplies(server: FastifyInstance, log: Log): void {
  server.setNotFoundHandler((request, reply) => {
    const fault = new Fault('NOT_FOUND', 'There is nothing at this address.');
    return reply.code(404).send(bodyOf(fault, request.id));
  });
  server.setErrorHandler((thrown, request, reply) => {
    const fault = faultOf(thrown);
    if (fault.code === 'INTERNAL') log.error({ requestId: request.id, err: thrown }, 'request failed unexpectedly');
    return reply.code(FAULT_STATUS[fault.code]).send(bodyOf(fault, request.id));
  });
}

/** A path no router can read: the only failure Fastify meets before its hooks run. */
export function refuseUnreadablePath(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const fault = new Fault('INVALID_INPUT', 'The path of the address cannot be read: after each % stand two hexadecimal digits, and together they spell UTF-8.');
  void reply.code(FAULT_STATUS[fault.code]).send(bodyOf(fault, request.id));
}

/** Long enough for a peer that is still sending to read why it is refused; a reset would take the answer with it. */
const GOODBYE_MS = 1_000;

/**
 * What Node and its WebSocket would answer by themselves, without a word or by hanging up: a handshake that is none, CONNECT, and an expectation nobody
 * knows, which is no reason to refuse (RFC 9110, 10.1.1, lets a server do either).
 */
export function addProtocolReplies({ server, websocketServer }: FastifyInstance): void {
  websocketServer.on('wsClientError', (error, socket) => refuseUnreadableRequest(error, socket));
  server.on('connect', (_request, socket) => refuseUnreadableRequest(new Error('no proxy'), socket));
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** What is not HTTP at all, or too long for it: there is no request yet, only a connection, which ends here. */
export function refuseUnreadableRequest(error: Error & { readonly code?: string }, socket: Duplex): void {
  // Each further piece of a refused request comes by here again.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { status, message } = unreadable(error.code);
  const body = JSON.stringify(bodyOf(new Fault('INVALID_INPUT', message), newId('req'), status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
}

function unreadable(code: string | undefined): { status: number; message: string } {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request did not arrive whole in time.' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'The address and the headers are longer together than this server reads (16 KB).' };
    case undefined:
    default:
      return { status: 400, message: 'This is not a request this server can read.' };
  }
}

function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  // Fastify's own refusals (body too large, not JSON, wrong media type) carry a 4xx status and a safe sentence.
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return new Fault('INVALID_INPUT', thrown.message);
  }
  return asFault(thrown);
}
