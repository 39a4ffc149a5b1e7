/** One audit: checks against receipts and the live scheduler, then the judge, then the decision. Writes nothing. */

import type { Lease } from './auditQueue.ts';
import type { FindingDraft } from './checks/check.ts';
import { type Evidence, evidenceOf, jobsIn } from './checks/evidence.ts';
import { ASKED_AGAIN, runChecks } from './checks/runChecks.ts';
import { type Decision, decideVerdict, type JudgeOpinion, type Levels, type Thresholds } from './decideVerdict.ts';
import type { AuditCase } from './gatherCase.ts';
import type { AuditPorts } from './ports.ts';
import { heldBack } from './taint.ts';

export type Examination =
  | { readonly at: 'decided'; readonly decision: Decision; readonly findings: readonly FindingDraft[]; readonly isCritical: boolean }
  /** `isTry` false: nothing was tried, so it does not count against the memory. */
  | { readonly at: 'later'; readonly why: string; readonly delayMs: number; readonly isTry: boolean };

/** Calls repeated for one memory: an answer rarely rests on more, and each one costs the scheduler something. */
const MAX_REREADS = 6;
/** Tries before a human is asked instead. */
const MAX_ATTEMPTS = 3;
const MAX_CRASHES = 2;
/** Waiting time after the first, second, ... try put off. */
const DELAYS_MS = [60_000, 300_000, 900_000];

interface ExamineInput {
  readonly lease: Lease;
  readonly audited: AuditCase;
  readonly ports: AuditPorts;
  readonly thresholds: Thresholds;
  readonly levels: Levels;
}

export async function examine(input: ExamineInput): Promise<Examination> {
  const examination = await examined(input);
  return examination.at === 'decided' ? heldBack(examination, input.audited.memory) : examination;
}

async function examined(input: ExamineInput): Promise<Examination> {
  const { lease, audited, ports, thresholds, levels } = input;
  if (lease.crashes >= MAX_CRASHES) return askHuman(`The auditor broke down ${lease.crashes} times on this memory; a person has to look at it.`, []);
  const live = await readAgain(audited, ports);
  const { memory, evidence, support, recalled } = audited;
  const findings = runChecks(audited.claims, { question: memory.question, origin: memory.origin, evidence, live, support, recalled });
  const isCritical = evidence.some(({ reading }) => jobsIn(reading).some((job) => job.isCritical === true));
  const soFar = decideVerdict(findings, null, thresholds, levels);
  // Answers built by rules repeat their receipts word by word, and what is already contradicted needs no opinion.
  if (memory.origin !== 'model' || soFar.verdict === 'reject') return { at: 'decided', decision: soFar, findings, isCritical };
  const receipts = audited.receipts.map(({ label, tool, args, observedAt, isComplete, data }) => ({ label, tool, args, observedAt, isComplete, data }));
  const answer = await ports.judge({ question: memory.question, answer: memory.answer, receipts });
  switch (answer.at) {
    case 'no-judge':
      return { at: 'decided', decision: soFar, findings, isCritical };
    case 'opinion': {
      const all = [...findings, judgeFinding(answer.opinion, thresholds)];
      return { at: 'decided', decision: decideVerdict(findings, answer.opinion, thresholds, levels), findings: all, isCritical };
    }
    case 'failed':
      return lease.attempts + 1 < MAX_ATTEMPTS
        ? { at: 'later', why: answer.why, delayMs: delayAfter(lease.attempts), isTry: true }
        : askHuman(`The judge could not be asked (${answer.why}); a person has to look at it.`, findings);
    case 'resting':
      return { at: 'later', why: 'the judge rests after failures in a row', delayMs: answer.delayMs, isTry: false };
    case 'spent':
      return { at: 'later', why: 'the judge was asked as often as an hour allows', delayMs: answer.delayMs, isTry: false };
  }
}

/** What happens to a job whose audit threw: put off, then given to a human. */
export function afterFailure(lease: Lease, why: string): Examination {
  return lease.attempts + 1 < MAX_ATTEMPTS
    ? { at: 'later', why, delayMs: delayAfter(lease.attempts), isTry: true }
    : askHuman(`The audit failed ${MAX_ATTEMPTS} times (${why}); a person has to look at it.`, []);
}

function delayAfter(attempts: number): number {
  return DELAYS_MS[Math.min(attempts, DELAYS_MS.length - 1)] ?? 0;
}

async function readAgain({ memory, claims, evidence }: AuditCase, ports: AuditPorts): Promise<ReadonlyMap<string, Evidence>> {
  const wanted = new Set<string | null>(claims.filter((claim) => ASKED_AGAIN.has(claim.kind)).map((claim) => claim.receiptId));
  const live = new Map<string, Evidence>();
  for (const { receiptId, reading, args } of evidence.filter((one) => wanted.has(one.receiptId)).slice(0, MAX_REREADS)) {
    if (receiptId === null) continue;
    const answer = await ports.reread({ engineId: memory.engineId, tool: reading.tool, args });
    const fresh = answer === null ? null : evidenceOf({ ...answer, id: receiptId, label: 'live', tool: reading.tool, args: { ...args } });
    if (fresh !== null) live.set(receiptId, fresh);
  }
  return live;
}

function judgeFinding(opinion: JudgeOpinion, thresholds: Thresholds): FindingDraft {
  const isDoubt = opinion.isIncorrect && opinion.confidence > thresholds.flagAbove;
  return {
    check: 'judge',
    claimId: null,
    // A judge's "fine" confirms nothing: only a reading does.
    verdict: isDoubt ? 'contradicted' : 'uncheckable',
    claimed: null,
    evidence: null,
    live: null,
    reason: opinion.reason,
    confidence: opinion.confidence,
    calls: 'nothing',
  };
}

function askHuman(reason: string, findings: readonly FindingDraft[]): Examination {
  const own: FindingDraft = {
    check: 'auditor',
    claimId: null,
    verdict: 'uncheckable',
    claimed: null,
    evidence: null,
    live: null,
    reason,
    confidence: null,
    calls: 'flag',
  };
  return { at: 'decided', decision: { verdict: 'flag', reason, doubt: 0.6 }, findings: [...findings, own], isCritical: false };
}
