/** Untrusted text (job logs, names, memories) made harmless to read: what hides or reorders is shown, what formats is quoted. */
import { asCodePoint, withUnseenShown } from '../../../../src-preload/shared/unseen.ts';

/** What would read as a citation of ours: only an answer itself may point to its receipts. */
const CITATION_OPENS = /\[(?=\s*[rR]\d{1,3}\s*[\],;])/g;

/** One line; each character that cannot be seen becomes `⟨U+202E⟩`, and the bracket that opens a false citation `⟨U+005B⟩`. */
export function visible(text: string): string {
  return withUnseenShown(text.replace(/[\t\n]/g, ' ')).replace(CITATION_OPENS, asCodePoint);
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
