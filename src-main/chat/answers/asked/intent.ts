/** What a question asks for: language, intent, subject and window. Pure; the first rule that fits wins. */
import { commandIntent } from './commands.ts';
import { folded } from '../folded.ts';
import { RULES } from './rules/intentRules.ts';
import { completed } from './completed.ts';
import { type Language, languageOf } from './language.ts';
import { type NameHit, nameAfter, namesIn } from '../../../truth/text/names.ts';
import { asTyped, type PrintedRow, printedRow } from '../named/spelled.ts';
import { partsOf, withNameFor } from './parts.ts';
import { pastedIn, wordsAround } from './pasted.ts';
import type { Intent, Question } from './question.ts';
import { mended } from './typos.ts';
import type { Sentence } from './rules/rule.ts';
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

/** @param nowMs the engine's clock: "the last 4 hours" are the scheduler's hours. @param spoken the language of the conversation so far */
export function readQuestion(question: string, clock: Clock, spoken?: Language): Question {
  const text = question.trim();
  const windowOf = (plain: string) => timeWindowOf(plain, clock.nowMs, zoneOf(clock.timeZone));
  const command = COMMAND.exec(text);
  const commanded = command === null ? null : commandIntent(command[1]!.toLowerCase(), command[2]!.trim(), windowOf);
  if (commanded !== null) return { text, language: languageOf(command![2]!, spoken), isCommand: true, intent: commanded };
  const pasted = pastedIn(text);
  const read = { text, language: languageOf(pasted === null ? text : wordsAround(text, pasted), spoken), isCommand: false };
  const typed = asTyped(text);
  const row = printedRow(typed);
  if (row !== null) return { ...read, intent: intentOfRow(row) };
  if (pasted !== null) return { ...read, intent: { kind: 'pasted', lines: pasted, name: namesIn(typed).find(({ shape }) => shape === 'full')?.text ?? null } };
  const greeting = GREETING.exec(folded(typed));
  const rest = greeting === null ? typed : typed.slice(Math.min(typed.length, greeting[0].length));
  if (greeting !== null && folded(rest).replace(/\W/g, '') === '') return { ...read, intent: { kind: 'greeting' } };
  return { ...read, intent: intentOf(rest, windowOf) };
}

interface Clock {
  readonly nowMs: number;
  readonly timeZone: string | null;
}
type WindowOf = (plain: string) => TimeWindow | null;

/** A row of `sj` shows a status: what a person asks with it is how the job came to it. */
function intentOfRow({ name, status }: PrintedRow): Intent {
  if (/^(?:ABEND|FAIL|ERROR)$/.test(status)) return { kind: 'wrong-with', name };
  return /^(?:HOLD|READY|ADD|WAIT|PEND|FENCE)$/.test(status) ? { kind: 'why', name, hint: 'waiting' } : { kind: 'job-status', name };
}

function intentOf(text: string, windowOf: WindowOf): Intent {
  const parts = partsOf(text);
  if (parts.length > 1) {
    const several = intentOfParts(parts, windowOf);
    if (several !== null) return several;
  }
  return intentOfOne(text, windowOf);
}

function intentOfOne(text: string, windowOf: WindowOf): Intent {
  const sentence = sentenceOf(text, windowOf);
  const intent = byRules(sentence);
  const plain = intent.kind === 'unknown' || intent.kind === 'vague' ? mended(sentence.plain) : sentence.plain;
  return plain === sentence.plain ? intent : byRules({ ...sentence, plain });
}

/** Each part has to be understood by itself; otherwise the whole is one question. */
function intentOfParts(parts: readonly string[], windowOf: WindowOf): Intent | null {
  const name = namesIn(parts[0]!)[0]?.text ?? null;
  const intents = parts.map((part, index) => {
    const intent = intentOfOne(index === 0 || name === null ? part : withNameFor(part, name), windowOf);
    return name === null ? intent : (completed(intent, name) ?? intent);
  });
  if (intents.some(({ kind }) => NO_PART.has(kind))) return null;
  const different = intents.filter((intent, index) => intents.findIndex((other) => JSON.stringify(other) === JSON.stringify(intent)) === index);
  return different.length > 1 ? { kind: 'several', parts: different } : different[0]!;
}

const NO_PART: ReadonlySet<Intent['kind']> = new Set(['unknown', 'vague', 'greeting', 'thanks', 'help', 'which-job', 'refusal', 'several']);

function byRules(sentence: Sentence): Intent {
  for (const rule of RULES) {
    const intent = rule(sentence);
    if (intent !== null) return intent;
  }
  return { kind: 'unknown' };
}

/** The sentence with its names taken out (shown as `¤`), so that a job called `FAIL_CHECK` does not read as a failure. */
function sentenceOf(text: string, windowOf: WindowOf): Sentence {
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
