/** From recorded events to what changed between two instants: pure. */
import type { PlanChanges } from '../../../../src-preload/contract/plan/planHistory.ts';
import { instantOf } from '../../../base/clock.ts';
import { outcomeOf } from '../outcomes.ts';

/** A row of `status_event` that tells a failure, its end, lateness or cancellation. */
export interface NotableEvent {
  readonly kind: 'job' | 'stream';
  readonly key: string;
  readonly name: string;
  readonly streamName: string;
  readonly isCritical: boolean;
  /** What stays the same over a rollover. */
  readonly instance: string;
  readonly planId: string;
  readonly atMs: number;
  /** The engine told the time. */
  readonly isDated: boolean;
  readonly from: string | null;
  readonly to: string;
  readonly common: string;
  readonly returnCode: number | null;
  readonly isFailing: boolean;
  readonly isLate: boolean | null;
  readonly isCanceled: boolean;
}

/** What happened in (sinceMs, untilMs]. */
export interface FoldWindow {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** The plan in force at `untilMs`; null: none was seen by then. */
  readonly planId: string | null;
}

type ChangedJob = PlanChanges['newFailures'][number];
export type FoldedChanges = Pick<PlanChanges, 'newFailures' | 'recovered' | 'stillFailed' | 'newlyLate' | 'canceled' | 'streamsInTrouble'>;

/**
 * @param events of the plans in force in the window, in the order they happened; those before the window say how it stood
 * A job that failed and was mended is recovered, not a new failure; one that failed again after it was mended is a new failure.
 * One that a rollover took away unmended stays a new failure of the window it failed in, and is nothing afterwards.
 */
export function changesOf(events: readonly NotableEvent[], window: FoldWindow): FoldedChanges {
  const changes: FoldedChanges = { newFailures: [], recovered: [], stillFailed: [], newlyLate: [], canceled: [], streamsInTrouble: [] };
  const known = events.filter(({ atMs }) => atMs <= window.untilMs);
  const byInstance = Map.groupBy(known, ({ kind, instance, key }) => (kind === 'job' ? instance : `stream ${key}`));
  for (const story of byInstance.values()) {
    const isStream = story[0]?.kind === 'stream';
    if (isStream) addStream(changes, story, window);
    else addJob(changes, story, window);
  }
  for (const list of [changes.newFailures, changes.recovered, changes.stillFailed, changes.newlyLate, changes.canceled]) list.sort(criticalThenNewest);
  changes.streamsInTrouble.sort((a, b) => (a.at < b.at ? 1 : -1));
  return changes;
}

function addJob(changes: FoldedChanges, story: readonly NotableEvent[], window: FoldWindow): void {
  const told = tellJob(story, window.sinceMs);
  const last = story.at(-1);
  if (last === undefined) return;
  if (told.failure !== null && last.isFailing)
    changes.newFailures.push({ ...changed(told.failure), to: last.to, returnCode: last.returnCode ?? told.failure.returnCode });
  else if (last.isFailing && last.planId === window.planId) changes.stillFailed.push(changed(told.since ?? last, last));
  else if (told.recovery !== null) changes.recovered.push(changed(told.recovery));
  if (told.late !== null) changes.newlyLate.push(changed(told.late));
  if (told.canceled !== null) changes.canceled.push(changed(told.canceled));
}

interface JobStory {
  /** How the failure that is open at the end of the window began in it. */
  readonly failure: NotableEvent | null;
  readonly recovery: NotableEvent | null;
  readonly late: NotableEvent | null;
  readonly canceled: NotableEvent | null;
  /** When the failure before the window began, as far as is known. */
  readonly since: NotableEvent | null;
}

function tellJob(story: readonly NotableEvent[], sinceMs: number): JobStory {
  let told: JobStory = { failure: null, recovery: null, late: null, canceled: null, since: null };
  let before: NotableEvent | null = null;
  for (const event of story) {
    told = hear(told, before, event, event.atMs > sinceMs);
    before = event;
  }
  return told;
}

function hear(told: JobStory, before: NotableEvent | null, event: NotableEvent, isInside: boolean): JobStory {
  const wasFailing = before?.isFailing ?? (event.from !== null && outcomeOf(event.from, null) === 'failed');
  // First seen so: since when, nobody knows, unless the engine says.
  const isChange = isInside && (event.from !== null || event.isDated);
  const hasFailed = event.isFailing && !wasFailing;
  const isMended = wasFailing && !event.isFailing;
  return {
    since: hasFailed ? event : told.since,
    failure: hasFailed && isChange ? event : isMended ? null : told.failure,
    recovery: isMended && isInside && event.common === 'SUCCESSFUL' ? event : hasFailed ? null : told.recovery,
    late: told.late ?? (isInside && event.from !== null && event.isLate === true && before?.isLate !== true ? event : null),
    canceled: isChange && event.isCanceled && before?.isCanceled !== true ? event : told.canceled,
  };
}

function addStream(changes: FoldedChanges, story: readonly NotableEvent[], window: FoldWindow): void {
  const last = story.at(-1);
  if (last === undefined || !last.isFailing || last.planId !== window.planId) return;
  const began = story.findLast(({ isFailing }, index) => isFailing && story[index - 1]?.isFailing !== true) ?? last;
  changes.streamsInTrouble.push({ key: last.key, from: began.from, to: last.to, at: instantOf(began.atMs) });
}

function changed(began: NotableEvent, now: NotableEvent = began): ChangedJob {
  const { key, name, streamName, from, atMs, isCritical } = began;
  return { jobKey: key, jobName: name, streamName, from, to: now.to, returnCode: now.returnCode, at: instantOf(atMs), isCritical };
}

const criticalThenNewest = (a: ChangedJob, b: ChangedJob): number =>
  Number(b.isCritical) - Number(a.isCritical) || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.jobKey < b.jobKey ? -1 : 1);
