/** An HTTP exchange as undici carries it out, told to the ledger once its last byte has passed. */
import type { Dispatcher } from 'undici';
import type { Tell } from './gate.ts';

/** @param endMark what a server says last: whoever stops reading there has not broken off */
export function watchedHandler(handler: Dispatcher.DispatchHandler, path: string, tell: Tell, endMark: string | null): Dispatcher.DispatchHandler {
  let bytesOut = path.length;
  let bytesIn = 0;
  let status: number | null = null;
  let isAtEnd = false;
  const watched: Dispatcher.DispatchHandler = {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onBodySent(chunk) {
      bytesOut += Buffer.byteLength(chunk);
      handler.onBodySent?.(chunk);
    },
    onRequestSent: () => handler.onRequestSent?.(),
    onResponseStart(controller, code, headers, message) {
      if (code >= 200) status = code;
      handler.onResponseStart?.(controller, code, headers, message);
    },
    onResponseData(controller, chunk) {
      bytesIn += chunk.length;
      isAtEnd ||= endMark !== null && chunk.includes(endMark);
      handler.onResponseData?.(controller, chunk);
    },
    onResponseEnd(controller, trailers) {
      tell({ bytesOut, bytesIn, outcome: String(status) });
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError(controller, error) {
      tell({ bytesOut, bytesIn, outcome: outcomeOf(status, isAtEnd, isAborted(controller)) });
      handler.onResponseError?.(controller, error);
    },
  };
  return watched;
}

/** Without a connection there is no controller, whatever the types say. */
const isAborted = (controller: Dispatcher.DispatchController | null | undefined): boolean => controller?.aborted === true;

function outcomeOf(status: number | null, isAtEnd: boolean, isStopped: boolean): string {
  if (status !== null && isAtEnd) return String(status);
  if (isStopped) return 'aborted';
  return status === null ? 'failed' : 'cut';
}
