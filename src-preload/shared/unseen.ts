/** Characters that cannot be seen, or that reorder what can: shown as what they are, so that a text is the text that is read. */

/**
 * The one list, for a class of a pattern with the flag `u`: controls, formats (soft hyphen, bidi, tags, byte order mark), line separators, and what Unicode
 * has every font draw as nothing (variation selectors, fillers, the joiner of graphemes).
 */
export const UNSEEN_CLASS = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;
export const UNSEEN = new RegExp(`[${UNSEEN_CLASS}]`, 'gu');

/** `⟨U+202E⟩`. */
export const asCodePoint = (character: string): string => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** What makes one picture of several, or a coloured one, is part of it: once each, since a row of them after a picture would be writing that nobody sees. */
const PICTURE = /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)*/gu;
/** Most texts are plain, and there are millions of them. */
const IS_PLAIN = /^[\x20-\x7e\n\t]*$/;

/** The text with every unseen character shown; line ends and tabs stay, and so do pictures. */
export function withUnseenShown(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  let result = '';
  let from = 0;
  for (const { 0: picture, index } of text.matchAll(PICTURE)) {
    result += shown(text.slice(from, index)) + picture;
    from = index + picture.length;
  }
  return result + shown(text.slice(from));
}

const shown = (text: string): string => text.replace(UNSEEN, (character) => (character === '\n' || character === '\t' ? character : asCodePoint(character)));
