/** `resync restore`: lists backups, shows what one would replace, and puts it in place when told so. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { RestorePreview } from '../../../../src-preload/contract/backup.ts';
import { systemClock } from '../../../base/clock.ts';
import { RESYNC } from '../../../base/command.ts';
import { asFault, Fault } from '../../../base/fault.ts';
import { createSilentLog } from '../../../base/log.ts';
import { dataDirectory } from '../../../config/dataDirectory.ts';
import { verifyBackup } from '../../../database/backup/backupFile.ts';
import { backupFolders, listAll, newestBackup } from '../../../database/backup/listBackups.ts';
import { previewRestore } from '../../../database/backup/previewRestore.ts';
import { putInPlaceOf } from '../../../database/backup/restore.ts';
import { backupSettings, storeIn } from './backup.ts';
import { entryText, factsText } from '../backupText.ts';
import { terminalText } from '../terminalText.ts';

interface RestoreOptions {
  readonly dataDir: string | undefined;
  readonly isDemo: boolean;
  /** A path, a name from the list, `newest`; undefined lists. */
  readonly backup: string | undefined;
  readonly isSure: boolean;
  readonly withSettings: boolean;
}

/**
 * Exit code 1 when nothing was put in place although a backup was named.
 * Raises STORE_LOCKED while Resync runs on the data (restore under its Settings then), NOT_FOUND, and what the backup is refused for.
 */
export async function restore({ dataDir, isDemo, backup, isSure, withSettings }: RestoreOptions): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const { folder } = backupSettings(directory, isDemo);
  const folders = backupFolders(directory, folder);
  if (backup === undefined) {
    say(listText(folders));
    return 0;
  }
  const path = pathOf(backup, folders);
  const preview = previewRestore({ dataDir: directory, backupPath: path, folder });
  if (preview.fault !== null) throw refusal(preview);
  say(previewText(preview, directory, withSettings));
  if (!isSure && !(await isAgreed())) {
    say('Nothing was changed. To put it in place: the same command with --yes.');
    return 1;
  }
  const keptAs = await putInPlaceOf({ dataDir: directory, backupPath: path, withSettings, clock: systemClock, log: createSilentLog() });
  say(`Restored from ${path}.${keptAs === null ? '' : ` The store that was there is kept as ${keptAs}.`}`);
  return 0;
}

function listText(folders: readonly string[]): string {
  const backups = listAll(folders);
  if (backups.length === 0) return `There are no backups in ${folders.join(' or ')}. A backup elsewhere: ${RESYNC} restore PATH.`;
  return [
    `Backups in ${folders.join(' and ')}, newest first:`,
    ...backups.map(entryText),
    `To look at one and put it in place: ${RESYNC} restore newest, or a name or path.`,
  ].join('\n');
}

function pathOf(backup: string, folders: readonly string[]): string {
  if (backup === 'newest') {
    const newest = newestBackup(folders);
    if (newest === null) throw new Fault('NOT_FOUND', noneWords(folders));
    return newest.path;
  }
  const candidates = [...folders.map((folder) => join(folder, backup)), resolve(backup)];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Fault('NOT_FOUND', `There is no backup ${backup}; \`${RESYNC} restore\` lists those there are.`);
  return found;
}

/** Backups that are there and damaged are named, each with what is wrong. */
function noneWords(folders: readonly string[]): string {
  const damaged = listAll(folders).map(({ path, problem }) => `${path}: ${problem ?? wordsOfDamage(path)}`);
  const found = damaged.length === 0 ? '' : ` Those that are there are damaged (${damaged.slice(0, 5).join('; ')}).`;
  return `There is no backup that can be used in ${folders.join(' or ')}.${found} Name one elsewhere by its path.`;
}

function wordsOfDamage(path: string): string {
  try {
    verifyBackup(path);
    return 'whole';
  } catch (thrown) {
    return asFault(thrown).message;
  }
}

function refusal({ fault, nextGood }: RestorePreview): Fault {
  const instead = nextGood === null ? ' There is no other that can be used in the backup folders.' : ` The newest that can be used: ${nextGood.path}`;
  return new Fault(fault?.code ?? 'STORE_FAILED', `${fault?.message ?? ''}${instead}`);
}

function previewText({ backup, present, presentProblem, hasPresentSettings }: RestorePreview, directory: string, withSettings: boolean): string {
  const settings = !backup.hasSettings
    ? 'it has none'
    : !withSettings
      ? 'they stay as they are (--settings brings those of the backup)'
      : hasPresentSettings
        ? 'replaced, the present ones are kept aside'
        : 'brought back';
  return [
    `Backup   ${backup.path}`,
    `         made ${backup.at}, checked whole`,
    `         ${backup.facts === null ? '' : factsText(backup.facts)}`,
    `Present  ${storeIn(directory)}`,
    `         ${present === null ? (presentProblem ?? '') : factsText(present)}`,
    `Settings and agents: ${settings}.`,
    'The present store is kept aside; nothing is deleted.',
  ].join('\n');
}

/** Only who sits at a terminal can be asked. */
async function isAgreed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await line.question('Put the backup in place? Type yes: ')).trim().toLowerCase() === 'yes';
  } finally {
    line.close();
  }
}

const say = (text: string) => void process.stdout.write(`${terminalText(text)}\n`);
