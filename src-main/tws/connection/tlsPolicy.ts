/** Which certificates an engine's hosts may show. */
import { rootCertificates } from '../../base/egress/socketOut.ts';

export interface TlsPolicy {
  /** Development exception: any certificate will do, for this engine only. Pins are checked all the same. */
  readonly isTlsUnverified: boolean;
  /** SHA-256 fingerprints as `AA:BB:...`, one of which the certificate must have. Empty: any that is trusted. */
  readonly certificatePins?: readonly string[] | undefined;
  /** A pinned certificate needs no authority behind it: for self-signed ones. */
  readonly isPinTrusted?: boolean | undefined;
}

/** Whether the certificate may be used as far as pins go. */
export function isPinned(sha256: string | undefined, pins: readonly string[]): boolean {
  return pins.length === 0 || (sha256 !== undefined && pins.includes(sha256));
}

/** Verification is on unless an exception says otherwise; a CA file adds to the usual roots rather than replacing them. */
export function tlsOptions(policy: TlsPolicy, caPem: string | null): { rejectUnauthorized: boolean; ca?: string[] } {
  const isPinEnough = policy.isPinTrusted === true && (policy.certificatePins ?? []).length > 0;
  return { rejectUnauthorized: !policy.isTlsUnverified && !isPinEnough, ...trustedRoots(caPem) };
}

export function trustedRoots(caPem: string | null): { ca?: string[] } {
  return caPem === null ? {} : { ca: [...rootCertificates, caPem] };
}
