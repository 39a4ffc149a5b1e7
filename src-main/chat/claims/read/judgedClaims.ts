/** Causes and advice: bound to what they name or cite, judged rather than compared. */
import type { ClaimDraft } from '../../answerPort.ts';
import { folded } from '../../answers/folded.ts';
import { messageIn } from '../../answers/lore/messageIds.ts';
import { bind } from '../binding.ts';
import { draft, isPronounced, type Reading } from '../reading.ts';
import { hasCommand, quotesIn } from '../said/quotes.ts';

const CAUSE =
  /\b(?:because|due to|caused by|root cause|the cause|the reason|owing to|resulted from|porque|devido a|devido ao|por causa d[aeo]|causad[oa] por|a causa|o motivo|debido a|debido al|a causa de|por culpa de|la causa|el motivo)\b|\b(?:means|significa)\s*:/;
const ADVICE =
  /\b(?:should|recommend\w*|suggest\w*|you can|please|consider|try to|deve(?:ria)?|recomend\w*|sugiro|sugere|convem|debe(?:ria)?|conviene|sugiero)\b|^(?:check|verify|rerun|restart|run|issue|type|use|ask|have|contact|extend|free|add|look|read|hand|fix|find|verifi\w+|verificar|reexecut\w+|execut[ea]|rode|use|pedir|acionar|corrigir|ler|encaminhar|liberar|localizar|consultar|revis\w+|reejecut\w+|ejecut[ea]|corregir|leer|pasar|averiguar|comprobar|hacer|buscar|avisar)\b/;
/** A command of the scheduler's own programs in code or quotes: whoever reads it may type it. */
const COMMAND =
  /[`"“]\s*(?:(?:conman|composer|planman|optman|stageman|jnextplan|resetplan|switchplan)\b|[a-z]{2,10}\s+[\w/@-]+#)|\b(?:conman|composer|planman|optman)\s+[a-z]{1,15}\s+\S*[#@;=]/i;

/** A file a script calls, as causes name it; keys of jobs are no files. */
const FILE = /(?<![\w#/.])\/[a-z][\w.-]*(?:\/[\w.-]+)*\/[\w.-]*\w(?!#)/g;

/** Bound only when a receipt holds something the sentence, or its paragraph, names: a message id, a quoted line, a file. */
function supportOf(reading: Reading): ClaimDraft['receiptId'] {
  const { index, piece, nearby } = reading;
  const message = messageIn(nearby)?.id;
  const quotes = quotesIn(nearby).map(({ text }) => text);
  const holds = (text: string) => bind(index, piece.cited, ({ result }) => folded(JSON.stringify(result)).includes(folded(JSON.stringify(text).slice(1, -1))));
  for (const evidence of [message, ...quotes, ...(piece.text.match(FILE) ?? [])]) {
    const bound = evidence === undefined ? null : holds(evidence);
    if (bound !== null) return bound;
  }
  return null;
}

export function causeClaims(reading: Reading, plain: string): ClaimDraft[] {
  if (!CAUSE.test(plain)) return [];
  const { names, topic, piece } = reading;
  const named = names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? names[0]?.reference;
  const subject = named ?? (isPronounced(plain) ? topic : null) ?? topic;
  return [draft(reading, { kind: 'cause', subject, claimed: piece.text.trim(), receiptId: supportOf(reading) })];
}

/** Advice is bound to what it cites: it is not true or false, but it may stand on nothing. */
export function adviceClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { index, piece, topic } = reading;
  const isCommand = COMMAND.test(piece.text) || hasCommand(piece.text);
  if (!isCommand && (!ADVICE.test(plain.trim()) || CAUSE.test(plain) || plain.trimEnd().endsWith(':'))) return [];
  const cited = index.read.find(({ receipt }) => piece.cited.includes(receipt.label))?.receipt.id;
  return [draft(reading, { kind: 'advice', subject: topic, claimed: piece.text.trim(), receiptId: supportOf(reading) ?? cited ?? null })];
}
