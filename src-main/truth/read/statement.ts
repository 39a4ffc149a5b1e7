/** One statement an answer makes about the plan, as it was read: what it is about, what it says, and whether all its words were understood. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { StatementKind } from '../../../src-preload/shared/facts/kinds.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { SaidClock } from './token.ts';

/** How a number was said to stand to the real one. */
export type Compared = '=' | '>=' | '>' | '<=' | '<' | 'about';

/** What is counted: of which kind, in which state, within what. */
export interface Counted {
  readonly of: 'job' | 'stream' | 'workstation' | 'prompt' | 'resource' | 'file' | 'unit' | 'attempt' | 'reason' | 'line';
  readonly states: readonly StatePredicate[];
  readonly isNegated: boolean;
  readonly within: Thing | null;
  /** Only of so long ago, ms. */
  readonly sinceMs: number | null;
  /** What is counted around one thing. */
  readonly around: { readonly attribute: 'blocks' | 'follows' | 'precedes' | 'wait-reason' | 'runs'; readonly thing: Thing } | null;
}

export type Said =
  | { readonly is: 'state'; readonly state: StatePredicate; readonly isNegated: boolean }
  | { readonly is: 'number'; readonly attribute: Attribute; readonly compared: Compared; readonly number: number; readonly isNegated: boolean }
  /** "has no return code" */
  | { readonly is: 'none'; readonly attribute: Attribute }
  | { readonly is: 'clock'; readonly attribute: Attribute; readonly clock: SaidClock }
  | { readonly is: 'span'; readonly attribute: Attribute; readonly compared: Compared; readonly ms: number; readonly stepMs: number }
  | { readonly is: 'ago'; readonly attribute: Attribute; readonly compared: Compared; readonly ms: number; readonly stepMs: number }
  | { readonly is: 'text'; readonly attribute: Attribute; readonly text: string; readonly isNegated: boolean }
  | {
      readonly is: 'relation';
      readonly attribute: 'waits-for' | 'follows' | 'precedes' | 'blocks';
      readonly other: Subject;
      readonly isNegated: boolean;
      readonly isDirect: boolean;
    }
  | { readonly is: 'count'; readonly counted: Counted; readonly compared: Compared; readonly n: number }
  | { readonly is: 'share'; readonly counted: Counted; readonly compared: Compared; readonly percent: number }
  | { readonly is: 'path'; readonly steps: readonly Subject[] }
  | { readonly is: 'order'; readonly attribute: 'start' | 'end'; readonly other: Subject; readonly isAfter: boolean }
  | { readonly is: 'existence'; readonly isThere: boolean }
  | { readonly is: 'quote'; readonly text: string }
  | { readonly is: 'other' };

/** One thing, several that answer to the same words, or words that no reading knows. */
export interface Subject {
  readonly words: string;
  readonly things: readonly Thing[];
}

export interface Statement {
  readonly kind: StatementKind;
  /** UTF-16 offsets in the answer. */
  readonly start: number;
  readonly end: number;
  readonly subject: Subject | null;
  readonly said: Said;
  /** Said of one run of a rerun chain, not of the job as it is. */
  readonly run: number | 'last' | null;
  /** Words of its clause that nothing explains, and words that were understood and not used: with any, it is never confirmed. */
  readonly unexplained: readonly string[];
  /** Said of a condition, of the future or as a guess: it is no statement about now. */
  readonly isSupposed: boolean;
  /** Said of another night. */
  readonly isOfThePast: boolean;
  readonly cited: readonly string[];
  /** Who or what it is about was taken from an earlier sentence. */
  readonly isInherited: boolean;
}
