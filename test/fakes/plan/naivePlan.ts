/** A plan as plain objects: written down by hand or drawn at random, turned into a graph, and asked naively. */
import fc from 'fast-check';
import { createGraphBuilder } from '../../../src-main/plan/graph/graphBuilder.ts';
import {
  type Condition,
  conditionBit,
  jobFlags,
  NOT_SATISFIED,
  OUTSIDE,
  type PlanGraph,
  SATISFACTION_UNKNOWN,
  SATISFIED,
  statusCode,
} from '../../../src-main/plan/graph/planGraph.ts';
import type { CommonStatus } from '../../../src-preload/contract/plan/plan.ts';

export interface NaiveJob {
  readonly stream: number;
  readonly status: CommonStatus;
  readonly flags: readonly (keyof typeof jobFlags)[];
  readonly medianMs: number;
  readonly p90Ms: number;
  readonly startedAtMs: number;
  readonly notBeforeMs: number;
  readonly deadlineAtMs: number;
}
export type NaiveNode = { readonly job: number } | { readonly stream: number } | 'outside';
export interface NaiveMember {
  readonly node: NaiveNode;
  readonly conditions: readonly Condition[];
}
export interface NaiveWait {
  readonly owner: Exclude<NaiveNode, 'outside'>;
  readonly members: readonly NaiveMember[];
  readonly needed: number;
  readonly satisfied: 'yes' | 'no' | 'unknown';
}
export interface NaivePlan {
  readonly jobs: readonly NaiveJob[];
  readonly streams: readonly CommonStatus[];
  readonly waits: readonly NaiveWait[];
}

const SAID = { yes: SATISFIED, no: NOT_SATISFIED, unknown: SATISFACTION_UNKNOWN } as const;
const bits = (conditions: readonly Condition[]) => conditions.reduce((mask, condition) => mask | conditionBit(condition), 0);

export function compact(plan: NaivePlan): PlanGraph {
  const builder = createGraphBuilder({ jobCount: plan.jobs.length, streamCount: plan.streams.length });
  for (const [index, job] of plan.jobs.entries()) {
    builder.jobs.stream[index] = job.stream;
    builder.jobs.status[index] = statusCode(job.status);
    builder.jobs.flags[index] = job.flags.reduce((mask, flag) => mask | jobFlags[flag], 0);
    builder.jobs.estimatedMs[index] = job.medianMs;
    builder.jobs.startedAtMs[index] = job.startedAtMs;
    builder.jobs.notBeforeMs[index] = job.notBeforeMs;
    builder.jobs.deadlineAtMs[index] = job.deadlineAtMs;
  }
  for (const [index, status] of plan.streams.entries()) builder.streamStatus[index] = statusCode(status);
  const numberOf = (node: NaiveNode) => (node === 'outside' ? OUTSIDE : 'job' in node ? node.job : plan.jobs.length + node.stream);
  for (const wait of plan.waits) {
    builder.addWait({
      owner: numberOf(wait.owner),
      members: wait.members.map(({ node }) => numberOf(node)),
      needed: wait.needed,
      satisfied: SAID[wait.satisfied],
      conditions: wait.members.map(({ conditions }) => bits(conditions)),
    });
  }
  return builder.build();
}

export const measuredOf = (plan: NaivePlan) => ({
  medianMs: Float64Array.from(plan.jobs, ({ medianMs }) => medianMs),
  p90Ms: Float64Array.from(plan.jobs, ({ p90Ms }) => p90Ms),
});

/** Mostly open jobs, so that there is something to follow; few of everything rare. */
const status = fc.oneof(
  { weight: 12, arbitrary: fc.constant('WAITING' as const) },
  { weight: 2, arbitrary: fc.constant('ERROR' as const) },
  { weight: 2, arbitrary: fc.constant('SUCCESSFUL' as const) },
  { weight: 2, arbitrary: fc.constant('RUNNING' as const) },
  { weight: 2, arbitrary: fc.constantFrom<CommonStatus>('READY', 'HELD', 'SUPPRESS', 'CANCELED', 'UNDECIDED', 'BLOCKED', 'UNKNOWN') },
);
const flags = fc.oneof(
  { weight: 8, arbitrary: fc.constant([] as const) },
  {
    weight: 3,
    arbitrary: fc.subarray(['canceled', 'critical', 'late', 'noOperation', 'held', 'launchFailed', 'continues', 'cancelPending'] as const, { maxLength: 2 }),
  },
);
const conditions = fc.oneof(
  { weight: 5, arbitrary: fc.constant([] as const) },
  { weight: 2, arbitrary: fc.subarray(['STARTED', 'SUCC', 'ABEND', 'FAIL', 'SUPPR', 'OUTPUT'] as const, { minLength: 1, maxLength: 2 }) },
);
/** Whole numbers: sums are exact, so that equal times are equal. */
const someMs = fc.integer({ min: 0, max: 100 });
const orUnknown = (ms: fc.Arbitrary<number>, weight: number) => fc.oneof({ weight, arbitrary: ms }, { weight: 1, arbitrary: fc.constant(Number.NaN) });

