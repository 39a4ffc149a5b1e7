/** A failure as screens show it: a closed code to branch on and a sentence a person can act on. */
import { ORPCError } from '@orpc/client';
import { type FaultCode, faultCodes } from '../../src-preload/contract/fault.ts';

export interface FaultView {
  /** `DISCONNECTED` is the renderer's own: the line to the core is down, so nothing was asked. */
  readonly code: FaultCode | 'DISCONNECTED';
  readonly message: string;
  /** Bare facts: host and port, HTTP status, an error id. */
  readonly detail?: string;
  /** Dotted name of the part of the input that was refused. */
  readonly field?: string;
  readonly retryable: boolean;
  readonly requestId: string | null;
}

export class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
}

const isFaultCode = (code: string): code is FaultCode => (faultCodes as readonly string[]).includes(code);

function detailOf(data: unknown): Pick<FaultView, 'detail' | 'field'> {
  if (typeof data !== 'object' || data === null) return {};
  return {
    ...('detail' in data && typeof data.detail === 'string' ? { detail: data.detail } : {}),
    ...('field' in data && typeof data.field === 'string' ? { field: data.field } : {}),
  };
}

function requestIdOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('requestId' in data)) return null;
  return typeof data.requestId === 'string' ? data.requestId : null;
}

/** What a rejected call means to a person. Anything that is not a typed error means that the line broke. */
export function faultOf(error: unknown): FaultView {
  if (!(error instanceof ORPCError)) return { code: 'DISCONNECTED', message: '', retryable: true, requestId: null };
  const data: unknown = error.data;
  const retryable = typeof data === 'object' && data !== null && 'retryable' in data && data.retryable === true;
  return { code: isFaultCode(error.code) ? error.code : 'INTERNAL', message: error.message, ...detailOf(data), retryable, requestId: requestIdOf(data) };
}
