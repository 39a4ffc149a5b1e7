/** Retrieval p95 at 1,000 and 10,000 memories: search thread, full text, vectors, fusion. */
import { ENGINE, exchange, openTestStore, settle } from '../fakes/store.ts';
import { print, quantile, timed } from './figures.ts';

const SIZES = [1_000, 10_000];
const CAUSES = [
  'ORA-01653 tablespace full',
  'rc 127 command not found',
  'file did not arrive',
  'deadlock on FACT_SALES',
  'agent lost its link',
  'license expired',
  'wrong password',
];

export async function benchMemory(): Promise<void> {
  for (const size of SIZES) {
    await using store = await openTestStore();
    store.db.transaction(() => {
      for (let n = 0; n < size; n++) {
        const job = `LOAD_${n % 700}`;
        const cause = CAUSES[n % CAUSES.length]!;
        const id = store.memory.remember(
          exchange({ question: `Why did ${job} abend in run ${n}?`, answer: `${job} ended in ABEND: ${cause}. Next step ${n}: ask the owner of ${job}.` }),
        );
        settle(store.db, id, 'active');
      }
    })();
    const samples = await timed(200, (n) =>
      store.memory.retrieve({ question: `why did LOAD_${(n * 37) % 700} abend, ${CAUSES[n % CAUSES.length]}?`, engineId: ENGINE, limit: 5 }),
    );
    print({
      name: `retrieval at ${size} memories, p95`,
      value: quantile(samples, 0.95),
      unit: 'ms',
      n: samples.length,
      note: 'message to the search thread and back included',
    });
    print({ name: `retrieval at ${size} memories, p50`, value: quantile(samples, 0.5), unit: 'ms', n: samples.length });
  }
}
