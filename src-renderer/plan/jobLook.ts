/** How each group of jobs looks. */
import type { JobGroup } from '../../src-preload/contract/plan/planSnapshot.ts';
import type { GlyphShape } from '../ui/marks/Glyph.tsx';
import type { Tone } from '../ui/marks/Mark.tsx';
import type { Word } from '../words/words.ts';

interface JobLook {
  readonly shape: GlyphShape;
  readonly tone: Tone;
  readonly word: Word;
  /** The same tone as a filled area, for proportion bars. */
  readonly fill: string;
}

export const jobLook: Record<JobGroup, JobLook> = {
  failed: { shape: 'square', tone: 'bad', word: 'job.failed', fill: 'bg-bad' },
  late: { shape: 'clock', tone: 'warn', word: 'job.late', fill: 'bg-warn' },
  'at-risk': { shape: 'diamond', tone: 'warn', word: 'plan.criticalRisk', fill: 'bg-warn' },
  critical: { shape: 'diamond', tone: 'quiet', word: 'job.critical', fill: 'bg-line-strong' },
  running: { shape: 'play', tone: 'accent', word: 'job.running', fill: 'bg-accent' },
  blocked: { shape: 'bar', tone: 'warn', word: 'job.blocked', fill: 'bg-warn' },
  waiting: { shape: 'ring', tone: 'quiet', word: 'job.waiting', fill: 'bg-line-strong' },
  done: { shape: 'check', tone: 'good', word: 'job.done', fill: 'bg-good/55' },
  other: { shape: 'dashed', tone: 'quiet', word: 'job.other', fill: 'bg-line' },
};
