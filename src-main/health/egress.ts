/** The ledger of every connection that left this machine: who, why, how much. Rows are written in batches, none is dropped. */
import type { Database } from 'better-sqlite3';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';

interface EgressTotals {
  readonly host: string;
  readonly purpose: string;
  readonly calls: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

export interface EgressLedger {
  readonly record: (entry: EgressEntry) => void;
  /** Newest first, with totals per host over all rows kept, from one reading. Raises STORE_FAILED rather than leave rows out. */
  readonly list: (limit: number) => { entries: EgressEntry[]; byHost: EgressTotals[] };
  /** Writes what waits. */
  readonly stop: () => void;
}

interface LedgerDeps {
  readonly db: Database;
  readonly log: Log;
}

const WAIT_MS = 1_000;
const BATCH = 200;
/** About two months of one engine asked every 30 s; the oldest go. */
const KEEP_ROWS = 200_000;
/** While the store refuses, at most this many rows wait in memory. */
const MAX_WAITING = 20_000;

export function createEgressLedger({ db, log }: LedgerDeps): EgressLedger {
  const insert = db.prepare(
    'INSERT INTO egress (at, host, purpose, why, bytes_out, bytes_in, outcome) VALUES (@at, @host, @purpose, @why, @bytesOut, @bytesIn, @outcome)',
  );
  const trim = db.prepare('DELETE FROM egress WHERE seq <= (SELECT max(seq) FROM egress) - ?');
  const newest = db.prepare<[number], EgressEntry>(
    'SELECT at, host, purpose, why, bytes_out AS bytesOut, bytes_in AS bytesIn, outcome FROM egress ORDER BY seq DESC LIMIT ?',
  );
  const totals = db.prepare<[], EgressTotals>(
    'SELECT host, purpose, count(*) AS calls, sum(bytes_out) AS bytesOut, sum(bytes_in) AS bytesIn FROM egress GROUP BY host, purpose ORDER BY calls DESC, host',
  );
  const writeAll = db.transaction((rows: readonly EgressEntry[]) => {
    for (const row of rows) insert.run(row);
    trim.run(KEEP_ROWS);
  });
  let waiting: EgressEntry[] = [];
  let timer: NodeJS.Timeout | undefined;

  /** The fault that kept the rows from being written; null when all are. */
  const flush = (): Fault | null => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return null;
    try {
      writeAll(waiting);
      waiting = [];
    } catch (thrown) {
      // A full or locked disk: keep them for the next attempt rather than lose the trace.
      log.error({ err: thrown, rows: waiting.length }, 'egress rows could not be written');
      waiting = waiting.slice(-MAX_WAITING);
      return new Fault('STORE_FAILED', 'The latest connections could not be written to the store, so the list would not be whole; check disk space.', {
        cause: thrown,
      });
    }
    return null;
  };

  return {
    record: (entry) => {
      waiting.push(entry);
      if (waiting.length % BATCH === 0) flush();
      else timer ??= setTimeout(flush, WAIT_MS).unref();
    },
    list: (limit) => {
      const fault = flush();
      if (fault !== null) throw fault;
      return db.transaction(() => ({ entries: newest.all(limit), byHost: totals.all() }))();
    },
    stop: () => void flush(),
  };
}
