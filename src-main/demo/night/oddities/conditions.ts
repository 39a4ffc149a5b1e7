/** What runs depending on how something else came out, and what runs again. */
import type { StreamDraft } from '../drafting/draft.ts';
import { oddJob, oddStream } from './oddDrafts.ts';

export const CONDITIONS: readonly StreamDraft[] = [
  oddStream('ODD_BRANCHES', -90, [
    oddJob('CHOOSE_WAY', {
      returnCode: 4,
      successCondition: 'RC=0 OR RC=4',
      outputConditions: [
        { name: 'SMALL', expression: 'RC=0', isSuccess: false },
        { name: 'LARGE', expression: 'RC=4', isSuccess: false },
      ],
    }),
    oddJob('WAY_SMALL', { onlyIf: [{ on: 'CHOOSE_WAY', outputs: ['SMALL'] }] }),
    oddJob('AFTER_SMALL', { after: ['WAY_SMALL'] }),
    oddJob('WAY_LARGE', { onlyIf: [{ on: 'CHOOSE_WAY', outputs: ['LARGE'] }] }),
    oddJob('AFTER_LARGE', { after: ['WAY_LARGE'] }),
    oddJob('MEET_AGAIN', { joins: [{ name: 'EITHER_WAY', needed: 1, of: [{ on: 'AFTER_SMALL' }, { on: 'AFTER_LARGE' }] }] }),
    oddJob('NOTE_SKIPPED', { onlyIf: [{ on: 'WAY_SMALL', statuses: ['SUPPR'] }] }),
  ]),
  oddStream('ODD_HANDLER', -80, [
    oddJob('MAY_FAIL', { outcome: 'ABEND', returnCode: 16 }),
    oddJob('WHEN_FAILED', { onlyIf: [{ on: 'MAY_FAIL', statuses: ['ABEND', 'FAIL'] }] }),
    oddJob('WHEN_WELL', { onlyIf: [{ on: 'MAY_FAIL', statuses: ['SUCC'] }] }),
    oddJob('WHEN_STARTED', { onlyIf: [{ on: 'MAY_FAIL', statuses: ['STARTED'] }] }),
    oddJob('AFTER_WELL', { after: ['WHEN_WELL'] }),
  ]),
  oddStream('ODD_JOINS', -70, [
    oddJob('FEED_A'),
    oddJob('FEED_B', { minutes: 12 }),
    oddJob('FEED_C', { outcome: 'ABEND', returnCode: 8 }),
    oddJob('TWO_OF_THREE', { joins: [{ name: 'TWO', needed: 2, of: [{ on: 'FEED_A' }, { on: 'FEED_B' }, { on: 'FEED_C' }] }] }),
    oddJob('ALL_OF_THREE', { joins: [{ name: 'ALL', needed: 3, of: [{ on: 'FEED_A' }, { on: 'FEED_B' }, { on: 'FEED_C' }] }] }),
  ]),
  oddStream('ODD_REPEATS', -200, [
    oddJob('POLL_INBOX', { minutes: 2, everyMinutes: 15, until: 240 }),
    oddJob('POLL_FAILED', { minutes: 2, everyMinutes: 15, until: 240, outcome: 'ABEND', returnCode: 3 }),
  ]),
  oddStream('ODD_RECOVERY', -100, [
    oddJob('RECOVERS', { outcome: 'ABEND', returnCode: 12, recovery: 'RERUN', rerunAfterMinutes: 6 }),
    oddJob('AFTER_RECOVERED', { after: ['RECOVERS'] }),
    oddJob('GOES_ON', { outcome: 'ABEND', returnCode: 4, recovery: 'CONTINUE' }),
    oddJob('AFTER_FAILURE', { after: ['GOES_ON'] }),
  ]),
];
