/** CSV that every reader takes alike and no spreadsheet executes. */
import { UNSEEN_CLASS } from '../../src-preload/shared/unseen.ts';

/** One record with its line end, as RFC 4180 writes it. Text stays as it is; anything else is given as JSON, nothing as an empty cell. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** A spreadsheet runs what begins so, also behind blanks or what nobody sees, and in full width (OWASP, CSV injection): an apostrophe makes it text. */
const FORMULA = new RegExp(String.raw`^[\s${UNSEEN_CLASS}]*[=+\-@\t\r＝＋－＠]`, 'u');

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  // A number may be negative: it is ours, and not text that others wrote.
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
