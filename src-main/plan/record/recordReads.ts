/** What the rest of Resync may ask of the recorded past. Every answer says how far it was recorded. */
import type { Handover, PlanChanges, RunHistory, runGroupings, WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';

export type RunGrouping = (typeof runGroupings)[number];

export interface HistoryQuery {
  /** Display key `/WS#/FOLDER/STREAM.JOB`, over all plans: reruns and carried-forward runs are its runs too. With it, the job's baseline is told. */
  readonly jobKey?: string | undefined;
  /** Names; `@` and `*` match any run of characters, in any case. */
  readonly jobName?: string | undefined;
  readonly stream?: string | undefined;
  /** Where the run took place. */
  readonly workstation?: string | undefined;
  /** Epoch ms, (since, until], on the end of a run, on its start while it has none. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** Default: all runs. */
  readonly outcome?: 'all' | 'failed' | undefined;
  /** Hours, weekdays and days are those of the engine's time zone. */
  readonly groupBy?: RunGrouping | undefined;
  /** Rows at most; totals, groups and baseline count all. */
  readonly limit: number;
}

/** (since, until] in epoch ms; default: the last 12 hours. */
interface ChangeWindow {
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/**
 * All about the engine in force. Each raises NO_ENGINE when none is, STORE_FAILED when the store cannot be read,
 * INVALID_INPUT for a window that ends before it begins.
 */
export interface RecordReads {
  runHistory(query: HistoryQuery): Promise<RunHistory>;
  changesBetween(window: ChangeWindow): Promise<PlanChanges>;
  /** The brief for whoever takes over; default since 12 hours ago. */
  handover(window: { readonly sinceMs?: number | undefined }): Promise<Handover>;
  watches(): Promise<WatchRule[]>;
  /** Asking for what is already watched for gives the rule there is. */
  watchJob(wish: { readonly jobKey: string; readonly event: WatchRule['event'] }): Promise<WatchRule>;
  /** Raises NOT_FOUND. @returns the rules that stay. */
  unwatch(id: string): Promise<WatchRule[]>;
}
