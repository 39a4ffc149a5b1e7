/** The closed list of expected failures. Code branches on `code`; people read `message`. */
import * as z from 'zod';

/** HTTP status each fault is served with on the REST surface. */
export const FAULT_STATUS = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  /** No engine has been connected and the demo was not chosen. */
  NO_ENGINE: 409,
  /** A request outside the read allow-list: refused before a socket opens. */
  READ_ONLY: 403,
  TWS_UNREACHABLE: 502,
  TWS_TIMEOUT: 504,
  TWS_TLS: 502,
  TWS_AUTH: 502,
  TWS_FORBIDDEN: 502,
  TWS_NOT_FOUND: 404,
  /** This engine version does not offer the endpoint. */
  TWS_UNSUPPORTED: 501,
  TWS_ERROR: 502,
  TWS_BAD_ANSWER: 502,
  PARTIAL_DATA: 502,
  LLM_UNAVAILABLE: 502,
  LLM_AUTH: 502,
  LLM_TIMEOUT: 504,
  LLM_BAD_ANSWER: 502,
  /** A connection to what is not configured, not encrypted without an exception, or only pointed to by a redirect: nothing was sent. */
  EGRESS_REFUSED: 403,
  /** An address, or how its certificate is checked, came from a file and no person has confirmed it: nothing was sent. */
  NOT_CONFIRMED: 409,
  SECRETS_UNAVAILABLE: 503,
  STORE_LOCKED: 423,
  STORE_FAILED: 507,
  STOPPED: 499,
  INTERNAL: 500,
} as const;

export type FaultCode = keyof typeof FAULT_STATUS;
export const faultCodes = Object.keys(FAULT_STATUS) as [FaultCode, ...FaultCode[]];

export const faultSchema = z.strictObject({
  code: z.enum(faultCodes),
  /** One sentence a person can act on. */
  message: z.string(),
  /** Bare facts that read the same in every language: host and port, HTTP status, an error id. */
  detail: z.string().optional(),
  /** Dotted name of the part of the input that is refused, e.g. `auditor.schedule`. */
  field: z.string().optional(),
  retryable: z.boolean(),
  requestId: z.string().optional(),
});
export type FaultData = z.infer<typeof faultSchema>;
