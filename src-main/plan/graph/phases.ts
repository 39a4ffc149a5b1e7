/** How far a job is, and what that means to whoever waits for it: the rules of follows relations and their conditions. */
import { type CommonStatus, commonStatuses } from '../../../src-preload/contract/plan.ts';
import { conditionBit, isJobNode, jobFlags, NOT_SATISFIED, OUTSIDE, type PlanGraph, statusCode } from './planGraph.ts';

export const phases = { notStarted: 0, running: 1, succeeded: 2, failed: 3, canceled: 4, suppressed: 5 } as const;
export type Phase = (typeof phases)[keyof typeof phases];

/** Undecided and unknown ones count as not started: nobody may take them for done. */
const PHASE_OF: Readonly<Record<CommonStatus, Phase>> = {
  WAITING: phases.notStarted,
  READY: phases.notStarted,
  HELD: phases.notStarted,
  BLOCKED: phases.notStarted,
  UNDECIDED: phases.notStarted,
  UNKNOWN: phases.notStarted,
  RUNNING: phases.running,
  SUCCESSFUL: phases.succeeded,
  ERROR: phases.failed,
  CANCELED: phases.canceled,
  SUPPRESS: phases.suppressed,
};
const phaseOfCode = commonStatuses.map((status) => PHASE_OF[status]);

/** A canceled job is canceled whatever its status says. */
export function phaseOf({ jobs }: PlanGraph, job: number): Phase {
  if ((jobs.flags[job]! & jobFlags.canceled) !== 0) return phases.canceled;
  return phaseOfCode[jobs.status[job]!] ?? phases.notStarted;
}

/** Neither ended well nor taken out: it, and its stream with it, is still to be done. A failed job is open: somebody has to act. */
export function isOpen(graph: PlanGraph, job: number): boolean {
  const phase = phaseOf(graph, job);
  return phase === phases.notStarted || phase === phases.running || phase === phases.failed;
}

/** What a member is to its wait: `met`; `open`: may still come; `stuck`: failed, comes only when somebody acts; `missed`: can come no more. */
export const standings = { met: 0, open: 1, stuck: 2, missed: 3 } as const;
export type Standing = (typeof standings)[keyof typeof standings];

const SUCC = conditionBit('SUCC');
const STARTED = conditionBit('STARTED');
const ABEND = conditionBit('ABEND');
const FAIL = conditionBit('FAIL');
const SUPPR = conditionBit('SUPPR');
const OUTPUT = conditionBit('OUTPUT');

const has = (mask: number, bits: number) => (mask & bits) !== 0;

/**
 * Source: "Conditional dependencies" and recovery options of the scheduling manual. A canceled job releases its successors; a suppressed
 * one suppresses them, unless they ask for SUPPR; an outcome that was asked for in vain suppresses who asked for it.
 * @param said `satisfied` of the wait: whether an output condition came true is known to the engine alone
 */
export function standingOfJob(phase: Phase, flags: number, mask: number, said: number): Standing {
  const output = has(mask, OUTPUT) && said !== NOT_SATISFIED ? standings.open : standings.missed;
  switch (phase) {
    case phases.canceled:
      return standings.met;
    case phases.succeeded:
      return mask === 0 || has(mask, SUCC | STARTED) ? standings.met : output;
    case phases.failed:
      if (mask === 0) return has(flags, jobFlags.continues) ? standings.met : standings.stuck;
      return has(mask, has(flags, jobFlags.launchFailed) ? FAIL : ABEND | STARTED) ? standings.met : output;
    case phases.suppressed:
      return has(mask, SUPPR) ? standings.met : standings.missed;
    case phases.running:
      return has(mask, STARTED) ? standings.met : standings.open;
    case phases.notStarted:
      return standings.open;
  }
}

const DONE_STREAM = new Set([statusCode('SUCCESSFUL'), statusCode('CANCELED'), statusCode('SUPPRESS')]);
const STUCK_STREAM = new Set([statusCode('ERROR'), statusCode('BLOCKED')]);
const CANCELED = statusCode('CANCELED');

/** Its followers are released, whatever its jobs do. */
export const isCanceledStream = (graph: PlanGraph, stream: number): boolean => graph.streamStatus[stream] === CANCELED;

/** A stream is done with its last job, and stuck while one of them has failed. Without jobs to look at, its own status decides. */
export function standingOfStream(graph: PlanGraph, stream: number): Standing {
  const status = graph.streamStatus[stream]!;
  if (isCanceledStream(graph, stream)) return standings.met;
  const from = graph.streamJobsStart[stream]!;
  const to = graph.streamJobsStart[stream + 1]!;
  if (from === to) return DONE_STREAM.has(status) ? standings.met : STUCK_STREAM.has(status) ? standings.stuck : standings.open;
  let standing: Standing = standings.met;
  for (let place = from; place < to; place++) {
    const phase = phaseOf(graph, graph.streamJobs[place]!);
    if (phase === phases.failed) return standings.stuck;
    if (phase === phases.notStarted || phase === phases.running) standing = standings.open;
  }
  return standing;
}

/** As things stand. @param place in `graph.members` */
export function standingOf(graph: PlanGraph, place: number): Standing {
  const node = graph.members[place]!;
  if (node === OUTSIDE) return standings.open;
  if (!isJobNode(graph, node)) return standingOfStream(graph, node - graph.jobCount);
  return standingOfJob(phaseOf(graph, node), graph.jobs.flags[node]!, graph.conditions[place]!, graph.satisfied[graph.waitOfMember[place]!]!);
}

/** When a job that still has to run fulfils a member: at its start, at its end, or only by an outcome nobody can foresee. */
export const fulfilments = { atStart: 0, atEnd: 1, byOutcome: 2 } as const;
export type Fulfilment = (typeof fulfilments)[keyof typeof fulfilments];

export function fulfilmentOf(mask: number): Fulfilment {
  if (has(mask, STARTED)) return fulfilments.atStart;
  return mask === 0 || has(mask, SUCC) ? fulfilments.atEnd : fulfilments.byOutcome;
}

/** A suppressed job fulfils it. */
export const asksForSuppression = (mask: number): boolean => has(mask, SUPPR);
