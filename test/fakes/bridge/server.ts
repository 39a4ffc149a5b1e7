/** The contract on one message port: every procedure of it, handled by one function. */
import { type AnyRouter, implement, ORPCError, os, ValidationError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../../../src-renderer/bridge/line.ts';
import { issuesText, procedures } from './names.ts';
import { typedFault } from './typedFault.ts';

interface ServerDeps {
  readonly handle: (name: string, input: unknown, signal: AbortSignal | undefined) => Promise<unknown>;
  /** What the page sent, or the test wrote, is not what the contract says. */
  readonly onRefused: (name: string, why: string) => void;
}

interface Branch {
  [name: string]: AnyRouter;
}

/** Returns what serves a port from then on. */
export function createServer({ handle, onRefused }: ServerDeps): (port: MessagePort) => void {
  const router: Branch = { [PING]: os.handler(() => null) };
  for (const [name, procedure] of procedures) {
    const steps = name.split('.');
    const leaf = steps.pop() ?? name;
    let branch = router;
    // Only branches stand where names go on.
    for (const step of steps) branch = (branch[step] ??= {}) as Branch;
    branch[leaf] = implement(procedure).handler(({ input, signal }) => handle(name, input, signal));
  }
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          return await next();
        } catch (error) {
          if (!(error instanceof ORPCError && error.cause instanceof ValidationError)) throw error;
          const isInput = error.code === 'BAD_REQUEST';
          onRefused(path.join('.'), `${isInput ? 'the core would refuse this input' : 'the core could never send this'}: ${issuesText(error.cause.issues)}`);
          throw typedFault(isInput ? 'INVALID_INPUT' : 'INTERNAL');
        }
      },
    ],
  });
  return (port) => {
    handler.upgrade(port);
    port.start();
  };
}

/** Beside the contract's own names: its answer comes back when everything sent before it has arrived. */
const PING = 'fakeBridgePing';

/** Clients make a call of any name; this one only the fake knows. */
export const ping = (core: Core): Promise<unknown> => (core as unknown as Record<typeof PING, () => Promise<unknown>>)[PING]();
