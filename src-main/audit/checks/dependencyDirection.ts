/** "A waits for B" stands in the plan, and not the other way round. */
import type { Evidence } from './evidence.ts';
import { type Reference, referenceOf, standsIn } from './reference.ts';
import { type Observation, witnessCheck } from './witness.ts';

export const dependencyDirection = witnessCheck({
  name: 'dependency-direction',
  applies: (claim) => claim.kind === 'dependency',
  observe(claim, evidence) {
    const match = /^(not )?after (.+)$/.exec(claim.claimed ?? '');
    const waiting = referenceOf(claim.subject);
    const awaited = referenceOf(match?.[2] ?? null);
    if (match === null || waiting === null || awaited === null) return null;
    const isNegated = match[1] !== undefined;
    if (isAfter(waiting, awaited, evidence)) return found(!isNegated, `${waiting.ref} waits for ${awaited.ref}`);
    // The opposite edge is a contradiction; no edge at all in one reading proves nothing about the rest of the plan.
    if (isAfter(awaited, waiting, evidence)) return found(isNegated, `${awaited.ref} waits for ${waiting.ref}`);
    return null;
  },
});

function found(isMatch: boolean, value: string): Observation {
  return { isMatch, value };
}

function isAfter(later: Reference, earlier: Reference, evidence: Evidence): boolean {
  const { reading } = evidence;
  switch (reading.tool) {
    case 'successors':
      return reading.data.kind === 'found' && answers(reading.data.job, earlier) && reading.data.successors.some(({ job }) => answers(job, later));
    case 'impact':
      return (
        reading.data.kind === 'found' &&
        answers(reading.data.job, earlier) &&
        (reading.data.impact.blocked.some((job) => answers(job, later)) || reading.data.impact.streams.some((name) => standsIn(later.ref, name.toUpperCase())))
      );
    case 'job_details':
      return (
        reading.data.kind === 'found' &&
        answers(reading.data.job, later) &&
        reading.data.job.dependencies.some(
          (dependency) => standsIn(earlier.ref, dependency.target.toUpperCase()) || standsIn(dependency.target.toUpperCase(), earlier.ref),
        )
      );
    case 'why_not_running':
      return (
        reading.data.kind === 'found' &&
        answers(reading.data.job, later) &&
        reading.data.reasons.some((reason) => reason.target !== null && standsIn(earlier.ref, reason.target.toUpperCase()))
      );
    case 'predecessors':
      return reading.data.kind === 'found' && answers(reading.data.job, later) && reading.data.predecessors.some(({ job }) => answers(job, earlier));
    case 'changes_since':
    case 'critical_path':
    case 'files':
    case 'find_jobs':
    case 'find_streams':
    case 'job_log':
    case 'late_jobs':
    case 'plan_summary':
    case 'prompts':
    case 'resources':
    case 'run_history':
    case 'search_memory':
    case 'stream_details':
    case 'workstation_details':
    case 'workstations':
      return false;
  }
}

function answers(job: { readonly key: string; readonly name: string; readonly streamName: string }, reference: Reference): boolean {
  if (reference.kind === 'stream') return job.streamName.toUpperCase() === reference.ref || standsIn(reference.ref, job.key.toUpperCase());
  return job.key.toUpperCase() === reference.ref || job.name.toUpperCase() === reference.ref || standsIn(reference.ref, job.key.toUpperCase());
}
