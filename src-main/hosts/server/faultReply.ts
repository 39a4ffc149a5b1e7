/** Failures outside the router (gate, sign-in, unknown path, unreadable body), said in the same words as the router's own. */
import type { FastifyInstance } from 'fastify';
import { FAULT_STATUS } from '../../../src-preload/contract/fault.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';

/** The same body as oRPC gives a typed error on REST. */
function bodyOf(fault: Fault, requestId: string) {
  const { code, message, retryable, detail } = fault;
  return { defined: true, code, status: FAULT_STATUS[code], message, data: { retryable, ...(detail === undefined ? {} : { detail }), requestId } };
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

function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  // Fastify's own refusals (body too large, not JSON, wrong media type) carry a 4xx status and a safe sentence.
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return new Fault('INVALID_INPUT', thrown.message);
  }
  return asFault(thrown);
}
