/** `resync review`: verifies the trail of decisions, or writes the queue out; reads the store as it is, also while Resync runs on it. */

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewItem } from '../../../src-preload/contract/review.ts';
import { instantOf, systemClock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { requireSchema } from '../../database/migrate.ts';
import { type Db, openDatabase } from '../../database/open.ts';
import { verifyTrail } from '../../database/rows/verifyTrail.ts';
import { exportItems } from '../../review/exportItems.ts';

interface ReviewOptions {
  readonly isDemo: boolean;
  readonly dataDir: string | undefined;
}

/** Exit code 1 when the trail is not what was written. Raises STORE_FAILED. */
export async function verifyReview(options: ReviewOptions): Promise<number> {
  using store = openStore(options);
  const { isIntact, events, brokenAtSeq, why } = await verifyTrail(store.db);
  process.stdout.write(
    isIntact ? `The trail is intact: ${events} events, each as it was written.\n` : `The trail is broken at event ${brokenAtSeq ?? '?'}: ${why ?? ''}\n`,
  );
  return isIntact ? 0 : 1;
}

/** To standard output, page by page. Raises STORE_FAILED. */
export async function exportReview(
  options: ReviewOptions & { readonly format: 'jsonl' | 'csv'; readonly state: ReviewItem['state'] | undefined },
): Promise<number> {
  using store = openStore(options);
  const { format, state } = options;
  const now = instantOf(systemClock.now());
  for (let cursor: string | undefined; ; ) {
    const page = await exportItems(store.db, { format, state, cursor }, now);
    if (!process.stdout.write(page.text)) await once(process.stdout, 'drain');
    if (page.nextCursor === null) return 0;
    cursor = page.nextCursor;
  }
}

function openStore({ isDemo, dataDir }: ReviewOptions): { readonly db: Db; [Symbol.dispose]: () => void } {
  const path = join(dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo }), 'resync.db');
  if (!existsSync(path)) throw new Fault('STORE_FAILED', `There is no store at ${path}.`, { retryable: false });
  requireSchema(path);
  const db = openDatabase({ path, isReadOnly: true });
  return { db, [Symbol.dispose]: () => void db.close() };
}
