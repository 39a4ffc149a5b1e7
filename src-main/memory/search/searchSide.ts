/** What the search thread serves. */
import { Fault } from '../../base/fault.ts';
import type { SearchInput } from './findCandidates.ts';
import type { RankedHit } from './rankHits.ts';

export interface SearchThreadData {
  readonly databasePath: string;
}
export interface SearchSide {
  search(input: SearchInput): readonly RankedHit[];
}

export const searchFault = (cause: unknown) => new Fault('STORE_FAILED', 'Past answers could not be searched; this answer is made without them.', { cause });
