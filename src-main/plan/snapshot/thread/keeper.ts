/** Keeps one held plan: reads it whole or asks for what changed, and never lets a worse reading take the place of a better one. */
import type { Clock } from '../../../base/clock.ts';
import { asFault, type Fault } from '../../../base/fault.ts';
import type { Calls } from '../../../base/thread/shape.ts';
import { cyclesOf } from '../../graph/components.ts';
import type { Durations } from '../../graph/forecast/forecast.ts';
import type { JobChange, StreamChange } from '../changeFeed.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { tellWaits } from '../held/setWaits.ts';
import { type ChangeTeller, createChangeTeller, streamChangeOf } from '../read/changeTeller.ts';
import { jobChangeOf } from '../read/jobChange.ts';
import { type ChangesReader, isUnusable, ReadWholeInstead, readChanges } from '../read/readChanges.ts';
import { readNear } from '../read/readNear.ts';
import { readPlan, type SeenJob } from '../read/readPlan.ts';
import { createPlanViews, type PlanViews } from '../views/planViews.ts';
import { readDurations } from './durations.ts';
import type { CoreSide, HeldFacts, Near, PlanThreadData, ReadOutcome, ThreadSide, ViewName, ViewReading } from './planMessages.ts';
import { createToldNearby } from './toldNearby.ts';

interface KeeperDeps extends PlanThreadData {
  readonly core: Calls<CoreSide>;
  readonly clock: Clock;
}

interface Held {
  readonly plan: HeldPlan;
  views: PlanViews;
  cycles: number;
  measured: Durations;
}

