/** `resync review`: verifies the trail of decisions, or writes the queue out; reads the store as it is, also while Resync runs on it. */

import { once } from 'node:events';
import type { ReviewItem } from '../../../../src-preload/contract/review/review.ts';
import { instantOf, systemClock } from '../../../base/clock.ts';
import { verifyTrail } from '../../../database/rows/verifyTrail.ts';
import { exportItems } from '../../../review/exportItems.ts';
import { openStoreToRead, type StoreOptions } from '../storeToRead.ts';

/** Exit code 1 when the trail is not what was written. Raises STORE_FAILED. */
export async function verifyReview(options: StoreOptions): Promise<number> {
  using store = openStoreToRead(options);
  const { isIntact, events, brokenAtSeq, why } = await verifyTrail(store.db);
  process.stdout.write(
    isIntact ? `The trail is intact: ${events} events, each as it was written.\n` : `The trail is broken at event ${brokenAtSeq ?? '?'}: ${why ?? ''}\n`,
  );
  return isIntact ? 0 : 1;
}

/** To standard output, page by page. Raises STORE_FAILED. */
export async function exportReview(
  options: StoreOptions & { readonly format: 'jsonl' | 'csv'; readonly state: ReviewItem['state'] | undefined },
): Promise<number> {
  using store = openStoreToRead(options);
  const { format, state } = options;
  const now = instantOf(systemClock.now());
  for (let cursor: string | undefined; ; ) {
    const page = await exportItems(store.db, { format, state, cursor }, now);
    if (!process.stdout.write(page.text)) await once(process.stdout, 'drain');
    if (page.nextCursor === null) return 0;
    cursor = page.nextCursor;
  }
}
