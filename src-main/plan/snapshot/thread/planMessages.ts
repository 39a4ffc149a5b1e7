/** What the plan thread serves to the core, and what it asks of it. */
import type { FaultData } from '../../../../src-preload/contract/fault.ts';
import type { CallOptions, NodeRef, PageRequest, RawPage } from '../../../tws/types/types.ts';
import type { PlanChangeBatch } from '../changeFeed.ts';
import type { WaitRow } from '../held/waitRows.ts';
import type { PlanViews } from '../views/planViews.ts';

export interface PlanThreadData {
  readonly engineId: string;
  readonly pageRows: number;
  /** Rows per page of what changed: the engine looks through its whole plan for each such page. */
  readonly changeRows: number;
  /** Plans of more jobs are brought up to date by asking for changes; smaller ones are read whole, which costs no more. */
  readonly wholeUpTo: number;
  /** At least this often the whole plan is read, whatever the changes say. */
  readonly wholeEveryMs: number;
  /** Where the core's time stands still, the thread's does too. */
  readonly standsAtMs?: number | undefined;
}

/** What is told of a held plan without looking into it. */
export interface HeldFacts {
  readonly planId: string | null;
  readonly observedAtMs: number;
  readonly readAtMs: number;
  readonly isComplete: boolean;
  readonly jobs: number;
  readonly streams: number;
  readonly dependencies: number;
  readonly cycles: number;
}

export interface ReadOutcome {
  /** null: nothing could be read, now or before. */
  readonly held: HeldFacts | null;
  /** Why it is not (wholly) new. */
  readonly fault: FaultData | null;
}

export type ViewName = keyof PlanViews;
/** The question is about this job or stream: where the plan has gaps, they are read near it before it is answered as incomplete. */
export interface Near {
  readonly ref: NodeRef;
  /** Who asks, for the egress ledger. */
  readonly options: NearOptions;
}
type NearOptions = Pick<CallOptions, 'why' | 'maxAgeMs'>;
export interface ViewReading {
  readonly view: unknown;
  readonly held: HeldFacts;
}

export interface ThreadSide {
  /** One reading; a second one while it runs is the same. Never rejects. */
  read(how: { readonly isWhole: boolean }): Promise<ReadOutcome>;
  /** A view's answer; null: no plan is held. Rejects with what the view raises, and with STOPPED. */
  view(name: ViewName, args: readonly unknown[], near: Near | null, signal: AbortSignal): Promise<ViewReading | null>;
}

export interface CoreSide {
  page(request: PageRequest): Promise<RawPage>;
  counts(): Promise<{ readonly total: number; readonly byStatus: Readonly<Record<string, number>>; readonly isComplete: boolean }>;
  /** What one job or stream waits for, read by its id; null: cannot be read, or is not told there either. */
  waits(ref: NodeRef, options: NearOptions, signal: AbortSignal): Promise<readonly WaitRow[] | null>;
  /** Jobs and streams that wait for it, as far as the engine can be asked. */
  dependents(ref: NodeRef, options: NearOptions, signal: AbortSignal): Promise<readonly NodeRef[]>;
  keep(batch: PlanChangeBatch): Promise<void>;
  progress(rows: number, total: number | null): void;
  /** As many as the keys; NaN: not measured. */
  durations(jobKeys: readonly string[]): Promise<{ readonly medianMs: Float64Array; readonly p90Ms: Float64Array }>;
}
