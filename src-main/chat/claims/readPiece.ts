/** All claims of one piece, by kind. What is asked, supposed, or told of another time is no claim. */
import type { ClaimDraft } from '../answerPort.ts';
import { countClaims } from './read/countClaims.ts';
import { dependencyClaims, pathClaims } from './read/dependencyClaims.ts';
import { adviceClaims, causeClaims } from './read/judgedClaims.ts';
import { absentNames, existenceClaims } from './read/nameClaims.ts';
import { logLineClaims, quoteClaims } from './read/quoteClaims.ts';
import { returnCodeClaims, rowReturnCodes, statusClaims } from './read/statusClaims.ts';
import { measureClaims, runClaims, timeClaims } from './read/timeClaims.ts';
import { draft, type Reading, speechOf } from './reading.ts';
import { quotesIn } from './said/quotes.ts';

const SUPPOSED =
  /\b(?:if|would|could(?! not|n't)|might|may|unless|once|when|whether|caso|talvez|quando|quiza|tal vez|cuando|podria|poderia)\b|\bsi (?:¤|el|la|falla|no)\b|\bse (?:¤|o|a|ele|nao)\b[^.]{0,40}?(?:ar|er|ir)\b/;
/** "Before it failed" tells an order, not another day. */
const OF_THE_PAST =
  /\b(?:earlier|previous(?:ly)?|before(?=\s*(?:[.,;:)]|$))|used to|anterior(?:es)?|antes(?! d| que)|anteriormente|yesterday|ontem|ayer)\b|\bbefore,|\b(?:last|past) (?:week|month)\b/;
const ASKS = /\?\s*["”')*]*$|^(?:ask|pergunte|pregunte|do you|voce quer|quiere|would you)\b/;
/** Our own line on when a reading was made. */
const FOOTNOTE = /^_.*_$/;

export function readPiece(reading: Reading): ClaimDraft[] {
  const { piece } = reading;
  if (piece.kind === 'log') return logLineClaims(reading);
  if (piece.kind === 'quote') return quoteClaims(reading, piece.text.trim(), null);
  const { text, plain } = speechOf(reading);
  if (piece.kind === 'row') return [...existenceClaims(reading, plain), ...(reading.isOfThePast ? [] : rowClaims(reading, text, plain))];
  if (ASKS.test(plain.trim()) || FOOTNOTE.test(piece.text)) return [];
  const quotes = quotesIn(piece.text).flatMap(({ text: words, start, end }) => quoteClaims(reading, words, { start, end }));
  const judged = [...causeClaims(reading, plain), ...adviceClaims(reading, plain)];
  const isTold = reading.isOfThePast || reading.index.tellsFault(piece.text) || SUPPOSED.test(plain) || OF_THE_PAST.test(plain);
  const claims = [...(isTold ? [] : factClaims(reading, text, plain)), ...quotes, ...judged, ...existenceClaims(reading, plain)];
  return claims.length > 0 ? claims : otherClaim(reading);
}

const rowClaims = (reading: Reading, text: string, plain: string): ClaimDraft[] => [
  ...statusClaims(reading, text, plain).slice(0, 1),
  ...rowReturnCodes(reading),
];

function factClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  // "The plan has no job called X" is about X: no count of jobs, no status.
  const isAbsence = absentNames(reading, plain).length > 0;
  return [
    ...(isAbsence ? [] : countClaims(reading, text, plain)),
    ...dependencyClaims(reading, plain),
    ...pathClaims(reading, plain),
    ...(isAbsence ? [] : statusClaims(reading, text, plain)),
    ...returnCodeClaims(reading, plain),
    ...timeClaims(reading, plain),
    ...measureClaims(reading, text, plain),
    ...runClaims(reading, plain),
  ];
}

/** A factual sentence without a shape known here: bound to what it cites, never checked by machine. */
function otherClaim(reading: Reading): ClaimDraft[] {
  const cited = reading.index.read.find(({ receipt }) => reading.piece.cited.includes(receipt.label))?.receipt.id ?? null;
  // A heading announces what follows; the statements are there.
  return cited === null || reading.piece.text.trimEnd().endsWith(':')
    ? []
    : [draft(reading, { kind: 'other', subject: reading.topic, claimed: null, receiptId: cited })];
}
