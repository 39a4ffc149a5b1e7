/** What a test can make go wrong on the way to the engine and back. All off at start; change them at any time. */
export interface FaultSwitches {
  /** Every answer waits this long, ms. */
  slowMs: number;
  /** Job logs wait this long more, ms. */
  slowLogMs: number;
  /** Every signed-in request is refused with this status and the engine's message for it. */
  status: 401 | 403 | 429 | 500 | null;
  /** The connection ends in the middle of the answer's body. */
  cutMidBody: boolean;
  /** The answer says JSON and is none. */
  garbageBody: boolean;
  /** How far the database mirror is behind the plan, ms. */
  mirrorLagMs: number;
  /** The connections of this many next requests are closed without an answer. */
  dropNext: number;
}

export const noFaults = (): FaultSwitches => ({ slowMs: 0, slowLogMs: 0, status: null, cutMidBody: false, garbageBody: false, mirrorLagMs: 0, dropNext: 0 });

export const STATUS_MESSAGES: Readonly<Record<401 | 403 | 429 | 500, string>> = {
  401: 'The user is not authenticated.',
  403: 'AWSBEH021E The user is not authorized to access the server.',
  429: 'AWSJCO136E The maximum number of concurrent users has been reached.',
  500: 'AWSJSY404E The operation on the plan failed. AWSJDB803E A deadlock or timeout occurred.',
};
