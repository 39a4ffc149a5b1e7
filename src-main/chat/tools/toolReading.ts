/** What every tool's reading comes to: data, and how far it can be trusted. */
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import type { CallOptions, Reading } from '../../tws/types/types.ts';
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

/** Rows a tool returns at most; what is beyond is cut and said to be. */
const MAX_ROWS = 500;

export function capped<T>(rows: readonly T[], most = MAX_ROWS): { readonly kept: T[]; readonly isCut: boolean } {
  return { kept: rows.slice(0, most), isCut: rows.length > most };
}

export function toolReading(
  { observedAtMs, planId, isComplete, isTruncated }: Omit<Reading<unknown>, 'data' | 'total'>,
  data: unknown,
  { rows, isCut = false, missing = null }: { readonly rows: number; readonly isCut?: boolean; readonly missing?: FaultData | null },
): ToolReading {
  return { data, rows, isComplete, isTruncated: isTruncated || isCut, observedAtMs, planId, missing };
}

/** Exactly one job answers to `ref`, or the candidates are the result: another run of the same name is never picked for a person. */
export async function withJob(
  plan: Pick<PlanReads, 'resolveJob'>,
  ref: string,
  options: CallOptions,
  read: (job: Job) => Promise<ToolReading>,
): Promise<ToolReading> {
  const resolved = await plan.resolveJob(ref, options);
  const [job, ...others] = resolved.data;
  if (job === undefined || others.length > 0) {
    return toolReading(resolved, { kind: 'unresolved', asked: ref, candidates: resolved.data }, { rows: resolved.data.length });
  }
  return together(await read(job), resolved);
}

/** A reading that took two looks is as old as the older and as whole as both. */
export function together(reading: ToolReading, other: Omit<Reading<unknown>, 'data' | 'total'>): ToolReading {
  return { ...reading, observedAtMs: Math.min(reading.observedAtMs, other.observedAtMs), isComplete: reading.isComplete && other.isComplete };
}
