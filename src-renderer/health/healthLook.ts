/** How each health state looks. Unknown and off never look like healthy. */
import type { ComponentHealth } from '../../src-preload/contract/health.ts';
import type { GlyphShape } from '../ui/marks/Glyph.tsx';
import type { Tone } from '../ui/marks/Mark.tsx';

export const healthLook: Record<ComponentHealth['state'], { readonly shape: GlyphShape; readonly tone: Tone }> = {
  healthy: { shape: 'check', tone: 'good' },
  degraded: { shape: 'half', tone: 'warn' },
  unhealthy: { shape: 'square', tone: 'bad' },
  unknown: { shape: 'dashed', tone: 'quiet' },
  off: { shape: 'line', tone: 'quiet' },
};
