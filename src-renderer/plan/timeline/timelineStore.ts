/** The timeline of the night, as asked for last. */
import { create } from 'zustand';
import type { Freshness } from '../../../src-preload/contract/plan/plan.ts';
import type { Timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import { LOADING, type Remote, readInto } from '../../bridge/remote.ts';
import { nowMs } from '../../ui/time/now.ts';

interface TimelineReading {
  readonly data: Timeline;
  readonly freshness: Freshness;
}

export const useTimeline = create<{ readonly timeline: Remote<TimelineReading> }>(() => ({ timeline: LOADING }));
const { getState: get, setState: set } = useTimeline;

const MOST_LANES = 300;
const HOUR_MS = 3_600_000;
/** A window shows more of what was than of what comes. */
const SHARE_BEFORE = 2 / 3;
const WHOLE_HOURS = 7 * 24;

/** Grows with every question: answers to earlier ones are dropped. */
let asked = 0;

/** Another engine's night is forgotten. */
export function forgetTimeline(): void {
  asked += 1;
  set({ timeline: LOADING });
}

/** @param hours width of the window; null: all there is within a week */
export async function readTimeline({ hours, text }: { readonly hours: number | null; readonly text: string }): Promise<void> {
  asked += 1;
  const mine = asked;
  const now = nowMs();
  const before = hours === null ? WHOLE_HOURS : hours * SHARE_BEFORE;
  const after = hours === null ? WHOLE_HOURS : hours - before;
  const wanted = text.trim();
  await readInto<TimelineReading>(
    () => get().timeline,
    (timeline) => {
      if (mine === asked) set({ timeline });
    },
    (core) =>
      core.plan.timeline({
        since: new Date(now - before * HOUR_MS).toISOString(),
        until: new Date(now + after * HOUR_MS).toISOString(),
        limit: MOST_LANES,
        ...(wanted === '' ? {} : { text: wanted }),
      }),
  );
}
