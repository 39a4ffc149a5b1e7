/** How often the auditor and people agree, read anew whenever the tab is opened or something was decided. */
import { create } from 'zustand';
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { LOADING, type Remote, readInto } from '../../bridge/remote.ts';

export const PERIODS = [7, 30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];

interface ScorecardState {
  readonly scorecard: Remote<Scorecard>;
  readonly sinceDays: Period;
}

export const useScorecard = create<ScorecardState>(() => ({ scorecard: LOADING, sinceDays: 90 }));
const { getState: get, setState: set } = useScorecard;

export async function readScorecard(): Promise<void> {
  const { sinceDays } = get();
  await readInto(
    () => get().scorecard,
    (scorecard) => {
      if (get().sinceDays === sinceDays) set({ scorecard });
    },
    (core) => core.audit.scorecard({ sinceDays }),
  );
}

export function choosePeriod(sinceDays: Period): void {
  set({ sinceDays });
  void readScorecard();
}
