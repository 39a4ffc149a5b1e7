/** What fails outside any route (an unreadable body, a wrong input) leaves as a typed error too, over REST and over the socket. */
import { ORPCError } from '@orpc/server';
import type { StandardHandlerOptions } from '@orpc/server/standard';
import type { Log } from '../../base/log.ts';
import { type HostContext, toTypedError } from '../../routes/routerBase.ts';

type Options = StandardHandlerOptions<HostContext>;

/** Interceptors for either transport's handler. */
export function typedErrors(log: Log): Required<Pick<Options, 'interceptors' | 'clientInterceptors'>> {
  /** Calls whose input could be read. Before that, whatever is thrown is the sender's doing, not a bug to log. */
  const read = new WeakSet<HostContext>();
  return {
    interceptors: [
      async (call) => {
        const context = { ...call.context };
        try {
          return await call.next({ ...call, context });
        } catch (thrown) {
          const said = read.has(context) || thrown instanceof ORPCError ? thrown : new ORPCError('BAD_REQUEST', { cause: thrown });
          throw toTypedError(said, { requestId: context.requestId ?? '', route: call.request.url.pathname, log });
        }
      },
    ],
    clientInterceptors: [
      ({ context, next }) => {
        read.add(context);
        return next();
      },
    ],
  };
}
