/** One reading per tool: asks the plan, caps the rows, and says how far the result can be trusted. */
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { PlanSummary } from '../../../src-preload/contract/plan/plan.ts';
import type { ToolArgs, ToolName, ToolResult } from '../../../src-preload/contract/tools.ts';
import type { Clock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { CallOptions } from '../../tws/types/types.ts';
import { readChanges, readKnowledge, readRunHistory, windowOf } from './pastReadings.ts';
import { readFiles, readPrompts, readResources, readStreamDetails, readWorkstationDetails } from './placeReadings.ts';
import type { GraphReads, PlanReads } from './planReads.ts';
import type { RecordedPast } from './recordedPast.ts';
import { capped, type ToolReading, toolReading, withJob } from './toolReading.ts';

/** Where the tools read. What a build or a test does not have is said to be missing, never empty. */
export interface ToolSources {
  readonly plan: PlanReads;
  readonly graph?: GraphReads | undefined;
  readonly past?: RecordedPast | undefined;
  /** Audited knowledge in a retrievable state, best first. */
  readonly recall?: ((query: { readonly question: string; readonly limit: number }) => Promise<MemoryUse[]>) | undefined;
  /** What readings are dated by that do not come from the scheduler; default: the system's. */
  readonly clock?: Clock | undefined;
}

const MAX_LOG_LINES = 200;

/** Raises the faults of the sources, and TWS_UNSUPPORTED where a source is missing. */
export function readTool(sources: ToolSources, tool: ToolName, args: Record<string, unknown>, options: CallOptions): Promise<ToolReading> {
  // `args` was parsed by the schema of this very tool.
  return READERS[tool](sources, args as never, options);
}

type Reader<N extends ToolName> = (sources: ToolSources, args: ToolArgs<N>, options: CallOptions) => Promise<ToolReading>;

const READERS: { readonly [N in ToolName]: Reader<N> } = {
  async plan_summary({ plan }, _args, options) {
    const reading = await plan.summary(options);
    return toolReading(reading, reading.data satisfies ToolResult<'plan_summary'>, { rows: reading.data.total, missing: missingPart(reading.data) });
  },
  async find_jobs({ plan }, args, options) {
    const { name, stream, workstation, statuses, limit } = args;
    const window = windowOf(args, args.since_hours === undefined ? 0 : await plan.engineClock(options));
    const reading = await plan.findJobs({ name, stream, workstation, statuses, ...window, isLate: args.is_late, isCritical: args.is_critical, limit }, options);
    return toolReading(reading, { jobs: reading.data, total: reading.total } satisfies ToolResult<'find_jobs'>, { rows: reading.data.length });
  },
  job_details: ({ plan }, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.jobDetails(job.id, options);
      return toolReading(reading, { kind: 'found', job: reading.data } satisfies ToolResult<'job_details'>, { rows: 1 });
    }),
  job_log: ({ plan }, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.jobLog(job.id, { search: args.search, maxLines: MAX_LOG_LINES }, options);
      const log = reading.data;
      return toolReading(reading, { kind: 'found', job, log } satisfies ToolResult<'job_log'>, { rows: log.lines.length, isCut: log.isTruncated });
    }),
  why_not_running: ({ plan }, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.whyNotRunning(job.id, options);
      const { kept: reasons, isCut } = capped(reading.data);
      return toolReading(reading, { kind: 'found', job, reasons } satisfies ToolResult<'why_not_running'>, { rows: reasons.length, isCut });
    }),
  successors: ({ plan }, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.successors(job.id, args.depth, options);
      const { kept: successors, isCut } = capped(reading.data);
      return toolReading(reading, { kind: 'found', job, successors } satisfies ToolResult<'successors'>, { rows: successors.length, isCut });
    }),
  predecessors: (sources, args, options) =>
    withJob(sources.plan, args.job, options, async (job) => {
      const reading = await graphOf(sources).predecessors(job.id, args.depth, options);
      const { kept: predecessors, isCut } = capped(reading.data);
      return toolReading(reading, { kind: 'found', job, predecessors } satisfies ToolResult<'predecessors'>, { rows: predecessors.length, isCut });
    }),
  critical_path: (sources, args, options) =>
    withJob(sources.plan, args.job, options, async (job) => {
      const reading = await graphOf(sources).criticalPath(job.id, options);
      const { kept: steps, isCut } = capped(reading.data.steps);
      const data = { kind: 'found', job, path: { ...reading.data, steps } } satisfies ToolResult<'critical_path'>;
      return toolReading(reading, data, { rows: steps.length, isCut });
    }),
  async late_jobs(sources, { limit }, options) {
    const reading = await graphOf(sources).late(limit, options);
    const { kept: late, isCut } = capped(reading.data, limit);
    return toolReading(reading, { late, total: reading.total } satisfies ToolResult<'late_jobs'>, { rows: late.length, isCut });
  },
  impact: ({ plan }, args, options) =>
    withJob(plan, args.job, options, async (job) => {
      const reading = await plan.impact(job.id, options);
      const blocked = capped(reading.data.blocked);
      const suppressed = capped(reading.data.suppressed);
      const impact = { ...reading.data, blocked: blocked.kept, suppressed: suppressed.kept };
      const rows = blocked.kept.length + suppressed.kept.length;
      return toolReading(reading, { kind: 'found', job, impact } satisfies ToolResult<'impact'>, { rows, isCut: blocked.isCut || suppressed.isCut });
    }),
  async workstations({ plan }, args, options) {
    const reading = await plan.workstations({ name: args.name, onlyProblems: args.only_problems }, options);
    const { kept: workstations, isCut } = capped(reading.data);
    return toolReading(reading, { workstations } satisfies ToolResult<'workstations'>, { rows: workstations.length, isCut });
  },
  async find_streams({ plan }, { name, statuses, limit }, options) {
    const reading = await plan.findStreams({ name, statuses, limit }, options);
    return toolReading(reading, { streams: reading.data, total: reading.total } satisfies ToolResult<'find_streams'>, { rows: reading.data.length });
  },
  stream_details: ({ plan }, args, options) => readStreamDetails(plan, args, options),
  workstation_details: ({ plan }, args, options) => readWorkstationDetails(plan, args, options),
  resources: ({ plan }, args, options) => readResources(plan, args, options),
  prompts: ({ plan }, args, options) => readPrompts(plan, args, options),
  files: ({ plan }, args, options) => readFiles(plan, args, options),
  run_history: async ({ past, ...rest }, args, options) => readRunHistory({ ...rest, past: past ?? missingSource('the recorded past') }, args, options),
  changes_since: async ({ past, ...rest }, args, options) => readChanges({ ...rest, past: past ?? missingSource('the recorded past') }, args, options),
  search_memory: async ({ recall, clock }, args) => readKnowledge(recall ?? missingSource('the memory'), args, clock),
};

const graphOf = ({ graph }: ToolSources): GraphReads => graph ?? missingSource('the graph of the plan');

function missingSource(what: string): never {
  throw new Fault('TWS_UNSUPPORTED', `${what[0]?.toUpperCase()}${what.slice(1)} is not to be had here.`);
}

/** The fault alone: which part it is about stands in the data, and in its sentence. */
function missingPart({ missing }: PlanSummary): FaultData | null {
  const first = missing[0];
  if (first === undefined) return null;
  const { part: _part, ...fault } = first;
  return fault;
}
