/** Gives the names and minutes of a written night their identifiers and instants. */
import type { PlanFollow } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';

export const MINUTE_MS = 60_000;

export interface Naming {
  readonly planId: string;
  /** Minutes from the anchor, as an instant. */
  at(minutes: number): number;
  streamId(stream: string): string;
  jobId(stream: string, job: string): string;
  fileId(workstation: string, path: string): string;
  promptId(name: string): string;
  resourceId(name: string): string;
  /** What `JOB`, `STREAM.JOB` or `STREAM.*` refers to when `ownStream` says it. */
  followed(reference: string, ownStream: string): PlanFollow;
}

/** @param anchorMs taken down to the minute: job streams are scheduled to the minute */
export function createNaming(seed: number, anchorMs: number): Naming {
  const anchor = Math.floor(anchorMs / MINUTE_MS) * MINUTE_MS;
  const planId = uuidOf(`plan/${seed}/${anchor}`);
  // Asked for once by the job and once by everything that follows it.
  const streamIds = new Map<string, { readonly id: string; readonly jobIds: Map<string, string> }>();
  const named = (stream: string) => {
    const kept = streamIds.get(stream);
    if (kept !== undefined) return kept;
    const made = { id: uuidOf(`${planId}/${stream}`), jobIds: new Map<string, string>() };
    streamIds.set(stream, made);
    return made;
  };
  const streamId = (stream: string) => named(stream).id;
  const jobId = (stream: string, job: string) => {
    const { jobIds } = named(stream);
    const kept = jobIds.get(job);
    if (kept !== undefined) return kept;
    const made = uuidOf(`${planId}/${stream}/${job}`);
    jobIds.set(job, made);
    return made;
  };
  return {
    planId,
    at: (minutes) => anchor + minutes * MINUTE_MS,
    streamId,
    jobId,
    fileId: (workstation, path) => uuidOf(`${planId}/file/${workstation}/${path}`),
    promptId: (name) => uuidOf(`${planId}/prompt/${name}`),
    resourceId: (name) => uuidOf(`resource/${name}`),
    followed(reference, ownStream) {
      const dot = reference.indexOf('.');
      const stream = dot < 0 ? ownStream : reference.slice(0, dot);
      const job = reference.slice(dot + 1);
      return job === '*' ? { kind: 'stream', streamId: streamId(stream) } : { kind: 'job', jobId: jobId(stream, job) };
    },
  };
}
