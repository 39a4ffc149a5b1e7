/** What a question asks for: language, intent, subject and window. Pure; the first rule that fits wins. */
import { commandIntent } from './commands.ts';
import { folded } from '../folded.ts';
import { RULES } from './intentRules.ts';
import { languageOf } from './language.ts';
import { type NameHit, nameAfter, namesIn } from '../../../truth/text/names.ts';
import type { Intent, Question } from './question.ts';
import type { Sentence } from './rule.ts';
import { type TimeWindow, timeWindowOf } from './timeWindow.ts';
import { zoneOf } from '../../../../src-preload/shared/zone.ts';

const GREETING =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|ola|oi|opa|e ai|bom dia|boa (?:tarde|noite)|hola|buen[oa]s?(?: dias| tardes| noches)?)(?: (?:there|resync|all|everyone|pessoal|gente|equipe|equipo|a todos|team))?(?![a-z])\s*[!.,]*\s*/;
const COMMAND = /^\/([a-z]+)\b\s*(.*)$/is;

/** What a conversation, a definition or a follow-up may be: only these can be answered without reading anything. */
const NEEDS_NO_READING: ReadonlySet<Intent['kind']> = new Set([
  'which-job',
  'definition',
  'greeting',
  'thanks',
  'vague',
  'help',
  'unknown',
  'watches',
  'unwatch',
]);

/** Whether an answer that read nothing can only be invented. */
export const needsReading = ({ kind }: Intent): boolean => !NEEDS_NO_READING.has(kind);

/** @param nowMs the engine's clock: "the last 4 hours" are the scheduler's hours. */
export function readQuestion(question: string, clock: { readonly nowMs: number; readonly timeZone: string | null }): Question {
  const text = question.trim();
  const windowOf = (plain: string) => timeWindowOf(plain, clock.nowMs, zoneOf(clock.timeZone));
  const command = COMMAND.exec(text);
  const commanded = command === null ? null : commandIntent(command[1]!.toLowerCase(), command[2]!.trim(), windowOf);
  if (commanded !== null) return { text, language: languageOf(command![2]!), isCommand: true, intent: commanded };
  const read = { text, language: languageOf(text), isCommand: false };
  const greeting = GREETING.exec(folded(text));
  const rest = greeting === null ? text : text.slice(Math.min(text.length, greeting[0].length));
  if (greeting !== null && folded(rest).replace(/\W/g, '') === '') return { ...read, intent: { kind: 'greeting' } };
  return { ...read, intent: intentOf(sentenceOf(greeting === null ? text : rest, windowOf)) };
}

function intentOf(sentence: Sentence): Intent {
  for (const rule of RULES) {
    const intent = rule(sentence);
    if (intent !== null) return intent;
  }
  return { kind: 'unknown' };
}

/** The sentence with its names taken out (shown as `¤`), so that a job called `FAIL_CHECK` does not read as a failure. */
function sentenceOf(text: string, windowOf: (plain: string) => TimeWindow | null): Sentence {
  const afterStream = nameAfter(text, 'stream');
  const afterWorkstation = nameAfter(text, 'workstation');
  const hits = withNounNames(text, [nameAfter(text, 'job'), afterStream, afterWorkstation]);
  let plain = '';
  let at = 0;
  for (const hit of hits) {
    plain += `${text.slice(at, hit.start)} ¤ `;
    at = hit.end;
  }
  plain = folded(plain + text.slice(at));
  const isAmong = (hit: NameHit | null) => (hit !== null && hits.some(({ start }) => start === hit.start) ? hit.text : null);
  return {
    plain,
    names: hits.map((hit) => hit.text),
    stream: isAmong(afterStream),
    workstation: isAmong(afterWorkstation),
    window: windowOf(plain),
    raw: text,
  };
}

/** A plain lower-case word after "job" counts as a name only when it is no word of the three languages' questions. */
function withNounNames(text: string, candidates: readonly (NameHit | null)[]): NameHit[] {
  const certain = namesIn(text);
  const isShouted = !/[a-z]/.test(text);
  const overlaps = (hit: NameHit) => certain.some(({ start, end }) => hit.start < end && start < hit.end);
  const added = candidates.flatMap((hit) => (hit !== null && !overlaps(hit) && isNameLike(hit.text, isShouted) ? [hit] : []));
  const unique = added.filter((hit, index) => added.findIndex(({ start }) => start === hit.start) === index);
  return [...certain, ...unique].sort((a, b) => a.start - b.start);
}

/** In a sentence without lower case, capitals say nothing. */
const isNameLike = (word: string, isShouted: boolean) =>
  /[\d_#@]/.test(word) || (!isShouted && /^[A-Z][A-Z-]+$/.test(word) && namesIn(`x ${word}`).length === 1);
