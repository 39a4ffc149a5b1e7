/** Reasons not to run that are not in the bank's night, and latest starts. */
import type { StreamDraft } from '../drafting/draft.ts';
import { oddJob, oddStream } from './oddDrafts.ts';

const drive = { resource: 'SINGLE_DRIVE', quantity: 1 };

export const WAITS: readonly StreamDraft[] = [
  oddStream('ODD_RESOURCE', -30, [
    oddJob('HOLDS_DRIVE', { minutes: 90, needs: drive }),
    oddJob('WAITS_DRIVE_1', { needs: drive }),
    oddJob('WAITS_DRIVE_2', { needs: drive }),
  ]),
  oddStream('ODD_OUTSIDE', -60, [
    oddJob('WAITS_PARTNER', { asks: { agent: 'NETAG1', what: 'PARTNER#SETTLEMENT.CONFIRMED', answers: null } }),
    oddJob('PARTNER_ANSWERED', { asks: { agent: 'NETAG1', what: 'PARTNER#RATES.SENT', answers: -50 } }),
    oddJob('WAITS_PENDING', {
      absent: { state: 'pending', stream: 'WEEKLY_CLOSE', folder: '/BANK/CORE', workstation: 'FTA_CORE2', job: 'CLOSE_WEEK', at: 400 },
    }),
    oddJob('WAITS_ZOMBIE', { absent: { state: 'zombie', stream: 'OLD_FEED', folder: '/BANK/DWH', workstation: 'AGT_DWH2', job: null, at: -1_500 } }),
  ]),
  oddStream('ODD_PRIORITY', -60, [oddJob('NEVER_LAUNCHED', { priority: 0 }), oddJob('BEHIND_IT', { after: ['NEVER_LAUNCHED'] })]),
  oddStream('ODD_LIMIT_ONE', -40, [oddJob('FIRST_IN', { minutes: 80 }), oddJob('QUEUED_1'), oddJob('QUEUED_2')], { limit: 1 }),
  oddStream('ODD_LIMIT_ZERO', -40, [oddJob('NOT_LET_IN')], { limit: 0 }),
  oddStream('ODD_UNTIL', -120, [
    oddJob('LONG_BEFORE', { minutes: 200 }),
    oddJob('TOO_LATE', { after: ['LONG_BEFORE'], until: -30 }),
    oddJob('BEHIND_TOO_LATE', { after: ['TOO_LATE'] }),
    oddJob('LATE_ANYWAY', { after: ['LONG_BEFORE'], until: -30, untilAction: 'CONTINUE' }),
    oddJob('CANCELED_LATE', { after: ['LONG_BEFORE'], until: -30, untilAction: 'CANCEL' }),
  ]),
];
