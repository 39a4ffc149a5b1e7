/** The simulator's own certificate: made at start, known to nobody, so that clients must be told to trust it. */
import { generate } from 'selfsigned';

const DAY_MS = 24 * 60 * 60_000;

/** EC rather than RSA: it is made in milliseconds. */
export async function createCertificate(kind: 'valid' | 'expired'): Promise<{ readonly key: string; readonly cert: string }> {
  const from = Date.now() - (kind === 'valid' ? 1 : 30) * DAY_MS;
  const made = await generate([{ name: 'commonName', value: 'Simulated scheduler' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(from + (kind === 'valid' ? 365 : 29) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
