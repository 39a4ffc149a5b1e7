/** A log or a message of the scheduler put into the question: its lines, without the words that ask about it. Pure. */
import { messageIn } from '../lore/messageIds.ts';
import { folded } from '../folded.ts';

/** Words of a person about what follows or went before. */
const ASKS =
  /\?\s*$|^(?:what|why|how|can you|please|explain|help|o que|por ?que|pq|como|me |explica|explique|ajuda|que |porque|ayuda|analisa|analise|analiza|look at|olha|mira|ve ai|hi|ola|hola|hey|got this|saiu isso|me salio|apareceu|deu isso|sale esto|this (?:log|error|message)|(?:log|job|error|erro) (?:says|diz|dice))/;
const LOG_LINE =
  /^\s*(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|\d\d\/\d\d\/\d{2,4}|\[|={3,}|= |\+\+|[A-Z]{3,4}-\d{4,5}|AWS[A-Z]{3}\d{3}|[A-Z]{3,4}\d{3,5}[A-Z]?\b|[\w./-]{2,60}: |(?:error|fatal|warn(?:ing)?|info|severe|caused by|at [\w$.]+\())/i;
/** An answer of a whole page is read by its end, where jobs say why they ended. */
const MOST_LINES = 400;

/** null: no log, but a question. */
export function pastedIn(text: string): string[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
  const told = lines.filter((line) => !ASKS.test(folded(line.slice(0, 300))) || isMessage(line));
  if (lines.length === 1) return isMessage(text) && !ASKS.test(folded(text.slice(0, 300))) ? told : null;
  const isLog = told.some((line) => LOG_LINE.test(line) || isMessage(line));
  return isLog ? told.slice(-MOST_LINES) : null;
}

/** A code with what it says: `ORA-01653: unable to extend table ...`, not the code alone. */
function isMessage(line: string): boolean {
  const message = messageIn(line);
  return message !== null && /\d/.test(message.id) && line.length > message.id.length + 12 && line.trim().startsWith(message.id);
}

/** The words around the log, which say in which language a person speaks. */
export function wordsAround(text: string, pasted: readonly string[]): string {
  const told = new Set(pasted);
  return text
    .split(/\r?\n/)
    .filter((line) => !told.has(line.trimEnd()))
    .join('\n');
}
