/** Statuses and return codes an answer gives, of the job as it is or of one of its runs. */
import type { ClaimDraft } from '../../answerPort.ts';
import { bind, bindStatus, holdsReturnCode, holdsRuns, holdsThing } from '../binding.ts';
import { flat } from '../../../truth/text/flat.ts';
import { draft, isPronounced, type Reading } from '../reading.ts';
import { runSaidBefore } from '../said/runsSaid.ts';
import { statusesSaid } from '../said/statusSaid.ts';
import { cellsOf } from '../../../truth/text/sentences.ts';

const RETURN_CODE =
  /\b(?:rc|return code|exit (?:code|status)|codigo de (?:retorno|saida|salida))(?:\s{1,4}(?:of|for|de|do|da|del)\s{1,4}(?:(?:the|o|a|el|la)\s{1,4})?(?:(?:job|trabajo)\s{1,4})?¤\s{0,400})?\s{0,4}(?:=|:|de|of|was|is|foi|fue|era|e|es)?\s{0,4}(-?\d{1,5})\b/g;
const CONDITION = /\b(?:success condition|condicao de sucesso|condicion de exito|convention|convencao|convencion)\b/;
const RC_COLUMN = /^(?:rc|return code|exit code|code|codigo(?: de (?:retorno|saida|salida))?|c\. ?ret)$/;

export function statusClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  const { names, piece, index, topic } = reading;
  const said = statusesSaid(text, plain);
  // "It is running on AGT_1": the job spoken of before stands at the beginning.
  const spokenOf =
    isPronounced(plain) && topic !== null && !names.some(({ reference }) => reference.startsWith('job:')) ? [{ reference: topic, start: 0, end: 0 }] : [];
  const anchors = [...spokenOf, ...names];
  return anchors.flatMap(({ reference, start, end }, position) => {
    const next = anchors[position + 1]?.start ?? plain.length;
    // "LOAD_DWH and EXTRACT failed": the word behind the last name holds for those joined to it.
    const isJoined = /^[\s`*]*(?:,|and|e|y|&|or|nor)[\s`*]*$/.test(plain.slice(end, next));
    const until = isJoined ? plain.length : next;
    const since = anchors[position - 1]?.end ?? 0;
    const leading = leadingStatus(said, plain, since, start);
    // Counts speak of numbers of jobs, not of the job whose name stands in the sentence.
    const behind = said.find((one) => one.at >= end && one.at < until && !isLeading(said, one, plain, anchors[position + 1]?.start));
    const found = leading ?? behind;
    if (found === undefined || isAboutCount(plain, found.at) || (reference.startsWith('name:') && piece.kind === 'row')) return [];
    if (reference.startsWith('workstation:') !== ['LINKED', 'UNLINKED'].includes(found.word)) return [];
    const run = runSaidBefore(plain, found.at);
    if (run === 'other') return [];
    const claimed = `${found.isNegated ? 'not ' : ''}${found.word}`;
    if (run !== null) {
      return [draft(reading, { kind: 'status', subject: `${reference};run=${run}`, claimed, receiptId: bind(index, piece.cited, holdsRuns(reference)) })];
    }
    return [draft(reading, { kind: 'status', subject: reference, claimed, receiptId: bindStatus(index, piece.cited, reference) })];
  });
}

type Said = ReturnType<typeof statusesSaid>;
/** "Falló LOAD_DWH": the verb right before the name. */
const leadingStatus = (said: Said, plain: string, since: number, start: number) =>
  said.find(({ at }) => at >= since && at < start && /^\w+[\s`*]{0,9}(?:el |o |a |the )?(?:job |trabajo )?[\s`*]{0,9}$/.test(plain.slice(at, start)));
/** "Blocked by A, among them the critical job B", "A ended; failed B": the word is said of the name behind it, unless a verb joins it to the one before. */
const isLeading = (said: Said, one: Said[number], plain: string, nextStart: number | undefined): boolean =>
  nextStart !== undefined &&
  !/\b(?:is|are|was|esta|estao|estan|es|foi|fue)\s+(?:(?:in|em|en|not|nao|no)\s+)*$/.test(plain.slice(0, one.at)) &&
  leadingStatus(said, plain, one.at, nextStart) === one;
const isAboutCount = (plain: string, at: number): boolean =>
  /(?:\d|\bno|\bnenhum|\bningun)\s{1,9}(?:\w{1,40}\s{1,9})?(?:jobs?|trabajos?|streams?)[^,;]{0,20}$/.test(plain.slice(0, at));

export function returnCodeClaims(reading: Reading, plain: string): ClaimDraft[] {
  if (CONDITION.test(plain)) return [];
  return [...plain.matchAll(RETURN_CODE)].flatMap((match) => {
    const end = match.index + match[0].length;
    const jobs = reading.names.filter(({ reference }) => reference.startsWith('job:') || reference.startsWith('name:'));
    const subject = (jobs.findLast(({ start }) => start < end) ?? jobs[0])?.reference ?? reading.topic;
    return subject === null ? [] : returnCodeClaim(reading, subject, runSaidBefore(plain, end), match[1]!);
  });
}

function returnCodeClaim(reading: Reading, reference: string, run: string | null, claimed: string): ClaimDraft[] {
  if (run === 'other') return [];
  const { index, piece } = reading;
  const subject = run === null ? reference : `${reference};run=${run}`;
  const receiptId = bind(index, piece.cited, run === null ? holdsReturnCode(reference) : holdsRuns(reference));
  return [draft(reading, { kind: 'return-code', subject, claimed, receiptId })];
}

/** A row of a table with a column of return codes. */
export function rowReturnCodes(reading: Reading): ClaimDraft[] {
  const { piece, names, index } = reading;
  const column = piece.columns.findIndex((heading) => RC_COLUMN.test(flat(heading).replace(/[*_`]/g, '').trim()));
  const code = column < 0 ? undefined : /^[*_`]*(-?\d{1,5})[*_`]*$/.exec(cellsOf(piece.text)[column] ?? '')?.[1];
  const reference = names.find((name) => name.reference.startsWith('job:'))?.reference;
  if (code === undefined || reference === undefined || !index.read.some(holdsThing(reference))) return [];
  return returnCodeClaim(reading, reference, null, code);
}
