/** Reads today's plan for the canaries: one job and what surrounds it, in a handful of calls. */

import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { type ToolName, type ToolResult, toolResults } from '../../../src-preload/contract/tools.ts';

/** One tool call of today, as a receipt will hold it. */
export interface CanaryReading {
  readonly tool: ToolName;
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: 'ok' | 'partial' | 'failed';
  readonly fault: FaultData | null;
  readonly data: unknown;
  readonly rows: number;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly observedAtMs: number;
  readonly planId: string | null;
}

/** A reading with its data as the tool's schema says. */
interface Read<N extends ToolName> {
  readonly reading: CanaryReading;
  readonly data: ToolResult<N>;
}

/** What there is to plant over; null: today's plan has no such thing, or it could not be read whole. */
export interface Seen {
  readonly summary: Read<'plan_summary'> | null;
  /** A job that failed where there is one, else one that ended well. */
  readonly job: (Read<'job_details'> & { readonly job: Job; readonly hasFailed: boolean }) | null;
  readonly log: Read<'job_log'> | null;
  readonly successors: Read<'successors'> | null;
}

type ReadTool = (tool: ToolName, args: Readonly<Record<string, unknown>>) => Promise<CanaryReading>;

/** A key may stand for several runs: then the next job is tried, this often. */
const MOST_TRIED = 5;

export async function seePlan(read: ReadTool): Promise<Seen> {
  const whole = async <N extends ToolName>(tool: N, args: Readonly<Record<string, unknown>>) => wholeReading(tool, await read(tool, args));
  const summary = await whole('plan_summary', {});
  const job = (await pickJob(whole, 'ERROR')) ?? (await pickJob(whole, 'SUCCESSFUL'));
  if (job === null) return { summary, job, log: null, successors: null };
  return { summary, job, log: await whole('job_log', { job: job.job.key }), successors: await whole('successors', { job: job.job.key, depth: 1 }) };
}

type ReadWhole = <N extends ToolName>(tool: N, args: Readonly<Record<string, unknown>>) => Promise<Read<N> | null>;

async function pickJob(whole: ReadWhole, status: 'ERROR' | 'SUCCESSFUL'): Promise<Seen['job']> {
  const listed = await whole('find_jobs', { statuses: [status], limit: 50 });
  const candidates = (listed?.data.jobs ?? []).filter((job) => !job.isCanceled && job.startedAt !== null);
  // The most telling first: a job whose failure has a code.
  const ordered = candidates.toSorted((a, b) => Number(b.returnCode !== null) - Number(a.returnCode !== null));
  for (const { key } of ordered.slice(0, MOST_TRIED)) {
    const details = await whole('job_details', { job: key });
    if (details?.data.kind === 'found') return { ...details, job: details.data.job, hasFailed: status === 'ERROR' };
  }
  return null;
}

/** A truth is known only from a reading that has all of it. */
function wholeReading<N extends ToolName>(tool: N, reading: CanaryReading): Read<N> | null {
  if (reading.outcome !== 'ok' || !reading.isComplete) return null;
  const parsed = toolResults[tool].safeParse(reading.data);
  // The schema was chosen by this very tool, which the type system cannot follow through the lookup.
  return parsed.success ? { reading, data: parsed.data as ToolResult<N> } : null;
}
