/** Whether a change is what a watch rule waits for: pure. */
import type { WatchRule } from '../../../../src-preload/contract/plan/planHistory.ts';
import type { JobChange, PlanChangeBatch, SeenRun } from '../../snapshot/changeFeed.ts';
import type { StatusEvent } from './eventsOf.ts';

interface Seen {
  readonly job: JobChange;
  /** What the change wrote. */
  readonly events: readonly StatusEvent[];
  /** Runs that were not known to have started or ended so. */
  readonly fresh: readonly SeenRun[];
  readonly kind: PlanChangeBatch['kind'];
}

/**
 * What it saw, in a few words; null: not what it waits for.
 * A first reading tells old runs too: of these only what happened after the rule was made counts, by the engine's own times.
 */
export function watchSees(event: WatchRule['event'], createdAtMs: number, { job, events, fresh, kind }: Seen): string | null {
  const isNew = (atMs: number | null) => kind === 'change' || (atMs !== null && atMs >= createdAtMs);
  const news = events.filter(({ atMs, isDated, from }) => (isDated ? isNew(atMs) : from !== null));
  switch (event) {
    case 'failed': {
      const failure = news.findLast(({ common }) => common === 'ERROR');
      return failure === undefined ? null : wordsOf(failure.status, failure.returnCode);
    }
    case 'late':
      return job.isLate === true && job.wasLate !== true && (kind === 'change' || events.some(({ isLate }) => isLate === true)) ? 'late' : null;
    case 'started': {
      const started = fresh.findLast(({ startedAtMs }) => startedAtMs !== null && isNew(startedAtMs));
      return started === undefined ? null : wordsOf(started.status, started.returnCode);
    }
    case 'ended': {
      const ended = fresh.findLast(({ endedAtMs }) => endedAtMs !== null && isNew(endedAtMs));
      return ended === undefined ? null : wordsOf(ended.status, ended.returnCode);
    }
    case 'any-change': {
      const last = news.at(-1);
      if (last !== undefined) return wordsOf(last.status, last.returnCode);
      return kind === 'change' ? wordsOf(job.to.internal, job.runs.at(-1)?.returnCode ?? null) : null;
    }
  }
}

const wordsOf = (status: string, returnCode: number | null): string => (returnCode === null ? status : `${status} (return code ${returnCode})`);
