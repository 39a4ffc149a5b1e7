/** Readings of the auditor's tables for screens and REST. */

import type { AuditorState, AuditVerdict, Finding } from '../../src-preload/contract/review/audit.ts';
import type { Memory } from '../../src-preload/contract/memory.ts';
import type { Db } from '../database/open.ts';
import { readFindings } from '../database/rows/findingRow.ts';
import { type MemoryRow, memoryOf, SELECT_MEMORY } from '../database/rows/memoryRow.ts';
import { AUDITOR } from '../database/rows/memoryStanding.ts';

export type AuditCounts = Pick<AuditorState, 'queued' | 'leased' | 'audited' | 'passed' | 'flagged' | 'rejected' | 'lastVerdictAt'>;

function readJobs(db: Db) {
  return db
    .prepare<[], { state: string; verdict: AuditVerdict | null; n: number; last: string | null }>(
      'SELECT state, verdict, count(*) AS n, max(verdict_at) AS last FROM audit_job GROUP BY state, verdict',
    )
    .all();
}

function readPlanted(db: Db): ReadonlyMap<AuditVerdict, number> {
  const rows = db
    .prepare<[], { verdict: AuditVerdict; n: number }>(
      `SELECT verdict, count(*) AS n FROM canary JOIN audit_job ON audit_job.memory_id = canary.memory_id WHERE state = 'done' GROUP BY verdict`,
    )
    .all();
  return new Map(rows.map(({ verdict, n }) => [verdict, n]));
}

/** Canaries wait in the queue like any other memory; as verdicts they are counted by the scorecard only. */
export function readCounts(db: Db): AuditCounts {
  const { rows, planted } = db.transaction(() => ({ rows: readJobs(db), planted: readPlanted(db) }))();
  const sum = (matches: (row: (typeof rows)[number]) => boolean) => rows.filter(matches).reduce((total, row) => total + row.n, 0);
  const verdicts = (verdict: AuditVerdict) => sum((row) => row.verdict === verdict) - (planted.get(verdict) ?? 0);
  const [passed, flagged, rejected] = [verdicts('pass'), verdicts('flag'), verdicts('reject')];
  return {
    queued: sum((row) => row.state === 'queued'),
    leased: sum((row) => row.state === 'leased'),
    audited: passed + flagged + rejected,
    passed,
    flagged,
    rejected,
    lastVerdictAt: rows.reduce<string | null>((last, row) => (row.last !== null && (last === null || row.last > last) ? row.last : last), null),
  };
}

export interface FlaggedMemory {
  memory: Memory;
  verdict: AuditVerdict;
  findings: Finding[];
}

/** What the auditor flagged or rejected, newest verdict first, whatever a human decided since. */
export function readFlags(db: Db, limit: number): FlaggedMemory[] {
  return db.transaction(() =>
    db
      .prepare<[string, number], MemoryRow & { verdict: AuditVerdict }>(
        `${SELECT_MEMORY.replace('SELECT ', 'SELECT audit_job.verdict, ')} JOIN audit_job ON audit_job.memory_id = memory.id
         WHERE audit_job.verdict IN ('flag', 'reject') AND EXISTS (SELECT 1 FROM review_event JOIN review_item ON review_item.id = item_id WHERE review_item.memory_id = memory.id AND who = ?)
         ORDER BY audit_job.verdict_at DESC, memory.seq DESC LIMIT ?`,
      )
      .all(AUDITOR, limit)
      .map((row) => ({ memory: memoryOf(row), verdict: row.verdict, findings: readFindings(db, row.id) })),
  )();
}
