/** Every deterministic check over every claim of one answer. Pure. */

import { causeSupport } from './causeSupport.ts';
import type { Check, CheckContext, CheckedClaim, FindingDraft } from './check.ts';
import { countMatch } from './countMatch.ts';
import { dependencyDirection } from './dependencyDirection.ts';
import { entityExists } from './entityExists.ts';
import { logQuote } from './logQuote.ts';
import { returnCode } from './returnCode.ts';
import { statusMatch } from './statusMatch.ts';
import { timeMatch } from './timeMatch.ts';
import { unsupportedEntity } from './unsupportedEntity.ts';

const CHECKS: readonly Check[] = [entityExists, statusMatch, countMatch, returnCode, timeMatch, dependencyDirection, logQuote, unsupportedEntity, causeSupport];
/** The name of every deterministic check, those over whole answers included. */
export const checkNames: readonly string[] = [...CHECKS.map(({ name }) => name), 'answered-blind'];

/** Claims whose truth moves with the plan: worth asking the scheduler again. */
export const ASKED_AGAIN: ReadonlySet<CheckedClaim['kind']> = new Set(['existence', 'status', 'count', 'return-code', 'time']);
const FACTS: ReadonlySet<CheckedClaim['kind']> = new Set([...ASKED_AGAIN, 'quote', 'dependency']);

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
