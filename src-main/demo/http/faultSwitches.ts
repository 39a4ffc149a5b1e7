/** What a test or a person can make go wrong on the way to the engine and back. All off at start; change them at any time. */
import * as z from 'zod';

const whole = z.coerce.number().int().min(0).default(0);
/** `true`, as the command line says it, too. */
const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const text = z.string().min(1).nullable().default(null);

const schema = z.strictObject({
  /** Only requests whose target, query included, has this text are slow, refused, cut or garbled; null = all. */
  only: text,
  /** Every answer waits this long, ms. */
  slowMs: whole,
  /** Job logs wait this long more, ms. */
  slowLogMs: whole,
  /** Every signed-in request is refused with this status and the engine's message for it. */
  status: z.union([z.null(), z.coerce.number().pipe(z.literal([401, 403, 429, 500, 503]))]).default(null),
  /** What a 429 or 503 says in `Retry-After`: seconds or a date. */
  retryAfter: z.string().default('1'),
  /** The message that a 500 wraps in AWSJSY404E. */
  engineMessage: z.string().default('AWSJDB803E A deadlock or timeout occurred.'),
  /** How v2 and v1 write the body of an error: no two engines agree. */
  errorBody: z.enum(['messages', 'message', 'error', 'plain', 'html', 'empty']).default('messages'),
  /** The connection ends in the middle of the answer's body. */
  cutMidBody: flag,
  /** The answer says JSON and is none. */
  garbageBody: flag,
  /** The connections of this many next requests are closed without an answer. */
  dropNext: whole,
  /** How far the database mirror is behind the plan, ms. */
  mirrorLagMs: whole,
  /** How far the engine's clock is ahead of the right time (negative: behind), ms: in `Date` and in every instant it writes. */
  clockSkewMs: z.coerce.number().int().default(0),
  /** Streams (`RISK_@`) and folders (`/BANK/RISK/@`) which this user may not list. */
  hidden: z.union([z.array(z.string()), z.string().transform((said) => said.split(','))]).default([]),
  /** Each paged read finds the rows this many places further on: pages overlap, and rows are missed. */
  driftingRows: whole,
  /** Every job log is this long, bytes; 0 = as the script wrote it. */
  hugeLogBytes: whole,
  /** Job logs hold terminal codes, controls, letters that turn the reading direction, and bytes that are no text. */
  hostileLog: flag,
  /** This half of the API is not there: an engine of 9.5 has no v2. */
  absent: z.enum(['v1', 'v2']).nullable().default(null),
  /** Ids of jobs and streams in v1: those of v2, or their own (`WS;JSID;JOB` in Base64). */
  v1Ids: z.enum(['uuid', 'base64']).default('uuid'),
  /** There is no `/plan/job/count`. */
  countAbsent: flag,
  /** Lists leave out `dependencies` and `jobruns`. */
  leanLists: flag,
  /** `https://host:port` in the links of pages, as behind a proxy; null = as it was called. */
  linkOrigin: text,
  /** Whether a plan filter may hold `+state=...` and the like: which ones the engine takes is not documented. */
  planFilterQualifiers: z.enum(['refused', 'accepted']).default('refused'),
  /** What an OQL filter makes of a value that is not there: see AbsentValues. */
  absentValues: z.enum(['different', 'nothing']).default('different'),
  /** The version the engine says it has; null = its profile's. */
  reportedVersion: text,
  /** `/metrics` asks who is there; a master was seen not to. */
  metricsNeedSignIn: flag,
  /** JnextPlan is making the next plan: what is asked of a plan is refused with the planner's message. */
  extending: flag,
  /** What the engine says of batchman, as conman does. Unless it LIVES nothing in the plan moves. */
  batchman: z.string().default('LIVES'),
});

export type FaultSwitches = z.output<typeof schema>;
/** What a start may switch on. Strings are read as the command line writes them. */
export type FaultOptions = z.input<typeof schema>;
const FAULT_NAMES: readonly string[] = Object.keys(schema.shape);

/** Raises RangeError for a switch that there is not, or a value it does not have. */
export function faultsOf(wanted: Readonly<Record<string, unknown>> = {}): FaultSwitches {
  const parsed = schema.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '');
  throw new RangeError(
    issue?.code === 'unrecognized_keys'
      ? `The simulator has no fault ${name}. It has: ${FAULT_NAMES.join(', ')}.`
      : `The fault ${name} cannot have this value.`,
  );
}

const STATUS_MESSAGES = {
  401: 'The user is not authenticated.',
  403: 'AWSBEH021E The user is not authorized to access the server.',
  429: 'AWSJCO136E The maximum number of concurrent users has been reached.',
  503: 'The service is temporarily unavailable.',
} as const;
type RefusedStatus = keyof typeof STATUS_MESSAGES;

export const statusMessage = (status: RefusedStatus | 500, { engineMessage }: Pick<FaultSwitches, 'engineMessage'>): string =>
  status === 500 ? `AWSJSY404E The operation on the plan failed. ${engineMessage}` : STATUS_MESSAGES[status];
