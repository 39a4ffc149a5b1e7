/** How the recorder is asked how it is. */
import { instantOf } from '../../base/clock.ts';
import type { CheckAnswer } from '../../health/health.ts';
import { longestPauseMs } from '../../plan/record/keep/stretch.ts';
import type { RecorderState } from '../../plan/record/recorder.ts';

interface RecorderFacts {
  readonly state: RecorderState;
  /** Gaps in the last day; null: nobody could look. */
  readonly gaps: number | null;
  readonly intervalMs: number;
  readonly nowMs: number;
}

/** Pure. A plan that is not being recorded is never healthy: the handover would miss what happens now. */
export function recorderAnswer({ state, gaps, intervalMs, nowMs }: RecorderFacts): CheckAnswer {
  const { at, lastReadingAtMs, fault, size } = state;
  if (at === 'paused') return { state: 'off', detail: 'Recording is switched off in Settings.' };
  if (at === 'no-engine') return { state: 'off', detail: 'No engine is connected.' };
  const facts = [
    lastReadingAtMs === null ? 'No reading was recorded yet.' : `Last reading ${instantOf(lastReadingAtMs)}.`,
    ...(size === null ? [] : [`${size.runs} runs and ${size.events} changes kept.`]),
    ...(gaps === null || gaps === 0 ? [] : [`${gaps} ${gaps === 1 ? 'gap' : 'gaps'} in the last 24 hours.`]),
  ];
  const isOverdue = lastReadingAtMs === null || nowMs - lastReadingAtMs > longestPauseMs(intervalMs);
  if (at === 'failing') return { state: isOverdue ? 'unhealthy' : 'degraded', detail: [...facts, fault?.message ?? ''].join(' ').trim(), fault };
  // Just started: it works, and nothing it could tell yet may be relied on.
  if (lastReadingAtMs === null) return { state: 'degraded', detail: facts.join(' ') };
  return { state: isOverdue ? 'degraded' : 'healthy', detail: facts.join(' ') };
}
