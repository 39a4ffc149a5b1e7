/** What fails outside any route (an unreadable body, a wrong input) leaves as a typed error too, over REST and over the socket. */
import type { Log } from '../../base/log.ts';
import { type HostContext, toTypedError } from '../../routerBase.ts';

interface Call<T> {
  readonly next: () => Promise<T>;
  readonly context: HostContext;
  readonly request: { readonly url: URL };
}

/** An interceptor for either transport's handler. */
export function typedErrors(log: Log) {
  return async <T>(call: Call<T>): Promise<T> => {
    try {
      return await call.next();
    } catch (thrown) {
      throw toTypedError(thrown, { requestId: call.context.requestId ?? '', route: call.request.url.pathname, log });
    }
  };
}
