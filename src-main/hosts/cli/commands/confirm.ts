/** `resync confirm`: a person at a terminal confirms the addresses that came from the settings file. */
import { join } from 'node:path';
import type { SettingsView } from '../../../../src-preload/contract/settings.ts';
import { createFileLog } from '../../../base/log.ts';
import { dataDirectory } from '../../../config/dataDirectory.ts';
import { lockDataDirectory } from '../../../database/lock.ts';
import { openSettings } from '../../../compose/openSettings.ts';
import { terminalText } from '../terminalText.ts';

interface ConfirmOptions {
  readonly dataDir: string | undefined;
  readonly isDemo: boolean;
}

/** Raises STORE_LOCKED while Resync runs on the data (it has its own Settings), SECRETS_UNAVAILABLE. Exit code 1 when the settings file cannot be read. */
export async function confirm({ dataDir, isDemo }: ConfirmOptions): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const lock = lockDataDirectory(directory);
  const { log, close } = createFileLog(join(directory, 'logs'));
  const settings = openSettings({ dataDir: directory, env: process.env, isDemo, log });
  try {
    const { unconfirmed, problems } = await settings.view();
    for (const problem of problems) process.stderr.write(`! ${terminalText(problem)}\n`);
    if (unconfirmed.length === 0) process.stdout.write('Nothing waits to be confirmed.\n');
    else await settings.confirm(unconfirmed);
    for (const one of unconfirmed) process.stdout.write(`${terminalText(line(one))}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    settings.stop();
    await close();
    lock.release();
  }
}

function line({ name, origins, before, isTlsUnverified, isUnencryptedAllowed, hasUnbound }: SettingsView['unconfirmed'][number]): string {
  const notes = [
    ...(before.length === 0 ? [] : [`before: ${before.join(', ')}`]),
    ...(isTlsUnverified ? ['ANY certificate is accepted'] : []),
    ...(isUnencryptedAllowed ? ['may be UNENCRYPTED'] : []),
    ...(hasUnbound ? ['secrets that an older version stored may go there'] : []),
  ];
  return `Confirmed: ${name} at ${origins.join(', ')}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}
