/** What a job blocks, what stands before and behind it, and the failures that keep it waiting, as rows a person can read. */
import type { ImpactResult, Job } from '../../../../src-preload/contract/plan.ts';
import { phaseOf, phases } from '../../graph/phases.ts';
import type { Reached } from '../../graph/reached.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import type { ViewAnswer, Workings } from './workings.ts';

const MOST_BLOCKED = 500;
const MOST_NEIGHBOURS = 500;

interface Step {
  readonly job: Job;
  readonly depth: number;
  /** Display key of what it was reached by. */
  readonly via: string;
}

export interface Walks {
  /** Jobs that cannot run while this one stays unfinished, nearest first. */
  impact(jobId: string): ViewAnswer<ImpactResult>;
  /** By dependency, whatever the status, nearest first, each once. */
  successors(jobId: string, depth: number): ViewAnswer<Step[]>;
  predecessors(jobId: string, depth: number): ViewAnswer<Step[]>;
  /** Failed jobs further up that keep this one waiting, nearest first. */
  failedUpstream(jobId: string): ViewAnswer<Job[]>;
}

/** Each raises TWS_NOT_FOUND for a job that is not in the plan. */
export function createWalks(workings: Workings): Walks {
  const { held, rowOf, isAllTold } = workings;
  const { jobs } = held;
  const nameOf = (node: number) => workings.keyOf(node) ?? 'a job stream outside this plan';
  const stepsOf = ({ jobs: rows, depths, via }: Reached, isAllKnown: boolean): ViewAnswer<Step[]> => ({
    data: [...rows.subarray(0, MOST_NEIGHBOURS)].map((row, at) => ({ job: jobs.at(row), depth: depths[at]!, via: nameOf(via[at]!) })),
    isComplete: held.isComplete && isAllKnown,
    isTruncated: rows.length > MOST_NEIGHBOURS,
    total: rows.length,
  });

  return {
    impact(jobId) {
      const row = rowOf(jobId);
      const { blocked } = workings.impactOf(row);
      return {
        data: impactResult(workings, row, blocked, nameOf),
        isComplete: held.isComplete && isAllTold(),
        isTruncated: blocked.jobs.length > MOST_BLOCKED,
        total: blocked.jobs.length,
      };
    },
    // Any row that does not tell what it waits for may be a successor.
    successors: (jobId, depth) => stepsOf(workings.neighbours.successors(rowOf(jobId), depth), isAllTold()),
    predecessors(jobId, depth) {
      const row = rowOf(jobId);
      const reached = workings.neighbours.predecessors(row, depth);
      const asked = [row, ...reached.jobs.filter((_, at) => reached.depths[at]! < depth)];
      return stepsOf(reached, depth < 1 || isAllTold() || asked.every((one) => isTold(held, one)));
    },
    failedUpstream(jobId) {
      const row = rowOf(jobId);
      const failed = workings.neighbours.failedUpstream(row).jobs;
      return {
        data: [...failed.subarray(0, MOST_NEIGHBOURS)].map((one) => jobs.at(one)),
        isComplete: held.isComplete && (isAllTold() || isToldUpstream(workings, row)),
        isTruncated: failed.length > MOST_NEIGHBOURS,
        total: failed.length,
      };
    },
  };
}

function impactResult({ held, keyOf }: Workings, row: number, { jobs: blocked, depths, via }: Reached, nameOf: (node: number) => string): ImpactResult {
  const { jobs, graph } = held;
  const streams = new Set<string>();
  const critical: string[] = [];
  for (const one of blocked) {
    const stream = graph.jobs.stream[one]!;
    streams.add((stream < 0 ? null : keyOf(graph.jobCount + stream)) ?? jobs.texts.textOf(jobs.streamName.values[one]!) ?? '?');
    if (jobs.isCritical(one)) critical.push(jobs.keyOf(one));
  }
  return {
    jobKey: jobs.keyOf(row),
    blocked: [...blocked.subarray(0, MOST_BLOCKED)].map((one, at) => {
      const { id, key, name, streamName, status, isCritical, deadlineAt } = jobs.at(one);
      return { id, key, name, streamName, status, depth: depths[at]!, isCritical, deadlineAt, via: nameOf(via[at]!) };
    }),
    streams: [...streams],
    critical,
  };
}

/** The engine said what the job and its stream wait for. */
export function isTold({ isUntold, graph }: HeldPlan, row: number): boolean {
  const stream = graph.jobs.stream[row]!;
  return isUntold.jobs[row] !== 1 && (stream < 0 || isUntold.streams[stream] !== 1);
}

/** Asked only of plans with gaps. A gap before a job that has started keeps nobody waiting. */
export function isToldUpstream({ held, neighbours }: Workings, row: number): boolean {
  const { jobs } = neighbours.predecessors(row, held.graph.jobCount);
  return [row, ...jobs].every((one) => isTold(held, one) || phaseOf(held.graph, one) !== phases.notStarted);
}
