/** The plan while its pages come in: rows go to columns at once, edges wait until every node is known. */

import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import { jobOf } from '../../../tws/rows/jobRows.ts';
import { streamOf } from '../../../tws/rows/streamRows.ts';
import type { WireJob, WireStream } from '../../../tws/rows/wire/wire.ts';
import { createGraphBuilder, type GraphBuilder } from '../../graph/graphBuilder.ts';
import { OUTSIDE, statusCode } from '../../graph/planGraph.ts';
import { bytes, floats, integers, type Room } from './column.ts';
import { graphJobOf, setGraphJob } from './graphJob.ts';
import { createHeldJobs } from './heldJobs.ts';
import type { HeldPlan, HeldStream } from './heldPlan.ts';
import { createIdTable } from './ids.ts';
import { toldByRow, type WaitRow } from './waitRows.ts';

export interface PlanDraft {
  readonly jobCount: number;
  readonly streamCount: number;
  /** Of the rows seen so far; null before the first that says it. */
  readonly planId: string | null;
  /** null: this job is in already. */
  addJob(wire: WireJob, engineNowMs: number): Job | null;
  /** One that is in already stays as it is. */
  addStream(wire: WireStream, engineNowMs: number): void;
  /** The draft is of no use afterwards. */
  finish(facts: Pick<HeldPlan, 'isComplete' | 'readAtMs' | 'observedAtMs' | 'clockAheadMs'>): HeldPlan;
}

/** Members are kept as numbers of their own: most are met before or after they are a row. */
type Kind = 0 | 1 | 2;
const JOB: Kind = 0;
const STREAM: Kind = 1;
const ELSEWHERE: Kind = 2;
const KIND = { job: JOB, stream: STREAM, outside: ELSEWHERE } as const;

function createRefs(room?: Room) {
  const ids = createIdTable(room);
  const rows = integers(room);
  const codeOf = (id: string): number => {
    const before = ids.count;
    const code = ids.numberOf(id);
    if (code === before) rows.set(code, OUTSIDE);
    return code;
  };
  return {
    codeOf,
    settle: (id: string, row: number) => rows.set(codeOf(id), row),
    rowOf: (code: number): number => rows.values[code] ?? OUTSIDE,
  };
}

