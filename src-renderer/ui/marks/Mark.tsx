/** A state told three times: shape, word and colour. */
import { clsx } from 'clsx';
import { Glyph, type GlyphShape } from './Glyph.tsx';

export type Tone = 'bad' | 'warn' | 'good' | 'accent' | 'quiet';

const INK: Record<Tone, string> = { bad: 'text-bad', warn: 'text-warn', good: 'text-good', accent: 'text-accent', quiet: 'text-dim' };

interface MarkProps {
  readonly shape: GlyphShape;
  readonly word: string;
  readonly tone: Tone;
  readonly className?: string;
  readonly title?: string;
}

export function Mark({ shape, word, tone, className, title }: MarkProps) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', INK[tone], className)} title={title}>
      <Glyph shape={shape} />
      {word}
    </span>
  );
}
