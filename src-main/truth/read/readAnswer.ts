/** Reads a whole answer: sentence by sentence and clause by clause, with lists under their headings and tables under their columns. */
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import { type AnswerLanguage, answerLanguage } from '../lexicon/lexicon.ts';
import { type Piece, piecesOf } from '../text/sentences.ts';
import type { Context } from '../clause/clause.ts';
import { readClause } from '../clause/readClause.ts';
import { lex } from './lex.ts';
import { readRow } from './row.ts';
import type { Statement } from './statement.ts';
import type { Token } from './token.ts';

export interface ReadAnswer {
  readonly language: AnswerLanguage;
  readonly statements: readonly Statement[];
  /** Sentences that state something and in which nothing was read: shown as "not verified". */
  readonly unread: readonly { readonly start: number; readonly end: number }[];
}

export interface Asked {
  readonly answer: string;
  readonly question: string;
  readonly table: FactTable;
}

/** One step for each piece of the answer, so that a long one can be read in slices. */
function* readSteps({ answer, question, table }: Asked): Generator<undefined, ReadAnswer, void> {
  const language = answerLanguage(answer, question);
  const statements: Statement[] = [];
  const unread: { start: number; end: number }[] = [];
  let context: Context = { topics: askedAbout(question, language, table), pair: [], place: null, around: null, cited: [], column: null };
  let paragraph = -1;
  let heading: Context | null = null;
  for (const piece of piecesOf(answer)) {
    yield;
    if (piece.kind === 'log' || piece.kind === 'quote') {
      statements.push(...quoted(piece, context));
      continue;
    }
    if (piece.paragraph !== paragraph) {
      paragraph = piece.paragraph;
      context = { ...context, around: null };
    }
    if (piece.cited.length > 0 || piece.kind === 'sentence') context = { ...context, cited: piece.cited };
    const tokens = lex(piece.text, piece.start, language, table);
    if (piece.kind === 'row') {
      statements.push(
        ...readRow({
          piece,
          tokens,
          columns: piece.columns.map((column) => lex(column, 0, language, table)),
          isUtc: piece.columns.map((column) => /\butc\b/i.test(column)),
          cells: cellsIn(piece, tokens),
          context,
        }),
      );
      continue;
    }
    if (isQuestion(piece.text)) continue;
    // What stands in a list is said of what its heading names.
    const start = piece.isListItem && heading !== null ? { ...heading, cited: context.cited } : { ...context, column: null };
    const read = readSentence(tokens, start);
    statements.push(...read.statements);
    if (read.statements.length === 0 && isStatement(tokens)) unread.push({ start: piece.start, end: piece.end });
    if (!piece.isListItem) {
      heading =
        /[:：]\s{0,3}\*{0,3}\s{0,3}$/.test(piece.text) || /^#{1,6}\s|^\*\*[^*]+\*\*:?$/.test(piece.text.trim())
          ? { ...read.next, column: timeNamed(tokens) }
          : null;
      context = read.next;
    }
  }
  return { language, statements, unread };
}

export function readAnswer(asked: Asked): ReadAnswer {
  const steps = readSteps(asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** "with their deadlines:" */
function timeNamed(tokens: readonly Token[]): Context['column'] {
  const times: readonly string[] = ['deadline', 'forecast', 'scheduled', 'start', 'end'];
  const named = tokens.find((token) => token.t === 'sense' && token.sense.is === 'attribute' && times.includes(token.sense.attribute));
  return named?.t === 'sense' && named.sense.is === 'attribute' ? named.sense.attribute : null;
}

/** Clauses are parted by semicolons; within them the tokens of all are read together, for what is said is said of the name before. */
function readSentence(tokens: readonly Token[], context: Context): { readonly statements: readonly Statement[]; readonly next: Context } {
  const statements: Statement[] = [];
  let now = context;
  for (const clause of clausesOf(tokens)) {
    const { statements: more, next } = readClause(clause, now);
    statements.push(...more);
    now = next;
  }
  return { statements, next: now };
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const [at, token] of tokens.entries()) {
    const isCut = token.t === 'mark' && (token.mark === ';' || token.mark === '.' || (token.mark === ',' && isContrast(tokens[at + 1])));
    if (isCut) clauses.push([]);
    // The word of contrast has done its work.
    else if (clauses.at(-1)!.length === 0 && isContrast(token)) continue;
    else clauses.at(-1)!.push(token);
  }
  return clauses.filter((clause) => clause.length > 0);
}
const isContrast = (token: Token | undefined): boolean =>
  token?.t === 'sense' && /^(?:but|however|while|whereas|mas|porem|pero|mientras|enquanto)$/.test(token.words);

const isQuestion = (text: string): boolean => /\?\s*["”')*]*$/.test(text);

/** A sentence with a name, a number, a state or a time says something about the plan. */
const isStatement = (tokens: readonly Token[]): boolean =>
  tokens.some(({ t }) => t === 'name' || t === 'number' || t === 'clock' || t === 'span' || t === 'percent') ||
  tokens.some((token) => token.t === 'sense' && token.sense.is === 'state');

/** What a question asks about is what an answer without a name speaks of. */
function askedAbout(question: string, language: AnswerLanguage, table: FactTable): Context['topics'] {
  const names = lex(question, 0, language, table).filter((token) => token.t === 'name');
  return names.filter(({ things }) => things.length > 0).map(({ words, things }) => ({ words, things }));
}

/** Lines of a log, word for word. */
function quoted(piece: Piece, context: Context): Statement[] {
  const text = piece.text.replace(/^\s*\d+[:\s]\s*/, '').trim();
  if (text.length < 4) return [];
  return [
    {
      kind: 'log-line',
      start: piece.start,
      end: piece.end,
      subject: context.topics[0] ?? null,
      said: { is: 'quote', text },
      run: null,
      unexplained: [],
      isSupposed: false,
      isOfThePast: false,
      cited: context.cited,
      isInherited: false,
    },
  ];
}

/** The tokens of each cell. */
function cellsIn(piece: Piece, tokens: readonly Token[]): Token[][] {
  const bars = [...piece.text.matchAll(/\|/g)].map(({ index }) => piece.start + index);
  const inner = bars.length > 1 ? bars : [piece.start - 1, ...bars, piece.end];
  return inner.slice(0, -1).map((bar, at) => tokens.filter(({ start, end }) => start > bar && end <= inner[at + 1]!));
}
