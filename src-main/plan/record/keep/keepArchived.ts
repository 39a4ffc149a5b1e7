/** Keeps runs of an archived plan: history only, nothing of how the plan in force stands. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import type { Db } from '../../../database/open.ts';
import type { SeenRun } from '../../snapshot/changeFeed.ts';
import { objectNumbering } from '../rows/objectRows.ts';
import { runKeeping } from '../rows/runRows.ts';
import { inChunks } from './chunks.ts';
import { withoutFlush } from './withoutFlush.ts';

/** A job of an archived plan with its runs. */
export interface ArchivedJob {
  readonly job: Pick<Job, 'id' | 'key' | 'name' | 'streamName' | 'workstation' | 'isCritical'>;
  readonly runs: readonly SeenRun[];
}

/** Keeping the same again changes nothing. */
export async function keepArchived(db: Db, engineId: string, planId: string, jobs: readonly ArchivedJob[], pause: () => Promise<void>): Promise<void> {
  const number = objectNumbering(db).past;
  const keepRun = runKeeping(db);
  const keep = ({ job, runs }: ArchivedJob) => {
    const observedAtMs = Math.max(...runs.map(({ startedAtMs, endedAtMs }) => endedAtMs ?? startedAtMs ?? 0));
    const { id: planObjectId, key, name, streamName, workstation, isCritical } = job;
    const objectId = number(engineId, { kind: 'job', key, planObjectId, name, streamName, workstation, isCritical }, observedAtMs);
    for (const run of runs) keepRun({ engineId, objectId, planId, observedAtMs }, run);
  };
  for (const chunk of inChunks(jobs)) {
    withoutFlush(db, () =>
      db
        .transaction(() => {
          for (const job of chunk) keep(job);
        })
        .immediate(),
    );
    await pause();
  }
}
