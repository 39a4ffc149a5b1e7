/** Folding that keeps offsets: lower case and no accents, one UTF-16 unit for one. */
export function flat(text: string): string {
  let result = '';
  for (const character of text) {
    const base = character.length === 1 ? (character.normalize('NFD')[0] ?? character).toLowerCase() : '  ';
    result += base.length === character.length ? base : character;
  }
  return result;
}

/** The spans replaced by spaces, so that what stands in them is not read as speech. */
export function blanked(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let result = text;
  for (const { start, end } of spans) result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end);
  return result;
}
