/** What became of one request to the engine, as data: the layers above decide on it without catching. */
import type { Fault } from '../../base/fault.ts';
import type { Scanned } from '../logLines.ts';

export interface Answered {
  readonly kind: 'answered';
  readonly body: BodyRead;
  readonly contentType: string;
  /** `host:port` of the engine's host that answered. */
  readonly host: string;
  /** Local epoch ms at which the answer arrived. */
  readonly observedAtMs: number;
  /** The engine's clock at that moment; null without a usable Date header. */
  readonly engineDateMs: number | null;
}

export interface Failed {
  readonly kind: 'failed';
  readonly fault: Fault;
  readonly httpStatus: number | null;
  /** Worth asking again soon: network errors, 429 and 5xx. */
  readonly isTransient: boolean;
  /** The engine could not be reached, or did not answer in time, rather than that it refused. */
  readonly isConnectivity: boolean;
  /** No usable connection to this host came about, or nothing came over it: another host of the engine may answer. */
  readonly isHostAway: boolean;
  /** From Retry-After; null when not said. */
  readonly retryAfterMs: number | null;
}

export type Exchange = Answered | Failed;

export interface BodyRead {
  /** As received, unpacked, in an ArrayBuffer of its own: it may be transferred to a thread. */
  readonly content: Uint8Array<ArrayBuffer>;
  /** Received and unpacked, with what was not kept. */
  readonly bytes: number;
  /** Something before `content` was left out (tail reads only). */
  readonly isCut: boolean;
  /** 1-based number of the first line of `content`. */
  readonly firstLine: number;
  /** What was found while the body streamed by; `content` is then empty. */
  readonly scanned: Scanned | null;
}

export const failed = (fault: Fault, more: Partial<Omit<Failed, 'kind' | 'fault'>> = {}): Failed => ({
  httpStatus: null,
  isTransient: false,
  isConnectivity: false,
  isHostAway: false,
  retryAfterMs: null,
  ...more,
  kind: 'failed',
  fault,
});
