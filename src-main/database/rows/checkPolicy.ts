/** The `check_policy_event` table: how far each check may go alone. The newest event of a check is in force. */
import type { AutonomyLevel } from '../../../src-preload/contract/review/scorecard.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

export interface PolicyEvent {
  readonly check: string;
  readonly level: AutonomyLevel;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

const COLUMNS = 'check_name AS "check", level, reason, by_whom AS by, at';

/** By check; one without an event goes as far as its code says (the judge: as far as asking a person). */
export function readPolicies(db: Db): Map<string, PolicyEvent> {
  const rows = prepared<[], PolicyEvent>(
    db,
    `SELECT ${COLUMNS} FROM check_policy_event WHERE seq IN (SELECT max(seq) FROM check_policy_event GROUP BY check_name)`,
  ).all();
  return new Map(rows.map((row) => [row.check, row]));
}

/** Newest first. */
export function readPolicyChanges(db: Db, since: string): PolicyEvent[] {
  return db.prepare<[string], PolicyEvent>(`SELECT ${COLUMNS} FROM check_policy_event WHERE at >= ? ORDER BY seq DESC LIMIT 200`).all(since);
}

export function appendPolicy(db: Db, { check, level, reason, by, at }: PolicyEvent): void {
  db.prepare('INSERT INTO check_policy_event (check_name, level, reason, by_whom, at) VALUES (?, ?, ?, ?, ?)').run(check, level, reason, by, at);
}
