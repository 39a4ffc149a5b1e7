/** The connections to one host of an engine: how many, how long, and which certificates they accept. */
import tls from 'node:tls';
import { buildConnector, Pool } from 'undici';
import type { EngineTuning } from '../../../src-preload/contract/settings.ts';
import { type Certificate, certificateOf } from './certificate.ts';
import type { EngineBase } from './engineBase.ts';
import { isPinned, type TlsPolicy, tlsOptions } from './tlsPolicy.ts';

interface PoolDeps {
  readonly base: EngineBase;
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

export function createPool({ base, policy, caPem, connectTimeoutMs, tuning, onCertificate }: PoolDeps): Pool {
  return new Pool(base.origin, {
    allowH2: false,
    connections: tuning.connections,
    keepAliveTimeout: tuning.keepAliveMs,
    keepAliveMaxTimeout: tuning.keepAliveMs,
    clientTtl: tuning.lifetimeMs,
    connect: watchedConnector(
      // No resumed sessions: each new connection shows its certificate, so that a pin is checked against what the host holds now.
      { allowH2: false, maxCachedSessions: 0, timeout: connectTimeoutMs, ...tlsOptions(policy, caPem) },
      policy.certificatePins ?? [],
      onCertificate,
    ),
  });
}

function watchedConnector(options: buildConnector.BuildOptions, pins: readonly string[], onCertificate: PoolDeps['onCertificate']): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      if (!(socket instanceof tls.TLSSocket)) return callback(null, socket);
      const certificate = certificateOf(socket);
      if (!isPinned(certificate?.sha256, pins)) {
        // Nothing has been sent yet: no password reaches a host that only looks like the engine.
        socket.destroy();
        return callback(new PinMismatch('the certificate is not the pinned one'), null);
      }
      if (certificate !== null) onCertificate(certificate);
      callback(null, socket);
    });
}
