/** An expected failure as a value with a closed code. Anything else that is thrown is a bug and becomes `INTERNAL`. */
import type { FaultCode, FaultData } from '../../src-preload/contract/fault.ts';

const RETRYABLE: ReadonlySet<FaultCode> = new Set([
  'TWS_UNREACHABLE',
  'TWS_TIMEOUT',
  'TWS_ERROR',
  'TWS_BAD_ANSWER',
  'PARTIAL_DATA',
  'LLM_UNAVAILABLE',
  'LLM_TIMEOUT',
  'LLM_BAD_ANSWER',
  'RATE_LIMITED',
  'STORE_LOCKED',
  'STORE_FAILED',
]);

export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly retryable: boolean;
  /** Host and port, HTTP status, an error id: what needs no translation. */
  readonly detail: string | undefined;
  /** The part of the input that is refused. */
  readonly field: string | undefined;

  /** @param message one sentence a person can act on; never a secret. */
  constructor(
    code: FaultCode,
    message: string,
    options: { retryable?: boolean | undefined; detail?: string | undefined; field?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    this.detail = options.detail;
    this.field = options.field;
  }

  toData(requestId?: string): FaultData {
    const { code, message, detail, field, retryable } = this;
    return {
      code,
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(field === undefined ? {} : { field }),
      retryable,
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
}

/** Whatever was thrown, as a Fault; a stranger becomes `INTERNAL` with the stranger as its cause. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault('INTERNAL', 'Something went wrong inside Resync; the log has the details.', { cause: thrown });
}
