/** What a status means for the record: did it fail, does it still, is it over. */
import type { CommonStatus } from '../../../src-preload/contract/plan/plan.ts';
import { commonOfWord } from '../../tws/status/statusMap.ts';

export type RunOutcome = 'open' | 'well' | 'failed' | 'other';

/** @param status as the engine says it. One nobody knows is over when the engine tells an end, and neither good nor bad. */
export function outcomeOf(status: string, endedAtMs: number | null): RunOutcome {
  const common = commonOfWord(status);
  if (common === 'ERROR') return 'failed';
  if (common === 'SUCCESSFUL') return 'well';
  const isOver = common === 'CANCELED' || common === 'SUPPRESS' || endedAtMs !== null;
  return isOver ? 'other' : 'open';
}

/** A job that failed stays a failure while it is rerun, until it ends well, or nobody needs it any more. */
export function isJobFailing(common: CommonStatus, wasFailing: boolean): boolean {
  if (common === 'ERROR') return true;
  return wasFailing && common !== 'SUCCESSFUL' && common !== 'CANCELED' && common !== 'SUPPRESS';
}

/** A stream's status is the sum of its jobs': trouble is over when it says something else. */
export const isStreamFailing = (common: CommonStatus): boolean => common === 'ERROR' || common === 'BLOCKED';