/** @param circles `yes`: waits may go either way; `no`: jobs wait only for jobs and streams before them */
export function naivePlans({ most, circles }: { readonly most: number; readonly circles: 'yes' | 'no' }): fc.Arbitrary<NaivePlan> {
  return fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: 8 })).chain(([jobCount, streamCount]) => {
    // Streams are stretches of jobs, as in a plan; the last of them is none.
    const streamOf = (index: number) => Math.floor((index * (streamCount + 1)) / jobCount);
    const job = (index: number): fc.Arbitrary<NaiveJob> =>
      fc.record({
        stream: fc.constant(streamOf(index) < streamCount ? streamOf(index) : -1),
        status,
        flags,
        medianMs: orUnknown(someMs, 12),
        p90Ms: orUnknown(fc.integer({ min: 50, max: 200 }), 6),
        startedAtMs: orUnknown(fc.integer({ min: 900, max: 1_000 }), 6),
        notBeforeMs: fc.oneof({ weight: 4, arbitrary: fc.constant(Number.NaN) }, { weight: 1, arbitrary: fc.integer({ min: 900, max: 1_300 }) }),
        deadlineAtMs: fc.oneof({ weight: 2, arbitrary: fc.constant(Number.NaN) }, { weight: 1, arbitrary: fc.integer({ min: 950, max: 1_600 }) }),
      });
    const jobBefore = (end: number): fc.Arbitrary<NaiveNode> => fc.integer({ min: 0, max: Math.max(0, end - 1) }).map((one) => ({ job: one }));
    const streamBefore = (end: number): fc.Arbitrary<NaiveNode> => fc.integer({ min: 0, max: Math.max(0, end - 1) }).map((one) => ({ stream: one }));
    const wait: fc.Arbitrary<NaiveWait | null> = fc
      .oneof(
        { weight: 6, arbitrary: fc.nat(jobCount - 1).map((one) => ({ job: one })) },
        { weight: 1, arbitrary: fc.nat(streamCount - 1).map((one) => ({ stream: one })) },
      )
      .chain((owner): fc.Arbitrary<NaiveWait | null> => {
        const stream = 'job' in owner ? streamOf(owner.job) : owner.stream;
        const firstJob = 'job' in owner ? owner.job : Math.ceil((stream * jobCount) / (streamCount + 1));
        const [lastJob, lastStream] = circles === 'yes' ? [jobCount, streamCount] : [firstJob, stream];
        const nodes = [
          ...(lastJob > 0 ? [{ weight: 8, arbitrary: jobBefore(lastJob) }] : []),
          ...(lastStream > 0 ? [{ weight: 2, arbitrary: streamBefore(Math.min(lastStream, streamCount)) }] : []),
        ];
        if (nodes.length === 0) return fc.constant(null);
        const node = fc.oneof(...nodes, ...(circles === 'yes' ? [{ weight: 1, arbitrary: fc.constant<NaiveNode>('outside') }] : []));
        const members = fc.oneof(
          { weight: 4, arbitrary: fc.array(fc.record({ node, conditions }), { minLength: 1, maxLength: 1 }) },
          { weight: 1, arbitrary: fc.array(fc.record({ node, conditions }), { minLength: 2, maxLength: 4 }) },
        );
        return members.chain((those) =>
          fc.record({
            owner: fc.constant(owner),
            members: fc.constant(those),
            needed: fc.integer({ min: 1, max: those.length }),
            satisfied: fc.oneof(
              { weight: 6, arbitrary: fc.constant('no' as const) },
              { weight: 1, arbitrary: fc.constantFrom('yes' as const, 'unknown' as const) },
            ),
          }),
        );
      });
    return fc.record({
      jobs: fc.tuple(...Array.from({ length: jobCount }, (_, index) => job(index))),
      streams: fc.array(fc.constantFrom<CommonStatus>('WAITING', 'WAITING', 'WAITING', 'ERROR', 'SUCCESSFUL', 'CANCELED', 'SUPPRESS'), {
        minLength: streamCount,
        maxLength: streamCount,
      }),
      waits: fc.array(wait, { maxLength: jobCount * 2 }).map((waits) => waits.filter((one) => one !== null)),
    });
  });
}
