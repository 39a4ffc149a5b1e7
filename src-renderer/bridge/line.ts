/** A line to the core: the typed client, and the moment it breaks. */
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../src-preload/contract/index.ts';

export type Core = ContractRouterClient<Contract>;

export interface Line {
  readonly core: Core;
  /** Settles when the line is gone; calls in flight have failed by then. */
  readonly closed: Promise<void>;
}

/** The core does not know this browser yet: a person must sign in. */
export class SignInNeededError extends Error {
  override readonly name = 'SignInNeededError';
}

/** How long a host may take to answer before an attempt counts as failed. */
export const OPEN_TIMEOUT_MS = 10_000;
