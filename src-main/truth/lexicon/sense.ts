/** What a word of an answer does in its sentence. A word that is in no lexicon may change the meaning of what stands around it. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { StatusWord } from '../../../src-preload/shared/claimWords.ts';

/** `DONE`: ended well. `ENDED`: however. `STARTED`: has begun. */
export type StatePredicate =
  | StatusWord
  | 'DONE'
  | 'ENDED'
  | 'STARTED'
  | 'NOT_STARTED'
  | 'LATE'
  | 'CRITICAL'
  | 'LINKED'
  | 'UNLINKED'
  | 'UP'
  | 'DOWN'
  | 'PROBLEM'
  | 'HELD_BY_PERSON'
  | 'JOBMAN_UP'
  | 'JOBMAN_DOWN'
  | 'ON_TIME'
  | 'OPEN'
  | 'ARRIVED'
  | 'MISSING'
  | 'IN_USE'
  | 'FREE';
export type RelationSaid = 'waits-for' | 'blocks' | 'blocked-by' | 'follows' | 'precedes' | 'because-of';
export type UnitSaid = 'job' | 'stream' | 'workstation' | 'prompt' | 'resource' | 'file' | 'unit' | 'attempt' | 'reason' | 'line';

export type Sense =
  | { readonly is: 'state'; readonly state: StatePredicate }
  /** Something that happens at a time: it says which time of a job a clock is. */
  | { readonly is: 'event'; readonly event: 'start' | 'end' | 'run' | 'schedule' }
  | { readonly is: 'attribute'; readonly attribute: Attribute }
  | { readonly is: 'relation'; readonly relation: RelationSaid }
  | { readonly is: 'unit'; readonly unit: UnitSaid }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: Mark };

export const marks = [
  'not',
  'none',
  'all',
  'both',
  'neither',
  'only',
  'about',
  'at-least',
  'more',
  'less',
  'of',
  'in',
  'at',
  'from',
  'to',
  'for',
  'by',
  'ago',
  'within',
  'is',
  'and',
  'it',
  'which',
  'if',
  'will',
  'may',
  'earlier',
  'usual',
  'expected',
  'after',
  'before',
  'local',
  'direct',
  'other',
  'advice',
  'cause',
  'absent',
  'present',
  'total',
  'again',
  'cannot-run',
  'half',
  'of-them',
  'except',
  'between',
  'window',
  'first-run',
  'second-run',
  'last-run',
  'filler',
] as const;
export type Mark = (typeof marks)[number];
