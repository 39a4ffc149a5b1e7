/** How each workstation stands, and the write side of `workstation_event`. */
import type { Workstation } from '../../../../src-preload/contract/plan/plan.ts';
import type { Db } from '../../../database/open.ts';

export interface WorkstationSeen {
  readonly name: string;
  /** `ok`, or the code of what keeps jobs from running there. */
  readonly state: string;
}

export const workstationSeen = ({ folder, name, problemFact, problem }: Workstation): WorkstationSeen => ({
  name: `${folder.endsWith('/') ? folder : `${folder}/`}${name}`.replace(/^\/(?=[^/]+$)/, ''),
  state: problemFact?.code ?? (problem === null ? 'ok' : 'problem'),
});

/** Keeps those that stand otherwise than the record knew. One short transaction. */
export function keepWorkstations(db: Db, engineId: string, seen: readonly WorkstationSeen[], observedAtMs: number): void {
  const known = db.prepare<[string, string], { to_state: string }>(
    'SELECT to_state FROM workstation_event WHERE engine_id = ? AND name = ? ORDER BY at_ms DESC LIMIT 1',
  );
  const insert = db.prepare('INSERT OR IGNORE INTO workstation_event (engine_id, name, from_state, to_state, at_ms) VALUES (?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (const { name, state } of seen) {
      const from = known.get(engineId, name)?.to_state ?? null;
      if (from !== state) insert.run(engineId, name, from, state, observedAtMs);
    }
  }).immediate();
}
