/** Counts an answer claims: "3 jobs failed in the last 4 hours", "nenhum job falhou", "at least 12 jobs cannot run". */
import { timeWindowOf } from '../../answers/asked/timeWindow.ts';
import { isPortuguese } from './language.ts';

export interface SaidCount {
  /** See the vocabulary in contract/chat.ts, without `count:` and without keys. */
  readonly what: string;
  /** An integer, `>=N`, or `N..M`. */
  readonly claimed: string;
  readonly sinceHours: number | null;
  /** The sentence names a start of its window that only the tool call knows exactly. */
  readonly isSince: boolean;
}

/** "Um" and "un" are left out: they are articles more often than numbers. */
// biome-ignore format: one language per line
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(Object.entries({
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10,
  dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10,
  dos: 2, cuatro: 4, siete: 7, ocho: 8, nueve: 9, diez: 10,
}));
const NONE = String.raw`no(?!t)|zero|none of the|nenhum|nenhuma|ningun|ninguna|cero|nao (?:ha|existe|existem|houve)|no (?:hay|hubo)|nao tem`;
const SINGLE = 'a single|only one|just one|um so|apenas um|um unico|un solo|un unico|una sola|uma unica';
const RANGE = String.raw`(?:between|entre)\s{1,9}(?<from>\d{1,6})\s{1,9}(?:and|e|y)\s{1,9}(?<to>\d{1,6})|(?<low>\d{1,6})\s{0,9}(?:-|to|a)\s{0,9}(?<high>\d{1,6})`;
/** "4 of 260", "4 dos 260": the second number is what there is in all. */
const SHARE_OF = String.raw`(?<part>\d{1,6})\s{1,9}(?:of|out of|de|dos|das|de los|de las)\s{1,9}(?:the\s{1,9}|all\s{1,9}|os\s{1,9}|los\s{1,9}){0,4}(?=\d)\d{1,6}`;
const NUMBER = String.raw`(?<![\w.,:#-]|\d\s)(?:(?<least>at least|pelo menos|al menos|no minimo|>=|mais de|more than|mas de)\s{1,9})?(?:${RANGE}|${SHARE_OF}|(?<digits>\d{1,6})|(?<none>${NONE})|(?<single>${SINGLE})|(?<word>${[...NUMBER_WORDS.keys()].join('|')}))`;
const ADJECTIVE = String.raw`(?:\s{1,9}(?:failed|late|critical|other|more|running|waiting|of|the|these|those|outros|mais|dos|das|de|los|las|otros)){0,9}`;
/** Where what is said of a number ends: at a colon, or where another name or number takes over. */
const CLAUSE_END = /[;:]|,?\s(?:and|e|y|but|mas|pero|while|enquanto|mientras)\s{1,3}(?:\w{1,25}\s{1,3}){0,2}(?:¤|\d)|,\s{0,9}(?:¤|\d)/;
const NOUN = String.raw`\s{1,9}(?<noun>job ?streams?|streams?|jobs?|trabajos?|tarefas?|workstations?|agents?|agentes?|estac(?:ao|oes)|estacion(?:es)?|fluxos?|flujos?|reasons?|motivos?)`;
const COUNT = new RegExp(`${NUMBER}(?<adjective>${ADJECTIVE})${NOUN}(?!\\s*¤|\\w)`, 'gu');
/** "Failed: 3", "Falhas: 3": a label and its number. */
const LABELLED = /\b(failed|falharam|falhas|fallaron|fallos|late|atrasados|retrasados)\s{0,9}(?:jobs?)?\s{0,9}[:=]\s{0,9}(\d{1,6})\b/gu;

/** "Nothing failed", with no noun to count. */
const NOTHING_FAILED = /\b(?:nothing|none|nada)\s+(?:(?:has|have|had|ha|tem)\s+)?(?:failed|abended|falhou|falhado|fallo|fallado)\b/;

