/** Fills a plan graph: columns in place, waits one after another into arrays that grow, lists by counting at the end. */
import { type JobColumns, OUTSIDE, type PlanGraph, statusCode } from './planGraph.ts';

export interface NewWait {
  /** Node that waits: a job, or a stream for all its jobs. */
  readonly owner: number;
  /** Nodes waited for, or OUTSIDE. A wait without members holds nothing up. */
  readonly members: readonly number[];
  /** How many of the members it takes; kept between 1 and their number. */
  readonly needed: number;
  /** NOT_SATISFIED, SATISFIED or SATISFACTION_UNKNOWN. */
  readonly satisfied: number;
  /** Bits of `conditionBit`: one mask for all members, or one for each. 0: ends well. */
  readonly conditions: number | readonly number[];
}

export interface GraphBuilder {
  /** To be filled by the caller before `build`: every job starts as UNKNOWN, in no stream, with nothing known. */
  readonly jobs: JobColumns;
  /** Index into `commonStatuses`, UNKNOWN at first. */
  readonly streamStatus: Uint8Array;
  /**
   * @returns the number of the wait, which stays the same in the graph: to change its `satisfied` later
   * @throws RangeError for a node that is none
   */
  addWait(wait: NewWait): number;
  /** The graph shares the builder's columns; the builder is of no use afterwards. */
  build(): PlanGraph;
}

const FIRST_ROOM = 1_024;

type Growing = Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same array while it has room, a larger copy when it has none. */
function withRoom<T extends Growing>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = array instanceof Int32Array ? new Int32Array(Math.max(length, array.length * 2)) : new Uint8Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger as T; // of the same class as `array`
}

export function createGraphBuilder({ jobCount, streamCount }: { readonly jobCount: number; readonly streamCount: number }): GraphBuilder {
  const nodeCount = jobCount + streamCount;
  const jobs = emptyColumns(jobCount);
  const streamStatus = new Uint8Array(streamCount).fill(statusCode('UNKNOWN'));
  let owner = new Int32Array(FIRST_ROOM);
  let needed = new Int32Array(FIRST_ROOM);
  let satisfied = new Uint8Array(FIRST_ROOM);
  let membersStart = new Int32Array(FIRST_ROOM);
  let members = new Int32Array(FIRST_ROOM);
  let conditions = new Uint8Array(FIRST_ROOM);
  let waitCount = 0;
  let memberCount = 0;

  const known = (node: number): number => {
    if (!Number.isInteger(node) || node < 0 || node >= nodeCount) throw new RangeError(`${node} is no node of a plan graph with ${nodeCount} nodes`);
    return node;
  };

  return {
    jobs,
    streamStatus,
    addWait(wait) {
      const count = wait.members.length;
      owner = withRoom(owner, waitCount + 1);
      needed = withRoom(needed, waitCount + 1);
      satisfied = withRoom(satisfied, waitCount + 1);
      membersStart = withRoom(membersStart, waitCount + 2);
      members = withRoom(members, memberCount + count);
      conditions = withRoom(conditions, memberCount + count);
      owner[waitCount] = known(wait.owner);
      needed[waitCount] = Math.min(count, Math.max(1, wait.needed));
      satisfied[waitCount] = wait.satisfied;
      for (const [place, member] of wait.members.entries()) {
        members[memberCount + place] = member === OUTSIDE ? OUTSIDE : known(member);
        conditions[memberCount + place] = typeof wait.conditions === 'number' ? wait.conditions : (wait.conditions[place] ?? 0);
      }
      memberCount += count;
      membersStart[waitCount + 1] = memberCount;
      return waitCount++;
    },
    build() {
      const own = listsBy(nodeCount, owner.subarray(0, waitCount));
      const reverse = listsBy(nodeCount, members.subarray(0, memberCount));
      const streams = listsBy(streamCount, jobs.stream);
      const starts = membersStart.slice(0, waitCount + 1);
      return {
        jobCount,
        streamCount,
        waitCount,
        memberCount,
        jobs,
        streamStatus,
        streamJobsStart: streams.start,
        streamJobs: streams.places,
        ownWaitsStart: own.start,
        ownWaits: own.places,
        owner: owner.slice(0, waitCount),
        needed: needed.slice(0, waitCount),
        satisfied: satisfied.slice(0, waitCount),
        membersStart: starts,
        members: members.slice(0, memberCount),
        conditions: conditions.slice(0, memberCount),
        waitOfMember: waitsOfMembers(starts, memberCount),
        membershipsStart: reverse.start,
        memberships: reverse.places,
      };
    },
  };
}

/** The same graph with more waits behind its own, whose numbers stay; the columns are shared, so that a status written into one counts in both. */
export function withWaits(graph: PlanGraph, waits: readonly NewWait[]): PlanGraph {
  const builder = createGraphBuilder(graph);
  builder.jobs.stream.set(graph.jobs.stream);
  for (let wait = 0; wait < graph.waitCount; wait++) {
    const from = graph.membersStart[wait]!;
    const to = graph.membersStart[wait + 1]!;
    builder.addWait({
      owner: graph.owner[wait]!,
      members: [...graph.members.subarray(from, to)],
      needed: graph.needed[wait]!,
      satisfied: graph.satisfied[wait]!,
      conditions: [...graph.conditions.subarray(from, to)],
    });
  }
  for (const wait of waits) builder.addWait(wait);
  return { ...builder.build(), jobs: graph.jobs, streamStatus: graph.streamStatus };
}

function emptyColumns(jobCount: number): JobColumns {
  const unknown = () => new Float64Array(jobCount).fill(Number.NaN);
  return {
    stream: new Int32Array(jobCount).fill(-1),
    status: new Uint8Array(jobCount).fill(statusCode('UNKNOWN')),
    flags: new Uint8Array(jobCount),
    estimatedMs: unknown(),
    startedAtMs: unknown(),
    notBeforeMs: unknown(),
    deadlineAtMs: unknown(),
  };
}

/** Places of `keys` by key, each list in rising order (a counting sort); keys below zero are in no list. */
function listsBy(count: number, keys: Int32Array): { start: Int32Array; places: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const key of keys) if (key >= 0) start[key + 1]!++;
  for (let key = 0; key < count; key++) start[key + 1]! += start[key]!;
  const places = new Int32Array(start[count]!);
  const next = start.slice();
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place]!;
    if (key >= 0) places[next[key]!++] = place;
  }
  return { start, places };
}

function waitsOfMembers(membersStart: Int32Array, memberCount: number): Int32Array {
  const waits = new Int32Array(memberCount);
  for (let wait = 0; wait + 1 < membersStart.length; wait++) waits.fill(wait, membersStart[wait], membersStart[wait + 1]);
  return waits;
}
