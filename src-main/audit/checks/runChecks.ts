/** Every deterministic check over every claim of one answer. Pure. */

import type { Check, CheckContext, CheckedClaim, FindingDraft } from './check.ts';
import { entityExists } from './entityExists.ts';
import { dependencyDirection } from './graph/dependencyDirection.ts';
import { pathOrder } from './graph/pathOrder.ts';
import { arithmetic } from './numbers/arithmetic.ts';
import { countMatch } from './numbers/countMatch.ts';
import { returnCode } from './numbers/returnCode.ts';
import { runIdentity } from './numbers/runIdentity.ts';
import { timeMatch } from './numbers/timeMatch.ts';
import { statusMatch } from './statusMatch.ts';
import { unsupportedEntity } from './unsupportedEntity.ts';
import { causeSupport } from './words/causeSupport.ts';
import { commandAdvice } from './words/commandAdvice.ts';
import { logQuote } from './words/logQuote.ts';

const CHECKS: readonly Check[] = [
  entityExists,
  statusMatch,
  countMatch,
  returnCode,
  timeMatch,
  arithmetic,
  runIdentity,
  dependencyDirection,
  pathOrder,
  logQuote,
  unsupportedEntity,
  causeSupport,
  commandAdvice,
];
/** The name of every deterministic check, those over whole answers included. */
export const checkNames: readonly string[] = [...CHECKS.map(({ name }) => name), 'answered-blind'];

/** Claims whose truth moves with the plan: worth asking the scheduler again. */
export const ASKED_AGAIN: ReadonlySet<CheckedClaim['kind']> = new Set(['existence', 'status', 'count', 'return-code', 'time']);
const FACTS: ReadonlySet<CheckedClaim['kind']> = new Set([...ASKED_AGAIN, 'quote', 'dependency', 'path', 'arithmetic', 'run']);

export function runChecks(claims: readonly CheckedClaim[], context: CheckContext): FindingDraft[] {
  const drafts = claims.flatMap((claim) => CHECKS.filter((check) => check.applies(claim)).flatMap((check) => check.run(claim, context) ?? []));
  const blind = answeredBlind(claims, context);
  return blind === null ? drafts : [...drafts, blind];
}

/** A model that states facts after every reading failed made them up, or remembered them: nobody should learn from that unseen. */
function answeredBlind(claims: readonly CheckedClaim[], context: CheckContext): FindingDraft | null {
  if (context.origin !== 'model' || context.evidence.length > 0 || !claims.some((claim) => FACTS.has(claim.kind))) return null;
  return {
    check: 'answered-blind',
    claimId: null,
    verdict: 'uncheckable',
    claimed: null,
    evidence: null,
    live: null,
    reason: 'The answer states facts and no reading of the scheduler stands behind it.',
    confidence: null,
    calls: 'flag',
  };
}
