/** Writes that may be undone by a power cut, though never in part or out of order: the next flushed commit flushes them too. */
import type { Db } from '../../../database/open.ts';

/**
 * A commit that waits for the disk holds up every other writer of the store for as long. Only what moves the stretch on has to wait:
 * without it, a power cut takes rows nobody claimed.
 */
export function withoutFlush<T>(db: Db, write: () => T): T {
  db.pragma('synchronous = NORMAL');
  try {
    return write();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
