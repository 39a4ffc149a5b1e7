/** Which backups the rotation takes away: pure, so that what may never go can be tried out. */
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';

/**
 * All but the `keep` newest; of the rest, the newest one that holds more than each of those kept stays as well: after a store was emptied or
 * replaced, the copies of what is left must not push out the last copy of what was lost. What cannot be read is no backup and is left to people.
 */
export function chooseToDelete(backups: readonly BackupEntry[], keep: number): BackupEntry[] {
  const newestFirst = backups.filter(({ facts }) => facts !== null).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const kept = newestFirst.slice(0, keep);
  const most = Math.max(0, ...kept.map(worthOf));
  const older = newestFirst.slice(keep);
  const richest = older.find((backup) => worthOf(backup) > most);
  return older.filter((backup) => backup !== richest);
}

/** What people and the auditor made, and retention does not take away. */
const worthOf = ({ facts }: BackupEntry): number => (facts === null ? 0 : facts.turns + facts.memories + facts.decisions);
