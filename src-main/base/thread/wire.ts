/** oRPC over one MessagePort between two threads of this process: values cross as structured clones, faults stay faults. */
import type { MessagePort } from 'node:worker_threads';
import type { ClientContext } from '@orpc/client';
import { LinkMessagePortClient } from '@orpc/client/message-port';
import { StandardLink, type StandardLinkCodec } from '@orpc/client/standard';
import { type AnyRouter, os } from '@orpc/server';
import { MessagePortHandler } from '@orpc/server/message-port';
import { type StandardCodec, StandardHandler, StandardRPCMatcher } from '@orpc/server/standard';
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import { asFault, Fault } from '../fault.ts';
import { handedOverWith } from './handOver.ts';
import { asAgreed, type Call, type ServedBy } from './shape.ts';

/** What oRPC leaves out of an address when it sends it. */
const ORIGIN = 'http://orpc/';
const FAILED = 500;

interface Failure {
  readonly fault: FaultData;
  /** For the log of whoever asked. */
  readonly cause: string | null;
}

/** oRPC's own codec turns every value into JSON first: it walks each row of a page, and what JSON cannot say needs help. A structured clone needs neither. */
const askingCodec: StandardLinkCodec<ClientContext> = {
  encode: async ([name = ''], body, { signal }) => ({ url: new URL(name, ORIGIN), method: 'POST', headers: {}, body, signal }),
  async decode(response) {
    const body = await response.body();
    if (response.status === 200) return body;
    if (response.status !== FAILED) throw new Error(`no answer: ${String(body)}`);
    const { fault, cause } = asAgreed<Failure>(body);
    const { code, message, retryable, detail, field } = fault;
    throw new Fault(code, message, { retryable, detail, field, cause: cause === null ? undefined : new Error(cause) });
  },
};
const servingCodec: StandardCodec = {
  decode: (request) => request.body(),
  encode: (body) => ({ status: 200, headers: {}, body }),
  // oRPC wraps what was thrown in an error of its own.
  encodeError(error) {
    const fault = asFault(error.cause ?? error);
    return { status: FAILED, headers: {}, body: { fault: fault.toData(), cause: causeOf(fault) } satisfies Failure };
  },
};

const causeOf = ({ cause }: Fault): string | null => (cause instanceof Error ? (cause.stack ?? cause.message) : null);

export type Ask = (name: string, args: readonly unknown[]) => Promise<unknown>;

/** Rejects with the fault the other side threw, STOPPED when the caller's own signal aborts, INTERNAL when it could not be asked. */
export function connect(port: MessagePort): Ask {
  let isCut = false;
  port.addEventListener('close', () => {
    isCut = true;
  });
  const sender = new LinkMessagePortClient({ port, experimental_transfer: ([, , payload]) => bytesOf(payload) });
  const link = new StandardLink(askingCodec, sender);
  port.start();
  port.unref();
  return async (name, args) => {
    const last = args.at(-1);
    const signal = last instanceof AbortSignal ? last : undefined;
    const call: Call = { args: signal === undefined ? args : args.slice(0, -1), isStoppable: signal !== undefined };
    try {
      return await link.call([name], call, { context: {}, ...(signal === undefined ? {} : { signal }) });
    } catch (thrown) {
      // The thread's end closes its ports first: why it ended is told in a moment, by who runs it.
      if (isCut) return new Promise(() => {});
      if (signal?.aborted === true && !(thrown instanceof Fault)) throw new Fault('STOPPED', 'Stopped.', { cause: thrown });
      throw asFault(thrown);
    }
  };
}

/** Around each call that comes in; the signal aborts when who asked gives up, or is gone. */
export type Around = (call: { readonly name: string; readonly signal: AbortSignal; run(signal: AbortSignal): Promise<unknown> }) => Promise<unknown>;

/** @param onUnsendable an answer that cannot cross at all: whoever waits for it would do so for ever */
export function serve<S extends ServedBy<S>>(
  port: MessagePort,
  own: S,
  { around, onUnsendable }: { readonly around?: Around; onUnsendable(cause: Error): void },
): void {
  const router: Record<string, AnyRouter> = {};
  for (const [name, serving] of Object.entries<(...args: never[]) => unknown>(own))
    router[name] = os.handler(({ input, signal = new AbortController().signal }) => {
      const run = async (signal: AbortSignal): Promise<unknown> => Reflect.apply(serving, undefined, argumentsOf(input, signal));
      return around === undefined ? run(signal) : around({ name, signal, run });
    });
  const handler = new StandardHandler(router, new StandardRPCMatcher(), servingCodec, {});
  const postMessage = (message: unknown, transfer: ArrayBuffer[] = []) => {
    try {
      port.postMessage(message, transfer);
    } catch (cause) {
      onUnsendable(new Error(`an answer cannot be sent: ${String(cause)}`));
    }
  };
  new MessagePortHandler(handler, { experimental_transfer: ([, , payload]) => bytesOf(payload) }).upgrade({
    on: (event, listener) => void port.on(event, (data: unknown) => listener({ data })),
    postMessage,
  });
  port.start();
}

const isCall = (body: unknown): body is Call =>
  typeof body === 'object' && body !== null && 'args' in body && Array.isArray(body.args) && 'isStoppable' in body;

function argumentsOf(input: unknown, signal: AbortSignal): readonly unknown[] {
  if (!isCall(input)) throw new Error('a call that is none');
  return input.isStoppable ? [...input.args, signal] : input.args;
}

/** Always a list: with one, oRPC sends the message as it is. */
function bytesOf(payload: unknown): ArrayBuffer[] {
  const body = typeof payload === 'object' && payload !== null && 'body' in payload ? payload.body : undefined;
  return handedOverWith(isCall(body) ? body.args : [body]);
}
