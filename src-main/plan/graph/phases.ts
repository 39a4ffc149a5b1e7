/** How far a job is, and what that means to whoever waits for it: the rules of follows relations and their conditions. */
import { type CommonStatus, commonStatuses } from '../../../src-preload/contract/plan/plan.ts';
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
export function phaseOf(graph: PlanGraph, job: number): Phase {
  return (graph.jobs.flags[job]! & jobFlags.canceled) !== 0 ? phases.canceled : endedPhaseOf(graph, job);
}

/** Of a canceled job how it had ended by then (its column keeps that), of any other its phase. */
export const endedPhaseOf = ({ jobs }: PlanGraph, job: number): Phase => phaseOfCode[jobs.status[job]!] ?? phases.notStarted;

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
 * What a job in this phase is to who follows it. Sources are pages of the User's Guide and Reference (HCL Workload Automation 10.2):
 * - plain follows: "Evaluating and processing a conditional dependency flow": satisfied when the job ends successfully, else its
 *   followers stay in HOLD. Recovery CONTINUE ("recovery" of a job definition): followers go on as if it had.
 * - conditions: "Applying conditional branching logic": met by any of them; when none can be met any more, who asked is put in SUPPR.
 *   A job that could not be launched is in FAIL, not ABEND ("Status description and mapping for distributed jobs"); that it counts as
 *   not STARTED is our reading. So is that CONTINUE does not meet SUCC: the job is in ABEND all the same.
 * - suppressed: SUPPR is one of the conditions. That a plain follows of a suppressed job is suppressed with it, rather than left in
 *   HOLD, the manual does not say in so many words (9.4: "evaluated as usual", and it never ends successfully); it does not run either way.
 * - canceled: "cancel job" of conman: its followers are released. A conditional one is not: same page as plain follows: the condition is
 *   evaluated against how the job had ended; if it had not, the follower remains in HOLD.
 * @param ended how it had ended when it was canceled; else the same as `phase`
 * @param said `satisfied` of the wait: whether an output condition came true is known to the engine alone
 */
export function standingOfJob(phase: Phase, ended: Phase, flags: number, mask: number, said: number): Standing {
  const output = has(mask, OUTPUT) && said !== NOT_SATISFIED ? standings.open : standings.missed;
  switch (phase) {
    case phases.canceled:
      if (mask === 0) return standings.met;
      return ended === phases.succeeded || ended === phases.failed ? standingOfJob(ended, ended, flags, mask, said) : standings.stuck;
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
const SUPPRESSED = statusCode('SUPPRESS');
const FAILED = statusCode('ERROR');

/** Its followers are released, whatever its jobs do. */
export const isCanceledStream = (graph: PlanGraph, stream: number): boolean => graph.streamStatus[stream] === CANCELED;

/**
 * A stream is done with its last job, and stuck while one of them has failed. Without jobs to look at, its own status decides.
 * Conditions on a stream ("Applying conditional branching logic": predecessors can be jobs or streams): STARTED is met by its first job
 * that starts; ABEND by a stream the engine itself calls ended in error (one that is STUCK may still be mended). How the engine counts
 * suppressed jobs in a stream is not documented: they hold nobody here.
 */
export function standingOfStream(graph: PlanGraph, stream: number, mask: number): Standing {
  const plain = standingAsAWhole(graph, stream);
  if (mask === 0) return plain;
  if (isCanceledStream(graph, stream)) return standings.stuck;
  const status = graph.streamStatus[stream]!;
  if (status === SUPPRESSED) return has(mask, SUPPR) ? standings.met : standings.missed;
  if (has(mask, STARTED) && (plain === standings.met || hasStarted(graph, stream))) return standings.met;
  if (plain === standings.met) return has(mask, SUCC) ? standings.met : standings.missed;
  if (status !== FAILED) return plain;
  return has(mask, ABEND | FAIL) ? standings.met : standings.missed;
}

function hasStarted(graph: PlanGraph, stream: number): boolean {
  for (let place = graph.streamJobsStart[stream]!; place < graph.streamJobsStart[stream + 1]!; place++) {
    const phase = phaseOf(graph, graph.streamJobs[place]!);
    if (phase === phases.running || phase === phases.succeeded || phase === phases.failed) return true;
  }
  return false;
}

function standingAsAWhole(graph: PlanGraph, stream: number): Standing {
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
  const mask = graph.conditions[place]!;
  if (!isJobNode(graph, node)) return standingOfStream(graph, node - graph.jobCount, mask);
  return standingOfJob(phaseOf(graph, node), endedPhaseOf(graph, node), graph.jobs.flags[node]!, mask, graph.satisfied[graph.waitOfMember[place]!]!);
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
