/** What is said of a status, whatever the language. */
import type { CommonStatus } from '../../../contract/plan/plan.ts';
import type { AnySubstatus, InternalStatus } from '../../statuses.ts';

/** `next` is what a person may do, and Resync only shows; null: nothing, or nothing that could be said of all cases. */
export type StatusText = readonly [label: string, meaning: string, cause: string | null, next: string | null];
/** A substatus says more exactly why: its cause and next step stand in place of the status's own. */
type SubstatusText = readonly [meaning: string, next: string | null];

export interface StatusWords {
  readonly internal: Readonly<Record<InternalStatus, StatusText>>;
  /** Where the engine says only that. */
  readonly common: Readonly<Record<CommonStatus, StatusText>>;
  readonly substatus: Readonly<Record<AnySubstatus, SubstatusText>>;
  /** @param word as the engine says it */
  readonly unknown: (word: string) => StatusText;
}
