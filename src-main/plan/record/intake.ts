/** Takes what readings of the plan found changed, whoever asked for them, to the store; knows when something was lost on the way. */
import type { WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, type Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { PlanChangeBatch } from '../snapshot/changeFeed.ts';
import type { RecordStore } from './recordStore.ts';

interface IntakeDeps {
  readonly store: RecordStore;
  /** False: paused, or stopping. */
  readonly isOpen: () => boolean;
  readonly longestPauseMs: () => number;
  /** A plan nobody knows means another past altogether: the demo makes a new night at each start. */
  readonly isSimulated: (engineId: string) => boolean;
  /** A watch fired; told once. */
  readonly tell: (rule: WatchRule) => void;
  readonly clock: Clock;
  readonly log: Log;
}

interface ReadingId {
  readonly engineId: string;
  readonly observedAtMs: number;
}

export interface Intake {
  /** Resolves when the batch is kept, or lost: the plan thread goes on either way. */
  keep(batch: PlanChangeBatch): Promise<void>;
  /** Tells the watches that fired and were not told yet. */
  tellFired(): Promise<void>;
  /** Last reading of the engine that was kept whole in this process. */
  lastReadingAtMs(engineId: string): number | null;
  /** Why part of the last reading was lost; null: it was not. */
  loss(): Fault | null;
}

export function createIntake({ store, isOpen, longestPauseMs, isSimulated, tell, clock, log }: IntakeDeps): Intake {
  let lastWhole: ReadingId | null = null;
  /** The reading of which a batch could not be kept: its last one must not claim it. */
  let lost: (ReadingId & { readonly fault: Fault }) | null = null;

  /** With the first batch of a later reading: the stretch ends where the last whole reading was. */
  const closeAfterLoss = async ({ engineId, observedAtMs }: PlanChangeBatch): Promise<void> => {
    if (lost === null || (lost.engineId === engineId && lost.observedAtMs === observedAtMs)) return;
    await store.interrupt(lost.engineId, 'reading-incomplete', 'missed');
    lost = null;
  };
  const tellFired = async (): Promise<void> => {
    const fired = await store.untold();
    for (const rule of fired) tell(rule);
    const ids = fired.map(({ id }) => id);
    if (ids.length > 0) await store.markTold(ids, instantOf(clock.now()));
  };
  return {
    async keep(batch) {
      if (!isOpen()) return;
      const { engineId, observedAtMs, isLast } = batch;
      try {
        await closeAfterLoss(batch);
        const isWhole = batch.isComplete && lost === null;
        await store.keep(batch, { longestPauseMs: longestPauseMs(), isWhole, isAnotherPast: isSimulated(engineId) });
        if (isLast && isWhole) lastWhole = { engineId, observedAtMs };
        if (isLast) await tellFired();
      } catch (thrown) {
        // These rows are lost to the record, and the record will say so.
        lost = { engineId, observedAtMs, fault: asFault(thrown) };
        log.warn({ err: thrown, engine: engineId }, 'what changed in the plan could not be recorded');
      }
    },
    tellFired,
    lastReadingAtMs: (engineId) => (lastWhole?.engineId === engineId ? lastWhole.observedAtMs : null),
    loss: () => lost?.fault ?? null,
  };
}