export function createKeeper(deps: KeeperDeps): ThreadSide {
  const { core, clock } = deps;
  let held: Held | null = null;
  /** When the last reading that was told of began. */
  let toldAtMs: number | null = null;
  let canAskForChanges = true;
  let running: Promise<ReadOutcome> | null = null;

  const nearby = createToldNearby(() => clock.now());

  const madeOf = (plan: HeldPlan, measured: () => Durations): Pick<Held, 'views' | 'cycles'> => ({
    cycles: cyclesOf(plan.graph).length,
    views: createPlanViews(plan, { measured, nowMs: () => clock.now() + plan.clockAheadMs }),
  });
  const hold = (plan: HeldPlan): Held => {
    // What was read near questions to the plan before holds for this one, too: it is the same plan, read again.
    tellWaits(plan, nearby.stillTrueOf(plan.planId));
    const next: Held = { plan, measured: nothingMeasured(plan), ...madeOf(plan, () => next.measured) };
    return next;
  };

  const measure = async (of: Held) => {
    try {
      of.measured = await readDurations(of.plan, core.durations);
      of.plan.version += 1;
    } catch {
      // The engine's own estimates do until the next whole reading.
    }
  };

  const readWhole = async (teller: ChangeTeller): Promise<Fault | null> => {
    const before = held?.plan ?? null;
    const { plan, fault } = await readPlan({
      page: core.page,
      pageRows: deps.pageRows,
      onProgress: (rows, total) => void core.progress(rows, total),
      onJobs: (seen) => teller.add(changesIn(seen, before), seen[0]?.wire.planId ?? null),
      nowMs: () => clock.now(),
    });
    await teller.end({ planId: plan.planId, streams: streamChanges(before, plan), isComplete: plan.isComplete });
    // Part of a plan is better than none, not better than an older whole one.
    if (plan.isComplete || held === null || !held.plan.isComplete) {
      held = hold(plan);
      await measure(held);
    }
    return fault;
  };

  const bringUpToDate = async ({ plan }: Held, startedAtMs: number, teller: ChangeTeller): Promise<Fault | null> => {
    try {
      const onJobs: ChangesReader['onJobs'] = (changes) => teller.add(changes, plan.planId);
      const streams = await readChanges(plan, plan.observedAtMs, {
        page: core.page,
        pageRows: deps.changeRows,
        counts: core.counts,
        onJobs,
        nowMs: () => clock.now(),
      });
      plan.observedAtMs = startedAtMs;
      await teller.end({ planId: plan.planId, streams, isComplete: plan.isComplete });
      return null;
    } catch (thrown) {
      // What was written so far is true, but what was worked out from it no longer is.
      plan.version += 1;
      if (!(thrown instanceof ReadWholeInstead) && !isUnusable(thrown)) throw thrown;
      if (isUnusable(thrown)) canAskForChanges = false;
      return readWhole(teller);
    }
  };

  const readNow = async (isWhole: boolean): Promise<Fault | null> => {
    const startedAtMs = clock.now();
    const now = held;
    const teller = createChangeTeller({
      engineId: deps.engineId,
      kind: now === null ? 'first' : 'change',
      observedAtMs: startedAtMs,
      previousObservedAtMs: toldAtMs,
      planIdBefore: now?.plan.planId ?? null,
      send: core.keep,
    });
    const isWholeWanted =
      now === null ||
      isWhole ||
      !canAskForChanges ||
      !now.plan.isComplete ||
      now.plan.jobs.count <= deps.wholeUpTo ||
      clock.now() - now.plan.readAtMs > deps.wholeEveryMs;
    try {
      const fault = isWholeWanted ? await readWhole(teller) : await bringUpToDate(now, startedAtMs, teller);
      toldAtMs = startedAtMs;
      return fault;
    } catch (thrown) {
      await teller.flush(now?.plan.planId ?? null);
      throw thrown;
    }
  };

  const readOnce = async (isWhole: boolean): Promise<ReadOutcome> => {
    let fault: Fault | null;
    try {
      fault = await readNow(isWhole);
    } catch (thrown) {
      fault = asFault(thrown);
    }
    return { held: held === null ? null : factsOf(held), fault: fault?.toData() ?? null };
  };

  const ask = (name: ViewName, args: readonly unknown[]): (ViewReading & { readonly isComplete: boolean }) | null => {
    if (held === null) return null;
    const asked = held.views[name] as (...args: readonly unknown[]) => { readonly isComplete: boolean }; // planClient.ts passes what the view of that name takes
    const view = asked(...args);
    return { view, isComplete: view.isComplete, held: factsOf(held) };
  };

  /** The plan may have been read again meanwhile: what was read is told to the one that is held then. */
  const readNearby = async (plan: HeldPlan, { ref, options }: Near, signal: AbortSignal) => {
    const read = await readNear(plan, ref, { waits: (of) => core.waits(of, options, signal), dependents: (of) => core.dependents(of, options, signal) });
    nearby.add(plan.planId, ref, read);
    if (held === null || held.plan.planId !== plan.planId || !tellWaits(held.plan, read)) return;
    const now = held;
    Object.assign(
      now,
      madeOf(now.plan, () => now.measured),
    );
  };

  return {
    read({ isWhole }) {
      running ??= readOnce(isWhole).finally(() => {
        running = null;
      });
      return running;
    },
    async view(name, args, near, signal) {
      const first = ask(name, args);
      if (first === null || first.isComplete || near === null || held === null || !hasGaps(held.plan) || nearby.wasReadNear(held.plan.planId, near.ref))
        return first;
      await readNearby(held.plan, near, signal);
      return ask(name, args);
    },
  };
}

const changesIn = (seen: readonly SeenJob[], before: HeldPlan | null): JobChange[] =>
  seen.flatMap(({ wire, job }) => jobChangeOf(knownBefore(before, job.id), job, wire) ?? []);

const knownBefore = (before: HeldPlan | null, id: string) => {
  const row = before?.jobs.rowOf(id) ?? null;
  return before === null || row === null ? null : before.jobs.at(row);
};

/** Of a first reading all streams: one that was in trouble when Resync last looked may be out of it. */
function streamChanges(before: HeldPlan | null, plan: HeldPlan): StreamChange[] {
  return plan.streams.flatMap((stream) => {
    const row = before?.streamRowOf(stream.id) ?? null;
    return streamChangeOf(stream, row === null ? null : (before?.streams[row]?.status ?? null)) ?? [];
  });
}

const hasGaps = ({ isUntold }: HeldPlan): boolean => isUntold.jobs.includes(1) || isUntold.streams.includes(1);

function factsOf({ plan, cycles }: Held): HeldFacts {
  const { planId, observedAtMs, readAtMs, isComplete, jobs, streams, graph } = plan;
  return { planId, observedAtMs, readAtMs, isComplete, jobs: jobs.count, streams: streams.length, dependencies: graph.memberCount, cycles };
}

const nothingMeasured = ({ jobs }: HeldPlan): Durations => ({
  medianMs: new Float64Array(jobs.count).fill(Number.NaN),
  p90Ms: new Float64Array(jobs.count).fill(Number.NaN),
});
