/** What an answer worked out: how long a job ran, how late it is, which share of the plan is in a state. */

export interface SaidMeasure {
  readonly at: number;
  readonly measure: 'duration' | 'late' | 'average';
  /** Of the smallest unit said: `73 min`, `480 s`, `1.5 h`. */
  readonly claimed: string;
}
export interface SaidShare {
  readonly at: number;
  readonly end: number;
  /** `49 %` */
  readonly claimed: string;
}

const HOURS = String.raw`h|hrs?|hours?|horas?`;
const MINUTES = String.raw`min|mins|minutes?|minutos?`;
const SECONDS = String.raw`s|secs?|seconds?|segundos?`;
const SPAN = new RegExp(
  String.raw`(?<![\w.,:/-])(\d{1,5}(?:[.,]\d{1,2})?)\s{0,9}(?:(${HOURS})\b(?:\s{0,9}(?:and|e|y|,)?\s{0,9}(\d{1,2})\s{0,9}(?:${MINUTES})\b)?|(${MINUTES})\b(?:\s{0,9}(?:and|e|y|,)?\s{0,9}(\d{1,2})\s{0,9}(?:${SECONDS})\b)?|(${SECONDS})\b)`,
  'gu',
);
const RAN =
  /\b(?:(?:ran|runs?|running|executing|execut(?:ed|ou)|rod(?:ou|ando)|execucao|ejecucion|corr(?:io|iendo)|working) (?:for|por|durante|ha|desde hace|during)|took|lasted|stopped after|failed after|abended after|elapsed|duration(?: was| is| of|:)?|levou|durou|demorou|duracao(?: foi| de| e|:)?|duro|tardo|demoro|duracion(?: fue| de|:)?|lleva)\s{0,9}(?:about|around|only|just|some|cerca de|aproximadamente|apenas|solo|unos|unas)?\s{0,9}$/;
const LATE_BEFORE = /\b(?:late by|delayed by|overdue by|atraso de|retraso de|atrasad[oa] (?:em|ha)|retrasad[oa])\s{0,9}(?:about|cerca de|unos)?\s{0,9}$/;
const LATE_AFTER = /^\s*(?:late|overdue|behind|past (?:its|the) deadline|atrasad[oa]|retrasad[oa]|de (?:atraso|retraso)|em atraso)\b/;
/** What usually happens is no measure of this run. */
const USUAL =
  /\b(?:usual\w*|normal\w*|typical\w*|estimat\w*|expected|geralmente|costuma\w*|estimad\w*|suele\w*|habitual\w*|previst\w*|will|would|should)\b[^,;.]{0,200}$/;
const AVERAGE = /\b(?:average[sd]?|on average|mean|em media|media|en promedio|promedio)\b[^,;.]{0,60}$/;

/** @param plain folded, names blanked */
export function measuresSaid(plain: string): SaidMeasure[] {
  return [...plain.matchAll(SPAN)].flatMap((match): SaidMeasure[] => {
    const before = plain.slice(0, match.index);
    const after = plain.slice(match.index + match[0].length);
    const claimed = claimedOf(match);
    if (LATE_BEFORE.test(before) || LATE_AFTER.test(after)) return [{ at: match.index, measure: 'late', claimed }];
    if (AVERAGE.test(before)) return [{ at: match.index, measure: 'average', claimed }];
    return RAN.test(before) && !USUAL.test(before) ? [{ at: match.index, measure: 'duration', claimed }] : [];
  });
}

function claimedOf([, amount = '', hours, andMinutes, minutes, andSeconds]: RegExpMatchArray): string {
  const value = Number(amount.replace(',', '.'));
  if (hours !== undefined) return andMinutes === undefined ? `${value} h` : `${value * 60 + Number(andMinutes)} min`;
  if (minutes !== undefined) return andSeconds === undefined ? `${value} min` : `${value * 60 + Number(andSeconds)} s`;
  return `${value} s`;
}

const SHARE =
  /(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|percent\b|por ?cento\b|por ?ciento\b)\s*(?:of|de|dos|das)\s*(?:(?:all|the|los|las|todos|os)\s+)*(?:jobs|trabajos|tarefas)\b/gu;

export const sharesSaid = (plain: string): SaidShare[] =>
  [...plain.matchAll(SHARE)].map((match) => ({ at: match.index, end: match.index + match[0].length, claimed: `${Number(match[1]!.replace(',', '.'))} %` }));
