/** Small plans written down by name: `plan(stream(0, job('A', 'ERROR'), job('B', 'WAITING', waits('A'))))`. */
import type { Condition, jobFlags, PlanGraph } from '../../../src-main/plan/graph/planGraph.ts';
import type { CommonStatus } from '../../../src-preload/contract/plan/plan.ts';
import { compact, type NaiveNode, type NaivePlan, type NaiveWait } from './naivePlan.ts';

interface HandWait {
  readonly on: readonly (string | number)[];
  readonly needed: number;
  readonly satisfied: NaiveWait['satisfied'];
  readonly conditions: readonly Condition[];
}
type Times = Partial<Readonly<Record<'medianMs' | 'p90Ms' | 'startedAtMs' | 'notBeforeMs' | 'deadlineAtMs', number>>>;
interface HandJob {
  readonly name: string;
  readonly status: CommonStatus;
  readonly more: readonly (HandWait | Times | keyof typeof jobFlags)[];
}
interface HandStream {
  readonly stream: number;
  readonly inside: readonly (HandJob | HandWait)[];
}

/** Waits, times and flags in any order. */
export const job = (name: string, status: CommonStatus = 'WAITING', ...more: HandJob['more']): HandJob => ({ name, status, more });
/** For all of one job; OUTSIDE is something that is not in the plan. */
export const waits = (on: string, ...conditions: Condition[]): HandWait => ({ on: [on], needed: 1, satisfied: 'no', conditions });
export const join = (needed: number, ...on: string[]): HandWait => ({ on, needed, satisfied: 'no', conditions: [] });
/** For the end of a stream. */
export const streamWaits = (stream: number): HandWait => ({ on: [stream], needed: 1, satisfied: 'no', conditions: [] });
export const stream = (number: number, ...inside: HandStream['inside']): HandStream => ({ stream: number, inside });

export function plan(...parts: (HandStream | HandJob)[]): { readonly graph: PlanGraph; readonly names: readonly string[]; readonly naive: NaivePlan } {
  const streams = parts.filter((part) => 'stream' in part);
  const jobs = parts.flatMap((part) =>
    'stream' in part ? part.inside.filter((one) => 'name' in one).map((one) => ({ ...one, stream: part.stream })) : [{ ...part, stream: -1 }],
  );
  const names = jobs.map(({ name }) => name);
  const nodeOf = (on: string | number): NaiveNode => (on === 'OUTSIDE' ? 'outside' : typeof on === 'number' ? { stream: on } : { job: indexOf(names, on) });
  const wait = (owner: NaiveWait['owner'], { on, needed, satisfied, conditions }: HandWait): NaiveWait => ({
    owner,
    members: on.map((one) => ({ node: nodeOf(one), conditions })),
    needed,
    satisfied,
  });
  const naive: NaivePlan = {
    jobs: jobs.map(({ status, stream: number, more }) => ({
      stream: number,
      status,
      flags: more.filter((one) => typeof one === 'string'),
      medianMs: Number.NaN,
      p90Ms: Number.NaN,
      startedAtMs: Number.NaN,
      notBeforeMs: Number.NaN,
      deadlineAtMs: Number.NaN,
      ...(Object.assign({}, ...more.filter((one) => typeof one !== 'string' && !('on' in one))) as Times), // only times are left
    })),
    streams: streams.map(() => 'WAITING'),
    waits: [
      ...jobs.flatMap(({ more }, index) => more.filter((one) => typeof one !== 'string' && 'on' in one).map((one) => wait({ job: index }, one))),
      ...streams.flatMap(({ stream: number, inside }) => inside.filter((one) => 'on' in one).map((one) => wait({ stream: number }, one))),
    ],
  };
  return { graph: compact(naive), names, naive };
}

function indexOf(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`the plan has no job ${name}`);
  return index;
}
