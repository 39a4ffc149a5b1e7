/** One reading per tool: asks the plan, caps the rows, and says how far the result can be trusted. */
import type { FaultData } from '../../src-preload/contract/fault.ts';
import type { Job, PlanSummary } from '../../src-preload/contract/plan.ts';
import type { ToolArgs, ToolName, ToolResult } from '../../src-preload/contract/tools.ts';
import type { CallOptions, Reading } from '../tws/types.ts';
import type { PlanReads } from './planReads.ts';

export interface ToolReading {
  readonly data: unknown;
  readonly rows: number;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly observedAtMs: number;
  readonly planId: string | null;
  /** The first part that could not be read, when the plan says which. */
  readonly missing: FaultData | null;
}

/** Rows a tool returns at most; what is beyond is cut and said to be. `find_*` have their own `limit` (at most 500). */
const MAX_ROWS = 500;
const MAX_LOG_LINES = 200;
const HOUR_MS = 3_600_000;

/** Raises the faults of `PlanReads`. */
export function readTool(plan: PlanReads, tool: ToolName, args: Record<string, unknown>, options: CallOptions): Promise<ToolReading> {
  // `args` was parsed by the schema of this very tool.
  return READERS[tool](plan, args as never, options);
}

type Reader<N extends ToolName> = (plan: PlanReads, args: ToolArgs<N>, options: CallOptions) => Promise<ToolReading>;

const READERS: { readonly [N in ToolName]: Reader<N> } = {
  async plan_summary(plan, _args, options) {
    const reading = await plan.summary(options);
    return toolReading(reading, reading.data satisfies ToolResult<'plan_summary'>, { rows: reading.data.total, missing: missingPart(reading.data) });
  },
  async find_jobs(plan, args, options) {
    const { name, stream, workstation, statuses, limit } = args;
    const sinceMs = args.since_hours === undefined ? undefined : (await plan.engineClock(options)) - args.since_hours * HOUR_MS;
    const reading = await plan.findJobs({ name, stream, workstation, statuses, sinceMs, isLate: args.is_late, isCritical: args.is_critical, limit }, options);
    return toolReading(reading, { jobs: reading.data, total: reading.total } satisfies ToolResult<'find_jobs'>, { rows: reading.data.length });
  },
  job_details: (plan, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.jobDetails(job.id, options);
      return toolReading(reading, { kind: 'found', job: reading.data } satisfies ToolResult<'job_details'>, { rows: 1 });
    }),
  job_log: (plan, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.jobLog(job.id, { search: args.search, maxLines: MAX_LOG_LINES }, options);
      const log = reading.data;
      return toolReading(reading, { kind: 'found', job, log } satisfies ToolResult<'job_log'>, { rows: log.lines.length, isCut: log.isTruncated });
    }),
  why_not_running: (plan, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.whyNotRunning(job.id, options);
      const { kept: reasons, isCut } = capped(reading.data);
      return toolReading(reading, { kind: 'found', job, reasons } satisfies ToolResult<'why_not_running'>, { rows: reasons.length, isCut });
    }),
  successors: (plan, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.successors(job.id, args.depth, options);
      const { kept: successors, isCut } = capped(reading.data);
      return toolReading(reading, { kind: 'found', job, successors } satisfies ToolResult<'successors'>, { rows: successors.length, isCut });
    }),
  impact: (plan, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.impact(job.id, options);
      const { kept: blocked, isCut } = capped(reading.data.blocked);
      return toolReading(reading, { kind: 'found', job, impact: { ...reading.data, blocked } } satisfies ToolResult<'impact'>, { rows: blocked.length, isCut });
    }),
  async workstations(plan, args, options) {
    const reading = await plan.workstations({ name: args.name, onlyProblems: args.only_problems }, options);
    const { kept: workstations, isCut } = capped(reading.data);
    return toolReading(reading, { workstations } satisfies ToolResult<'workstations'>, { rows: workstations.length, isCut });
  },
  async find_streams(plan, { name, statuses, limit }, options) {
    const reading = await plan.findStreams({ name, statuses, limit }, options);
    return toolReading(reading, { streams: reading.data, total: reading.total } satisfies ToolResult<'find_streams'>, { rows: reading.data.length });
  },
};

/** The fault alone: which part it is about stands in the data, and in its sentence. */
function missingPart({ missing }: PlanSummary): FaultData | null {
  const first = missing[0];
  if (first === undefined) return null;
  const { part: _part, ...fault } = first;
  return fault;
}

/** Exactly one job answers to `ref`, or the candidates are the result: another run of the same name is never picked for a person. */
async function withJob(plan: PlanReads, ref: string, options: CallOptions, read: (job: Job) => Promise<ToolReading>): Promise<ToolReading> {
  const resolved = await plan.resolveJob(ref, options);
  const [job, ...others] = resolved.data;
  if (job === undefined || others.length > 0) {
    return toolReading(resolved, { kind: 'unresolved', asked: ref, candidates: resolved.data }, { rows: resolved.data.length });
  }
  const reading = await read(job);
  return { ...reading, observedAtMs: Math.min(reading.observedAtMs, resolved.observedAtMs), isComplete: reading.isComplete && resolved.isComplete };
}

function capped<T>(rows: readonly T[]): { readonly kept: T[]; readonly isCut: boolean } {
  return { kept: rows.slice(0, MAX_ROWS), isCut: rows.length > MAX_ROWS };
}

function toolReading(
  { observedAtMs, planId, isComplete, isTruncated }: Reading<unknown>,
  data: unknown,
  { rows, isCut = false, missing = null }: { readonly rows: number; readonly isCut?: boolean; readonly missing?: FaultData | null },
): ToolReading {
  return { data, rows, isComplete, isTruncated: isTruncated || isCut, observedAtMs, planId, missing };
}
