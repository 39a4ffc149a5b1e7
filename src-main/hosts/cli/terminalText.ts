/** Text others wrote (answers, names, a server's words), made harmless for a terminal. */

/** Everything a terminal obeys instead of showing, and what reorders a line: all but tab and line feed. */
const OBEYED = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Each such character is shown as `⟨U+001B⟩`: nothing in a job log may move the cursor, set a title or fill a clipboard. */
export function terminalText(text: string): string {
  return text.replace(OBEYED, (character) => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
