/** Matching with wildcards without a pattern made of a person's words, which could be made to backtrack for ever. */

/**
 * `@` is any run of characters, the empty one too; at most name times wanted comparisons.
 * @param isOne whether one character of `wanted` stands for one of the name
 */
export function isGlobMatch(name: string, wanted: string, isOne: (wanted: string, said: string) => boolean): boolean {
  let at = 0;
  let inPattern = 0;
  let wildcard = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (wanted[inPattern] === '@') {
      wildcard = inPattern++;
      resumeAt = at;
    } else if (inPattern < wanted.length && isOne(wanted[inPattern]!, name[at]!)) {
      inPattern++;
      at++;
    } else if (wildcard >= 0) {
      inPattern = wildcard + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (wanted[inPattern] === '@') inPattern++;
  return inPattern === wanted.length;
}
