/** From an engine's settings and secrets to what its client is given. */
import type { EngineSettings } from '../src-preload/contract/settings.ts';
import { Fault } from './base/fault.ts';
import type { Credentials, EngineConnection } from './tws/transport.ts';

export interface EngineSecrets {
  readonly password: string | null;
  readonly apiKey: string | null;
  readonly caPem: string | null;
}

/** Raises NO_ENGINE without an address. */
export function connectionOf(settings: EngineSettings): EngineConnection {
  const { id, name, url, fallbackUrls, isTlsUnverified, certificatePins, isPinTrusted, connectTimeoutMs, requestTimeoutMs, logTimeoutMs, tuning } = settings;
  if (url === null) throw new Fault('NO_ENGINE', `The engine ${name} has no address yet: enter it in Settings, e.g. https://host:31116.`, { detail: name });
  return { id, baseUrl: url, fallbackUrls, isTlsUnverified, certificatePins, isPinTrusted, connectTimeoutMs, requestTimeoutMs, logTimeoutMs, tuning };
}

/** Raises TWS_AUTH when what the settings ask for has not been stored. */
export function credentialsOf({ name, user, auth }: EngineSettings, { password, apiKey }: Pick<EngineSecrets, 'password' | 'apiKey'>): Credentials {
  if (auth === 'api-key') {
    if (apiKey === null) throw new Fault('TWS_AUTH', `No API key is stored for ${name}: enter it in Settings.`, { detail: name });
    return { kind: 'api-key', key: apiKey };
  }
  if (user === null || password === null)
    throw new Fault('TWS_AUTH', `User and password for ${name} are not complete: enter them in Settings.`, { detail: name });
  return { kind: 'basic', user, password };
}
