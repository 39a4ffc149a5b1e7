/** Settings as every start and every command opens them: with the keychain behind them, where there is one. */
import type { Log } from '../base/log.ts';
import { personalDirectory } from '../config/dataDirectory.ts';
import { createSettings, type SettingsStore } from '../config/settings.ts';
import { createConfirmedKeep } from '../secrets/confirmedFile.ts';
import { createKeychainSecrets } from '../secrets/secrets.ts';

interface OpenInput {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly isDemo: boolean;
  readonly log: Log;
}

/** Raises STORE_FAILED. */
export function openSettings({ log, env, ...place }: OpenInput): SettingsStore {
  const secrets = createKeychainSecrets({ log });
  const confirmed = createConfirmedKeep(secrets, personalDirectory(env, process.platform));
  return createSettings({ ...place, env, secrets, confirmed, log });
}
