/** Whether every page of the store can be read and hangs together. Takes about 4 ms for each MB. */
import type { Db } from '../../open.ts';
import { isDamage } from '../../storeFault.ts';

/** SQLite's words for places hold page numbers and names of indexes, and may be long. */
const MOST_CHARS = 160;

/** What is wrong first, as the end of a sentence; null: nothing. */
export function quickCheck(db: Db): string | null {
  try {
    const finding = String(db.pragma('quick_check(1)', { simple: true }));
    if (finding === 'ok') return null;
    const line = finding.replaceAll(/\s+/g, ' ').replace(/^\*\*\* in database main \*\*\* /, '');
    return line.length <= MOST_CHARS ? line : `${line.slice(0, MOST_CHARS - 1)}…`;
  } catch (thrown) {
    if (isDamage(thrown)) return 'a page cannot be read';
    throw thrown;
  }
}
