/** The simulator's own certificate: made at start, known to nobody, so that clients must be told to trust it. */
import { generate } from 'selfsigned';

/** `unknown-issuer`: what clients are told to trust is not what is presented. `expiring`: in less than a week. */
export const CERTIFICATE_KINDS = ['valid', 'expired', 'expiring', 'not-yet-valid', 'wrong-host', 'unknown-issuer'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** PEM to trust: the certificate is its own authority. */
  readonly ca: string;
}

/** Days from now: valid from, valid to. */
const VALIDITY: Readonly<Record<CertificateKind, readonly [number, number]>> = {
  valid: [-1, 364],
  expired: [-30, -1],
  expiring: [-360, 5],
  'not-yet-valid': [2, 365],
  'wrong-host': [-1, 364],
  'unknown-issuer': [-1, 364],
};
const DAY_MS = 24 * 60 * 60_000;

/** EC rather than RSA: it is made in milliseconds. */
export async function createCertificate(kind: CertificateKind): Promise<Certificate> {
  const { key, cert } = await selfSigned(kind);
  return { key, cert, ca: kind === 'unknown-issuer' ? (await selfSigned('valid')).cert : cert };
}

async function selfSigned(kind: CertificateKind): Promise<{ readonly key: string; readonly cert: string }> {
  const [from, to] = VALIDITY[kind];
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: 'Simulated scheduler' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now + from * DAY_MS),
    notAfterDate: new Date(now + to * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames:
          kind === 'wrong-host'
            ? [{ type: 2, value: 'mdm.elsewhere.example' }]
            : [
                { type: 2, value: 'localhost' },
                { type: 7, ip: '127.0.0.1' },
                { type: 7, ip: '::1' },
              ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
