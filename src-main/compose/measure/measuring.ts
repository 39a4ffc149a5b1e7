/** Measures the auditor: the scorecard after people's decisions, spot checks and canaries every day. */
import { Cron } from 'croner';
import { engineId } from '../../../src-preload/contract/ids.ts';
import type { Planting, Rate } from '../../../src-preload/contract/review/scorecard.ts';
import { machineZone, wallClock } from '../../../src-preload/shared/zone.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import { createCanaries } from '../../audit/canary/canaries.ts';
import { checkNames } from '../../audit/checks/runChecks.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { createPlanter } from './canaries.ts';
import type { Tools } from '../../chat/tools/tools.ts';
import type { Db } from '../../database/open.ts';
import type { Engines } from '../../engines/engines.ts';
import type { MemoryStore } from '../../memory/memoryStore.ts';
import type { Review } from '../../review/review.ts';
import { createScorecard, type ScorecardChange } from '../../review/scorecard/scorecard.ts';

interface MeasuringDeps {
  readonly db: Db;
  readonly engines: Pick<Engines, 'describe'>;
  readonly tools: Pick<Tools, 'run'>;
  readonly memory: Pick<MemoryStore, 'plantCanary'>;
  readonly review: Pick<Review, 'subscribe' | 'refresh'>;
  readonly auditor: { wake(): void };
  readonly settings: () => Settings['auditor'];
  readonly notify: (notice: { readonly title: string; readonly body: string }) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Every hour the day's work is looked at: a desk that was asleep at four o'clock does it when it wakes. */
const HOURLY = '7 * * * *';
/** A bulk decision is weighed once. */
const SETTLED_MS = 1_000;

export function startMeasuring(deps: MeasuringDeps) {
  const { db, engines, tools, review, auditor, settings, clock, log } = deps;
  const stopping = new AbortController();
  const scorecard = createScorecard({ db, checkNames, settings, clock, log });
  const canaries = createCanaries({
    db,
    engine() {
      const { engine } = engines.describe();
      return engine === null ? null : { id: engineId.parse(engine.id), isDemo: engine.isDemo };
    },
    read: async (tool, args, signal) => ({ tool, ...(await tools.run(tool, args, { signal, why: 'canary' })) }),
    plant: createPlanter(deps),
    checkNames,
    clock,
  });
  const plantCanaries = async (signal: AbortSignal | undefined): Promise<Planting> => {
    const planting = await canaries.plant(signal === undefined ? stopping.signal : AbortSignal.any([stopping.signal, signal]));
    log.info(planting.at === 'planted' ? { planted: planting.canaries.length, left: planting.left } : { planted: 0, why: planting.why }, 'canaries');
    if (planting.at === 'planted') auditor.wake();
    return planting;
  };
  const safely = (what: string, work: () => void) => {
    try {
      work();
    } catch (thrown) {
      // Nothing rests on the measurement but the measurement: it is made again after the next decision, or in an hour.
      log.error({ err: thrown, what }, 'the auditor could not be measured');
    }
  };

  let settled: NodeJS.Timeout | undefined;
  const decided = () => {
    settled ??= setTimeout(() => {
      settled = undefined;
      safely('autonomy', () => scorecard.reconsider());
    }, SETTLED_MS).unref();
  };
  const round = async () => {
    if (!settings().isEnabled) return;
    safely('autonomy', () => scorecard.reconsider());
    safely('spot checks', () => scorecard.drawSpotChecks());
    const { canaryHour } = settings();
    if (canaryHour === null || wallClock(clock.now(), machineZone()).hour < canaryHour || canaries.hasPlantedToday()) return;
    await plantCanaries(undefined);
  };
  const hourly = new Cron(HOURLY, { unref: true, protect: true, catch: (thrown) => log.error({ err: thrown }, 'the daily measurement failed') }, round);
  const undo = [
    review.subscribe(decided),
    scorecard.onChange((change) => {
      if (change.at !== 'policy') review.refresh();
      const body = noticeOf(change);
      if (body !== null) deps.notify({ title: 'Resync', body });
    }),
  ];

  return {
    scorecard,
    plantCanaries,
    canaryRecall: (): Rate | null => scorecard.canaryRecall(),
    stop() {
      stopping.abort();
      hourly.stop();
      clearTimeout(settled);
      for (const end of undo) end();
    },
  };
}

function noticeOf(change: ScorecardChange): string | null {
  switch (change.at) {
    case 'policy':
      return change.event.level === 'may-reject'
        ? `The check ${change.event.check} may take memories out of use again. ${change.event.reason}`
        : `The check ${change.event.check} only asks from now on. ${change.event.reason}`;
    case 'proposed':
      return `People keep overruling the check ${change.check}: a change of its rule waits for review.`;
    case 'spot-checks':
      return null;
  }
}
