/** What a judge may cost: so many questions an hour, counted over the hour that just went by. Beyond it cases wait; they are not passed without it. */
import type { Clock } from '../../base/clock.ts';

export interface JudgeBudgetSettings {
  readonly judgeCallsPerHour: number;
}

export interface JudgeBudget {
  /** Spends one question, or spends nothing and gives the ms until the next one is free. */
  take(): number | null;
  /** Epoch ms at which the next question is free; null when one is free now. */
  spentUntilMs(): number | null;
}

const HOUR_MS = 3_600_000;

/** Counts from the start of this process: a restart allows a new hour. */
export function createJudgeBudget({ settings, clock }: { readonly settings: () => JudgeBudgetSettings; readonly clock: Clock }): JudgeBudget {
  /** When each was asked, oldest first; never more than the budget. */
  let asked: number[] = [];
  const spentUntilMs = (): number | null => {
    const now = clock.now();
    // A clock set back must not lock the judge away: what lies ahead of it is forgotten.
    asked = asked.filter((at) => at > now - HOUR_MS && at <= now);
    const freeing = asked.at(-settings().judgeCallsPerHour);
    return freeing === undefined ? null : freeing + HOUR_MS;
  };
  return {
    take() {
      const until = spentUntilMs();
      if (until !== null) return until - clock.now();
      asked.push(clock.now());
      return null;
    },
    spentUntilMs,
  };
}
