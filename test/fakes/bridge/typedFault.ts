/** A failure as the core sends it. */
import { ORPCError } from '@orpc/client';
import { FAULT_STATUS, type FaultCode } from '../../../src-preload/contract/fault.ts';

export interface FaultFacts {
  readonly message?: string;
  readonly detail?: string;
  readonly isRetryable?: boolean;
  readonly requestId?: string;
}

export function typedFault(code: FaultCode, { message = `It failed with ${code}.`, detail, isRetryable = false, requestId = 'req-1' }: FaultFacts = {}) {
  const data = { retryable: isRetryable, requestId, ...(detail === undefined ? {} : { detail }) };
  return new ORPCError(code, { status: FAULT_STATUS[code], message, data, defined: true });
}
