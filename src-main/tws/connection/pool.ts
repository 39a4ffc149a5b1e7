/** The connections to one host of an engine: how many, how long, and which certificates they accept. */
import type { EngineTuning } from '../../../src-preload/contract/settings.ts';
import type { Outlet } from '../../base/egress/gate.ts';
import { createHttpPool, type HttpPool } from '../../base/egress/httpOut.ts';
import { type Certificate, certificateOf } from './certificate.ts';
import type { EngineBase } from './engineBase.ts';
import { isPinned, type TlsPolicy, tlsOptions } from './tlsPolicy.ts';

interface PoolDeps {
  readonly base: EngineBase;
  readonly outlet: Outlet;
  readonly policy: TlsPolicy;
  /** Trusted beside the usual roots; null for the usual roots only. */
  readonly caPem: string | null;
  readonly connectTimeoutMs: number;
  readonly tuning: Pick<EngineTuning, 'connections' | 'keepAliveMs' | 'lifetimeMs'>;
  /** Of each new connection that may be used. */
  readonly onCertificate: (certificate: Certificate) => void;
}

/** The certificate is not one of those pinned for this engine. */
class PinMismatch extends Error {
  readonly code = 'CERT_PIN_MISMATCH';
}

export function createPool({ base, outlet, policy, caPem, connectTimeoutMs, tuning, onCertificate }: PoolDeps): HttpPool {
  const pins = policy.certificatePins ?? [];
  return createHttpPool({
    outlet,
    origin: base.origin,
    options: {
      connections: tuning.connections,
      keepAliveTimeout: tuning.keepAliveMs,
      keepAliveMaxTimeout: tuning.keepAliveMs,
      clientTtl: tuning.lifetimeMs,
    },
    // No resumed sessions: each new connection shows its certificate, so that a pin is checked against what the host holds now.
    connect: { maxCachedSessions: 0, timeout: connectTimeoutMs, ...tlsOptions(policy, caPem) },
    onTlsSocket(socket) {
      const certificate = certificateOf(socket);
      // Nothing has been sent yet: no password reaches a host that only looks like the engine.
      if (!isPinned(certificate?.sha256, pins)) return new PinMismatch('the certificate is not the pinned one');
      if (certificate !== null) onCertificate(certificate);
      return null;
    },
  });
}
