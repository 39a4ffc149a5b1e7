/** Jobs that a walk over the graph came to, nearest first. */

export interface Reached {
  /** Jobs, each once. */
  readonly jobs: Int32Array;
  /** Steps from where the walk began, 1 for a neighbour. */
  readonly depths: Int32Array;
  /** Node by which it was reached: a job, or a stream it belongs to. */
  readonly via: Int32Array;
}

/** Rows that are filled again and again: what `taken` gives is a copy of its own. */
export interface ReachedRows {
  count: number;
  readonly jobs: Int32Array;
  readonly depths: Int32Array;
  readonly via: Int32Array;
}

export const createReachedRows = (room: number): ReachedRows => ({
  count: 0,
  jobs: new Int32Array(room),
  depths: new Int32Array(room),
  via: new Int32Array(room),
});

export function reach(rows: ReachedRows, job: number, depth: number, via: number): void {
  rows.jobs[rows.count] = job;
  rows.depths[rows.count] = depth;
  rows.via[rows.count++] = via;
}

export function taken({ jobs, depths, via, count }: ReachedRows): Reached {
  return { jobs: jobs.slice(0, count), depths: depths.slice(0, count), via: via.slice(0, count) };
}

/** The rows of jobs alone, where there are other nodes among them. */
export function takenJobs(rows: ReachedRows, isWanted: (node: number) => boolean): Reached {
  const wanted = createReachedRows(rows.count);
  for (let row = 0; row < rows.count; row++) if (isWanted(rows.jobs[row]!)) reach(wanted, rows.jobs[row]!, rows.depths[row]!, rows.via[row]!);
  const { jobs, depths, via, count } = wanted;
  return { jobs: jobs.subarray(0, count), depths: depths.subarray(0, count), via: via.subarray(0, count) };
}
