/** What a rule of intent looks at, and what it answers. */
import type { Intent } from '../question.ts';
import type { TimeWindow } from '../timeWindow.ts';

export interface Sentence {
  readonly plain: string;
  readonly names: readonly string[];
  /** The name that follows the word "stream" / "workstation", if one does. */
  readonly stream: string | null;
  readonly workstation: string | null;
  readonly window: TimeWindow | null;
  readonly raw: string;
}
export type Rule = (sentence: Sentence) => Intent | null;
