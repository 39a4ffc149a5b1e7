/** One piece of an answer with what is known around it, as the readers of claims see it. */

import type { ClaimDraft } from '../answerPort.ts';
import { namesIn } from '../../truth/text/names.ts';
import { codeSpansIn } from '../../truth/text/codeSpans.ts';
import type { EvidenceIndex } from './evidenceIndex.ts';
import { blanked, flat } from '../../truth/text/flat.ts';
import { quotesIn } from './said/quotes.ts';
import type { Piece } from '../../truth/text/sentences.ts';

export interface PieceName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly reference: string;
  /** The word is a name beyond doubt, or stands in a receipt. */
  readonly isCertain: boolean;
}
export interface Reading {
  readonly answer: string;
  readonly question: string;
  readonly index: EvidenceIndex;
  readonly piece: Piece;
  readonly names: readonly PieceName[];
  /** The job spoken of before, for "it". */
  readonly topic: string | null;
  /** It stands on records of the past alone: what they say is no status of now. */
  readonly isOfThePast: boolean;
  /** The paragraph so far. */
  readonly nearby: string;
}

/** Quoted log text and emphasis marks blanked: `**ORA-01653**` is no name with wildcards. */
const spoken = (text: string, index: EvidenceIndex): string => blanked(text, [...quotesIn(text), ...wholeLinesIn(text, index)]).replace(/\*/g, ' ');

/** Code spans that are a line of a log from its beginning, whatever it looks like: names in it are its writer's. */
function wholeLinesIn(text: string, index: EvidenceIndex): { start: number; end: number }[] {
  const lines = index.logLines();
  if (lines.length === 0) return [];
  return codeSpansIn(text).flatMap(({ start, end, inner: code }) => {
    const inner = code.trim();
    const isLine = lines.some(({ shown }) => shown === inner || (inner.length >= LONG_LINE && shown.startsWith(inner)));
    return isLine && index.matches(inner).length === 0 ? [{ start, end }] : [];
  });
}

/** Long enough to be a line that was cut, and no name that a line begins with. */
const LONG_LINE = 100;

/** Names in claim position: not inside quoted log text. A plain word counts only when a receipt knows it. */
export function namesInPiece(piece: Piece, index: EvidenceIndex): PieceName[] {
  return namesIn(spoken(piece.text, index)).flatMap((hit) => {
    const isKnown = index.matches(hit.text).length > 0;
    return isKnown || hit.isCertain
      ? [{ text: hit.text, start: hit.start, end: hit.end, reference: index.reference(hit.text), isCertain: isKnown || hit.isCertain }]
      : [];
  });
}

/** The piece without quotes and names (`¤` in place of each name), and its folded form of the same length. */
export function speechOf({ piece, names }: Reading): { text: string; plain: string } {
  let text = blanked(piece.text, quotesIn(piece.text));
  for (const { start, end } of names) text = `${text.slice(0, start)}${'¤'.padEnd(end - start)}${text.slice(end)}`;
  return { text, plain: flat(text) };
}

export function draft(
  reading: Reading,
  claim: Pick<ClaimDraft, 'kind' | 'subject' | 'claimed' | 'receiptId'>,
  span: { readonly start: number; readonly end: number } | null = null,
): ClaimDraft {
  const start = reading.piece.start + (span?.start ?? 0);
  const end = span === null ? reading.piece.end : reading.piece.start + span.end;
  return { ...claim, text: reading.answer.slice(start, end), start, end };
}

export const refOf = (reference: string): string => reference.replace(/^\w+:/, '');

/** The sentence begins with a word that stands for the job spoken of before. */
export const isPronounced = (plain: string): boolean =>
  /^\s*[*_]*(?:it|its|ele|ela|seu|sua|su|this job|o job|el job|el trabajo|esta|the job|the last run|a ultima|la ultima|rodou|corrio|the log|o log|el log)\b/.test(
    plain,
  );
