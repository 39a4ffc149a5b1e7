/** Characters that cannot be seen, or that reorder what can: shown as what they are, so that a text is the text that is read. */

// Controls, formats (soft hyphen, zero-width, bidi, tags, byte order mark), line separators, variation selectors, and the joiner of graphemes.
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164]|\p{Variation_Selector}/gu;

/** `⟨U+202E⟩`. */
export const asCodePoint = (character: string): string => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** Most texts are plain, and there are millions of them. */
const IS_PLAIN = /^[\x20-\x7e]*$/;

/** The text with every unseen character shown; line ends and tabs stay. */
export function withUnseenShown(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  return text.replace(UNSEEN, (character) => (character === '\n' || character === '\t' ? character : asCodePoint(character)));
}
