/** Whether this engine tells of lateness at all: an engine that leaves out what does not apply to one job still tells it of others. */
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { tellsLateness } from '../rows/jobRows.ts';
import type { WireJob } from '../rows/wire/wire.ts';

export interface Lateness {
  /** Learns from a row of a list or, which is all the engine has to say, from one job read by its id. */
  learn(wire: WireJob, from: 'list' | 'one'): void;
  /** A job of which nothing is told is not late where the engine tells it of other jobs. */
  judged(job: Job): Job;
  /** Asking for the job by its id would tell no more. */
  isVain(job: Job): boolean;
}

/** For one engine, as long as it is connected. */
export function createLateness(): Lateness {
  let isTold = false;
  let isSilent = false;
  return {
    learn(wire, from) {
      if (tellsLateness(wire)) isTold = true;
      else if (from === 'one') isSilent = true;
    },
    judged: (job) => (job.isLate === null && isTold ? { ...job, isLate: false } : job),
    isVain: (job) => job.isLate === null && isSilent,
  };
}
