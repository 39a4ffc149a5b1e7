/** How each state of a memory looks, and whether answers may use it. */
import { type Memory, type MemoryState, RETRIEVABLE_STATES } from '../../src-preload/contract/memory.ts';
import type { GlyphShape } from '../ui/marks/Glyph.tsx';
import type { Tone } from '../ui/marks/Mark.tsx';

export const memoryLook: Record<MemoryState, { readonly shape: GlyphShape; readonly tone: Tone }> = {
  quarantined: { shape: 'dashed', tone: 'quiet' },
  active: { shape: 'ring', tone: 'accent' },
  flagged: { shape: 'flag', tone: 'warn' },
  rejected: { shape: 'square', tone: 'bad' },
  approved: { shape: 'check', tone: 'good' },
  corrected: { shape: 'check', tone: 'good' },
  superseded: { shape: 'line', tone: 'quiet' },
};

export const isUsable = ({ state }: Pick<Memory, 'state'>): boolean => (RETRIEVABLE_STATES as readonly MemoryState[]).includes(state);

/** Left use and can come back. */
export const isTombstone = ({ restorableUntil }: Pick<Memory, 'restorableUntil'>): boolean => restorableUntil !== null;
