/** How each state of an item looks. */
import type { ReviewItem } from '../../src-preload/contract/review/review.ts';
import type { GlyphShape } from '../ui/marks/Glyph.tsx';
import type { Tone } from '../ui/marks/Mark.tsx';

export const stateLook: Record<ReviewItem['state'], { readonly shape: GlyphShape; readonly tone: Tone }> = {
  pending: { shape: 'flag', tone: 'warn' },
  approved: { shape: 'check', tone: 'good' },
  corrected: { shape: 'check', tone: 'good' },
  rejected: { shape: 'square', tone: 'bad' },
};
