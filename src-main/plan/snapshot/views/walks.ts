/** What a job blocks, what stands before and behind it, and the failures that keep it waiting, as rows a person can read. */
import type { ImpactResult, Job } from '../../../../src-preload/contract/plan/plan.ts';
import { dependencyConditions, type MissedCondition } from '../../../../src-preload/contract/plan/planFacts.ts';
import type { Suppressed } from '../../graph/impact.ts';
import { phaseOf, phases, standingOf, standings } from '../../graph/phases.ts';
import { conditionBit, isJobNode, OUTSIDE, SATISFIED } from '../../graph/planGraph.ts';
import type { Reached } from '../../graph/reached.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import type { ViewAnswer, Workings } from './workings.ts';

const MOST_BLOCKED = 500;
const MOST_NEIGHBOURS = 500;
/** Failures looked at for one that keeps a job from running at all: the nearest come first. */
const MOST_CAUSES = 50;

interface Step {
  readonly job: Job;
  readonly depth: number;
  /** Display key of what it was reached by. */
  readonly via: string;
}

export interface Walks {
  /** Jobs that cannot run while this one stays unfinished, and those that will not run at all because of how it ended, nearest first. */
  impact(jobId: string): ViewAnswer<ImpactResult>;
  /** By dependency, whatever the status, nearest first, each once. */
  successors(jobId: string, depth: number): ViewAnswer<Step[]>;
  predecessors(jobId: string, depth: number): ViewAnswer<Step[]>;
  /** Failed jobs further up that keep this one waiting, nearest first. */
  failedUpstream(jobId: string): ViewAnswer<Job[]>;
  /** What the job asked for in vain, itself or behind one that did, so that it will not run in this plan; null: it may still run, or has. */
  willNotRun(jobId: string): ViewAnswer<MissedCondition | null>;
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
      const impact = workings.impactOf(row);
      const { blocked, suppressed } = impact;
      return {
        data: impactResult(workings, row, impact, nameOf),
        isComplete: held.isComplete && isAllTold(),
        isTruncated: blocked.jobs.length > MOST_BLOCKED || suppressed.jobs.length > MOST_BLOCKED,
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
    willNotRun(jobId) {
      const row = rowOf(jobId);
      const place = missedPlace(workings, row);
      return {
        data: place === null ? null : missedAt(workings, place),
        isComplete: held.isComplete && (isAllTold() || isToldUpstream(workings, row)),
        isTruncated: false,
        total: null,
      };
    },
  };
}

/** Place in `graph.members` of what a job asked for in vain: by its own waits or its stream's, else behind a failure further up. */
function missedPlace({ held, neighbours, impactOf }: Workings, row: number): number | null {
  const { graph } = held;
  const phase = phaseOf(graph, row);
  if (phase !== phases.notStarted && phase !== phases.suppressed) return null;
  const stream = graph.jobs.stream[row]!;
  for (const node of stream < 0 ? [row] : [row, graph.jobCount + stream]) {
    for (let own = graph.ownWaitsStart[node]!; own < graph.ownWaitsStart[node + 1]!; own++) {
      const place = missedOf(held, graph.ownWaits[own]!);
      if (place !== null) return place;
    }
  }
  if (phase === phases.suppressed) return null;
  for (const cause of neighbours.failedUpstream(row).jobs.subarray(0, MOST_CAUSES)) {
    const { jobs, missed } = impactOf(cause).suppressed;
    const at = jobs.indexOf(row);
    if (at >= 0) return missed[at]!;
  }
  return null;
}

/** The first of the members that can come no more, when too few are left to the wait. */
function missedOf({ graph }: HeldPlan, wait: number): number | null {
  if (graph.satisfied[wait] === SATISFIED) return null;
  const from = graph.membersStart[wait]!;
  const to = graph.membersStart[wait + 1]!;
  const missed: number[] = [];
  for (let place = from; place < to; place++) if (standingOf(graph, place) === standings.missed) missed.push(place);
  return to - from - missed.length < graph.needed[wait]! ? (missed[0] ?? null) : null;
}

function missedAt({ held, keyOf }: Workings, place: number): MissedCondition {
  const { graph, jobs, streams } = held;
  const node = graph.members[place]!;
  const mask = graph.conditions[place]!;
  const status =
    node === OUTSIDE ? undefined : isJobNode(graph, node) ? jobs.texts.textOf(jobs.internal.values[node]!) : streams[node - graph.jobCount]?.status.internal;
  return {
    on: keyOf(node) ?? 'a job stream outside this plan',
    status: status ?? 'UNKNOWN',
    conditions: dependencyConditions.filter((one) => (mask & conditionBit(one)) !== 0),
  };
}

function impactResult(
  workings: Workings,
  row: number,
  impact: { readonly blocked: Reached; readonly suppressed: Suppressed },
  nameOf: (node: number) => string,
): ImpactResult {
  const { held, keyOf } = workings;
  const { jobs, graph } = held;
  const { jobs: blocked, depths, via } = impact.blocked;
  const { suppressed } = impact;
  const affected = (one: number, depth: number, by: number) => {
    const { id, key, name, streamName, status, isCritical, deadlineAt } = jobs.at(one);
    return { id, key, name, streamName, status, depth, isCritical, deadlineAt, via: nameOf(by) };
  };
  const streams = new Set<string>();
  const critical: string[] = [];
  for (const one of blocked) {
    const stream = graph.jobs.stream[one]!;
    streams.add((stream < 0 ? null : keyOf(graph.jobCount + stream)) ?? jobs.texts.textOf(jobs.streamName.values[one]!) ?? '?');
    if (jobs.isCritical(one)) critical.push(jobs.keyOf(one));
  }
  return {
    jobKey: jobs.keyOf(row),
    blocked: [...blocked.subarray(0, MOST_BLOCKED)].map((one, at) => affected(one, depths[at]!, via[at]!)),
    streams: [...streams],
    critical,
    suppressed: [...suppressed.jobs.subarray(0, MOST_BLOCKED)].map((one, at) => ({
      ...affected(one, suppressed.depths[at]!, suppressed.via[at]!),
      missed: missedAt(workings, suppressed.missed[at]!),
    })),
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
