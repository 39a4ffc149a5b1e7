/** How the backups are: when the last one was made and verified, where, and when the next is due. */
import { instantOf } from '../../base/clock.ts';
import { dueTimes } from '../../config/schedule.ts';
import type { BackupState } from '../../database/backup/backups.ts';
import type { CheckAnswer } from '../../health/health.ts';

/** A machine that was off makes its backup when it is on again: only what is later than this is late. */
const GRACE_MS = 6 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Pure. Never healthy without a backup that is recent by its own schedule. */
export function backupAnswer({ newest, fault, folder, isEnabled, schedule, nextDueMs, sinceMs }: BackupState, nowMs: number): CheckAnswer {
  const last = newest === null ? `No backup has been made yet in ${folder}.` : `Last backup ${instantOf(newest.atMs)}, verified: ${newest.path}.`;
  const detail = nextDueMs === null ? last : `${last} Next ${instantOf(nextDueMs)}.`;
  if (!isEnabled) return { state: 'off', detail };
  if (fault !== null) return { state: 'degraded', detail: `${detail} ${fault.message}`, fault };
  if (newest === null) return { state: nowMs - sinceMs > DAY_MS ? 'degraded' : 'healthy', detail };
  const due = dueTimes(schedule, nowMs - GRACE_MS);
  const isTooOld = due !== null && newest.atMs < due.lastMs && due.lastMs > sinceMs;
  return { state: isTooOld ? 'degraded' : 'healthy', detail: isTooOld ? `${detail} That is older than the schedule asks for.` : detail };
}
