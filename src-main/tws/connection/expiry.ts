/** How soon a certificate ends, and from when a person should hear of it. Pure. */
import type { Certificate } from './certificate.ts';

export interface Expiry {
  /** Whole days; negative after its end. */
  readonly daysLeft: number;
  /** `soon` within 30 days, `urgent` within 7. */
  readonly at: 'fine' | 'soon' | 'urgent' | 'expired';
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const URGENT_DAYS = 7;

/** Null where the certificate does not say. */
export function expiryOf({ validTo }: Pick<Certificate, 'validTo'>, nowMs: number): Expiry | null {
  const leftMs = Date.parse(validTo) - nowMs;
  if (Number.isNaN(leftMs)) return null;
  const daysLeft = Math.floor(leftMs / DAY_MS);
  if (leftMs <= 0) return { daysLeft, at: 'expired' };
  if (leftMs <= URGENT_DAYS * DAY_MS) return { daysLeft, at: 'urgent' };
  return { daysLeft, at: leftMs <= SOON_DAYS * DAY_MS ? 'soon' : 'fine' };
}

/** `in 3 days`, for sentences about one that has not ended. */
export function endsIn({ daysLeft }: Expiry): string {
  if (daysLeft < 1) return 'within a day';
  return daysLeft === 1 ? 'in 1 day' : `in ${daysLeft} days`;
}

/** The certificate that ends first, of those that say when. */
export function soonestExpiry<C extends { readonly certificate: Certificate }>(seen: readonly C[], nowMs: number): (C & { readonly expiry: Expiry }) | null {
  const dated = seen.flatMap((one) => {
    const expiry = expiryOf(one.certificate, nowMs);
    return expiry === null ? [] : [{ ...one, expiry }];
  });
  return dated.toSorted((one, other) => Date.parse(one.certificate.validTo) - Date.parse(other.certificate.validTo))[0] ?? null;
}
