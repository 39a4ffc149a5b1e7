/** Who did what to the plan so far: the audit records that its cancellations, answers and reruns left behind. */
import { known, type SimulatedPlan } from './planModel.ts';
import { uuidOf } from '../seeded.ts';
import { jobKeyOf } from '../wire/jobs.ts';

export interface AuditRecord {
  readonly id: string;
  readonly atMs: number;
  readonly user: string;
  readonly action: 'CANCEL' | 'REPLY' | 'RERUN';
  readonly objectType: 'JOB' | 'PROMPT';
  readonly object: string;
}

const OPERATOR = 'night.operator';

/** Newest first. */
export function auditTrailAt(plan: SimulatedPlan, now: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  const add = (atMs: number, action: AuditRecord['action'], objectType: AuditRecord['objectType'], object: string) => {
    if (atMs <= now) records.push({ id: uuidOf(`audit/${action}/${object}/${atMs}`), atMs, user: OPERATOR, action, objectType, object });
  };
  for (const job of plan.jobs.values()) {
    const key = () => jobKeyOf(known(plan.streams, job.streamId), job);
    if (job.canceledMs !== null) add(job.canceledMs, 'CANCEL', 'JOB', key());
    for (const run of job.runs) if (run.rerunType === 'RERUN') add(run.startMs, 'RERUN', 'JOB', key());
  }
  for (const prompt of plan.prompts.values()) add(prompt.answeredMs, 'REPLY', 'PROMPT', prompt.name);
  return records.sort((one, other) => other.atMs - one.atMs);
}
