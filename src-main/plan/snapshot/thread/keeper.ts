/** Keeps one held plan: reads it whole or asks for what changed, and never lets a worse reading take the place of a better one. */
import type { Clock } from '../../../base/clock.ts';
import { asFault, type Fault } from '../../../base/fault.ts';
import { cyclesOf } from '../../graph/components.ts';
import type { Durations } from '../../graph/forecast/forecast.ts';
import type { JobChange, StreamChange } from '../changeFeed.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { type ChangeTeller, createChangeTeller, streamChangeOf } from '../read/changeTeller.ts';
import { jobChangeOf } from '../read/jobChange.ts';
import { type ChangesReader, isUnusable, readChanges, ReadWholeInstead } from '../read/readChanges.ts';
import { readPlan, type SeenJob } from '../read/readPlan.ts';
import { createPlanViews, type PlanViews } from '../views/planViews.ts';
import { readDurations } from './durations.ts';
import type { Calls } from './peer.ts';
import type { CoreSide, HeldFacts, PlanThreadData, ReadOutcome, ViewName, ViewReading } from './planMessages.ts';

interface KeeperDeps extends PlanThreadData {
  readonly core: Calls<CoreSide>;
  readonly clock: Clock;
}

interface Held {
  readonly plan: HeldPlan;
  readonly views: PlanViews;
  readonly cycles: number;
  measured: Durations;
}

export interface Keeper {
  read(how: { readonly isWhole: boolean }): Promise<ReadOutcome>;
  view(name: ViewName, args: readonly unknown[]): ViewReading | null;
}

export function createKeeper(deps: KeeperDeps): Keeper {
  const { core, clock } = deps;
  let held: Held | null = null;
  /** When the last reading that was told of began. */
  let toldAtMs: number | null = null;
  let canAskForChanges = true;
  let running: Promise<ReadOutcome> | null = null;

  const hold = (plan: HeldPlan): Held => {
    const next: Held = {
      plan,
      cycles: cyclesOf(plan.graph).length,
      measured: nothingMeasured(plan),
      views: createPlanViews(
        plan,
        viewDeps(() => next.measured),
      ),
    };
    return next;
  };
  const viewDeps = (measured: () => Durations) => ({ measured, nowMs: () => clock.now() + (held?.plan.clockAheadMs ?? 0) });

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

  return {
    read({ isWhole }) {
      running ??= readOnce(isWhole).finally(() => {
        running = null;
      });
      return running;
    },
    view(name, args) {
      if (held === null) return null;
      const ask = held.views[name] as (...args: readonly unknown[]) => unknown; // planClient.ts passes what the view of that name takes
      return { view: ask(...args), held: factsOf(held) };
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

function factsOf({ plan, cycles }: Held): HeldFacts {
  const { planId, observedAtMs, readAtMs, isComplete, jobs, streams, graph } = plan;
  return { planId, observedAtMs, readAtMs, isComplete, jobs: jobs.count, streams: streams.length, dependencies: graph.memberCount, cycles };
}

const nothingMeasured = ({ jobs }: HeldPlan): Durations => ({
  medianMs: new Float64Array(jobs.count).fill(Number.NaN),
  p90Ms: new Float64Array(jobs.count).fill(Number.NaN),
});
