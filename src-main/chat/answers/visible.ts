/** Untrusted text (job logs, names, memories) made harmless to read: what hides or reorders is shown, what formats is quoted. */

// Controls, formats (soft hyphen, zero-width, bidi, tags, byte order mark), line separators, variation selectors.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}/gu;

/** One line; each character that cannot be seen becomes `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(/[\t\n]/g, ' ').replace(UNSEEN, (character) => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** Longest text quoted in one piece; the rest of a log line is noise to a reader. */
const MAX_QUOTE = 400;

/** As a Markdown code span that its content cannot close. The cut is outside of the span, so that the span stays verbatim. */
export function code(text: string): string {
  const shown = visible(text).trim();
  const cut = shown.length > MAX_QUOTE ? shown.slice(0, MAX_QUOTE) : shown;
  const longest = Math.max(0, ...(cut.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = cut.startsWith('`') || cut.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${cut}${pad}${fence}${cut.length < shown.length ? ' …' : ''}`;
}

/** For a table cell: a pipe would end the cell. */
const cell = (text: string): string => text.replace(/\|/g, '\\|');

/** A Markdown table; cells are finished Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** As a block quote of plain text: Markdown in it stays text. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${visible(line).replace(/([\\`*_{}[\]<>#|!])/g, '\\$1')}`)
    .join('\n');
}
