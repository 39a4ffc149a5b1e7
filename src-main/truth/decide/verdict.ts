/** What the readings say to one statement. */
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import { isExact } from '../../../src-preload/shared/facts/kinds.ts';
import type { Statement } from '../read/statement.ts';
import { weigh } from './weigh.ts';

export type Verdict = 'confirmed' | 'contradicted' | 'differs' | 'changed-since' | 'uncheckable';

export interface Decided {
  readonly statement: Statement;
  readonly verdict: Verdict;
  /** What the readings say, for people; null when they say nothing. */
  readonly evidence: string | null;
  /** The receipt that says it. */
  readonly receipt: string | null;
}

/**
 * Confirmed only when every word of the clause is understood; called wrong only in the kinds where what was read leaves no choice, and else shown
 * beside what the reading says. @param later the same calls asked again, if they were
 */
export function decide(statement: Statement, table: FactTable, later: FactTable | null): Decided {
  const unknown: Decided = { statement, verdict: 'uncheckable', evidence: null, receipt: null };
  if (statement.isSupposed && statement.said.is !== 'count' && statement.said.is !== 'number') return unknown;
  if (statement.isOfThePast) return unknown;
  const weighed = weigh(statement, table);
  if (weighed === null) return unknown;
  const { evidence, receipt } = weighed;
  if (weighed.isSo) {
    const now = later === null ? null : weigh(statement, later);
    if (now !== null && !now.isSo && now.isFirm) return { ...unknown, verdict: 'changed-since', evidence: now.evidence, receipt };
    return { ...unknown, verdict: statement.unexplained.length === 0 ? 'confirmed' : 'uncheckable', evidence, receipt };
  }
  // What is pieced together from earlier sentences may be meant otherwise: a number of them is not denied.
  if (!weighed.isFirm || (statement.isInherited && statement.said.is === 'count')) return { ...unknown, evidence, receipt };
  if (statement.unexplained.length > MOST_UNEXPLAINED) return { ...unknown, evidence, receipt };
  return {
    ...unknown,
    verdict: isExact(statement.kind) && !weighed.isLoose ? 'contradicted' : 'differs',
    evidence,
    receipt,
  };
}

/** With more words that nothing explains, what was read may not be what was meant. */
const MOST_UNEXPLAINED = 1;
