/** A judge that keeps failing rests: what needs it waits, instead of spending its tries and ending before a person one by one. */
import type { Clock } from '../../base/clock.ts';
import type { AuditorState } from '../../../src-preload/contract/review/audit.ts';
import type { JudgeAnswer } from '../ports.ts';

export interface JudgeRestSettings {
  /** Failures in a row before it rests. */
  readonly judgeRestAfter: number;
  readonly judgeRestMinutes: number;
}

export interface JudgeRest {
  /** Asks, or says at once that the judge rests. After a rest one case alone tries it; if that fails too, it rests again. */
  ask(work: () => Promise<JudgeAnswer>): Promise<JudgeAnswer>;
  state(): Pick<AuditorState['judge'], 'failuresInRow'> & { readonly restsUntilMs: number | null };
}

/** How soon who comes while a rested judge is tried asks again. */
const TRYING_MS = 30_000;

export function createJudgeRest({ settings, clock }: { readonly settings: () => JudgeRestSettings; readonly clock: Clock }): JudgeRest {
  let failuresInRow = 0;
  let restsUntilMs: number | null = null;
  let isTrying = false;
  const note = ({ at }: JudgeAnswer) => {
    if (at === 'opinion' || at === 'no-judge') {
      failuresInRow = 0;
      restsUntilMs = null;
    }
    if (at !== 'failed') return;
    failuresInRow++;
    if (failuresInRow >= settings().judgeRestAfter) restsUntilMs = clock.now() + settings().judgeRestMinutes * 60_000;
  };
  return {
    async ask(work) {
      const leftMs = restsUntilMs === null ? null : restsUntilMs - clock.now();
      if (leftMs !== null && leftMs > 0) return { at: 'resting', delayMs: leftMs };
      if (leftMs !== null && isTrying) return { at: 'resting', delayMs: TRYING_MS };
      const isTry = leftMs !== null;
      isTrying ||= isTry;
      try {
        const answer = await work();
        note(answer);
        return answer;
      } finally {
        if (isTry) isTrying = false;
      }
    },
    state: () => ({ failuresInRow, restsUntilMs: restsUntilMs !== null && restsUntilMs > clock.now() ? restsUntilMs : null }),
  };
}