/** @param room of its jobs */
export function createPlanDraft(room: Room): PlanDraft {
  const jobs = createHeldJobs(room);
  const streams: HeldStream[] = [];
  const streamRows = new Map<string, number>();
  const jobRefs = createRefs(room);
  const streamRefs = createRefs();
  const flags = bytes(room);
  const notBeforeMs = floats(room);
  const limitMs = floats(room);
  const streamNotBeforeMs = floats();
  const untoldJobs = bytes(room);
  const untoldStreams = bytes();
  const edges = createEdges();
  let planId: string | null = null;
  let isSpeaking = false;

  const addWaits = (kind: Kind, row: number, waits: readonly WaitRow[]) => {
    for (const { members, needed, satisfied } of waits) {
      edges.begin(kind, row, needed, satisfied);
      for (const member of members) {
        const code = member.kind === 'job' ? jobRefs.codeOf(member.id) : member.kind === 'stream' ? streamRefs.codeOf(member.id) : 0;
        edges.member(KIND[member.kind], code, member.conditions);
      }
    }
  };

  return {
    get jobCount() {
      return jobs.count;
    },
    get streamCount() {
      return streams.length;
    },
    get planId() {
      return planId;
    },
    addJob(wire, engineNowMs) {
      planId ??= wire.planId ?? null;
      if (jobs.rowOf(wire.id) !== null) return null;
      const job = jobOf(wire, engineNowMs);
      const row = jobs.put(job);
      jobRefs.settle(wire.id, row);
      const facts = graphJobOf(job, wire);
      flags.set(row, facts.flags);
      notBeforeMs.set(row, facts.notBeforeMs);
      limitMs.set(row, facts.limitMs);
      const told = toldByRow(wire);
      isSpeaking ||= told.isSpeaking;
      untoldJobs.set(row, told.waits === null ? 1 : 0);
      addWaits(JOB, row, told.waits ?? []);
      return job;
    },
    addStream(wire, engineNowMs) {
      planId ??= wire.planId ?? null;
      if (streamRows.has(wire.id)) return;
      const { id, key, name, folder, workstation, status, isLate, isCarriedForward, scheduledAt, startAt } = streamOf(wire, engineNowMs);
      const row = streams.push({ id, key, name, folder, workstation, status, isLate, isCarriedForward, scheduledAt }) - 1;
      streamRows.set(id, row);
      streamRefs.settle(id, row);
      streamNotBeforeMs.set(row, startAt === null ? Number.NaN : Date.parse(startAt));
      const told = toldByRow(wire);
      isSpeaking ||= told.isSpeaking;
      untoldStreams.set(row, told.waits === null ? 1 : 0);
      addWaits(STREAM, row, told.waits ?? []);
    },
    finish(facts) {
      const builder = createGraphBuilder({ jobCount: jobs.count, streamCount: streams.length });
      for (let row = 0; row < jobs.count; row++) {
        const stream = streamRows.get(jobs.texts.textOf(jobs.streamId.values[row] ?? 0) ?? '') ?? -1;
        builder.jobs.stream[row] = stream;
        const own = { flags: flags.values[row] ?? 0, notBeforeMs: notBeforeMs.values[row] ?? Number.NaN };
        setGraphJob(builder.jobs, row, jobs.at(row), own, stream < 0 ? Number.NaN : (streamNotBeforeMs.values[stream] ?? Number.NaN));
      }
      for (const [row, { status }] of streams.entries()) builder.streamStatus[row] = statusCode(status.common);
      edges.addTo(builder, {
        job: (code) => jobRefs.rowOf(code),
        stream: (code) => {
          const row = streamRefs.rowOf(code);
          return row === OUTSIDE ? OUTSIDE : jobs.count + row;
        },
        owner: (kind, row) => (kind === JOB ? row : jobs.count + row),
      });
      return heldPlan({
        ...facts,
        planId,
        jobs,
        streams,
        streamRows,
        graph: builder.build(),
        areListsSilent: !isSpeaking,
        // By its own description the engine leaves dependencies empty in lists: a plan without a single one is not believed unless a row counts them.
        isUntold: {
          jobs: isSpeaking ? untoldJobs.values.slice(0, jobs.count) : new Uint8Array(jobs.count).fill(1),
          streams: isSpeaking ? untoldStreams.values.slice(0, streams.length) : new Uint8Array(streams.length).fill(1),
        },
        limitMs: limitMs.values.slice(0, jobs.count),
        streamNotBeforeMs: streamNotBeforeMs.values.slice(0, streams.length),
      });
    },
  };
}

/** Outside of the draft: a function made inside would keep all of it, edges and all, for as long as the plan is held. */
function heldPlan({
  streamRows,
  ...plan
}: Omit<HeldPlan, 'streamRowOf' | 'countGaps' | 'version'> & { readonly streamRows: ReadonlyMap<string, number> }): HeldPlan {
  return { ...plan, streamRowOf: (id) => streamRows.get(id) ?? null, countGaps: null, version: 1 };
}

interface Nodes {
  job(code: number): number;
  stream(code: number): number;
  owner(kind: Kind, row: number): number;
}

/** Edges in four columns, until the rows they join are all known. */
function createEdges() {
  const ownerKind = bytes();
  const ownerRow = integers();
  const needed = integers();
  const satisfied = bytes();
  const end = integers();
  const memberKind = bytes();
  const memberCode = integers();
  const conditions = bytes();
  let waits = 0;
  let members = 0;
  return {
    begin(kind: Kind, row: number, need: number, said: number) {
      ownerKind.set(waits, kind);
      ownerRow.set(waits, row);
      needed.set(waits, need);
      satisfied.set(waits, said);
      end.set(waits, members);
      waits++;
    },
    member(kind: Kind, code: number, mask: number) {
      memberKind.set(members, kind);
      memberCode.set(members, code);
      conditions.set(members, mask);
      members++;
      end.set(waits - 1, members);
    },
    addTo(builder: GraphBuilder, nodes: Nodes) {
      for (let wait = 0, from = 0; wait < waits; from = end.values[wait++]!) {
        const to = end.values[wait]!;
        const on: number[] = [];
        for (let at = from; at < to; at++) {
          const kind = memberKind.values[at];
          const code = memberCode.values[at]!;
          on.push(kind === JOB ? nodes.job(code) : kind === STREAM ? nodes.stream(code) : OUTSIDE);
        }
        builder.addWait({
          owner: nodes.owner(ownerKind.values[wait] === JOB ? JOB : STREAM, ownerRow.values[wait]!),
          members: on,
          needed: needed.values[wait]!,
          satisfied: satisfied.values[wait]!,
          conditions: [...conditions.values.subarray(from, to)],
        });
      }
    },
  };
}
