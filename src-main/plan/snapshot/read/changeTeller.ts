/** Tells the changes of one reading in batches that the listener can keep one by one. */
import type { JobChange, PlanChangeBatch, StreamChange } from '../changeFeed.ts';
import type { HeldStream } from '../held/heldPlan.ts';

const MOST_IN_BATCH = 1_000;

interface TellerFacts extends Pick<PlanChangeBatch, 'engineId' | 'kind' | 'observedAtMs' | 'previousObservedAtMs'> {
  /** The plan of the reading before; null for none. */
  readonly planIdBefore: string | null;
  /** Resolves when the batch is kept. */
  readonly send: (batch: PlanChangeBatch) => Promise<void>;
}

export interface ChangeTeller {
  /** @param planId of the plan being read, as far as it is known */
  add(changes: readonly JobChange[], planId: string | null): Promise<void>;
  /** Sends what waits, of a reading that is not going to end: it happened all the same. */
  flush(planId: string | null): Promise<void>;
  /** The last batch, also when nothing changed: a reading without changes is news to the recorder. */
  end(facts: Pick<PlanChangeBatch, 'planId' | 'streams' | 'isComplete'>): Promise<void>;
}

export function createChangeTeller({ planIdBefore, send, ...facts }: TellerFacts): ChangeTeller {
  let waiting: JobChange[] = [];
  let isRolloverTold = false;
  const sendOne = (batch: Pick<PlanChangeBatch, 'planId' | 'streams' | 'isComplete' | 'isLast' | 'jobs'>) => {
    const isRollover = !isRolloverTold && planIdBefore !== null && batch.planId !== null && batch.planId !== planIdBefore;
    isRolloverTold ||= isRollover;
    return send({ ...facts, ...batch, rolledOverFrom: isRollover ? planIdBefore : null });
  };
  return {
    async add(changes, planId) {
      waiting.push(...changes);
      while (waiting.length >= MOST_IN_BATCH) {
        const jobs = waiting.slice(0, MOST_IN_BATCH);
        waiting = waiting.slice(MOST_IN_BATCH);
        await sendOne({ planId, jobs, streams: [], isComplete: true, isLast: false });
      }
    },
    async flush(planId) {
      const jobs = waiting;
      waiting = [];
      if (jobs.length > 0) await sendOne({ planId, jobs, streams: [], isComplete: true, isLast: false });
    },
    async end({ streams, ...end }) {
      let from = 0;
      for (; streams.length - from > MOST_IN_BATCH; from += MOST_IN_BATCH)
        await sendOne({ ...end, jobs: [], streams: streams.slice(from, from + MOST_IN_BATCH), isLast: false });
      await sendOne({ ...end, jobs: waiting, streams: streams.slice(from), isLast: true });
    },
  };
}

/** null: its status is the same. */
export function streamChangeOf({ id, key, status }: HeldStream, from: HeldStream['status'] | null): StreamChange | null {
  if (from?.internal === status.internal && from.common === status.common) return null;
  return { streamId: id, key, from, to: status };
}
