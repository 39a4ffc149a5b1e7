/** Words an answer quotes out of a log. */
import type { ClaimDraft } from '../../answerPort.ts';
import { folded } from '../../answers/folded.ts';
import { messageIn } from '../../answers/lore/messageIds.ts';
import { visible } from '../../answers/said/visible.ts';
import { draft, type Reading } from '../reading.ts';

/** Lines of a log block: only those that carry a message are worth checking. */
export function logLineClaims(reading: Reading): ClaimDraft[] {
  const line = reading.piece.text.replace(/^\s*\d+[:\s]\s*/, '').trim();
  return messageIn(line) === null ? [] : quoteClaims(reading, line, null);
}

const squeezed = (text: string) => visible(text).replace(/\s+/g, ' ').trim();

export function quoteClaims(reading: Reading, said: string, span: { readonly start: number; readonly end: number } | null): ClaimDraft[] {
  const shown = squeezed(said).replace(/ ?…$/, '');
  if (shown.length < 4) return [];
  const lines = reading.index.logLines();
  const able = linesSpokenOf(reading, lines);
  const holding = able.filter((line) => squeezed(line.raw).includes(shown));
  const line = holding.find(({ receipt }) => reading.piece.cited.includes(receipt.label)) ?? holding[0];
  // A text that stands in another receipt (a prompt, a reason) is no log quote.
  if (line === undefined && able === lines && folded(reading.index.text).includes(folded(JSON.stringify(said).slice(1, -1)))) return [];
  // With hidden characters made visible the answer differs from the log: what is checked is the log's own line then.
  const claimed =
    line === undefined || line.raw.includes(said) || said !== visible(said) || squeezed(line.raw) === line.raw.replace(/\s+/g, ' ').trim() ? said : line.raw;
  const onlyLog = [...new Set(able.map(({ jobKey }) => jobKey))];
  const jobKey = line?.jobKey ?? (onlyLog.length === 1 ? onlyLog[0] : undefined);
  const receiptId = line?.receipt.id ?? (jobKey === undefined ? null : (able.find((one) => one.jobKey === jobKey)?.receipt.id ?? null));
  return [draft(reading, { kind: 'quote', subject: jobKey === undefined ? null : `log:${jobKey}`, claimed, receiptId }, span)];
}

type Lines = ReturnType<Reading['index']['logLines']>;

/** "The log of LOAD_DWH says": only that job's log can hold it; else any log of the turn. */
function linesSpokenOf({ names }: Reading, lines: Lines): Lines {
  const jobs = names.filter(({ reference }) => reference.startsWith('job:'));
  const [job] = jobs;
  if (job === undefined || jobs.length > 1) return lines;
  const own = lines.filter(({ jobKey }) => `job:${jobKey}` === job.reference);
  return own.length > 0 ? own : lines;
}
