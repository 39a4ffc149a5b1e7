/** Reads the statements of one clause, left to right: who is spoken of, what is said, and which words stay without an explanation. */
import type { Statement } from '../read/statement.ts';
import type { Token } from '../read/token.ts';
import { isMark, isSense, range } from '../read/words.ts';
import { attributes, bareCodes, reruns } from './attributes.ts';
import { Clause, type Context } from './clause.ts';
import { clocksAndSpans } from './clocks.ts';
import { alls, counts } from './counts.ts';
import { existence, path, quotes } from './quotesAndNames.ts';
import { orders, relations } from './relations.ts';
import { bareEstimates } from './spans.ts';
import { states } from './states.ts';
import { places, texts } from './texts.ts';
import { units } from './units.ts';

export interface ReadClause {
  readonly statements: readonly Statement[];
  readonly next: Context;
}

export function readClause(tokens: readonly Token[], context: Context): ReadClause {
  const clause = new Clause(tokens, context);
  for (const group of clause.groups) if (isSense(clause.tokens[clause.before(group.at)], 'except')) clause.roles.set(group.at, 'object');
  relations(clause);
  attributes(clause);
  bareCodes(clause);
  texts(clause);
  reruns(clause);
  orders(clause);
  units(clause);
  counts(clause);
  alls(clause);
  clocksAndSpans(clause);
  bareEstimates(clause);
  states(clause);
  places(clause);
  quotes(clause);
  path(clause);
  existence(clause);
  for (const { at, last } of clause.groups) if (isMark(clause.tokens[last + 1], ':')) for (const used of range(at, last)) clause.used.add(used);
  return {
    statements: clause.finished(),
    next: { ...clause.context, topics: clause.topicsNow(), pair: clause.pairSaid(), place: clause.place, around: clause.around },
  };
}
