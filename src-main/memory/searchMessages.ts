/** What passes between the core and the search thread. */
import type { SearchInput } from './findCandidates.ts';
import type { RankedHit } from './rankHits.ts';

export interface SearchThreadData {
  readonly databasePath: string;
}
export interface SearchRequest {
  readonly id: number;
  readonly input: SearchInput;
}
export interface SearchAnswer {
  readonly id: number;
  readonly hits: readonly RankedHit[];
}
