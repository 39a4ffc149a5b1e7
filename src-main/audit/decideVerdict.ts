/** From findings and the judge's opinion to one verdict. Pure; the only place where the policy is written. */
import type { AuditVerdict } from '../../src-preload/contract/audit.ts';
import type { FindingDraft } from './checks/check.ts';

export interface JudgeOpinion {
  readonly isIncorrect: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
}

export interface Thresholds {
  /** Strictly above: rejection is proposed to a human. */
  readonly rejectAbove: number;
  /** Strictly above: a human is asked. */
  readonly flagAbove: number;
}

export interface Decision {
  readonly verdict: AuditVerdict;
  /** One sentence for the reviewer; empty for a pass. */
  readonly reason: string;
  /** 0 to 2: how urgently a human should look. */
  readonly doubt: number;
}

/** Deterministic contradiction rejects. A judge alone never does: above `rejectAbove` it only puts its proposal on top of the queue. */
export function decideVerdict(findings: readonly FindingDraft[], opinion: JudgeOpinion | null, thresholds: Thresholds): Decision {
  const rejecting = findings.find((finding) => finding.calls === 'reject');
  if (rejecting !== undefined) return { verdict: 'reject', reason: rejecting.reason, doubt: 1 };
  const doubtOfJudge = opinion !== null && opinion.isIncorrect ? opinion.confidence : 0;
  if (opinion !== null && doubtOfJudge > thresholds.rejectAbove) {
    return { verdict: 'flag', reason: `The judge proposes rejection (${percent(doubtOfJudge)}): ${opinion.reason}`, doubt: 1 + doubtOfJudge };
  }
  const flagging = findings.filter((finding) => finding.calls === 'flag');
  const [first] = flagging;
  if (first !== undefined) return { verdict: 'flag', reason: first.reason, doubt: Math.min(0.9, 0.5 + 0.1 * flagging.length) };
  if (opinion !== null && doubtOfJudge > thresholds.flagAbove) {
    return { verdict: 'flag', reason: `The judge doubts it (${percent(doubtOfJudge)}): ${opinion.reason}`, doubt: doubtOfJudge };
  }
  return { verdict: 'pass', reason: '', doubt: 0 };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
