/** The whole plan by pages: jobs, then streams; read again when it moved under the reader, and incomplete rather than wrong. */

import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import { Fault } from '../../../base/fault.ts';
import { type WireJob, type WireStream, wireJob, wireStream } from '../../../tws/rows/wire/wire.ts';
import { createPlanDraft, type PlanDraft } from '../held/draft.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { type AskPage, type ListEnd, type ListPage, readList, roomFor } from './readList.ts';

export interface PlanReader {
  readonly page: AskPage;
  /** Rows per page: what one page takes to parse is what others wait at most. */
  readonly pageRows: number;
  /** Rows read, of how many; null: the engine does not count. */
  readonly onProgress: (rows: number, total: number | null) => void;
  /** Each page of jobs new to this reading, in order. */
  readonly onJobs: (jobs: readonly SeenJob[]) => Promise<void>;
  readonly nowMs: () => number;
}
export interface SeenJob {
  readonly wire: WireJob;
  readonly job: Job;
}

interface Reading {
  readonly draft: PlanDraft;
  readonly room: { rows: number };
  readonly planIds: Set<string>;
  readonly hosts: Set<string>;
  observedAtMs: number;
  clockAheadMs: number;
  rows: number;
}

/** Another plan, or another copy of it, took over in the middle. */
const hasMoved = ({ planIds, hosts }: Reading): boolean => planIds.size > 1 || hosts.size > 1;

/**
 * Raises what the first page raises, and STOPPED. A plan that rolls over under the reading, or is answered by two hosts, is read once more from the start; a page that
 * fails half way, rows nobody understands and rows that moved past the reader twice leave it incomplete.
 */
export async function readPlan(reader: PlanReader): Promise<{ readonly plan: HeldPlan; readonly fault: Fault | null }> {
  const first = await readOnce(reader);
  if (!hasMoved(first.reading)) return finished(reader, first);
  return finished(reader, await readOnce(reader));
}

interface Read {
  readonly reading: Reading;
  readonly isComplete: boolean;
  readonly fault: Fault | null;
}

function finished({ nowMs }: PlanReader, { reading, isComplete, fault }: Read) {
  const { draft, observedAtMs, clockAheadMs } = reading;
  const isWhole = isComplete && !hasMoved(reading);
  return { plan: draft.finish({ isComplete: isWhole, readAtMs: nowMs(), observedAtMs: Math.min(observedAtMs, nowMs()), clockAheadMs }), fault };
}

async function readOnce(reader: PlanReader): Promise<Read> {
  const room = { rows: 0 };
  const reading: Reading = {
    draft: createPlanDraft(room),
    room,
    planIds: new Set(),
    hosts: new Set(),
    observedAtMs: Number.POSITIVE_INFINITY,
    clockAheadMs: 0,
    rows: 0,
  };
  const { draft } = reading;
  let jobs = await readJobs(reader, reading);
  // Rows that left the front of the list pulled later ones past the reader: a second walk meets them.
  if (isShort(jobs, draft.jobCount) && !hasMoved(reading)) jobs = await readJobs(reader, reading);
  if (hasMoved(reading)) return { reading, isComplete: false, fault: jobs.fault };
  const streams = await readStreams(reader, reading);
  const isComplete = jobs.isIntact && streams.isIntact && !isShort(jobs, draft.jobCount) && !isShort(streams, draft.streamCount);
  return { reading, isComplete, fault: jobs.fault ?? streams.fault };
}

const isShort = ({ count, fault }: ListEnd, got: number): boolean => fault === null && count !== null && got < count;

function note(reading: Reading, { observedAtMs, engineNowMs, host, rows }: ListPage<WireJob | WireStream>): void {
  reading.observedAtMs = Math.min(reading.observedAtMs, observedAtMs);
  reading.clockAheadMs = engineNowMs - observedAtMs;
  reading.hosts.add(host);
  for (const { planId } of rows) if (planId !== null && planId !== undefined) reading.planIds.add(planId);
}

function readJobs(reader: PlanReader, reading: Reading): Promise<ListEnd> {
  const { draft } = reading;
  return readList({
    object: 'job',
    schema: wireJob,
    pageRows: reader.pageRows,
    idOf: ({ id }) => id,
    page: reader.page,
    take: async (page) => {
      note(reading, page);
      reading.room.rows = roomFor(page.count);
      const seen = page.rows.flatMap((wire): SeenJob[] => {
        const job = draft.addJob(wire, page.engineNowMs);
        return job === null ? [] : [{ wire, job }];
      });
      reading.rows += seen.length;
      reader.onProgress(reading.rows, page.count);
      // A reading that has to begin again must not tell of two plans.
      if (!hasMoved(reading)) await reader.onJobs(seen);
    },
  });
}

function readStreams(reader: PlanReader, reading: Reading): Promise<ListEnd> {
  const { draft } = reading;
  return readList({
    object: 'jobstream',
    schema: wireStream,
    pageRows: reader.pageRows,
    idOf: ({ id }) => id,
    page: reader.page,
    take: (page) => {
      note(reading, page);
      for (const wire of page.rows) draft.addStream(wire, page.engineNowMs);
      return Promise.resolve();
    },
  });
}
