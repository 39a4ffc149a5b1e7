/** Watches over the open store: whether the file is still the one that was opened, and whether what is written is kept. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import type { StoreState } from '../../../src-preload/contract/health.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { type Db, openDatabase } from '../open.ts';
import { prepared } from '../prepared.ts';
import { checkBehind } from './check/checkBehind.ts';
import { conditionAfter, conditionSentence, failing, isFinal, type StoreCondition } from './condition.ts';
import { closeToOthers } from './fileModes.ts';
import { fileAt, readFacts, type SeenStore, type StoreFacts, writeSeen } from './identity.ts';
import { isLargeStore } from './lookInside.ts';
import { placeOf, roomFor } from './place.ts';
import { saveOpenStore } from './saveOpenStore.ts';

interface GuardDeps {
  readonly dataDir: string;
  readonly newestBackup: () => BackupEntry | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StoreGuard {
  /** The core's connection; `close` closes it. */
  readonly db: Db;
  /** A look at the file and its disk: microseconds, so that whoever acknowledges something can afford it. */
  look(): StoreCondition;
  /** Looks, writes, and reads back what was written through a second connection. */
  probe(): StoreCondition;
  /** As it was when last looked at. */
  state(): StoreState;
  /** What is wrong and what to do, in English; null when nothing is. */
  sentence(): string | null;
  /** Nothing may be written until the next start: the file is not the store any more. */
  isHalted(): boolean;
  /** Of a file that is not the store any more, or not whole, what can still be read proves nothing. Raises STORE_FAILED then. */
  requireWhole(): void;
  /** Somebody was refused with STORE_FAILED. */
  noteRefusal(): void;
  /** After every change; returns its undo. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

/** As SQLite answers `wal_checkpoint`: pages of the log, and how many of them are in the store. */
interface Checkpoint {
  readonly busy: number;
  readonly log: number;
  readonly checkpointed: number;
}

const EVERY_MS = 1_000;
/** A refusal may come from a damaged place; looking through everything for each would keep a disk busy. */
const CHECK_ALL_EVERY_MS = 10 * 60_000;