const FAILED = /\b(?:fail\w*|abend(?:ed|aram|aron|ou)|in error|falh\w*|fall(?:o|aron|ad\w+|a|an)|em erro|com erro|en error|con error|ended badly)\b/;
/** "Fallaron 4 jobs": the verb right before the number. */
const FAILED_BEFORE = /\b(?:falharam|falhou|fallaron|fallo|han fallado|abendaram|failed)\s*$/;
const LATE = /\b(?:late|delayed|overdue|atrasad\w*|retrasad\w*)\b/;
const CRITICAL = /\b(?:critical|critic[oa]s?)\b/;
const BLOCKED_BY =
  /\b(?:cannot (?:run|start)|can't run|block(?:s|ed)?(?: by)?|affect(?:s|ed)|nao pode(?:m)? (?:rodar|iniciar)|bloque\w*|afetad\w*|no pueden? (?:correr|arrancar)|afectad\w*|waits? (?:for|on)|esperam? (?:por|a)?|esperan? (?:por|a)?|wait|depend\w*)\b/;
const BLOCKS_BEFORE = /\b(?:blocks?|holds up|affects?|bloqueia|impede|afeta|bloquea|afecta)\s*$/;
const DIRECT = /\b(?:waits? (?:for|on)|esper(?:am?|an?)|depend\w*|follows?)\b/;
const OTHERS =
  /^\S+(?:\s+\S+){0,2}\s+(?:other|more|outr[oa]s?|mais|otr[oa]s?|further|additional)\b(?=\s+(?:jobs?|trabajos?|tarefas?))|\b(?:jobs?|trabajos?|tarefas?)\s+(?:more|else|mais|adicion\w+|else)\b/;
const PROBLEM = /\b(?:problem\w*|unlinked|offline|down|sem link|sin enlace)\b/;
const STATUS =
  /\b(?:status|state|estado|in|em|en|with|com|con|are|estao|estan)\s+(ABEND|FAIL|ERROR|EXEC|HOLD|HELD|READY|SUCC|SUCCESSFUL|WAITING|RUNNING|CANCELED|BLOCKED|SUPPRESS|SUPPR|STUCK|UNDECIDED|PEND|SUSP)\b/;
const STATUS_WORD: readonly (readonly [RegExp, string])[] = [
  [/\b(?:running|executing|rodando|executando|corriendo|ejecutando|em execucao|en ejecucion)\b/, 'RUNNING'],
  [/\b(?:waiting|esperando|aguardando|em espera|en espera)\b(?! (?:for|por|a)\b)/, 'WAITING'],
  [/\b(?:held|retid\w+|retenid\w+)\b/, 'HELD'],
  [/\b(?:successful(?:ly)?|succeeded|completed|com sucesso|con exito|concluid\w+|completad\w+)\b/, 'SUCCESSFUL'],
  [/\b(?:cancel+ed|cancelad\w+)\b/, 'CANCELED'],
  [/\b(?:ready|pront[oa]s)\b/, 'READY'],
];

/**
 * @param text the sentence with quotes and names blanked (`¤` where a name stood), capitals kept; @param plain its folded form of the same length
 * @param subject the job the sentence speaks of, as `<ref>`, for counts of what it blocks
 */
export function countsSaid(text: string, plain: string, subject: string | null): SaidCount[] {
  const hits = [...plain.matchAll(COUNT)].filter((hit) => isNumber(plain, hit));
  const window = timeWindowOf(plain, 0, 'UTC');
  const isLast = window?.said.kind === 'last';
  const shared = { sinceHours: isLast ? window.hours : null, isSince: (window !== null && !isLast) || /\b(?:since|desde)\b/.test(plain) };
  const counted = hits.flatMap((match, index) => {
    const from = match.index;
    const next = hits[index + 1]?.index ?? plain.length;
    const to = Math.min(next, match[0].length + from + clauseLength(plain.slice(from + match[0].length, next)));
    const before = index === 0 ? 0 : hits[index - 1]!.index + hits[index - 1]![0].length;
    const what = whatOf(match.groups?.['noun'] ?? '', plain.slice(from, to), text.slice(from, to), plain.slice(before, from), plain, subject);
    return what === null ? [] : [{ what, claimed: claimedOf(match), ...shared }];
  });
  const labelled = [...plain.matchAll(LABELLED)].map((match) => ({ what: LATE.test(match[1]!) ? 'late' : 'failed', claimed: match[2]!, ...shared }));
  // Beside a name it is about that name, whose scope is not known here.
  const isNothing = NOTHING_FAILED.test(plain) && !plain.includes('¤') && !counted.some(({ what }) => what === 'failed');
  return [...counted, ...labelled, ...(isNothing ? [{ what: 'failed', claimed: '0', ...shared }] : [])];
}

const clauseLength = (rest: string): number => CLAUSE_END.exec(rest)?.index ?? rest.length;

/** "Dos" is no number in Portuguese; what stands behind `%` or "of its" counts something narrower. */
function isNumber(plain: string, { index, groups }: RegExpMatchArray): boolean {
  const before = plain.slice(Math.max(0, (index ?? 0) - 30), index);
  if (groups?.['word'] === 'dos' && isPortuguese(plain)) return false;
  return !/(?:%|percent|por ?cento|por ?ciento|\d)\s{0,9}(?:of|de|dos|das)?\s{0,9}$|\b(?:of|de|dos|das) (?:its|their|seus|suas|sus)\s*$/.test(before);
}

function claimedOf({ groups }: RegExpMatchArray): string {
  const from = groups?.['from'] ?? groups?.['low'];
  if (from !== undefined) return `${from}..${groups?.['to'] ?? groups?.['high']}`;
  const digits = groups?.['part'] ?? groups?.['digits'];
  const said = groups?.['single'] !== undefined ? 1 : (NUMBER_WORDS.get(groups?.['word'] ?? '') ?? 0);
  const value = groups?.['none'] !== undefined ? 0 : digits !== undefined ? Number(digits) : said;
  const least = groups?.['least'];
  if (least === undefined) return String(value);
  return `>=${/^(?:mais|more|mas)/.test(least) ? value + 1 : value}`;
}

const NEVER_RUNS = /\b(?:will not run at all|nao vao rodar de modo algum|nao vai rodar de modo algum|no correran de ningun modo|no correra de ningun modo)\b/;

/** What jobs are counted by words behind them: "of the jobs ended well". */
export const whatIsCounted = (clause: string, shouted: string, lead: string): string | null => whatOf('jobs', clause, shouted, lead, clause, null);

/** @param clause from the number to the next one; @param lead what stands before it */
function whatOf(noun: string, clause: string, shouted: string, lead: string, whole: string, subject: string | null): string | null {
  if (/^(?:reason|motivo)/.test(noun)) return subject === null ? null : `reasons-of:${subject}`;
  if (/^(?:work|agent|estac|estaci)/.test(noun)) return PROBLEM.test(clause) && !/[;:]/.test(clause) ? 'workstation-problems' : 'workstations';
  const isStream = /stream|fluxo|flujo/.test(noun);
  if (isStream) {
    if (subject !== null && (BLOCKED_BY.test(whole) || BLOCKS_BEFORE.test(lead))) return `streams-blocked-by:${subject}`;
    return FAILED.test(clause) ? 'streams-failed' : 'streams';
  }
  // "No critical job failed", "2 other jobs are late": some of those, and no reading counts them.
  if (OTHERS.test(clause) || (CRITICAL.test(clause) && (FAILED.test(clause) || LATE.test(clause)))) return null;
  const status = STATUS.exec(shouted.replace(/`|\*/g, ''))?.[1] ?? /\b(?:status|estado) (?:de )?([A-Z]{3,10})\b/.exec(shouted)?.[1];
  if (status !== undefined) return status === 'ERROR' ? 'status=ERROR' : `status=${status}`;
  if (subject !== null && BLOCKS_BEFORE.test(lead)) return CRITICAL.test(clause.slice(0, 40)) ? `critical-blocked-by:${subject}` : `blocked-by:${subject}`;
  if (subject !== null && /\b(?:block|cannot|can't|affect|nao pode|bloque|bloqueia|afeta|afect|no puede)/.test(clause) && BLOCKED_BY.test(clause))
    return CRITICAL.test(clause.slice(0, 30)) ? `critical-blocked-by:${subject}` : `blocked-by:${subject}`;
  if (subject !== null && NEVER_RUNS.test(clause)) return `suppressed-by:${subject}`;
  // "In 2 job streams cannot run": the verb stands behind the second number.
  if (subject !== null && /\b(?:cannot run|nao podem? rodar|no pueden? correr|cannot start)\b/.test(whole)) return `blocked-by:${subject}`;
  if (subject !== null && DIRECT.test(clause)) return `successors-of:${subject}`;
  if (FAILED.test(clause) || FAILED_BEFORE.test(lead)) return 'failed';
  if (LATE.test(clause)) return 'late';
  if (CRITICAL.test(clause)) return 'critical';
  const word = STATUS_WORD.map(([pattern, name]) => ({ name, at: clause.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]?.name;
  if (word !== undefined) return `status=${word}`;
  return /\b(?:plan|plano|total)\b/.test(`${lead} ${clause}`) ? 'jobs' : null;
}
