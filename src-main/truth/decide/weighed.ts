/** What the readings say to a statement, before it is given a verdict. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Fact, FactValue } from '../../../src-preload/shared/facts/fact.ts';
import type { StatePredicate } from '../lexicon/sense.ts';

export interface Weighed {
  readonly isSo: boolean;
  /** The reading is whole: what it says against a statement stands. */
  readonly isFirm: boolean;
  /** It can be shown beside the statement, and not called wrong: what was meant may be something else. */
  readonly isLoose?: boolean;
  readonly evidence: string;
  readonly receipt: string | null;
}

/** The first fact that settles it; one that agrees goes before those that do not, for readings of one turn may differ by minutes. */
export function firstOf(
  facts: readonly Fact[],
  settle: (value: FactValue, fact: Fact) => { readonly isSo: boolean; readonly evidence: string; readonly isLoose?: boolean } | null,
): Weighed | null {
  const settled = facts.flatMap((fact) => {
    const one = settle(fact.value, fact);
    return one === null ? [] : [{ ...one, isFirm: fact.isComplete, receipt: fact.receipt }];
  });
  return settled.find(({ isSo }) => isSo) ?? settled[0] ?? null;
}

/** As the engine words them. */
export const OWN_STATES: Partial<Readonly<Record<StatePredicate, { readonly attribute: Attribute; readonly words: RegExp }>>> = {
  OPEN: { attribute: 'prompt-status', words: /^ASKED$/i },
  ARRIVED: { attribute: 'file-status', words: /^(?:yes|available)$/i },
  MISSING: { attribute: 'file-status', words: /^(?:no|unavailable)$/i },
};
