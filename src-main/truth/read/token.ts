/** The words of one piece of an answer, each with what it does there. */
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { Sense } from '../lexicon/sense.ts';

/** A time of day as it is said; `day` null: the nearest; `zone` null: not said. */
export interface SaidClock {
  readonly day: string | null;
  readonly minutes: number;
  readonly seconds: number | null;
  /** Offset in minutes, `local`, or null. */
  readonly zone: number | 'local' | null;
}

interface Place {
  /** UTF-16 offsets in the answer. */
  readonly start: number;
  readonly end: number;
}
export type Token = Place &
  (
    | { readonly t: 'name'; readonly words: string; readonly things: readonly Thing[] }
    | { readonly t: 'sense'; readonly sense: Sense; readonly words: string }
    | { readonly t: 'number'; readonly n: number; readonly isWord: boolean }
    | { readonly t: 'clock'; readonly clock: SaidClock }
    /** `stepMs`: the smallest unit that was said. */
    | { readonly t: 'span'; readonly ms: number; readonly stepMs: number }
    | { readonly t: 'percent'; readonly n: number }
    | { readonly t: 'quote'; readonly text: string }
    | { readonly t: 'mark'; readonly mark: string }
    | { readonly t: 'unknown'; readonly words: string }
  );
