/** A store that is not opened as it is: what is wrong, where the newest backup is, and how a person goes on deliberately. */
import { join } from 'node:path';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import { RESYNC } from '../../base/command.ts';
import { Fault } from '../../base/fault.ts';
import type { FileKind } from '../../base/files/plainFile.ts';
import type { SeenStore, StoreFacts } from './identity.ts';

export type StoreTrouble =
  | { readonly at: 'not-a-file'; readonly path: string; readonly kind: FileKind }
  | { readonly at: 'missing'; readonly seen: SeenStore | null }
  | { readonly at: 'empty'; readonly seen: SeenStore | null }
  | { readonly at: 'not-a-database' }
  | { readonly at: 'cut-off'; readonly bytes: number; readonly due: number }
  | { readonly at: 'damaged'; readonly finding: string }
  | { readonly at: 'foreign' }
  | { readonly at: 'another'; readonly seen: SeenStore; readonly found: StoreFacts }
  | { readonly at: 'older'; readonly seen: SeenStore; readonly found: StoreFacts }
  | { readonly at: 'foreign-log'; readonly path: string; readonly bytes: number };

/** What `--accept-store` does about each; null: nothing can be gone on with until the file was dealt with. */
const GOING_ON: Readonly<Record<StoreTrouble['at'], string | null>> = {
  'not-a-file': null,
  missing: 'begins with an empty store',
  empty: 'keeps the empty file aside and begins with an empty store',
  'not-a-database': 'keeps this file aside and begins with an empty store',
  'cut-off': 'keeps the damaged file aside and begins with an empty store',
  damaged: 'keeps the damaged file aside and begins with an empty store',
  foreign: 'keeps this file aside and begins with an empty store',
  another: 'opens this store from now on',
  older: 'opens this store as it is, without what came after it',
  'foreign-log': 'keeps that log aside and opens the store without it',
};

const ACCEPT_OPTION = '--accept-store';

export class StoreRefusal extends Fault {
  readonly trouble: StoreTrouble;
  readonly backup: BackupEntry | null;
  /** What going on with it deliberately does, as the end of a sentence; null when that is not possible. */
  readonly goingOn: string | null;
  /** The first sentence alone. */
  readonly finding: string;

  constructor(trouble: StoreTrouble, { dataDir, backup }: { readonly dataDir: string; readonly backup: BackupEntry | null }) {
    const path = join(dataDir, 'resync.db');
    const finding = findingOf(trouble, path);
    const goingOn = GOING_ON[trouble.at];
    const ways = [backupSentence(backup, dataDir), wayBack(dataDir, backup), HOLDS_SOMETHING.has(trouble.at) ? wayToSave(dataDir) : '', wayOn(goingOn)];
    super('STORE_FAILED', [finding, ...ways.filter((way) => way !== '')].join(' '), { retryable: false });
    this.trouble = trouble;
    this.backup = backup;
    this.goingOn = goingOn;
    this.finding = finding;
  }
}

export function backupSentence(backup: BackupEntry | null, dataDir: string): string {
  return backup === null ? `There is no backup in ${join(dataDir, 'backups')}.` : `The newest backup is ${backup.path}, written ${backup.at}.`;
}

const wayBack = (dataDir: string, backup: BackupEntry | null): string =>
  backup === null
    ? `If you have a copy of the store elsewhere, run \`${RESYNC} restore PATH --data-dir ${dataDir}\`.`
    : `To go back to it, run \`${RESYNC} restore ${backup.path} --data-dir ${dataDir}\`.`;

/** What `resync rescue` can read something out of. */
const HOLDS_SOMETHING: ReadonlySet<StoreTrouble['at']> = new Set<StoreTrouble['at']>(['not-a-database', 'cut-off', 'damaged']);

const wayToSave = (dataDir: string): string => `To save what the damaged file still holds, run \`${RESYNC} rescue --data-dir ${dataDir}\`.`;

const wayOn = (goingOn: string | null): string => (goingOn === null ? '' : `To go on deliberately, start once with ${ACCEPT_OPTION}: that ${goingOn}.`);

function findingOf(trouble: StoreTrouble, path: string): string {
  switch (trouble.at) {
    case 'not-a-file':
      return `${trouble.path} is a ${trouble.kind} and not a plain file; move it away and put the store itself there.`;
    case 'missing':
      return `The store ${path} is missing${was(trouble.seen)}.`;
    case 'empty':
      return `The store ${path} is empty (0 bytes)${was(trouble.seen)}.`;
    case 'not-a-database':
      return `${path} is not a store: its beginning is damaged, or it is another kind of file.`;
    case 'cut-off':
      return `The store ${path} is damaged: it was cut off, and ${trouble.bytes} of ${trouble.due} bytes are left.`;
    case 'damaged':
      return `The store ${path} is damaged: ${trouble.finding}.`;
    case 'foreign':
      return `${path} is a database of another program, not a store of Resync.`;
    case 'another':
      return `${path} is another store than the one used here before: it holds ${amountOf(trouble.found)}${was(trouble.seen)}.`;
    case 'older':
      return `${path} is an older copy of the store: it holds ${amountOf(trouble.found)}${was(trouble.seen)}.`;
    case 'foreign-log':
      return `Beside the store lies ${trouble.path} (${trouble.bytes} bytes), a log that was not written for the file that is there now; replaying it would damage the store.`;
  }
}

const was = (seen: SeenStore | null): string => (seen === null ? '' : `; the one used here held ${amountOf(seen)} when it was last seen, ${seen.seenAt}`);

/** "3,000 memories and 12 questions". */
function amountOf({ memories, turns }: Pick<StoreFacts, 'memories' | 'turns'>): string {
  const count = (n: number, one: string, many: string) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
  return `${count(memories, 'memory', 'memories')} and ${count(turns, 'question', 'questions')}`;
}
