/** Looks at the engine's certificate before any password is sent: who it is made out to, and whether it is trusted. */
import type tls from 'node:tls';
import type { Outlet } from '../../base/egress/gate.ts';
import { checkServerIdentity, openTls } from '../../base/egress/socketOut.ts';
import { Fault } from '../../base/fault.ts';
import { certificateFault, networkFailure } from '../failures.ts';
import { trustedRoots } from './tlsPolicy.ts';

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO-8601, or what the certificate says where that is no date. */
  readonly validTo: string;
  /** `AA:BB:...`. */
  readonly sha256: string;
}
export interface SeenCertificate {
  readonly certificate: Certificate | null;
  /** Why it is not trusted; null when it is. */
  readonly fault: Fault | null;
}

const nameOf = (name: tls.PeerCertificate['subject'] | undefined): string =>
  [name?.CN, name?.O]
    .flat()
    .filter((part) => part !== undefined)
    .join(', ');

/** null where the host showed none. */
export function certificateOf(socket: tls.TLSSocket): Certificate | null {
  const peer = socket.getPeerCertificate();
  if (Object.keys(peer).length === 0) return null;
  return { subject: nameOf(peer.subject), issuer: nameOf(peer.issuer), validTo: isoDate(peer.valid_to), sha256: peer.fingerprint256 };
}

const isoDate = (text: string): string => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString());

interface Look {
  readonly outlet: Outlet;
  readonly address: URL;
  readonly caPem: string | null;
  readonly timeoutMs: number;
}

/**
 * Opens one TLS connection and closes it. Raises EGRESS_REFUSED, and TWS_UNREACHABLE, TWS_TIMEOUT or TWS_TLS when no handshake takes place;
 * an untrusted certificate is returned with its fault.
 */
export async function seeCertificate({ outlet, address, caPem, timeoutMs }: Look): Promise<SeenCertificate> {
  const host = `${address.hostname}:${address.port || '443'}`;
  const hostname = address.hostname.replace(/^\[|\]$/g, '');
  const limits = { connectMs: timeoutMs, answerMs: timeoutMs };
  const place = { host, what: 'v1', engineVersion: null } as const;
  return new Promise((resolve, reject) => {
    let socket: tls.TLSSocket;
    try {
      socket = openTls({ outlet, address, why: 'connection test', options: { rejectUnauthorized: false, ...trustedRoots(caPem) } });
    } catch (error) {
      reject(
        error instanceof Fault ? error : new Fault('TWS_TLS', 'The CA file could not be used: choose a file with certificates in PEM form.', { cause: error }),
      );
      return;
    }
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeoutMs);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      const certificate = certificateOf(socket);
      // With verification off the chain error is only noted, and the host name is not compared: both are judged here.
      const code = chainCode(socket) ?? hostCode(socket, hostname);
      socket.destroy();
      resolve({ certificate, fault: code === null ? null : certificateFault(code, host) });
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(networkFailure(error, place, limits).fault);
    });
  });
}

function chainCode(socket: tls.TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : 'CERT_UNTRUSTED';
  return typeof error === 'string' ? error : 'CERT_UNTRUSTED';
}

function hostCode(socket: tls.TLSSocket, hostname: string): string | null {
  return checkServerIdentity(hostname, socket.getPeerCertificate()) === undefined ? null : 'ERR_TLS_CERT_ALTNAME_INVALID';
}
