/** The plan as one user may list it: hidden rows are missing from lists and counts, though what waits for them still says so. */
import { isGlobMatch } from '../../../base/text/glob.ts';
import { known, type PlanJob, type PlanStream, type SimulatedPlan } from '../../plan/planModel.ts';
import { inFolder } from '../../wire/values.ts';
import type { FaultSwitches } from '../faultSwitches.ts';

export interface ListedPlan {
  readonly plan: SimulatedPlan;
  readonly isShown: Shown;
  /** Whether the id is one of a job, run, stream or prompt this user may not see: it is then not found. */
  hides(id: string): boolean;
}

/** @param driftOf how many places further on the lists of jobs and streams begin, asked at each listing */
export function listedPlan(plan: SimulatedPlan, { hidden, driftingRows }: Pick<FaultSwitches, 'hidden' | 'driftingRows'>, driftOf: () => number): ListedPlan {
  // A plan may be large: it is copied only when it is listed otherwise than it is.
  if (hidden.length === 0 && driftingRows === 0) return { plan, isShown: { job: () => true, stream: () => true }, hides: () => false };
  const patterns = hidden.map(patternOf);
  const isHidden = (stream: PlanStream) => patterns.some((fits) => fits(stream));
  const isJobHidden = (job: PlanJob) => isHidden(known(plan.streams, job.streamId));
  const isShown: Shown = { job: (job) => !isJobHidden(job), stream: (stream) => !isHidden(stream) };
  return {
    plan: narrowedPlan(plan, isShown, driftOf),
    isShown,
    hides(id) {
      const stream = plan.streams.get(id);
      if (stream !== undefined) return isHidden(stream);
      const job = plan.jobs.get(id) ?? plan.jobOfRun.get(id) ?? plan.jobs.get(plan.prompts.get(id)?.jobId ?? '');
      return job !== undefined && isJobHidden(job);
    },
  };
}

interface Shown {
  readonly job: (job: PlanJob) => boolean;
  readonly stream: (stream: PlanStream) => boolean;
}

/** The plan with only these rows in its lists. */
export function narrowedPlan(plan: SimulatedPlan, isShown: Shown, driftOf: () => number): SimulatedPlan {
  return {
    ...plan,
    jobs: new Listed(plan.jobs, isShown.job, driftOf),
    streams: new Listed(plan.streams, isShown.stream, driftOf),
    prompts: new Listed(
      plan.prompts,
      ({ jobId }) => isShown.job(known(plan.jobs, jobId)),
      () => 0,
    ),
  };
}

/** `RISK_@` names streams, `/BANK/RISK/@` what lies in a folder; `@` stands for anything. */
function patternOf(pattern: string): (stream: PlanStream) => boolean {
  return ({ folder, name }) => isGlobMatch(pattern.startsWith('/') ? inFolder(folder, name) : name, pattern, (wanted, said) => wanted === said);
}

/** Goes through what may be listed, and finds everything: other rows refer to the hidden ones. */
class Listed<T> extends Map<string, T> {
  readonly #all: ReadonlyMap<string, T>;
  readonly #driftOf: () => number;

  constructor(all: ReadonlyMap<string, T>, isListed: (item: T) => boolean, driftOf: () => number) {
    super();
    this.#all = all;
    this.#driftOf = driftOf;
    for (const [id, item] of all) if (isListed(item)) this.set(id, item);
  }
  override get(id: string) {
    return this.#all.get(id);
  }
  override has(id: string) {
    return this.#all.has(id);
  }
  override values() {
    const drift = this.size === 0 ? 0 : this.#driftOf() % this.size;
    if (drift === 0) return super.values();
    const items = [...super.values()];
    return new Map([...items.slice(-drift), ...items.slice(0, -drift)].entries()).values();
  }
}
