/** Untrusted text on screen and in copies: what cannot be seen, or reorders what can, stands there as what it is. */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164]|\p{Variation_Selector}/gu;
/** What makes one picture of several, or a coloured one, is part of it. */
const PICTURE = /\p{Extended_Pictographic}(?:[\ufe0f\u200d]|\p{Emoji_Modifier}|\p{Extended_Pictographic})*/gu;
const IS_PLAIN = /^[\x20-\x7e\n\t]*$/;

const shown = (text: string): string =>
  text.replace(UNSEEN, (character) =>
    character === '\n' || character === '\t' ? character : `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );

/** The text with each unseen character as `⟨U+202E⟩`; line ends and tabs stay, and so do pictures. */
export function visibleText(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  let result = '';
  let from = 0;
  for (const { 0: picture, index } of text.matchAll(PICTURE)) {
    result += shown(text.slice(from, index)) + picture;
    from = index + picture.length;
  }
  return result + shown(text.slice(from));
}
