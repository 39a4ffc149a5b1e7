/** "A waits for B" stands in the plan, and not the other way round. */
import type { ImpactResult } from '../../../../src-preload/contract/plan/plan.ts';
import type { Evidence } from '../evidence.ts';
import { type Reference, referenceOf, standsIn } from '../reference.ts';
import { type Observation, witnessCheck } from '../witness.ts';

export const dependencyDirection = witnessCheck({
  name: 'dependency-direction',
  applies: (claim) => claim.kind === 'dependency',
  observe(claim, evidence) {
    const match = /^(not )?(directly )?after (.+)$/.exec(claim.claimed ?? '');
    const waiting = referenceOf(claim.subject);
    const awaited = referenceOf(match?.[3] ?? null);
    if (match === null || waiting === null || awaited === null) return null;
    const isNegated = match[1] !== undefined;
    if (match[2] !== undefined) {
      const isDirect = isDirectlyAfter(waiting, awaited, evidence);
      if (isDirect !== null) return found(isDirect !== isNegated, `${waiting.ref} ${isDirect ? 'waits' : 'does not wait'} directly for ${awaited.ref}`);
      // That it waits at all does not show that it does so directly.
      return isAfter(awaited, waiting, evidence) ? found(isNegated, `${awaited.ref} waits for ${waiting.ref}`) : null;
    }
    if (isAfter(waiting, awaited, evidence)) return found(!isNegated, `${waiting.ref} waits for ${awaited.ref}`);
    // The opposite edge is a contradiction; no edge at all in one reading proves nothing about the rest of the plan,
    // except in the whole impact of a job that others do wait for. There a join could be met without it: a person is asked.
    if (isAfter(awaited, waiting, evidence)) return found(isNegated, `${awaited.ref} waits for ${waiting.ref}`);
    return isUntouchedBy(waiting, awaited, evidence) ? { ...found(isNegated, `${waiting.ref} is not among what ${awaited.ref} blocks`), isWeak: true } : null;
  },
});

function found(isMatch: boolean, value: string): Observation {
  return { isMatch, value };
}

/** null where this reading does not list all that the waiting job waits for itself. */
function isDirectlyAfter(waiting: Reference, awaited: Reference, { reading }: Evidence): boolean | null {
  if (reading.tool === 'job_details' && reading.data.kind === 'found' && answers(reading.data.job, waiting))
    return reading.data.job.dependencies.some(({ target }) => isNamed(awaited, target));
  if (reading.tool === 'predecessors' && reading.data.kind === 'found' && answers(reading.data.job, waiting))
    return reading.data.predecessors.some(({ job, depth }) => depth === 1 && answers(job, awaited));
  if (reading.tool === 'successors' && reading.data.kind === 'found' && answers(reading.data.job, awaited))
    return reading.data.successors.some(({ job, depth }) => depth === 1 && answers(job, waiting));
  if (reading.tool === 'impact' && reading.data.kind === 'found' && answers(reading.data.job, awaited)) {
    const depth = affectedBy(reading.data.impact).find((job) => answers(job, waiting))?.depth;
    return depth === undefined ? null : depth === 1;
  }
  return null;
}

/** The waiting one is a job of the plan, and not among all that the other keeps from running. */
function isUntouchedBy(waiting: Reference, awaited: Reference, { reading, isComplete, isTruncated }: Evidence): boolean {
  if (reading.tool !== 'impact' || reading.data.kind !== 'found' || !isComplete || isTruncated || waiting.kind !== 'job' || !waiting.ref.includes('#'))
    return false;
  return answers(reading.data.job, awaited) && reading.data.impact.blocked.length > 0;
}

/** Of the tools that tell who waits for whom; the others say nothing to it. */
function isAfter(later: Reference, earlier: Reference, { reading }: Evidence): boolean {
  if (reading.tool === 'successors')
    return reading.data.kind === 'found' && answers(reading.data.job, earlier) && reading.data.successors.some(({ job }) => answers(job, later));
  if (reading.tool === 'impact')
    return (
      reading.data.kind === 'found' &&
      answers(reading.data.job, earlier) &&
      (affectedBy(reading.data.impact).some((job) => answers(job, later)) ||
        reading.data.impact.streams.some((name) => standsIn(later.ref, name.toUpperCase())))
    );
  if (reading.tool === 'job_details')
    return reading.data.kind === 'found' && answers(reading.data.job, later) && reading.data.job.dependencies.some(({ target }) => isNamed(earlier, target));
  if (reading.tool === 'why_not_running')
    return (
      reading.data.kind === 'found' &&
      answers(reading.data.job, later) &&
      reading.data.reasons.some((reason) => reason.target !== null && standsIn(earlier.ref, reason.target.toUpperCase()))
    );
  return (
    reading.tool === 'predecessors' &&
    reading.data.kind === 'found' &&
    answers(reading.data.job, later) &&
    reading.data.predecessors.some(({ job }) => answers(job, earlier))
  );
}

/** What waits for the job and cannot run, now or ever. */
const affectedBy = ({ blocked, suppressed }: ImpactResult) => [...blocked, ...suppressed];

const isNamed = ({ ref }: Reference, target: string): boolean => standsIn(ref, target.toUpperCase()) || standsIn(target.toUpperCase(), ref);

function answers(job: { readonly key: string; readonly name: string; readonly streamName: string }, reference: Reference): boolean {
  if (reference.kind === 'stream') return job.streamName.toUpperCase() === reference.ref || standsIn(reference.ref, job.key.toUpperCase());
  return job.key.toUpperCase() === reference.ref || job.name.toUpperCase() === reference.ref || standsIn(reference.ref, job.key.toUpperCase());
}
