/** A start, end, schedule or deadline is the one of the receipt, to the minute. */

import { jobsNamed, referenceOf, streamsNamed } from '../reference.ts';
import { witnessCheck } from '../witness.ts';
import { isSaidTime, wasSaidOf } from './saidTime.ts';

export const timeMatch = witnessCheck({
  name: 'time-match',
  applies: (claim) => claim.kind === 'time',
  observe(claim, evidence) {
    const reference = referenceOf(claim.subject);
    const which = reference?.keys.get('time');
    const said = claim.claimed ?? '';
    if (reference === null || which === undefined || !isSaidTime(said)) return null;
    const rows: readonly { readonly [K in (typeof FIELDS)[Which] | 'timeZone']?: string | null | undefined }[] = [
      ...(reference.kind === 'stream' ? [] : jobsNamed(reference.ref, evidence)),
      ...(reference.kind === 'job' ? [] : streamsNamed(reference.ref, evidence)),
    ];
    if (!isWhich(which) || rows.length !== 1) return null;
    const actual = rows[0]?.[FIELDS[which]];
    if (actual === undefined || actual === null) return null;
    const isMatch = wasSaidOf(said, Date.parse(actual), rows[0]?.timeZone ?? null);
    return isMatch === null ? null : { isMatch, value: actual };
  },
});

const FIELDS = { started: 'startedAt', ended: 'endedAt', scheduled: 'scheduledAt', deadline: 'deadlineAt' } as const;
type Which = keyof typeof FIELDS;

function isWhich(which: string): which is Which {
  return Object.hasOwn(FIELDS, which);
}
