/** Keeps one batch of the change feed: small transactions with pauses, the stretch moved on only with the last row. */
import { instantOf } from '../../../base/clock.ts';
import type { Db } from '../../../database/open.ts';
import type { JobChange, PlanChangeBatch, StreamChange } from '../../snapshot/changeFeed.ts';
import { eventKeeping } from '../rows/eventRows.ts';
import { objectNumbering } from '../rows/objectRows.ts';
import { runKeeping } from '../rows/runRows.ts';
import { recordingKeeping } from '../rows/stretchRows.ts';
import { fireWatch, openWatches } from '../rows/watchRows.ts';
import { inChunks } from './chunks.ts';
import { jobEventsOf, type StatusEvent, streamEventsOf } from './eventsOf.ts';
import { watchSees } from './watchSees.ts';
import { withoutFlush } from './withoutFlush.ts';

export interface Keeping {
  /** Readings further apart than this begin a new stretch. */
  readonly longestPauseMs: number;
  /** Every batch of this reading so far was kept whole: with the last one, the stretch moves on. */
  readonly isWhole: boolean;
}

/**
 * Resolves when every row is on disk. Keeping the same batch again changes nothing.
 * @param pause awaited between transactions: lets other writers and readers in
 */
export async function keepBatch(db: Db, batch: PlanChangeBatch, keeping: Keeping, pause: () => Promise<void>): Promise<void> {
  const keepers = createKeepers(db, batch);
  const steps = [
    ...inChunks(batch.jobs).map((jobs) => () => {
      for (const job of jobs) keepers.job(job);
    }),
    ...inChunks(batch.streams).map((streams) => () => {
      for (const stream of streams) keepers.stream(stream);
    }),
  ];
  if (steps.length === 0) steps.push(() => {});
  for (const [index, step] of steps.entries()) {
    if (index > 0) await pause();
    const isEnd = batch.isLast && index === steps.length - 1;
    const write = () =>
      db
        .transaction(() => {
          step();
          if (isEnd) keepers.end(keeping);
        })
        .immediate();
    if (isEnd) write();
    else withoutFlush(db, write);
  }
}

function createKeepers(db: Db, batch: PlanChangeBatch) {
  const { engineId, observedAtMs, kind } = batch;
  const observed = { planId: batch.planId ?? '', observedAtMs };
  const number = objectNumbering(db).current;
  const keepRun = runKeeping(db);
  const events = eventKeeping(db);
  const recording = recordingKeeping(db);
  const watches = openWatches(db, engineId);

  const watch = (job: JobChange, seen: { readonly events: readonly StatusEvent[]; readonly fresh: JobChange['runs'] }) => {
    for (const rule of watches.get(job.key) ?? []) {
      const words = watchSees(rule.event, Date.parse(rule.createdAt), { job, ...seen, kind });
      if (words !== null) fireWatch(db, rule.id, instantOf(observedAtMs), words);
    }
  };
  return {
    job(job: JobChange): void {
      const { key, jobId, name, streamName, workstation, isCritical } = job;
      const objectId = number(engineId, { kind: 'job', key, planObjectId: jobId, name, streamName, workstation, isCritical }, observedAtMs);
      const fresh = job.runs.filter((run) => keepRun({ engineId, objectId, planId: batch.planId, observedAtMs }, run));
      const instance = job.persistentId ?? jobId;
      const told = jobEventsOf(job, fresh, events.known(objectId, instance), observed);
      for (const event of told) events.keep(engineId, objectId, instance, event);
      watch(job, { events: told, fresh });
    },
    stream({ streamId, key, from, to }: StreamChange): void {
      const [workstation = '', name = key] = key.split('#', 2);
      const seen = { kind: 'stream', key, planObjectId: streamId, name, streamName: name, workstation, isCritical: false } as const;
      const objectId = number(engineId, seen, observedAtMs);
      for (const event of streamEventsOf({ streamId, key, from, to }, events.known(objectId, streamId), observed))
        events.keep(engineId, objectId, streamId, event);
    },
    end({ isWhole, longestPauseMs }: Keeping): void {
      if (isWhole) recording.advance({ engineId, planId: observed.planId, observedAtMs, longestPauseMs });
      else recording.interrupt(engineId, 'reading-incomplete');
    },
  };
}
