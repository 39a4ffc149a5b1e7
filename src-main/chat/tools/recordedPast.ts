/** What answers need from the recorded past; `app.ts` hands it in. Each raises NO_ENGINE or STORE_FAILED rather than tell half of it. */
import type { Handover, PlanChanges, RunHistory, runGroupings, WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';

export interface RecordedPast {
  runHistory(query: {
    readonly jobKey?: string | undefined;
    readonly jobName?: string | undefined;
    readonly stream?: string | undefined;
    readonly workstation?: string | undefined;
    readonly sinceMs?: number | undefined;
    readonly untilMs?: number | undefined;
    readonly outcome?: 'all' | 'failed' | undefined;
    readonly groupBy?: (typeof runGroupings)[number] | undefined;
    readonly limit: number;
  }): Promise<RunHistory>;
  changesBetween(window: { readonly sinceMs?: number | undefined; readonly untilMs?: number | undefined }): Promise<PlanChanges>;
}

/** What a person may ask Resync to look out for; the only thing a question changes, and it changes nothing in the scheduler. */
export interface Watching {
  watches(): Promise<WatchRule[]>;
  /** Asking for what is already watched for gives the rule there is. */
  watchJob(wish: { readonly jobKey: string; readonly event: WatchRule['event'] }): Promise<WatchRule>;
  /** Raises NOT_FOUND. @returns the rules that stay. */
  unwatch(id: string): Promise<WatchRule[]>;
  /** Open doubts and newly approved knowledge, beside the changes. */
  handover(window: { readonly sinceMs?: number | undefined }): Promise<Handover>;
}
