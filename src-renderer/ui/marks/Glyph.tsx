/** Small shapes that say a state without colour: each is told apart in black and white. */
const PATHS = {
  check: 'M2.5 6.5l2.4 2.6L9.8 3.4',
  cross: 'M3 3l6 6M9 3l-6 6',
  differs: 'M2.5 4.5h7M2.5 7.5h7M8 2L4 10',
  delta: 'M6 2.5l4 7H2z',
  ring: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  dashed: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  play: 'M4 2.5v7l5.5-3.5z',
  clock: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM6 3.8V6l1.6 1.2',
  bar: 'M2.5 2.5h7v7h-7zM4.5 6h3',
  square: 'M2.5 2.5h7v7h-7zM4.3 4.3l3.4 3.4M7.7 4.3L4.3 7.7',
  diamond: 'M6 1.8L10.2 6L6 10.2L1.8 6z',
  flag: 'M3 10.5v-9M3 2h6.5L8 4.5L9.5 7H3',
  half: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM6 2v8',
  line: 'M2.5 6h7',
} as const;
export type GlyphShape = keyof typeof PATHS;

const FILLED: ReadonlySet<GlyphShape> = new Set(['play', 'diamond']);

interface GlyphProps {
  readonly shape: GlyphShape;
  readonly size?: number;
}

export function Glyph({ shape, size = 12 }: GlyphProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" className="shrink-0" fill={FILLED.has(shape) ? 'currentColor' : 'none'}>
      <path d={PATHS[shape]} stroke="currentColor" strokeWidth="1.4" strokeDasharray={shape === 'dashed' ? '2 1.6' : undefined} strokeLinejoin="round" />
    </svg>
  );
}
