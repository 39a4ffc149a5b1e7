/** Quoted text in a sentence: what an answer claims to stand word for word in a log. */
import { messageIn } from '../../answers/lore/messageIds.ts';
import { namesIn } from '../../../truth/text/names.ts';
import { codeSpansIn } from '../../../truth/text/codeSpans.ts';

export interface Quote {
  /** Offsets in the piece, with the quote marks. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MARKED = /“([^“”]{3,400})”|"([^"]{3,400})"|«([^«»]{3,400})»/g;
const SPEAKS_OF_LOG = /\b(?:log|says?|said|reads|message|line|diz|dizia|mensagem|linha|dice|decia|mensaje|linea|error|erro)\b/i;
const COMMAND = /^(?:conman|composer|planman|rr|rerun|cancel)\b|^\/[a-z]+(?=\s|$)/i;
/** Something to be typed, not something that was written: that it stands in a log makes it no better. A tool's own complaint has a colon (`rm: cannot ...`). */
const TYPED =
  /^(?:[#$>]\s+)?(?:sudo\s+)?(?:conman|composer|planman|jnextplan|optman|stageman|rm|rmdir|del|mv|dd|chmod|chown|kill|pkill|curl|wget|iwr|powershell|pwsh|cmd|ssh|scp|nc|eval|exec|bash|sh|python3?|perl|systemctl|service|shutdown|reboot|mkfs|crontab|sqlplus|db2|useradd|passwd|net|reg|sc)(?:\.exe)?\s+\S/i;

/** Code spans that hold a command. */
export const hasCommand = (text: string): boolean => codeSpansIn(text).some(({ inner }) => TYPED.test(inner.trim()));

/** Code spans and quotation marks that hold log text; names, commands and single words of ours are no quotes. */
export function quotesIn(text: string): Quote[] {
  const spans = codeSpansIn(text).flatMap((span) => asQuote(span, span.inner, 'code'));
  const isInSpan = (at: number) => spans.some(({ start, end }) => at >= start && at < end);
  const speaksOfLog = SPEAKS_OF_LOG.test(text);
  const marked = [...text.matchAll(MARKED)].flatMap((match) =>
    isInSpan(match.index)
      ? []
      : asQuote({ start: match.index, end: match.index + match[0].length }, match[1] ?? match[2] ?? match[3] ?? '', speaksOfLog ? 'code' : 'marks'),
  );
  return [...spans, ...marked].sort((a, b) => a.start - b.start);
}

function asQuote({ start, end }: Pick<Quote, 'start' | 'end'>, inner: string, manner: 'code' | 'marks'): Quote[] {
  const text = inner.trim();
  const message = messageIn(text);
  const hasId = message !== null && /\d/.test(message.id);
  if (COMMAND.test(text) || TYPED.test(text) || text.endsWith('?')) return [];
  // One word is a name or a term, unless it is a message id standing with its text.
  if (!/\s/.test(text)) return [];
  if (manner === 'marks' && !hasId) return [];
  const names = namesIn(text);
  if (names.length === 1 && names[0]!.text === text) return [];
  return [{ start, end, text }];
}