/** Opens the store after `admitStore` let it in. Raises STORE_FAILED. */
export function guardStore({ dataDir, newestBackup, clock, log }: GuardDeps): StoreGuard {
  const path = join(dataDir, 'resync.db');
  const db = openDatabase({ path });
  const changed = createEmitter<void>();
  const ending = new AbortController();
  const opened = placeOf(path);
  let largest = opened?.bytes ?? 0;
  let facts = readFacts(db);
  let condition: StoreCondition = { at: 'kept', doubts: closeToOthers(dataDir) };
  let saved: string | null = null;
  /** Looked for once, when the store began to fail: folders may be slow, and it is asked for with every state. */
  let backup: BackupEntry | null = null;
  let saving: Promise<void> | null = null;
  let checking: Promise<void> | null = null;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let lastRecord = '';

  const isHalted = () => condition.at === 'failing' && isFinal(condition.trouble);

  const record = (how: Pick<SeenStore, 'isClosed' | 'damage'>, known: StoreFacts = facts) => {
    const now = placeOf(path);
    if (known.id === null || now === null) return;
    const seen = { ...known, id: known.id, bytes: now.bytes, file: fileAt(path) ?? '', ...how };
    const text = JSON.stringify(seen);
    if (text === lastRecord) return;
    try {
      writeSeen(dataDir, { ...seen, seenAt: instantOf(clock.now()) });
      lastRecord = text;
    } catch (thrown) {
      log.warn({ err: thrown }, 'how far the store has come could not be recorded');
    }
  };

  const saveNow = async () => {
    try {
      saved = await saveOpenStore({ db, path, dataDir, at: instantOf(clock.now()) });
      log.warn({ saved }, 'what the store held was saved');
      if (saved === path) record({ isClosed: true, damage: null }, readFacts(db));
      changed.emit();
    } catch (thrown) {
      log.error({ err: thrown }, 'what the store held could not be saved yet');
    }
    saving = null;
  };
  /** Tried again with every look until it worked: on a full disk a person may yet make room. */
  const save = () => {
    if (saved === null) saving ??= saveNow();
  };

  /** What is only in a log that has lost its name is brought into the store through the connection that still has it open. */
  const fold = () => {
    try {
      const [{ busy, log: pages, checkpointed } = { busy: 1, log: 0, checkpointed: 0 }] = db.pragma('wal_checkpoint(FULL)') as Checkpoint[];
      if (busy !== 0 || pages !== checkpointed || saved !== null) return;
      saved = path;
      record({ isClosed: true, damage: null }, readFacts(db));
      changed.emit();
    } catch (thrown) {
      log.error({ err: thrown }, 'what the log held could not be brought into the store yet');
    }
  };

  const become = (next: StoreCondition): StoreCondition => {
    if (isHalted() || JSON.stringify(next) === JSON.stringify(condition)) return condition;
    condition = next;
    if (next.at === 'failing') {
      backup = newestBackup();
      log.error({ trouble: next.trouble, finding: next.finding }, 'the store is failing');
      if (isFinal(next.trouble)) db.pragma('query_only = ON');
      if (next.trouble === 'deleted' || next.trouble === 'replaced') save();
      if (next.trouble === 'log-lost') fold();
      if (next.trouble === 'damaged') record({ isClosed: false, damage: next.finding ?? 'a page cannot be read' });
    } else log.info({ doubts: next.doubts }, 'the store is kept');
    changed.emit();
    return condition;
  };

  const look = (): StoreCondition => {
    if (isHalted()) {
      if (condition.at === 'failing' && (condition.trouble === 'deleted' || condition.trouble === 'replaced')) save();
      // A thread that was writing when the log went may have written after the first time.
      if (condition.at === 'failing' && condition.trouble === 'log-lost') fold();
      return condition;
    }
    const now = placeOf(path);
    if (now === null) return become(failing('deleted'));
    if (now.file !== opened?.file) return become(failing('replaced'));
    if (now.bytes < largest) return become(failing('cut-off'));
    if (openedLog !== null && placeOf(`${path}-wal`)?.file !== openedLog.file) return become(failing('log-lost'));
    largest = now.bytes;
    const { trouble } = roomFor(path, dataDir);
    return trouble === null ? condition : become(failing(trouble));
  };

  const probe = (): StoreCondition => {
    look();
    const { trouble, doubt } = roomFor(path, dataDir);
    if (isHalted() || trouble !== null) return condition;
    try {
      const written = randomUUID();
      prepared(db, 'UPDATE store_probe SET written = ?').run(written);
      if (readBack(path) !== written) return become(failing('unwritten', 'another value was read than was written'));
      facts = readFacts(db);
      record({ isClosed: false, damage: null });
      return become({ at: 'kept', doubts: [...closeToOthers(dataDir), ...(doubt === null ? [] : [doubt])] });
    } catch (thrown) {
      return become(conditionAfter(thrown, condition));
    }
  };

  const checkNow = async () => {
    try {
      const finding = await checkBehind(path, ending.signal);
      if (finding !== null) become(failing('damaged', finding));
    } catch (thrown) {
      if (!ending.signal.aborted) log.warn({ err: thrown }, 'the store could not be looked through');
    }
    checking = null;
  };
  const checkAll = () => {
    if (checking !== null || performance.now() - checkedAtMs < CHECK_ALL_EVERY_MS) return;
    checkedAtMs = performance.now();
    checking = checkNow();
  };

  const sentence = (): string | null =>
    condition.at === 'kept'
      ? condition.doubts.join(' ') || null
      : conditionSentence(condition.trouble, condition.finding, { path, dataDir, saved, backup, isFolderGone: placeOf(dataDir) === null });

  record({ isClosed: false, damage: null });
  // Made by the first reading, and there until the last connection closes.
  const openedLog = placeOf(`${path}-wal`);
  if (isLargeStore(path)) checkAll();
  // What failed and may work again is tried by writing, for nothing else can tell.
  const timer = setInterval(() => (condition.at === 'failing' ? probe() : look()), EVERY_MS);
  timer.unref();

  return {
    db,
    look,
    probe,
    isHalted,
    state: () =>
      condition.at === 'kept'
        ? { state: condition.doubts.length === 0 ? 'ready' : 'doubtful', kind: 'embedded', trouble: null, saved: null, backup: null }
        : { state: 'failing', kind: 'embedded', trouble: condition.trouble, saved, backup: backup?.path ?? null },
    sentence,
    requireWhole() {
      look();
      if (isHalted()) throw new Fault('STORE_FAILED', sentence() ?? '', { retryable: false });
    },
    noteRefusal() {
      if (ending.signal.aborted) return;
      if (probe().at === 'kept') checkAll();
    },
    subscribe: changed.subscribe,
    async close() {
      clearInterval(timer);
      ending.abort();
      await Promise.all([checking, saving]);
      if (!isHalted()) facts = readFacts(db);
      db.close();
      if (!isHalted()) record({ isClosed: (placeOf(`${path}-wal`)?.bytes ?? 0) === 0, damage: null });
    },
  };
}

function readBack(path: string): string | null {
  const second = openDatabase({ path, isReadOnly: true });
  try {
    return second.prepare<[], { written: string }>('SELECT written FROM store_probe').get()?.written ?? null;
  } finally {
    second.close();
  }
}
