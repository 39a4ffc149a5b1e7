/** Runs claims, binding, checks and decision over every labelled answer as production does, and holds the outcome against the labels. */
import type { CheckedClaim, FindingDraft } from '../../src-main/audit/checks/check.ts';
import { type Evidence, evidenceOf } from '../../src-main/audit/checks/evidence.ts';
import { ASKED_AGAIN, runChecks } from '../../src-main/audit/checks/runChecks.ts';
import { decideVerdict } from '../../src-main/audit/decideVerdict.ts';
import { extractClaims } from '../../src-main/chat/claims/extract.ts';
import type { ClaimId } from '../../src-preload/contract/ids.ts';
import type { Label, LabelledAnswer, Language, ReceiptBank, Verdict } from './labelled.ts';
import { type FoundClaim, pairsOf } from './pairs.ts';

export type Got = Verdict | 'not found';

export interface Outcome {
  readonly language: Language;
  readonly isHeldOut: boolean;
  readonly id: string;
  /** null: found, but nobody labelled it. */
  readonly label: Label | null;
  readonly got: Got;
  readonly check: string | null;
  readonly detail: string;
  /** A person is asked, as the label wants. */
  readonly isAsked: boolean;
}
export interface AnswerOutcome {
  readonly id: string;
  readonly isHeldOut: boolean;
  readonly decision: 'pass' | 'flag' | 'reject';
  readonly isWrong: boolean;
  readonly reason: string;
  readonly claims: readonly Outcome[];
}

const THRESHOLDS = { rejectAbove: 0.8, flagAbove: 0.5 };

export function evaluateAnswer(language: Language, labelled: LabelledAnswer, bank: ReceiptBank): AnswerOutcome {
  const { id, question, answer } = labelled;
  const receipts = bank.receiptsOf(labelled.receipts);
  const claims: FoundClaim[] = extractClaims({ answer, question, receipts }).map((claim, index) => ({ ...claim, id: `clm_${index}` as ClaimId }));
  const evidence = receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
  const recalled = labelled.recalled === undefined ? [] : [labelled.recalled];
  const findings = runChecks(claims, { question, origin: 'model', evidence, live: liveOf(labelled, claims, evidence, bank), support: [], recalled });
  const decision = decideVerdict(findings, null, THRESHOLDS);
  const isHeldOut = labelled.holdOut === true;
  return {
    id,
    isHeldOut,
    decision: decision.verdict,
    isWrong: labelled.claims.some(({ verdict }) => verdict === 'contradicted'),
    reason: decision.reason,
    claims: pairsOf(labelled, claims).map(({ label, claim }) => outcomeOf({ language, isHeldOut, id, label }, claim, findings)),
  };
}

/** The bound receipts of what moves with the plan, asked again: as the auditor does. */
function liveOf(labelled: LabelledAnswer, claims: readonly CheckedClaim[], evidence: readonly Evidence[], bank: ReceiptBank): Map<string, Evidence> {
  const wanted = new Set<string | null>(claims.filter(({ kind }) => ASKED_AGAIN.has(kind)).map(({ receiptId }) => receiptId));
  return new Map(
    evidence.flatMap(({ receiptId, label, args }): [string, Evidence][] => {
      const name = labelled.receipts[Number(label.slice(1)) - 1];
      const again = name === undefined || !wanted.has(receiptId) ? null : bank.again(name, labelled.live ?? 'same');
      const read = again === null ? null : evidenceOf({ ...again, id: receiptId, label: 'live', args: { ...args } });
      return read === null || receiptId === null ? [] : [[receiptId, read]];
    }),
  );
}

function outcomeOf(shared: Pick<Outcome, 'language' | 'isHeldOut' | 'id' | 'label'>, claim: FoundClaim | null, findings: readonly FindingDraft[]): Outcome {
  const own = claim === null ? [] : findings.filter(({ claimId }) => claimId === claim.id);
  const order: readonly Verdict[] = ['contradicted', 'changed-since', 'confirmed', 'uncheckable'];
  const worst = own.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0];
  return {
    ...shared,
    got: claim === null ? 'not found' : (worst?.verdict ?? 'uncheckable'),
    check: worst?.check ?? null,
    detail:
      claim === null
        ? 'not found'
        : `${claim.kind} ${claim.subject ?? '-'} = ${claim.claimed ?? '-'} (${claim.receiptId ?? 'unbound'}): ${worst?.reason ?? 'no finding'}`,
    isAsked: own.some(({ calls }) => calls !== 'nothing'),
  };
}
