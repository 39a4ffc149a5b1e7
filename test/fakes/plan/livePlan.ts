/** The held plan over any client, as the app holds it: in its thread, or beside the test where a thread for each case would be too many. */
import { type Clock, systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createPlanReads } from '../../../src-main/plan/planReads.ts';
import { createLivePlan, type LivePlan, type LivePlanDeps } from '../../../src-main/plan/snapshot/livePlan.ts';
import { createKeeper } from '../../../src-main/plan/snapshot/thread/keeper.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { EngineId } from '../../../src-preload/contract/ids.ts';

/** Nothing was measured: the engine's estimates count. */
const noDurations: LivePlanDeps['durations'] = async (keys) => ({
  medianMs: new Float64Array(keys.length).fill(Number.NaN),
  p90Ms: new Float64Array(keys.length).fill(Number.NaN),
});

type More = Partial<Omit<LivePlanDeps, 'engine' | 'durations' | 'log'>>;

const openLivePlan = (client: TwsClient, more: More = {}): LivePlan =>
  createLivePlan({
    engine: () => ({ id: 'eng_1' as EngineId, client }),
    durations: noDurations,
    clock: systemClock,
    log: createSilentLog(),
    ...more,
  });

interface Engine {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly timeZone: string | null;
}
const TEST_ENGINE: Engine = { id: 'eng_1', name: 'Test', isDemo: false, timeZone: null };

/** The plan's reads as `app.ts` makes them; the held plan is closed by whoever asked for it. */
export function readsOver(client: TwsClient, { engine = TEST_ENGINE, ...more }: More & { readonly engine?: Engine } = {}) {
  const live = openLivePlan(client, more);
  return { live, reads: createPlanReads({ live, tws: () => client, engine: () => engine, nowMs: () => client.engineNowMs() }) };
}

/** The keeper of the thread without the thread: answers are copied all the same. */
export const besideTheTest =
  (clock: Clock = systemClock): NonNullable<LivePlanDeps['startThread']> =>
  ({ data, core }) => {
    const keeper = createKeeper({ core: { ...core, progress: async (rows, total) => core.progress(rows, total) }, clock, ...data });
    return {
      calls: { read: (how) => keeper.read(how), view: async (...asked) => structuredClone(await keeper.view(...asked)) },
      state: () => ({ name: 'plan', at: 'running', lost: 0, lastTrouble: null }),
      close: async () => {},
    };
  };
