/** A start, end, schedule or deadline is the one of the receipt, to the minute. */
import { jobsNamed, referenceOf, streamsNamed } from './reference.ts';
import { witnessCheck } from './witness.ts';

/** Answers give minutes: 02:15 stands for anything from 02:15:00 to 02:15:59, and rounding up is no error. */
const TOLERANCE_MS = 60_000;

export const timeMatch = witnessCheck({
  name: 'time-match',
  applies: (claim) => claim.kind === 'time',
  observe(claim, evidence) {
    const reference = referenceOf(claim.subject);
    const which = reference?.keys.get('time');
    const claimedMs = Date.parse(claim.claimed ?? '');
    if (reference === null || which === undefined || Number.isNaN(claimedMs)) return null;
    const rows: readonly { readonly [K in (typeof FIELDS)[Which]]?: string | null | undefined }[] = [
      ...(reference.kind === 'stream' ? [] : jobsNamed(reference.ref, evidence)),
      ...(reference.kind === 'job' ? [] : streamsNamed(reference.ref, evidence)),
    ];
    if (!isWhich(which) || rows.length !== 1) return null;
    const actual = rows[0]?.[FIELDS[which]];
    if (actual === undefined || actual === null) return null;
    return { isMatch: Math.abs(Date.parse(actual) - claimedMs) <= TOLERANCE_MS, value: actual };
  },
});

const FIELDS = { started: 'startedAt', ended: 'endedAt', scheduled: 'scheduledAt', deadline: 'deadlineAt' } as const;
type Which = keyof typeof FIELDS;

function isWhich(which: string): which is Which {
  return Object.hasOwn(FIELDS, which);
}
