/** Ways a store is lost between two runs of Resync, done to a real data directory, and what a person must be told about each. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { migrateDatabase } from '../../../src-main/database/migrate.ts';

export interface DamagedStore {
  /** As the title of a test. */
  readonly what: string;
  /** Done to the data directory of a Resync that ended in good order. `older` is a backup made before its last memories. */
  readonly damage: (dataDir: string, older: string) => void | Promise<void>;
  /** What stands on the terminal and on the page. */
  readonly words: readonly string[];
  /** Whether a person may go on with what is there (`--accept-store`), and with what: an empty store, or the one that is there. */
  readonly goesOnWith: 'nothing' | 'what is there' | null;
}

const store = (dataDir: string): string => join(dataDir, 'resync.db');

/** Places that repeat from run to run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export function garble(path: string, places: number): void {
  const bytes = readFileSync(path);
  const next = numbers(7);
  // The first page stays: a store that does not even look like one is another case.
  for (let place = 0; place < places; place++) bytes[4_096 + Math.floor(next() * (bytes.length - 4_096))] = Math.floor(next() * 256);
  writeFileSync(path, bytes);
}

async function otherStore(path: string): Promise<void> {
  rmSync(path, { force: true });
  await migrateDatabase({ path, clock: systemClock, log: createSilentLog() });
}

export const damagedStores: readonly DamagedStore[] = [
  {
    what: 'emptied to 0 bytes',
    damage: (dataDir) => writeFileSync(store(dataDir), ''),
    words: ['is empty (0 bytes)', '40 memories'],
    goesOnWith: 'nothing',
  },
  { what: 'deleted', damage: (dataDir) => rmSync(store(dataDir)), words: ['is missing', '40 memories'], goesOnWith: 'nothing' },
  {
    what: 'garbled in 300 places',
    damage: (dataDir) => garble(store(dataDir), 300),
    words: ['is damaged'],
    goesOnWith: 'nothing',
  },
  {
    what: 'cut off in the middle',
    damage: (dataDir) => truncateSync(store(dataDir), Math.floor(statSync(store(dataDir)).size / 2)),
    words: ['was cut off', 'bytes are left'],
    goesOnWith: 'nothing',
  },
  {
    what: 'replaced by an older copy',
    damage: (dataDir, older) => copyFileSync(older, store(dataDir)),
    words: ['an older copy', 'holds 30 memories', 'held 40 memories'],
    goesOnWith: 'what is there',
  },
  {
    what: 'replaced by another store',
    damage: (dataDir) => otherStore(store(dataDir)),
    words: ['another store', 'holds 0 memories', 'held 40 memories'],
    goesOnWith: 'what is there',
  },
  {
    what: 'replaced by a database of another program',
    damage: (dataDir) => {
      rmSync(store(dataDir));
      const db = new Sqlite(store(dataDir));
      db.exec('CREATE TABLE places (url TEXT); PRAGMA user_version = 4');
      db.close();
    },
    words: ['another program'],
    goesOnWith: 'nothing',
  },
  {
    what: 'overwritten by a text',
    damage: (dataDir) => writeFileSync(store(dataDir), 'not a database at all '.repeat(1_000)),
    words: ['is not a store'],
    goesOnWith: 'nothing',
  },
  {
    what: 'replaced by a folder',
    damage: (dataDir) => {
      rmSync(store(dataDir));
      mkdirSync(store(dataDir));
    },
    words: ['is a folder and not a plain file'],
    goesOnWith: null,
  },
  {
    what: 'replaced by a pipe',
    damage: (dataDir) => {
      rmSync(store(dataDir));
      execFileSync('mkfifo', [store(dataDir)]);
    },
    words: ['is a pipe and not a plain file'],
    goesOnWith: null,
  },
  {
    what: 'replaced by a link',
    damage: (dataDir) => {
      renameSync(store(dataDir), join(dataDir, 'elsewhere.db'));
      symlinkSync(join(dataDir, 'elsewhere.db'), store(dataDir));
    },
    words: ['is a symbolic link and not a plain file'],
    goesOnWith: null,
  },
  {
    what: 'replaced by a socket',
    damage: async (dataDir) => {
      rmSync(store(dataDir));
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(join(dataDir, 'socket'), resolve));
      // Closing removes its name; another name keeps the socket there.
      renameSync(join(dataDir, 'socket'), store(dataDir));
      await new Promise((resolve) => server.close(resolve));
    },
    words: ['is a socket and not a plain file'],
    goesOnWith: null,
  },
  {
    what: 'beside the log of another store',
    damage: async (dataDir) => {
      const other = join(dataDir, 'other.db');
      await otherStore(other);
      const db = new Sqlite(other);
      db.pragma('journal_mode = WAL');
      db.exec('CREATE TABLE mine (x); INSERT INTO mine VALUES (1)');
      copyFileSync(`${other}-wal`, `${store(dataDir)}-wal`);
      db.close();
      rmSync(other);
    },
    words: ['resync.db-wal', 'was not written for the file'],
    goesOnWith: 'what is there',
  },
];
