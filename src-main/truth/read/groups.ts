/** Names that are spoken of together. */
import type { Subject } from '../read/statement.ts';
import type { Token } from '../read/token.ts';
import { isMark, isSense } from './words.ts';

/** Names joined by "and": one subject of several things. */
export interface Group {
  readonly at: number;
  readonly last: number;
  readonly subjects: readonly Subject[];
}

/** "A, B and C" is one group; a comma alone joins only where an "and" ends it. */
export function groupsIn(tokens: readonly Token[]): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at]!;
    if (first.t !== 'name') continue;
    const subjects: Subject[] = [{ words: first.words, things: first.things }];
    let last = at;
    for (let next = nameBehind(tokens, at); next !== null; next = nameBehind(tokens, next)) {
      const token = tokens[next]!;
      if (token.t !== 'name') break;
      subjects.push({ words: token.words, things: token.things });
      last = next;
    }
    groups.push({ at, last, subjects });
    at = last;
  }
  return groups;
}

function nameBehind(tokens: readonly Token[], at: number): number | null {
  let next = at + 1;
  let isJoined = false;
  while (next < tokens.length && (isMark(tokens[next], ',', 'cite') || isSense(tokens[next], 'and', 'filler'))) {
    if (isSense(tokens[next], 'and')) isJoined = true;
    next++;
  }
  const isName = tokens[next]?.t === 'name' && next > at + 1;
  if (!isName) return null;
  if (isJoined) return next;
  // A list without "and" yet: one must come further on.
  return tokens.slice(at + 1, next).some((token) => isMark(token, ',')) && nameBehind(tokens, next) !== null ? next : null;
}
