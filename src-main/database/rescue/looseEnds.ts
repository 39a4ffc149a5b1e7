/** Rows that point at a row that was lost: the pointer is cut where it may be missing, else the row goes with what it belonged to. */
import type { Db } from '../open.ts';

interface Pointer {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  readonly key: string;
  readonly mayBeMissing: boolean;
}

/** Round by round, until nothing points at nothing: what goes may have been pointed at itself. */
export function cutLooseEnds(db: Db, tables: readonly string[]): void {
  const pointers = tables.flatMap((table) => pointersOf(db, table));
  for (let changes = 1; changes > 0; ) {
    changes = 0;
    for (const { table, column, parent, key, mayBeMissing } of pointers) {
      const loose = `WHERE "${column}" IS NOT NULL AND "${column}" NOT IN (SELECT "${key}" FROM "${parent}")`;
      changes += db.prepare(mayBeMissing ? `UPDATE "${table}" SET "${column}" = NULL ${loose}` : `DELETE FROM "${table}" ${loose}`).run().changes;
    }
  }
}

function pointersOf(db: Db, table: string): Pointer[] {
  const columns = db.prepare<[string], { name: string; notnull: number; pk: number }>('SELECT name, "notnull", pk FROM pragma_table_info(?)').all(table);
  return db
    .prepare<[string], { table: string; from: string; to: string }>('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)')
    .all(table)
    .map(({ table: parent, from: column, to: key }) => {
      const of = columns.find(({ name }) => name === column);
      return { table, column, parent, key, mayBeMissing: of !== undefined && of.notnull === 0 && of.pk === 0 };
    });
}
