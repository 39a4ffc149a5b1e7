/** Readings of the recorded past and of audited knowledge: each says how far it was recorded. */
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { Recording } from '../../../src-preload/contract/plan/planHistory.ts';
import type { ToolArgs, ToolResult } from '../../../src-preload/contract/tools.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { CallOptions } from '../../tws/types/types.ts';
import type { PlanReads } from './planReads.ts';
import type { RecordedPast } from './recordedPast.ts';
import { type ToolReading, toolReading, withJob } from './toolReading.ts';

const HOUR_MS = 3_600_000;
/** A question about a window that begins before the record is not answered in full; a little of it does not matter. */
const SLACK_MS = 10 * 60_000;

interface WindowArgs {
  readonly since_hours?: number | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}
/** Epoch ms; the scheduler's hours. */
export function windowOf({ since_hours: hours, since, until }: WindowArgs, nowMs: number): { sinceMs: number | undefined; untilMs: number | undefined } {
  return {
    sinceMs: since === undefined ? (hours === undefined ? undefined : nowMs - hours * HOUR_MS) : Date.parse(since),
    untilMs: until === undefined ? undefined : Date.parse(until),
  };
}

interface PastSources {
  readonly plan: PlanReads;
  readonly past: RecordedPast;
  readonly clock?: Clock | undefined;
}

export async function readRunHistory({ plan, past, clock }: PastSources, args: ToolArgs<'run_history'>, options: CallOptions): Promise<ToolReading> {
  const window = windowOf(args, args.since_hours === undefined ? 0 : await plan.engineClock(options));
  const read = async (which: { readonly jobKey?: string; readonly jobName?: string }) => {
    const { stream, workstation, group_by: groupBy, only_failed: onlyFailed, limit } = args;
    const history = await past.runHistory({ ...which, stream, workstation, ...window, groupBy, outcome: onlyFailed ? 'failed' : 'all', limit });
    const data = { kind: 'found', jobKey: which.jobKey ?? null, history } satisfies ToolResult<'run_history'>;
    return recorded(history.recording, window.sinceMs, data, { rows: history.runs.length, isCut: history.runs.length < history.total, clock });
  };
  const { job } = args;
  if (job === undefined) return read({});
  const reading = await withJob(plan, job, options, ({ key }) => read({ jobKey: key }));
  // A job of other days need not stand in the plan of today.
  const data = reading.data as ToolResult<'run_history'>;
  if (data.kind === 'found') return reading;
  const keys = [...new Set(data.candidates.map(({ key }) => key))];
  // Several instances of one job share their history.
  if (keys.length === 1) return read({ jobKey: keys[0]! });
  if (keys.length > 1 || !reading.isComplete) return reading;
  const byName = await read(/^[^#]*#.+\../.test(job) ? { jobKey: job } : { jobName: job.replace(/^.*[.]/, '') });
  return byName.rows > 0 ? byName : reading;
}

export async function readChanges({ plan, past, clock }: PastSources, args: ToolArgs<'changes_since'>, options: CallOptions): Promise<ToolReading> {
  const window = windowOf(args, args.since_hours === undefined ? 0 : await plan.engineClock(options));
  const changes = await past.changesBetween(window);
  const rows = changes.newFailures.length + changes.recovered.length + changes.newlyLate.length + changes.canceled.length;
  return recorded(changes.recording, Date.parse(changes.since), changes satisfies ToolResult<'changes_since'>, { rows, isCut: changes.isTruncated, clock });
}

function recorded(
  recording: Recording,
  sinceMs: number | undefined,
  data: unknown,
  { rows, isCut, clock = systemClock }: { readonly rows: number; readonly isCut: boolean; readonly clock: Clock | undefined },
): ToolReading {
  const isAll = recording.since !== null && recording.gaps.length === 0 && (sinceMs === undefined || Date.parse(recording.since) <= sinceMs + SLACK_MS);
  const missing = isAll ? null : new Fault('PARTIAL_DATA', 'Not all of this time was recorded: what happened in between is unknown.').toData();
  const observedAtMs = recording.until === null ? clock.now() : Date.parse(recording.until);
  return toolReading({ observedAtMs, planId: null, isComplete: isAll, isTruncated: false }, data, { rows, isCut, missing });
}

export async function readKnowledge(
  recall: (query: { readonly question: string; readonly limit: number }) => Promise<MemoryUse[]>,
  { query, limit }: ToolArgs<'search_memory'>,
  clock: Clock = systemClock,
): Promise<ToolReading> {
  const memories = await recall({ question: query, limit });
  const whole = { observedAtMs: clock.now(), planId: null, isComplete: true, isTruncated: false };
  return toolReading(whole, { memories } satisfies ToolResult<'search_memory'>, { rows: memories.length });
}
