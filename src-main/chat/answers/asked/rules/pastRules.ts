/** Rules for questions about the recorded past and about watching. All texts are folded; `¤` stands for a name. */

import type { Grouping, Intent, Scope, WatchEvent } from '../question.ts';
import type { Sentence } from './rule.ts';

const WHY_NAMED = /\b(?:why|por ?que|porque|what happened (?:to|with)|o que (?:houve|aconteceu) com|que (?:paso|ocurrio|le paso) (?:con|a))\b/;
const HANDOVER =
  /\b(?:hand-?over|passagem de (?:turno|servico)|troca de turno|relevo|cambio de turno|shift (?:report|change)|while i was (?:away|gone)|since i left|(?:tak(?:e|es|ing)|took) over(?: the)?(?: \w+)? ?shift|(?:start|begin|com)\w* (?:on |in )?(?:my |the |on )?shift|brief me|briefing|catch me up|bring me up to (?:speed|date)|what did i miss|(?:assum|peg|entr|comec|recebe?)\w* (?:o |no |de |meu )?turno|(?:tom|recib|empiez|empez|entr|comienz)\w* (?:el |al |de |mi )?turno|me (?:atualiz\w+|poe a par|coloca a par)|pon(?:me|game) al (?:dia|tanto)|o que (?:eu )?perdi|que me perdi|resum\w+ d[oe]l? turno)\b/;
const HISTORY =
  /\b(?:history|historico|historial|past runs|previous runs|execucoes anteriores|ejecuciones anteriores|ultimas (?:execucoes|ejecuciones)|last (?:\d+ )?runs|how long does .{0,60} (?:usually )?(?:take|run)|quanto tempo (?:costuma|leva|demora)|cuanto (?:suele )?(?:tarda|demora))\b/;
const PATTERN =
  /\b(?:patterns?|trends?|padrao|padroes|tendencias?|patron(?:es)?|how often|com que frequencia|con que frecuencia|always fails?|sempre falha\w*|siempre falla\w*|keeps? failing)\b/;
const CHANGES =
  /\b(?:what (?:has |have |was )?changed|what (?:has )?happened|changes since|o que (?:mudou|aconteceu|ocorreu|houve)|mudancas|que (?:cambio|ha cambiado|paso|ocurrio|sucedio|ha pasado)|cambios desde)\b/;
const POLITE = String.raw`(?:(?:please|por favor|pode|puedes?|can you|could you|me|voce pode|quero que|quiero que)\s{1,4}){0,5}`;
const WATCH = new RegExp(
  String.raw`^${POLITE}(?:watch|monitor|notify|alert|tell me (?:when|if)|let me know|warn me|avise|avisa|avisar|avisame|notifi\w+|monitor\w+|vigi\w+|acompanh\w+|fique de olho|alert(?:e|a|ame))\b`,
);
const UNWATCH =
  /\b(?:unwatch|stop (?:watching|monitoring)|no longer watch|pare de (?:vigiar|monitorar|avisar|acompanhar)|deja de (?:vigilar|monitorear|avisar)|nao (?:vigie|avise) mais)\b/;
const WATCHES =
  /\b(?:what (?:do you|are you|is being) watch\w*|which (?:jobs )?(?:are|is) (?:being )?watched|(?:list|show) (?:my |the )?watch\w*|o que (?:voce )?(?:esta )?(?:vigia|vigiando|monitorando)|que (?:esta[s]? )?(?:vigilas|vigilando|vigila)|quais (?:vigilancias|jobs (?:sao|estao) vigiad\w+)|vigilancias)\b/;

const BY: readonly (readonly [RegExp, Grouping])[] = [
  [/\b(?:hours?|time of (?:the )?day|horas?|horario)\b/, 'hour'],
  [/\b(?:week ?days?|days? of (?:the )?week|dias? da semana|dias? de la semana)\b/, 'weekday'],
  [/\b(?:workstations?|agents?|agentes?|estac(?:ao|oes)|estacion(?:es)?|maquinas?)\b/, 'workstation'],
  [/\b(?:return codes?|rcs?|codigos? de retorno)\b/, 'return-code'],
];
const EVENTS: readonly (readonly [RegExp, WatchEvent])[] = [
  [/\b(?:late|delayed|atras\w*|retras\w*)\b/, 'late'],
  [/\b(?:starts?|begins?|inici\w+|comec\w+|empie\w+|empez\w+|arranc\w+)\b/, 'started'],
  [/\b(?:ends?|finish\w*|completes?|done|termin\w+|acab\w+|conclu\w+)\b/, 'ended'],
  [/\b(?:fails?|abends?|falh\w+|fall\w+)\b/, 'failed'],
];

/** A stream or a workstation only when it was introduced as one: else the name is a job's. */
const scopeOf = ({ stream, workstation }: Sentence): Scope => ({ stream, workstation });

export function pastRule(sentence: Sentence): Intent | null {
  const { plain, names, window } = sentence;
  if (WHY_NAMED.test(plain) && names.length > 0) return null;
  if (HANDOVER.test(plain)) return { kind: 'handover', window };
  const scope = scopeOf(sentence);
  const name = scope.stream === null && scope.workstation === null ? (names[0] ?? null) : null;
  if (PATTERN.test(plain)) return { kind: 'pattern', name, scope, window, by: BY.find(([pattern]) => pattern.test(plain))?.[1] ?? null };
  const isOfOne = HISTORY.test(plain) || (CHANGES.test(plain) && names.length > 0);
  if (isOfOne) return names.length === 0 ? { kind: 'which-job', about: 'history' } : { kind: 'history', name, scope, window };
  return CHANGES.test(plain) ? { kind: 'changes', window } : null;
}

export function watchRule({ plain, names }: Sentence): Intent | null {
  if (UNWATCH.test(plain)) return { kind: 'unwatch', name: names[0] ?? null };
  if (WATCHES.test(plain) && names.length === 0) return { kind: 'watches' };
  if (!WATCH.test(plain)) return null;
  const name = names[0];
  if (name === undefined) return { kind: 'which-job', about: 'watch' };
  return { kind: 'watch', name, event: eventIn(plain) };
}

/** What a bare "watch X" means: any change. */
export const eventIn = (plain: string): WatchEvent => EVENTS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'any-change';
