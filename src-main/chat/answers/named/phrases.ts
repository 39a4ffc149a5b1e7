/** Words of a question that belong to none of the three languages: they may be a name typed with blanks, `load dwh`. Pure. */
import { MARKS } from '../asked/languageMarks.ts';
import { folded } from '../folded.ts';

/** Words of the trade that are asked with, and so are no names. */
const TRADE = new Set(
  `status state job jobs jobstream stream streams log logs workstation workstations agent agents server plan system scheduler batchman jnextplan limit fence priority
  resource resources prompt prompts files history impact affected affect affects successor successors predecessor predecessors critical path rc code return abend abended error errors
  wait waiting blocked late delay delayed summary status handover shift help info details about check tell want know need dependencies dependency depends detalhes
  situacao situacion estado ultimo log saida detalle prioridade prioridad limite fila cola predecesores antecessores dependencias impacto caminho camino wrong happened think please pls
  ok hey guys gente pessoal status run rerun kill hold skip cancel release reexecutar rodar fail failing fails`.split(/\s+/),
);
const isKnown = (word: string): boolean => TRADE.has(word) || Object.values(MARKS).some((words) => words.has(word));

export interface Phrase {
  /** As a name: `load_dwh`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

/** A name of a question has a few words; longer runs are prose. */
const MOST_WORDS = 4;
const MOST_PHRASES = 3;
const WORD = /[\p{L}\p{N}]+/gu;

export function phrasesIn(text: string): Phrase[] {
  const runs: { text: string; start: number; end: number }[][] = [];
  let end = -1;
  for (const match of text.matchAll(WORD)) {
    const word = { text: match[0], start: match.index, end: match.index + match[0].length };
    if (word.text.length < 2 || isKnown(folded(word.text))) continue;
    // A run is broken by a known word, and by anything but a blank or what joins a name.
    if (end >= 0 && /^[ _.-]$/.test(text.slice(end, word.start))) runs.at(-1)!.push(word);
    else runs.push([word]);
    end = word.end;
  }
  return runs
    .filter((run) => run.length <= MOST_WORDS)
    .map((run) => ({ name: run.map((word) => word.text).join('_'), start: run[0]!.start, end: run.at(-1)!.end, words: run.length }))
    .toSorted((a, b) => b.words - a.words)
    .slice(0, MOST_PHRASES);
}
