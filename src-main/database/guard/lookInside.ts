/** What the store says of itself when it is opened: whose it is, which one, how far it had come, and whether it hangs together. */
import { statSync } from 'node:fs';
import { type Db, openDatabase } from '../open.ts';
import { asStoreFault, isDamage } from '../storeFault.ts';
import { compareStores, readFacts, type SeenStore } from './identity.ts';
import { quickCheck } from './check/quickCheck.ts';
import type { StoreTrouble } from './storeRefusal.ts';

/** "Rsyn": stores of the first versions had none until they were first written. */
const APPLICATION_IDS: readonly number[] = [0, 0x52_73_79_6e];
const ESSENTIAL_TABLES = ['conversation', 'turn', 'receipt', 'memory', 'audit_job', 'review_item', 'review_event'] as const;

/** Looking through this much takes under a tenth of a second; more is looked through behind the start. */
const LOOKED_THROUGH_AT_ONCE = 32 * 1024 * 1024;

export const isLargeStore = (path: string): boolean => statSync(path).size > LOOKED_THROUGH_AT_ONCE;

interface Looking {
  readonly path: string;
  readonly seen: SeenStore | null;
  readonly newestSchema: number;
}

/** Raises STORE_FAILED or STORE_LOCKED when the file cannot be opened at all. Folds a log a crash left behind into the store. */
export function lookInside({ path, seen, newestSchema }: Looking): StoreTrouble | null {
  let db: Db | undefined;
  try {
    db = openDatabase({ path });
    const schema = Number(db.pragma('user_version', { simple: true }));
    if (isForeign(db, schema)) return { at: 'foreign' };
    // What a newer version wrote is not ours to judge; the migration says so.
    if (schema > newestSchema) return null;
    const isLeftForLater = isLargeStore(path) && (seen === null || seen.damage === null);
    const finding = isLeftForLater ? null : quickCheck(db);
    if (finding !== null) return { at: 'damaged', finding };
    const found = readFacts(db);
    const how = compareStores(seen, found);
    return how === 'same' || seen === null ? null : { at: how, seen, found };
  } catch (thrown) {
    if (isDamage(thrown)) return { at: 'damaged', finding: 'it cannot be read' };
    throw asStoreFault(thrown);
  } finally {
    db?.close();
  }
}

function isForeign(db: Db, schema: number): boolean {
  const tables = new Set(
    db
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => name),
  );
  return (
    schema === 0 || !APPLICATION_IDS.includes(Number(db.pragma('application_id', { simple: true }))) || !ESSENTIAL_TABLES.every((name) => tables.has(name))
  );
}
