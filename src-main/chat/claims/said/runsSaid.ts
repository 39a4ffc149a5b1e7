/** Which run of a job, or of the plan, a sentence speaks of. */

const ORDINALS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:first|primeira|primera|1st) (?:run|attempt|try|execucao|tentativa|ejecucion|corrida|intento)\b/g, '1'],
  [/\b(?:second|segunda|2nd) (?:run|attempt|try|execucao|tentativa|ejecucion|corrida|intento)\b/g, '2'],
  [/\b(?:third|terceira|tercera|3rd) (?:run|attempt|try|execucao|tentativa|ejecucion|corrida|intento)\b/g, '3'],
  [
    /\b(?:last|latest|most recent|ultima|mais recente|mas reciente) (?:run|attempt|try|execucao|tentativa|ejecucion|corrida|intento)\b|\b(?:a|la) ultima\b|\b(?:e|the) (?:last|latest)(?= one\b)/g,
    'last',
  ],
];
const NUMBERED = /\b(?:run|attempt|tentativa|execucao|ejecucion|intento)\s+(?:number |no\.? |numero |n\.? ?o? )?(\d{1,3})\b/g;
const EARLIER = /\b(?:earlier|previous|anterior(?:es)?|other|outra|otra) (?:runs?|attempts?|execuc\w+|tentativas?|ejecuci\w+|corridas?)\b/g;

/** The run that words before `at` speak of: its attempt, `last`; `other` for one that is not told apart; null when none is named. */
export function runSaidBefore(plain: string, at: number): string | null {
  const before = plain.slice(0, at);
  const hits = [
    ...ORDINALS.flatMap(([pattern, run]) => [...before.matchAll(pattern)].map(({ index }) => ({ index, run }))),
    ...[...before.matchAll(NUMBERED)].map(({ index, 1: run }) => ({ index, run: String(run) })),
    ...[...before.matchAll(EARLIER)].map(({ index }) => ({ index, run: 'other' })),
  ].sort((a, b) => a.index - b.index);
  return hits.at(-1)?.run ?? null;
}

const TIMES =
  /(?:\b(?:ran|been run|was run|executed|started|rodou|executou|foi executado|corrio|se ejecuto|se ha ejecutado)\s+)(?:¤\s*)?(\d{1,3}|twice|once|three|duas|dos|tres)\s*(?:times?|vezes|vez|veces)?\b/g;
const WORDS: Readonly<Record<string, number>> = { once: 1, twice: 2, three: 3, duas: 2, dos: 2, tres: 3 };

/** "Ran 3 times", "rodou 3 vezes". */
export const runCountsSaid = (plain: string): number[] =>
  [...plain.matchAll(TIMES)].flatMap((match) => {
    const isCounted = /(?:times?|vezes|vez|veces)$|once$|twice$/.test(match[0]);
    return isCounted ? [WORDS[match[1]!] ?? Number(match[1])] : [];
  });

const PLAN_RUN =
  /\b(?:run|execucao|ejecucion|corrida)\s{0,4}(?:number|no\.?|numero|n\.?|#)?\s{0,4}(?:of the plan|do plano|del plan)?\s{0,4}(?:is|e|es|:|=|was)?\s{0,4}#?(\d{1,7})\b/g;

/** The plan's own run number, said beside the word plan and no job. */
export const planRunsSaid = (plain: string): string[] =>
  /\bplan[o]?\b/.test(plain) && !plain.includes('¤') ? [...plain.matchAll(PLAN_RUN)].map((match) => match[1]!) : [];
