/** What every route passes through before its handler: request id, role gate, input sentences, faults as typed errors, call counting. */
import { AsyncIteratorClass, implement, ORPCError, type Router, ValidationError } from '@orpc/server';
import { FAULT_STATUS, type FaultCode } from '../../src-preload/contract/fault.ts';
import { type Contract, contract } from '../../src-preload/contract/index.ts';
import { type Role, roles } from '../../src-preload/contract/procedure.ts';
import { asFault, Fault } from '../base/fault.ts';
import { newId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { asStoreFault } from '../database/storeFault.ts';

export interface User {
  readonly name: string;
  readonly role: Role;
}

/**
 * What a host knows about a call. `requestId` is made here when the transport has none of its own; handlers always have one.
 * A type, not an interface: oRPC takes contexts as records, and only types are assignable to those.
 */
export type HostContext = {
  readonly user: User;
  readonly requestId?: string;
};

export interface CallRecord {
  /** Dotted name in the contract, e.g. `chat.start`. */
  readonly route: string;
  readonly outcome: 'ok' | FaultCode;
  /** Until the answer, or until the first event of a stream may be sent. */
  readonly durationMs: number;
}

export type AppRouter = Router<Contract, HostContext>;

interface RouterBaseDeps {
  readonly log: Log;
  /** Told of every call, for metrics. */
  readonly onCall: (call: CallRecord) => void;
  /** What is wrong with the store while it fails: what breaks on a row that cannot be read is no fault of the program. */
  readonly storeTrouble: () => string | null;
}

/** The contract's implementer with the gate in front; `router.ts` adds the handlers. */
export function createRouterBase({ log, onCall, storeTrouble }: RouterBaseDeps) {
  return implement(contract)
    .$context<HostContext>()
    .use(async ({ context, next, path, procedure }) => {
      const requestId = context.requestId ?? newId('req');
      const route = path.join('.');
      const startedAt = performance.now();
      const record = (outcome: CallRecord['outcome']) => onCall({ route, outcome, durationMs: performance.now() - startedAt });
      const fail = (thrown: unknown) => toTypedError(ofStore(thrown, storeTrouble()), { requestId, route, log });
      try {
        requireRole(context.user, procedure['~orpc'].meta.role);
        const result = await next({ context: { requestId } });
        record('ok');
        return isEventStream(result.output) ? { ...result, output: withTypedErrors(result.output, fail) } : result;
      } catch (thrown) {
        const error = fail(thrown);
        record(error.code);
        throw error;
      }
    });
}

/** A failure that the store is behind, as the store's; everything else as it is. */
function ofStore(thrown: unknown, trouble: string | null): unknown {
  if (isTypedError(thrown)) return thrown;
  if (thrown instanceof Error && thrown.name === 'SqliteError') return asStoreFault(thrown);
  return trouble !== null && faultOf(thrown).code === 'INTERNAL' ? new Fault('STORE_FAILED', trouble, { cause: thrown, retryable: false }) : thrown;
}

/** A route that names no role is open to administrators only: forgetting one must not open a door. */
function requireRole(user: User, least: Role = 'administrator'): void {
  if (roles.indexOf(user.role) >= roles.indexOf(least)) return;
  throw new Fault('FORBIDDEN', `This needs the role ${least}; you are signed in as ${user.role}.`);
}

type TypedError = ORPCError<FaultCode, { retryable: boolean; detail?: string; field?: string; requestId: string }>;

interface ErrorScene {
  readonly requestId: string;
  readonly route: string;
  readonly log: Log;
}

/** Whatever was thrown, as the contract's typed error. The unexpected is logged with its request id and said as INTERNAL. */
export function toTypedError(thrown: unknown, { requestId, route, log }: ErrorScene): TypedError {
  if (isTypedError(thrown)) return thrown;
  const fault = faultOf(thrown);
  if (fault.code === 'INTERNAL') log.error({ requestId, route, err: fault.cause ?? fault }, 'call failed unexpectedly');
  // Its sentence sends people to the log.
  else if (fault.code === 'STORE_FAILED') log.warn({ requestId, route, code: fault.code, err: fault.cause }, fault.message);
  else log.debug({ requestId, route, code: fault.code }, 'call refused');
  return new ORPCError(fault.code, {
    status: FAULT_STATUS[fault.code],
    message: fault.message,
    data: {
      retryable: fault.retryable,
      ...(fault.detail === undefined ? {} : { detail: fault.detail }),
      ...(fault.field === undefined ? {} : { field: fault.field }),
      requestId,
    },
    defined: true,
  });
}

function faultOf(thrown: unknown): Fault {
  if (!(thrown instanceof ORPCError)) return asFault(thrown);
  if (isFaultCode(thrown.code)) return new Fault(thrown.code, thrown.message, { cause: thrown.cause });
  if (thrown.code === 'BAD_REQUEST') return new Fault('INVALID_INPUT', inputSentence(thrown.cause), { field: fieldOf(thrown.cause) });
  return new Fault('INTERNAL', asFault(null).message, { cause: thrown });
}

/** Already through the gate once (hosts map again, for what fails outside any route). */
function isTypedError(thrown: unknown): thrown is TypedError {
  return thrown instanceof ORPCError && thrown.defined && isFaultCode(thrown.code);
}

function isFaultCode(code: unknown): code is FaultCode {
  return typeof code === 'string' && Object.hasOwn(FAULT_STATUS, code);
}

const MAX_ISSUES = 5;
/** One issue can name a thousand keys of the sender's own making. */
const MAX_ISSUE_CHARS = 200;

/** One sentence naming the fields that are wrong and why; bounded, so that a hostile input cannot make a long one. */
function inputSentence(cause: unknown): string {
  if (!(cause instanceof ValidationError)) return 'The request could not be read; check that its body is valid JSON.';
  const parts = cause.issues.slice(0, MAX_ISSUES).map((issue) => {
    const where = whereOf(issue);
    const part = where === '' ? issue.message : `${where}: ${issue.message}`;
    return part.length <= MAX_ISSUE_CHARS ? part : `${part.slice(0, MAX_ISSUE_CHARS - 1)}…`;
  });
  const more = cause.issues.length - parts.length;
  return `The request is not valid. ${parts.join('; ')}${more > 0 ? ` (and ${more} more)` : ''}.`;
}

const whereOf = ({ path = [] }: ValidationError['issues'][number]): string => path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');

/** Where the first issue is; names of the sender's own making are as bounded as sentences. */
function fieldOf(cause: unknown): string | undefined {
  const [first] = cause instanceof ValidationError ? cause.issues : [];
  return first === undefined ? undefined : whereOf(first).slice(0, MAX_ISSUE_CHARS) || undefined;
}

function isEventStream(output: unknown): output is AsyncIterator<unknown, unknown, unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** A stream fails after its handler returned: the same mapping, around each step. Closing it still closes the source. */
function withTypedErrors<T extends AsyncIterator<unknown, unknown, unknown>>(source: T, fail: (thrown: unknown) => TypedError): T {
  const mapped = new AsyncIteratorClass(
    async () => {
      try {
        return await source.next();
      } catch (thrown) {
        throw fail(thrown);
      }
    },
    async (reason) => {
      if (reason !== 'next') await source.return?.();
    },
  );
  // Same elements, same protocol; only failures differ.
  return mapped as unknown as T;
}
