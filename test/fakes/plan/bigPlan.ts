/** A large plan drawn from a seed, shaped like a real night: applications of about 100 streams, chains inside streams, few ways between applications, some hubs. */

import type { NewWait } from '../../../src-main/plan/graph/graphBuilder.ts';
import { createGraphBuilder } from '../../../src-main/plan/graph/graphBuilder.ts';
import { conditionBit, jobFlags, NOT_SATISFIED, type PlanGraph, SATISFIED, statusCode } from '../../../src-main/plan/graph/planGraph.ts';
import type { CommonStatus } from '../../../src-preload/contract/plan/plan.ts';

export interface BigPlanSize {
  readonly jobs: number;
  readonly streams: number;
  /** Waits times members. */
  readonly dependencies: number;
}

export interface BigJob {
  readonly stream: number;
  readonly status: CommonStatus;
  readonly isCritical: boolean;
  readonly estimatedMs: number;
  readonly startedAtMs: number;
  readonly notBeforeMs: number;
  readonly deadlineAtMs: number;
}
export interface BigPlan {
  readonly nowMs: number;
  readonly jobs: readonly BigJob[];
  readonly streamCount: number;
  readonly waits: readonly NewWait[];
}

const HOUR_MS = 3_600_000;
/** How far the night is: streams before this share are done or running. */
const DONE_SHARE = 0.3;
const RUNNING_SHARE = 0.02;
/** Of what has run; more would leave nothing of the plan that does not wait behind a failure. */
const FAILED_SHARE = 0.002;
const HUBS = 20;
const STREAMS_OF_APPLICATION = 100;
/** Waits that lead to another application. */
const ABROAD_SHARE = 0.01;

/** Mulberry32: small, fast, and the same on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Jobs and streams stand in the order of the night: waits go to earlier ones, but for the few circles drawn on purpose. */
export function drawBigPlan(size: BigPlanSize, seed: number): BigPlan {
  const random = createRandom(seed);
  const nowMs = Date.UTC(2026, 0, 15, 2, 0);
  const firstOf = (stream: number) => Math.floor((stream * size.jobs) / size.streams);
  const jobs: BigJob[] = [];
  for (let stream = 0; stream < size.streams; stream++) {
    const at = stream / size.streams;
    for (let job = firstOf(stream); job < firstOf(stream + 1); job++) {
      const isDone = at < DONE_SHARE;
      const status = isDone
        ? random() < FAILED_SHARE
          ? 'ERROR'
          : 'SUCCESSFUL'
        : at < DONE_SHARE + RUNNING_SHARE
          ? 'RUNNING'
          : random() < 0.0002
            ? 'HELD'
            : 'WAITING';
      const isDue = random() < 0.02;
      jobs.push({
        stream,
        status,
        isCritical: isDue && random() < 0.3,
        estimatedMs: Math.round(30_000 + random() ** 4 * 2 * HOUR_MS),
        startedAtMs: status === 'RUNNING' ? nowMs - Math.round(random() * 600_000) : Number.NaN,
        notBeforeMs: random() < 0.1 ? nowMs + Math.round((at - DONE_SHARE) * 8 * HOUR_MS) : Number.NaN,
        deadlineAtMs: isDue ? nowMs + Math.round((at * 12 + random() * 8) * HOUR_MS) : Number.NaN,
      });
    }
  }
  return { nowMs, jobs, streamCount: size.streams, waits: drawWaits(size, jobs, random, firstOf) };
}

function drawWaits(size: BigPlanSize, jobs: readonly BigJob[], random: () => number, firstOf: (stream: number) => number): NewWait[] {
  const waits: NewWait[] = [];
  let left = size.dependencies;
  const isOver = (node: number) => (node < size.jobs ? jobs[node]!.status === 'SUCCESSFUL' : jobs[firstOf(node - size.jobs + 1) - 1]!.status === 'SUCCESSFUL');
  const add = (owner: number, members: readonly number[], needed = members.length, conditions = 0) => {
    if (left < members.length) return;
    left -= members.length;
    waits.push({ owner, members, needed, satisfied: members.every(isOver) ? SATISFIED : NOT_SATISFIED, conditions });
  };
  const hubs = Array.from({ length: HUBS }, () => Math.floor((DONE_SHARE + random() * 0.3) * size.jobs));
  const applications = Math.max(1, Math.round(size.streams / STREAMS_OF_APPLICATION));
  /** An application has every n-th stream. Mostly one not long before, of the same application. */
  const earlierStream = (stream: number) => {
    if (random() < ABROAD_SHARE) return Math.floor(random() * stream);
    const back = 1 + Math.floor(random() ** 2 * 8);
    return stream - back * applications >= 0 ? stream - back * applications : -1;
  };
  for (let stream = 1; stream < size.streams; stream++) {
    const first = firstOf(stream);
    for (let job = first + 1; job < firstOf(stream + 1); job++) add(job, [random() < 0.7 ? job - 1 : first]);
    const before = earlierStream(stream);
    if (before >= 0 && random() < 0.5) add(size.jobs + stream, [size.jobs + before]);
    const hub = hubs[Math.floor(random() * HUBS)]!;
    if (random() < 0.05 && hub < first) add(first, [hub]);
  }
  /** In the same stream or in one before it; -1 where there is none. */
  const earlier = (job: number) => {
    const { stream } = jobs[job]!;
    const first = firstOf(stream);
    if (random() < 0.6) return job > first ? first + Math.floor(random() * (job - first)) : -1;
    const before = stream > 0 ? earlierStream(stream) : -1;
    return before < 0 ? -1 : firstOf(before) + Math.floor(random() * (firstOf(before + 1) - firstOf(before)));
  };
  while (left > 0) {
    const owner = 1 + Math.floor(random() * (size.jobs - 1));
    const kind = random();
    const members = Array.from({ length: kind < 0.02 && left >= 3 ? 3 : 1 }, () => earlier(owner));
    if (members.includes(-1)) continue;
    if (members.length > 1) add(owner, members, 2);
    else add(owner, members, 1, kind < 0.04 ? conditionBit(kind < 0.0395 ? 'SUCC' : 'ABEND') : 0);
  }
  // The engine lists every job with its dependencies: so they come in the order of who waits.
  return waits.sort((a, b) => a.owner - b.owner);
}

export function graphOfBigPlan({ jobs, streamCount, waits }: BigPlan): PlanGraph {
  const builder = createGraphBuilder({ jobCount: jobs.length, streamCount });
  for (const [index, job] of jobs.entries()) {
    builder.jobs.stream[index] = job.stream;
    builder.jobs.status[index] = statusCode(job.status);
    builder.jobs.flags[index] = job.isCritical ? jobFlags.critical : 0;
    builder.jobs.estimatedMs[index] = job.estimatedMs;
    builder.jobs.startedAtMs[index] = job.startedAtMs;
    builder.jobs.notBeforeMs[index] = job.notBeforeMs;
    builder.jobs.deadlineAtMs[index] = job.deadlineAtMs;
  }
  for (const wait of waits) builder.addWait(wait);
  return builder.build();
}
