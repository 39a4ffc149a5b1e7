/** Looks at one host of an engine before any password goes there: whether it can be reached, and whether its certificate will be accepted. */
import type { ConnectionTest } from '../../../src-preload/contract/settings.ts';
import type { Outlet } from '../../base/egress/gate.ts';
import { openTcp } from '../../base/egress/socketOut.ts';
import { Fault } from '../../base/fault.ts';
import { certificateFault, networkFailure } from '../failures.ts';
import { type Certificate, type SeenCertificate, seeCertificate } from './certificate.ts';
import { type EngineBase } from './engineBase.ts';
import { endsIn, expiryOf } from './expiry.ts';
import { isPinned, type TlsPolicy } from './tlsPolicy.ts';

export interface HostLook {
  readonly outlet: Outlet;
  readonly base: EngineBase;
  readonly policy: TlsPolicy;
  readonly caPem: string | null;
  readonly connectTimeoutMs: number;
}
export type TestedCertificate = ConnectionTest['certificates'][number];

/** One sentence of what was found. Raises EGRESS_REFUSED, TWS_UNREACHABLE or TWS_TIMEOUT. */
export async function reach({ base, outlet, connectTimeoutMs }: HostLook): Promise<string> {
  const url = new URL(base.origin);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  try {
    const address = await openAndClose(outlet, url, connectTimeoutMs);
    return `${hostname} is ${address} and accepts connections on port ${port}.`;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw networkFailure(error, { host: base.host, what: 'v1', engineVersion: null }, { connectMs: connectTimeoutMs, answerMs: connectTimeoutMs }).fault;
  }
}

/** Resolves with the address the name stands for. */
function openAndClose(outlet: Outlet, url: URL, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = openTcp({ outlet, address: url, why: 'connection test' });
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      const address = socket.remoteAddress ?? '';
      socket.destroy();
      resolve(address);
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/**
 * One sentence of how it stands with the certificate, by the same rules as every later connection.
 * @param onSeen told of the certificate, accepted or not, so that a person can look at it and pin it
 * Raises TWS_TLS when connections to this host will be refused.
 */
export async function checkCertificate(look: HostLook, nowMs: number, onSeen: (certificate: TestedCertificate) => void): Promise<string> {
  const { base, policy } = look;
  const url = new URL(base.origin);
  if (url.protocol !== 'https:')
    return base.isOpenToOthers ? 'None: the address is http, by the exception set for this engine.' : 'None: the address is http on this computer.';
  const seen = await seeCertificate({ outlet: look.outlet, address: url, caPem: look.caPem, timeoutMs: look.connectTimeoutMs });
  const pins = policy.certificatePins ?? [];
  const isOneOfPins = pins.length > 0 && isPinned(seen.certificate?.sha256, pins);
  if (seen.certificate !== null) onSeen({ host: base.host, ...seen.certificate, isTrusted: seen.fault === null, isPinned: isOneOfPins });
  const mismatch = pins.length > 0 && !isOneOfPins ? certificateFault('CERT_PIN_MISMATCH', base.host) : null;
  if (mismatch !== null) throw mismatch;
  return `${standing(seen, policy, isOneOfPins)}${endsSoon(seen.certificate, nowMs)}`;
}

function standing({ certificate, fault }: SeenCertificate, policy: TlsPolicy, isOneOfPins: boolean): string {
  const validTo = certificate === null ? 'an unknown date' : certificate.validTo.slice(0, 10);
  if (isOneOfPins && policy.isPinTrusted === true) return `The pinned one, valid until ${validTo}.`;
  if (fault === null) return `${isOneOfPins ? 'Trusted and the pinned one' : 'Trusted'}, valid until ${validTo}.`;
  if (policy.isTlsUnverified) return `Not verified, by the exception set for this engine. ${fault.message}`;
  throw fault;
}

function endsSoon(certificate: Certificate | null, nowMs: number): string {
  const expiry = certificate === null ? null : expiryOf(certificate, nowMs);
  if (expiry === null || expiry.at === 'fine') return '';
  return expiry.at === 'expired' ? ' It has expired: have it renewed.' : ` It ends ${endsIn(expiry)}: have it renewed.`;
}
