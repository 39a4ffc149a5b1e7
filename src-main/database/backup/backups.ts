/** The backups of a running Resync: made when due and on demand, listed, looked at, and put in place. */
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { BackupEntry, BackupList, RestorePreview } from '../../../src-preload/contract/backup.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { dueTimes } from '../../config/schedule.ts';
import { type BackupClient, createBackupClient } from './thread/backupClient.ts';
import { isBackupName } from './backupFile.ts';
import { backupFolders } from './listBackups.ts';
import { createPeek, type Peek } from './peek.ts';

interface BackupsDeps {
  readonly dataDir: string;
  readonly settings: () => Settings['backup'];
  /** Of Resync. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly client?: BackupClient;
  /** From the start to the first look at whether one is due: the start itself is left alone. */
  readonly firstLookMs?: number;
}

export interface BackupState extends Peek {
  readonly folder: string;
  readonly isEnabled: boolean;
  /** Cron text. */
  readonly schedule: string;
  readonly nextDueMs: number | null;
  /** When this data directory came to be: no backup is missed before there was something to copy. */
  readonly sinceMs: number;
}

/** Names a backup: `folder` null is the folder of the settings. */
interface Which {
  readonly folder: string | null;
  readonly name: string;
}

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 60_000;
/** After one that failed: often enough to catch a disk that is connected again. */
const AGAIN_MS = 15 * 60_000;

/** Looks soon after the start and then every minute whether a backup is due, so that a machine that slept is not late for long. */
export function createBackups({ dataDir, settings, version, clock, log, client = createBackupClient(), firstLookMs = FIRST_LOOK_MS }: BackupsDeps) {
  const restoreDecided = createEmitter<void>();
  const changed = createEmitter<void>();
  const peek = createPeek({ dataDir });
  const sinceMs = bornMs(dataDir) ?? clock.now();
  let applied = JSON.stringify(settings());
  let lastFault: Fault | null = null;
  let notBeforeMs = 0;
  let making: Promise<BackupEntry> | null = null;

  const folders = () => backupFolders(dataDir, settings().folder);
  const folder = () => folders()[0] ?? dataDir;
  const nextDueMs = () => (settings().isEnabled ? (dueTimes(settings().schedule, clock.now())?.nextMs ?? null) : null);

  const makeNow = async (why: 'scheduled' | 'asked'): Promise<BackupEntry> => {
    try {
      const made = await client.run({ do: 'make', order: { dataDir, folder: folder(), why, version, nowMs: clock.now(), keep: settings().keep } });
      lastFault = null;
      notBeforeMs = 0;
      log.info({ path: made.path, why }, 'backup made and verified');
      return made;
    } catch (thrown) {
      lastFault = asFault(thrown);
      notBeforeMs = clock.now() + AGAIN_MS;
      log.warn({ code: lastFault.code, detail: lastFault.detail }, lastFault.message);
      throw lastFault;
    } finally {
      making = null;
      changed.emit();
    }
  };
  const make = (why: 'scheduled' | 'asked') => (making ??= makeNow(why));

  const look = async () => {
    const { isEnabled, schedule } = settings();
    if (!isEnabled || making !== null || clock.now() < notBeforeMs) return;
    const { newest } = await peek(folders());
    if (isDue({ schedule, newestMs: newest?.atMs ?? null, sinceMs, nowMs: clock.now() })) await make('scheduled').catch(() => {});
  };
  const looking = repeat(look, firstLookMs);

  const pathOf = ({ folder: given, name }: Which): string => {
    if (!isBackupName(name)) throw new Fault('INVALID_INPUT', 'This is not the name of a backup.');
    return join(given === null ? folder() : absolute(given), name);
  };

  return {
    list: async (wanted: string | null): Promise<BackupList> => {
      const of = wanted === null ? folders() : [absolute(wanted)];
      const { backups, fault } = await client.run({ do: 'list', folders: of, isOwn: wanted === null });
      const next = nextDueMs();
      return {
        folder: of[0] ?? dataDir,
        backups: [...backups],
        fault,
        lastFault: lastFault?.toData() ?? null,
        isRunning: making !== null,
        nextDueAt: next === null ? null : instantOf(next),
      };
    },
    /** Answers when it is verified; one at a time, whoever asks meanwhile gets the same. */
    make: () => make('asked'),
    preview: async (which: Which): Promise<RestorePreview> => client.run({ do: 'preview', dataDir, backupPath: pathOf(which), folder: settings().folder }),
    /** Checked, copied and decided when this resolves; done by who opens the store next. */
    restore: async ({ withSettings, ...which }: Which & { readonly withSettings: boolean }) => {
      const keptAs = await client.run({ do: 'decide', dataDir, backupPath: pathOf(which), withSettings });
      restoreDecided.emit();
      return { keptAs };
    },
    onRestoreDecided: restoreDecided.subscribe,
    state: async (): Promise<BackupState> => {
      const { newest, fault } = await peek(folders());
      const { isEnabled, schedule } = settings();
      return { newest, fault: lastFault ?? fault, folder: folder(), isEnabled, schedule, nextDueMs: nextDueMs(), sinceMs };
    },
    /** After a change of settings: what was said of another folder is forgotten. */
    apply: () => {
      const now = JSON.stringify(settings());
      if (now === applied) return;
      applied = now;
      lastFault = null;
      notBeforeMs = 0;
      changed.emit();
    },
    /** When what `state` tells is another. */
    onChanged: changed.subscribe,
    stop: () => {
      looking.stop();
      client.close();
    },
  };
}

/** Works, waits, works, until stopped. */
function repeat(work: () => Promise<void>, firstMs: number): { readonly stop: () => void } {
  let isStopped = false;
  let timer = setTimeout(again, firstMs).unref();
  function again() {
    void work().finally(() => {
      if (!isStopped) timer = setTimeout(again, LOOK_EVERY_MS).unref();
    });
  }
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

interface DueFacts {
  readonly schedule: string;
  /** null: there is none. */
  readonly newestMs: number | null;
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** Pure. Due when the schedule's last time has passed without one since; before there was a store nothing was due. */
export function isDue({ schedule, newestMs, sinceMs, nowMs }: DueFacts): boolean {
  const due = dueTimes(schedule, nowMs);
  return due !== null && due.lastMs > (newestMs ?? sinceMs);
}

function absolute(folder: string): string {
  if (!isAbsolute(folder)) throw new Fault('INVALID_INPUT', 'Give the folder as an absolute path, from the root on.');
  return folder;
}

/** The lock file is made with the data directory and never replaced. */
function bornMs(dataDir: string): number | null {
  const file = statSync(join(dataDir, 'lock.db'), { throwIfNoEntry: false });
  return file === undefined ? null : file.birthtimeMs || file.mtimeMs;
}
