/** How each verdict looks: a shape, a tone and a word. */
import type { Claim, ClaimVerdict } from '../../../src-preload/contract/chat.ts';
import type { GlyphShape } from '../../ui/marks/Glyph.tsx';
import type { Tone } from '../../ui/marks/Mark.tsx';
import type { Word } from '../../words/words.ts';

/** `none`: nobody has checked it yet. */
export type ShownVerdict = ClaimVerdict | 'none';

interface VerdictLook {
  readonly shape: GlyphShape;
  readonly tone: Tone;
  readonly word: Word;
  /** With their number, which Portuguese and Spanish adjectives agree with. */
  readonly counted: Word;
}

export const verdictLook: Record<ShownVerdict, VerdictLook> = {
  confirmed: { shape: 'check', tone: 'good', word: 'verdict.confirmed', counted: 'verdicts.confirmed' },
  contradicted: { shape: 'differs', tone: 'bad', word: 'verdict.contradicted', counted: 'verdicts.contradicted' },
  'changed-since': { shape: 'delta', tone: 'warn', word: 'verdict.changed-since', counted: 'verdicts.changed-since' },
  uncheckable: { shape: 'line', tone: 'quiet', word: 'verdict.uncheckable', counted: 'verdicts.uncheckable' },
  none: { shape: 'dashed', tone: 'quiet', word: 'verdict.none', counted: 'verdicts.none' },
};

export const shownVerdict = ({ verdict }: Pick<Claim, 'verdict'>): ShownVerdict => verdict ?? 'none';

/** How many claims have each verdict; only those that occur, worst first. */
export function countVerdicts(claims: readonly Claim[]): { readonly verdict: ShownVerdict; readonly count: number }[] {
  const order: readonly ShownVerdict[] = ['contradicted', 'changed-since', 'confirmed', 'uncheckable', 'none'];
  return order.map((verdict) => ({ verdict, count: claims.filter((claim) => shownVerdict(claim) === verdict).length })).filter(({ count }) => count > 0);
}
