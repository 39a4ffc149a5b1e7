/** Status words as answers say them, in both vocabularies and three languages. */
import { type JOB_FLAG_WORDS, STATUS_WORDS, type StatusWord, type WORKSTATION_WORDS } from '../../../../src-preload/shared/claimWords.ts';

type SaidWord = StatusWord | (typeof JOB_FLAG_WORDS)[number] | (typeof WORKSTATION_WORDS)[number];
export interface SaidStatus {
  readonly word: SaidWord;
  readonly isNegated: boolean;
  readonly at: number;
}

/** Read on folded text. `HOLD` in capitals is the internal status; "held" is somebody's hand. */
const SYNONYMS: readonly (readonly [RegExp, SaidWord])[] = [
  [/\b(?:unlinked|not linked|offline|sem link|sin enlace|desconectad[oa]s?|desvinculad[oa]s?)\b/g, 'UNLINKED'],
  [/\b(?:linked|online|com link|conectad[oa]s?|enlazad[oa]s?|vinculad[oa]s?)\b/g, 'LINKED'],
  [/\b(?:abend(?:ed|ou|o|aram|aron)?)\b/g, 'ABEND'],
  [
    /\b(?:failed|has failed|fails|in error|in a failed state|with errors?|falhou|falharam|com falha|em falha|em erro|com erro|fallo|fallaron|fallad[oa]s?|en fallo|en error|con error)\b/g,
    'FAILED',
  ],
  [/\bdid(?: not|n't) (fail|abend)\b/g, 'FAILED'],
  [/\b(?:running|executing|in execution|rodando|executando|em execucao|corriendo|ejecutando(?:se)?|en ejecucion)\b/g, 'RUNNING'],
  [/\b(?:succeeded|successful(?:ly)?|completed|with success|com sucesso|concluid[oa]s?|concluiu|con exito|exitos[oa]s?|completad[oa]s?)\b/g, 'SUCCESSFUL'],
  [/\b(?:cancel+ed|cancelad[oa]s?)\b/g, 'CANCELED'],
  [/\b(?:held|on hold|retid[oa]s?|retenid[oa]s?|segurad[oa]s?)\b/g, 'HELD'],
  [/\b(?:waiting|esperando|aguardando|em espera|en espera)\b(?! (?:for|por|a\b|al\b|o\b|la\b|el\b))/g, 'WAITING'],
  [/\b(?:stuck)\b/g, 'STUCK'],
  [/\b(?:blocked|bloquead[oa]s?)\b(?! (?:by|por))/g, 'BLOCKED'],
  [/\b(?:suppressed|suprimid[oa]s?)\b/g, 'SUPPRESS'],
  [/\b(?:undecided|indecidid[oa]s?)\b/g, 'UNDECIDED'],
  [/\b(?:is|are|esta|estao|estan) (?:ready|pront[oa]s?|list[oa]s?)\b/g, 'READY'],
  [/\b(?:late|delayed|overdue|atrasad[oa]s?|retrasad[oa]s?)\b/g, 'LATE'],
  [
    /\b(?:critical job|job critico|trabajo critico)\b|(?<=\b(?:is|isn't|e|es)\s(?:(?:not|nao|no|a|um|un|also|tambem|tambien)\s){0,4})critic(?:al|o|a)\b/g,
    'CRITICAL',
  ],
];
const CAPITALS = new RegExp(
  String.raw`(?<![\w-])(${Object.keys(STATUS_WORDS)
    .filter((word) => !word.includes('_'))
    .join('|')})(?![\w-])`,
  'g',
);
const NEGATION =
  /(?:\b(?:not|never|no longer|isn't|aren't|wasn't|didn't|hasn't|nao|nunca|no|ya no|tampoco|jamais)\b|n't)(?:\s+(?:is|in|a|an|been|yet|e|es|esta|estao|estan|em|en|foi|fue|ha|se|sido|ainda|un|um))*\s*$/;

/** @param text the piece with other matter blanked out, same length as the original. @param plain its folded form of the same length */
export function statusesSaid(text: string, plain: string): SaidStatus[] {
  const capitals = [...text.matchAll(CAPITALS)].map((match) => said(match[1] as SaidWord, match.index, plain, match[0]));
  const words = SYNONYMS.flatMap(([pattern, word]) => [...plain.matchAll(pattern)].map((match) => said(word, match.index, plain, match[0])));
  // "ABEND" in capitals is also the word "abend": the engine's own spelling wins.
  const isTaken = (at: number) => capitals.some((capital) => Math.abs(capital.at - at) < 2);
  const all = [...capitals, ...words.filter(({ at }) => !isTaken(at))].sort((a, b) => a.at - b.at);
  return all.filter((one, index) => index === 0 || one.at !== all[index - 1]!.at);
}

function said(word: SaidWord, at: number, plain: string, matched: string): SaidStatus {
  const isNegated = NEGATION.test(plain.slice(Math.max(0, at - 30), at)) || /^did(?: not|n't)/.test(matched.toLowerCase());
  return { word, isNegated, at };
}
