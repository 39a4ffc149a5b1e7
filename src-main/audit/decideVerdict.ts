/** From findings and the judge's opinion to one verdict. Pure; the only place where the policy is written. */
import type { AuditVerdict } from '../../src-preload/contract/review/audit.ts';
import type { AutonomyLevel } from '../../src-preload/contract/review/scorecard.ts';
import type { FindingDraft } from './checks/check.ts';

export interface JudgeOpinion {
  readonly isIncorrect: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
  /** It had to be looked for in a reply that was not what was asked: it may ask a person, and never reject. */
  readonly isRepaired?: boolean;
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

/** How far each check may go alone; one that is not in it goes as far as it calls for, the judge as far as asking. */
export type Levels = ReadonlyMap<string, AutonomyLevel>;
const BY_DEFAULT: Levels = new Map();

/**
 * A deterministic contradiction rejects, unless its check may only ask (then it flags) or is off (then it calls for nothing).
 * A judge puts its proposal on top of the queue above `rejectAbove`; it rejects only once measured precision has earned it that (`levels`),
 * and only in an answer of the form it was asked for.
 */
export function decideVerdict(findings: readonly FindingDraft[], opinion: JudgeOpinion | null, thresholds: Thresholds, levels: Levels = BY_DEFAULT): Decision {
  const weighed = findings.map((finding) => ({ reason: finding.reason, calls: allowed(finding, levels) }));
  const rejecting = weighed.find(({ calls }) => calls === 'reject');
  if (rejecting !== undefined) return { verdict: 'reject', reason: rejecting.reason, doubt: 1 };
  const ofJudge = levels.get('judge') === 'off' ? null : opinion;
  const doubtOfJudge = ofJudge !== null && ofJudge.isIncorrect ? ofJudge.confidence : 0;
  if (ofJudge !== null && doubtOfJudge > thresholds.rejectAbove) {
    const verdict = levels.get('judge') === 'may-reject' && ofJudge.isRepaired !== true ? 'reject' : 'flag';
    return { verdict, reason: `The judge proposes rejection (${percent(doubtOfJudge)}): ${ofJudge.reason}`, doubt: 1 + doubtOfJudge };
  }
  const flagging = weighed.filter(({ calls }) => calls === 'flag');
  const [first] = flagging;
  if (first !== undefined) return { verdict: 'flag', reason: first.reason, doubt: Math.min(0.9, 0.5 + 0.1 * flagging.length) };
  if (ofJudge !== null && doubtOfJudge > thresholds.flagAbove) {
    return { verdict: 'flag', reason: `The judge doubts it (${percent(doubtOfJudge)}): ${ofJudge.reason}`, doubt: doubtOfJudge };
  }
  return { verdict: 'pass', reason: '', doubt: 0 };
}

function allowed({ check, calls }: FindingDraft, levels: Levels): FindingDraft['calls'] {
  const level = levels.get(check);
  if (level === 'off') return 'nothing';
  return level === 'may-flag' && calls === 'reject' ? 'flag' : calls;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
