/** From an engine's settings and secrets to what its client is given. */
import type { EngineSettings } from '../../src-preload/contract/settings.ts';
import { Fault } from '../base/fault.ts';
import type { Credentials, EngineConnection } from '../tws/http/transport.ts';

export interface EngineSecrets {
  readonly password: string | null;
  readonly apiKey: string | null;
  readonly caPem: string | null;
  /** Why a secret that is stored is not given; null when none is kept back. */
  readonly withheld: string | null;
}

/** Raises NO_ENGINE without an address. */
export function connectionOf(settings: EngineSettings): EngineConnection {
  const { id, name, url, fallbackUrls, isTlsUnverified, certificatePins, isPinTrusted, connectTimeoutMs, requestTimeoutMs, logTimeoutMs, tuning } = settings;
  if (url === null) throw new Fault('NO_ENGINE', `The engine ${name} has no address yet: enter it in Settings, e.g. https://host:31116.`, { detail: name });
  return { id, baseUrl: url, fallbackUrls, isTlsUnverified, certificatePins, isPinTrusted, connectTimeoutMs, requestTimeoutMs, logTimeoutMs, tuning };
}

/** Raises TWS_AUTH when what the settings ask for has not been stored. */
export function credentialsOf(
  { name, user, auth }: EngineSettings,
  { password, apiKey, withheld }: Pick<EngineSecrets, 'password' | 'apiKey' | 'withheld'>,
): Credentials {
  const missing = (sentence: string) => new Fault('TWS_AUTH', withheld ?? sentence, { detail: name });
  if (auth === 'api-key') {
    if (apiKey === null) throw missing(`No API key is stored for ${name}: enter it in Settings.`);
    return { kind: 'api-key', key: apiKey };
  }
  if (user === null || password === null) throw missing(`User and password for ${name} are not complete: enter them in Settings.`);
  return { kind: 'basic', user, password };
}
