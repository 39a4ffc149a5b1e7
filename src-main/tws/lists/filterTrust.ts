/** Which filters this engine takes, and which of them find what they should: learned from its answers, never assumed. */

/** A term without its values: what is learned of one name holds for all names. */
const shapeOf = (term: string): string => term.replaceAll(/'[^']*'/g, "''").replaceAll(/''(?:,'')+/g, "''");

export interface FilterTrust {
  /** Refused before, or found to leave rows out: such a term is decided here instead. */
  isUsable(object: string, term: string): boolean;
  /** Seen to find a row it should. A pattern may still miss the next name, so patterns never are. */
  isProven(object: string, term: string): boolean;
  prove(object: string, term: string): void;
  giveUp(object: string, term: string): void;
}

/** For one engine, as long as it is connected. */
export function createFilterTrust(): FilterTrust {
  const known = new Map<string, 'proven' | 'unusable'>();
  const keyOf = (object: string, term: string) => `${object} ${shapeOf(term)}`;
  return {
    isUsable: (object, term) => known.get(keyOf(object, term)) !== 'unusable',
    isProven: (object, term) => known.get(keyOf(object, term)) === 'proven',
    prove(object, term) {
      if (!term.includes(' LIKE ')) known.set(keyOf(object, term), 'proven');
    },
    giveUp: (object, term) => void known.set(keyOf(object, term), 'unusable'),
  };
}
