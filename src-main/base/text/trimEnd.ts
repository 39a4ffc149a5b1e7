/** Cuts from the end by hand: a pattern that ends in `$` begins anew at each character of a long run. */
export function trimEndOf(text: string, isCut: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isCut(text[end - 1]!)) end--;
  return text.slice(0, end);
}
