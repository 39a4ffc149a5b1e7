/** What came from the plan before, and what will not go on in the next one. */
import type { StreamDraft } from '../drafting/draft.ts';
import { oddJob, oddStream } from './oddDrafts.ts';

export const PLAN_LIFE: readonly StreamDraft[] = [
  oddStream('ODD_CARRIED', -700, [oddJob('STUCK_SINCE', { outcome: 'ABEND', returnCode: 9 }), oddJob('WAITS_SINCE', { after: ['STUCK_SINCE'] })], {
    isCarriedForward: true,
  }),
  { name: 'USERJOBS', folder: '/', workstation: 'AGT_ODD', at: -360, isCarriedForward: true, jobs: [oddJob('ORPHAN_RUN', { minutes: 500, isUserJob: true })] },
  // When the plan ends its running job goes to USERJOBS, and what follows it across waits for what is gone.
  oddStream('ODD_NOT_CARRIED', -20, [oddJob('RUNS_ON', { minutes: 2_000 }), oddJob('LEFT_BEHIND', { after: ['RUNS_ON'] })], { carries: false }),
  oddStream('ODD_FOLLOWS_GONE', -10, [
    oddJob('WAITS_FOR_GONE', { after: ['ODD_NOT_CARRIED.LEFT_BEHIND'] }),
    oddJob('BEHIND_GONE', { after: ['WAITS_FOR_GONE'] }),
  ]),
];
