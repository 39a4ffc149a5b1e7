/** Quotations, critical paths, and names that are or are not there. */
import type { Group } from '../read/groups.ts';
import type { Subject } from '../read/statement.ts';
import { isMark, isSense, range } from '../read/words.ts';
import type { Clause } from './clause.ts';

export function quotes(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries())
    if (token.t === 'quote') clause.draft('log-line', topicOf(clause, at), { is: 'quote', text: token.text }, [at]);
}

/** "LOAD_DWH → INDEX_DWH → AGG_SALES": an order of at least three. */
export function path(clause: Clause): void {
  const steps = clause.groups.filter((group) => isMark(clause.tokens[group.last + 1], '→', '>') || isMark(clause.tokens[group.at - 1], '→', '>'));
  if (steps.length < 3) return;
  const things = steps.flatMap(({ subjects }) => subjects);
  clause.draft('comparison', things.at(-1)!, { is: 'path', steps: things }, range(steps[0]!.at, steps.at(-1)!.last), range(steps[0]!.at, steps.at(-1)!.last));
}

function topicOf(clause: Clause, at: number): Subject | null {
  return clause.subjectsAt(at, ({ kind }) => kind === 'job').subjects[0] ?? null;
}

export function existence(clause: Clause): void {
  const absent = clause.tokens.findIndex((token) => isSense(token, 'absent'));
  for (const group of clause.groups) {
    for (const subject of group.subjects) {
      if (absent >= 0 && isSaidAbsent(clause, group, absent))
        clause.draft('existence', subject, { is: 'existence', isThere: false }, [absent, ...range(group.at, group.last)]);
      else if (subject.things.length === 0) clause.draft('existence', subject, { is: 'existence', isThere: true }, range(group.at, group.last));
    }
  }
}

/** The name stands right before or right behind the words that say so. */
function isSaidAbsent(clause: Clause, group: Group, absent: number): boolean {
  const [from, to] = group.last < absent ? [group.last + 1, absent] : [absent + 1, group.at];
  return clause.tokens
    .slice(from, to)
    .every((token) => isSense(token, 'filler', 'unit', 'is', 'in', 'which', 'it', 'none', 'not') || isMark(token, ',', 'cite', ':', '('));
}
