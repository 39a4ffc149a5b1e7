/** The egress ledger loses no connection: what waits is written on demand, at the end, and after the store refused once. */
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { first } from '../../../src-main/database/migrations/001-first.ts';
import { createEgressLedger } from '../../../src-main/health/egress.ts';

let db: Sqlite.Database;
beforeEach(() => {
  db = new Sqlite(':memory:');
  db.exec(first.sql);
});
afterEach(() => db.close());

const row = (number: number): EgressEntry => ({
  at: '2026-11-21T02:00:00.000Z',
  host: number % 2 === 0 ? 'mdm:31116' : 'llm:443',
  purpose: number % 2 === 0 ? 'engine' : 'llm',
  why: `call ${number}`,
  bytesOut: 10,
  bytesIn: 100,
  outcome: 'ok',
});

it('lists every row newest first with totals per host, also those not yet written', () => {
  const ledger = createEgressLedger({ db, log: createSilentLog() });
  for (let number = 1; number <= 1_001; number += 1) ledger.record(row(number));
  const { entries, byHost } = ledger.list(3);
  expect(entries.map(({ why }) => why)).toEqual(['call 1001', 'call 1000', 'call 999']);
  expect(byHost).toEqual([
    { host: 'llm:443', purpose: 'llm', calls: 501, bytesOut: 5_010, bytesIn: 50_100 },
    { host: 'mdm:31116', purpose: 'engine', calls: 500, bytesOut: 5_000, bytesIn: 50_000 },
  ]);
});

it('keeps rows while the store refuses them, and says so instead of listing less', () => {
  const ledger = createEgressLedger({ db, log: createSilentLog() });
  ledger.record(row(1));
  db.pragma('query_only = 1');
  expect(() => ledger.list(10)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
  db.pragma('query_only = 0');
  ledger.stop();
  expect(db.prepare('SELECT count(*) AS n FROM egress').get()).toEqual({ n: 1 });
});
