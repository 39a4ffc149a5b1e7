/**
 * Puts a backup in place of the store. First everything that can fail, beside the store and while it is in use: check, copy, upgrade. Then one small
 * file decides. From then on only renames are due, each of which can be done again: whoever opens the store next finishes what a crash cut off.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Clock, instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { lockDataDirectory } from '../lock.ts';
import { migrateDatabase } from '../migrate.ts';
import { openDatabase } from '../open.ts';
import { asStoreFault, withStoreFaults } from '../storeFault.ts';
import { dropNote, readNote, verifyBackup } from './backupFile.ts';
import { flush, flushFolder, replaceFile } from '../../base/files/durable.ts';

const STORE = 'resync.db';
const TEXTS = ['settings.json', 'agents.json'] as const;
/** Its presence is the decision. */
const DECISION = 'restore.json';
/** What was recorded of the store that goes, so that another in its place is noticed: it goes with it. */
const RECORD = 'store.json';
/** SQLite's own files beside the store: what is not in the store yet goes where the store goes. */
const BESIDE = ['-wal', '-journal'] as const;

const decisionSchema = z.strictObject({
  /** Names what was prepared: `resync.db.restoring-<id>`. */
  id: z.string().regex(/^[0-9a-f-]{36}$/),
  /** Names what is kept: `resync.db.before-restore-<time>`. */
  keptAs: z.string().regex(/^before-restore-[\w-]{1,40}$/),
  from: z.string(),
});
type Decision = z.infer<typeof decisionSchema>;

interface RestoreOrder {
  readonly dataDir: string;
  readonly backupPath: string;
  /** Bring back settings and agents as well, where the backup has them. */
  readonly withSettings: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const prepared = (name: string, { id }: Pick<Decision, 'id'>): string => `${name}.restoring-${id}`;

/**
 * Decides; `finishRestore` does it. Call it while holding the data directory's lock. The present store is neither opened nor changed.
 * Resolves to the path the present store will be kept under, null when there is none. Raises STORE_FAILED and CONFLICT as `verifyBackup` does.
 */
export async function decideRestore({ dataDir, backupPath, withSettings, clock, log }: RestoreOrder): Promise<string | null> {
  verifyBackup(backupPath);
  const time = instantOf(clock.now()).replaceAll(/[:.]/g, '-');
  const decision: Decision = { id: randomUUID(), keptAs: `before-restore-${time}`, from: backupPath };
  const store = join(dataDir, prepared(STORE, decision));
  try {
    copyFileSync(backupPath, store);
    // A store that was kept aside has its log beside it.
    if (existsSync(`${backupPath}-wal`)) copyFileSync(`${backupPath}-wal`, `${store}-wal`);
    chmodSync(store, 0o600);
    const note = takeNote(store);
    await migrateDatabase({ path: store, clock, log });
    flush(store);
    for (const name of withSettings ? TEXTS : []) {
      const text = name === 'settings.json' ? note?.settings : note?.agents;
      if (text != null) replaceFile(join(dataDir, prepared(name, decision)), text);
    }
    replaceFile(join(dataDir, DECISION), JSON.stringify(decision));
  } catch (thrown) {
    if (!existsSync(join(dataDir, DECISION))) removePrepared(dataDir);
    throw asStoreFault(thrown);
  }
  return existsSync(join(dataDir, STORE)) ? join(dataDir, `${STORE}.${decision.keptAs}`) : null;
}

/** Out of the copy comes the note, for a store in use has none; what it carries is handed over. */
function takeNote(store: string) {
  const db = openDatabase({ path: store });
  try {
    const note = readNote(db);
    dropNote(db);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
    return note;
  } finally {
    db.close();
  }
}

/**
 * Carries out what was decided, if anything was. Call it while holding the data directory's lock, before the store is opened.
 * Each step finds out whether it was done already. Returns where the store that was replaced is kept; null when nothing was decided, or there was none.
 */
export function finishRestore(dataDir: string, log: Log): string | null {
  return withStoreFaults(() => {
    const decision = readDecision(dataDir);
    if (decision === null) {
      removePrepared(dataDir);
      return null;
    }
    const kept = join(dataDir, `${STORE}.${decision.keptAs}`);
    if (existsSync(join(dataDir, prepared(STORE, decision)))) putStoreInPlace(dataDir, decision);
    for (const name of TEXTS) putInPlace(dataDir, name, decision);
    flushFolder(dataDir);
    rmSync(join(dataDir, DECISION));
    flushFolder(dataDir);
    const keptAs = existsSync(kept) ? kept : null;
    log.info({ from: decision.from, keptAs }, 'store restored');
    return keptAs;
  });
}

/** At once, for a command or a start that holds no store yet. Returns where the present store is kept. Raises STORE_LOCKED, and what `decideRestore` does. */
export async function putInPlaceOf(order: RestoreOrder): Promise<string | null> {
  const lock = lockDataDirectory(order.dataDir);
  try {
    // What an earlier one left undone comes first.
    finishRestore(order.dataDir, order.log);
    await decideRestore(order);
    return finishRestore(order.dataDir, order.log);
  } finally {
    lock.release();
  }
}

function putStoreInPlace(dataDir: string, decision: Decision): void {
  const path = join(dataDir, STORE);
  for (const suffix of ['', ...BESIDE]) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${path}.${decision.keptAs}${suffix}`);
  }
  // What was known of the store is about the one that goes; the restored one is older on purpose.
  if (existsSync(join(dataDir, RECORD))) renameSync(join(dataDir, RECORD), join(dataDir, `${RECORD}.${decision.keptAs}`));
  // An index of the log that went; SQLite makes it anew.
  rmSync(`${path}-shm`, { force: true });
  flushFolder(dataDir);
  renameSync(join(dataDir, prepared(STORE, decision)), path);
}

function putInPlace(dataDir: string, name: (typeof TEXTS)[number], decision: Decision): void {
  const ready = join(dataDir, prepared(name, decision));
  if (!existsSync(ready)) return;
  const path = join(dataDir, name);
  const kept = `${path}.${decision.keptAs}`;
  // A crash between the two renames leaves the kept one and no present one.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined && !existsSync(kept)) renameSync(path, kept);
  renameSync(ready, path);
}

function readDecision(dataDir: string): Decision | null {
  const path = join(dataDir, DECISION);
  if (!existsSync(path)) return null;
  const parsed = decisionSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  // Written whole by this program or not at all: somebody else put it there.
  throw new Fault('STORE_FAILED', `${path} is not what Resync wrote; remove it to start with the store as it is.`, { retryable: false });
}

/** Copies that nobody decided on. */
function removePrepared(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (/^(resync\.db|settings\.json|agents\.json)\.restoring-/.test(name) || (name.startsWith(`${DECISION}.`) && name.endsWith('.tmp')))
      rmSync(join(dataDir, name), { force: true });
  }
}
