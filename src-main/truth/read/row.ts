/** Reads a row of a table: each cell is said of the row's name, as the heading of its column says. */
import { type Attribute, kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Context } from '../clause/clause.ts';
import type { Said, Statement, Subject } from './statement.ts';
import type { Piece } from '../text/sentences.ts';
import type { Token } from './token.ts';

interface Row {
  readonly piece: Piece;
  readonly tokens: readonly Token[];
  readonly columns: readonly (readonly Token[])[];
  /** The heading says so. */
  readonly isUtc: readonly boolean[];
  readonly cells: readonly (readonly Token[])[];
  readonly context: Context;
}

export function readRow({ columns, isUtc, cells, context }: Row): Statement[] {
  if (columns.length === 0) return [];
  const subjectAt = cells.findIndex((cell) =>
    cell.some((token) => token.t === 'name' && (token.things.length === 0 || token.things.some(({ kind }) => kind === 'job'))),
  );
  const nameAt = subjectAt >= 0 ? subjectAt : cells.findIndex((cell) => cell.some(({ t }) => t === 'name'));
  const name = cells[nameAt]?.find(({ t }) => t === 'name');
  if (name?.t !== 'name') return countRow(cells, context);
  const subject: Subject = { words: name.words, things: name.things };
  const statements = cells.flatMap((cell, at) =>
    at === nameAt ? [] : cellStatements(subject, { column: columns[at] ?? [], isUtc: isUtc[at] === true }, cell, context),
  );
  return name.things.length === 0 ? [statement('existence', subject, { is: 'existence', isThere: true }, [name], context), ...statements] : statements;
}

function statement(kind: Statement['kind'], subject: Subject | null, said: Said, cell: readonly Token[], context: Context): Statement {
  return {
    kind,
    start: Math.min(...cell.map(({ start }) => start)),
    end: Math.max(...cell.map(({ end }) => end)),
    subject,
    said,
    run: null,
    unexplained: cell.flatMap((token) => (token.t === 'unknown' ? [token.words] : [])),
    isSupposed: false,
    isOfThePast: false,
    cited: context.cited,
    isInherited: false,
  };
}

function cellStatements(
  subject: Subject,
  { column, isUtc }: { readonly column: readonly Token[]; readonly isUtc: boolean },
  cell: readonly Token[],
  context: Context,
): Statement[] {
  const filled = cell.filter(({ t }) => t !== 'mark');
  const [first] = filled;
  if (first === undefined) return [];
  const state = filled.find((token) => token.t === 'sense' && token.sense.is === 'state');
  if (state?.t === 'sense' && state.sense.is === 'state') {
    const isNegated = filled.some((token) => token.t === 'sense' && token.sense.is === 'not');
    return [statement('status', subject, { is: 'state', state: state.sense.state, isNegated }, filled, context)];
  }
  const flag = column.find((token) => token.t === 'sense' && token.sense.is === 'state');
  const answer = yesOrNo(filled);
  if (flag?.t === 'sense' && flag.sense.is === 'state' && answer !== null) {
    const kind = flag.sense.state === 'LATE' ? 'late' : flag.sense.state === 'CRITICAL' ? 'critical' : 'link';
    return [statement(kind, subject, { is: 'state', state: flag.sense.state, isNegated: !answer }, filled, context)];
  }
  const named = attributeOf(column);
  if (named === null) return [];
  // A limit that is a time of day is a deadline.
  const attribute = first.t === 'clock' && named === 'limit' ? 'deadline' : named;
  if (attribute === 'risk' && first.t === 'unknown')
    return [{ ...statement('risk', subject, { is: 'text', attribute, text: first.words, isNegated: false }, [first], context), unexplained: [] }];
  if (first.t === 'number')
    return [statement(kindOf(attribute), subject, { is: 'number', attribute, compared: '=', number: first.n, isNegated: false }, [first], context)];
  if (first.t === 'clock')
    return [
      statement(
        kindOf(attribute),
        subject,
        { is: 'clock', attribute, clock: isUtc && first.clock.zone === null ? { ...first.clock, zone: 0 } : first.clock },
        [first],
        context,
      ),
    ];
  if (first.t === 'span')
    return [statement(kindOf(attribute), subject, { is: 'span', attribute, compared: '=', ms: first.ms, stepMs: first.stepMs }, [first], context)];
  if (first.t === 'name' && (attribute === 'workstation' || attribute === 'stream'))
    return [statement(attribute, subject, { is: 'text', attribute, text: first.words, isNegated: false }, [first], context)];
  return [];
}

function yesOrNo(cell: readonly Token[]): boolean | null {
  const said = cell.map((token) => ('words' in token ? token.words.toLowerCase() : '')).join(' ');
  if (/^(?:yes|sim|sí|si)$/.test(said)) return true;
  return cell.some((token) => token.t === 'sense' && (token.sense.is === 'not' || token.sense.is === 'none')) || /^(?:no|nao|não)$/.test(said) ? false : null;
}

/** What the heading of a column names. */
function attributeOf(column: readonly Token[]): Attribute | null {
  for (const token of column) {
    if (token.t !== 'sense') continue;
    if (token.sense.is === 'attribute') return token.sense.attribute;
    if (token.sense.is === 'event')
      return token.sense.event === 'start' ? 'start' : token.sense.event === 'end' ? 'end' : token.sense.event === 'schedule' ? 'scheduled' : 'duration';
    if (token.sense.is === 'state' && token.sense.state === 'FAILED') return 'end';
    if (token.sense.is === 'unit' && token.sense.unit === 'stream') return 'stream';
    if (token.sense.is === 'unit' && token.sense.unit === 'workstation') return 'workstation';
  }
  return null;
}

/** `| Running | 71 |`: a state and how many. */
function countRow(cells: readonly (readonly Token[])[], context: Context): Statement[] {
  const state = cells.flat().find((token) => token.t === 'sense' && (token.sense.is === 'state' || token.sense.is === 'total'));
  const number = cells.flat().find(({ t }) => t === 'number');
  if (state?.t !== 'sense' || number?.t !== 'number') return [];
  const states = state.sense.is === 'state' ? [state.sense.state] : [];
  const counted = { of: 'job', states, isNegated: false, within: context.place, sinceMs: null, around: null } as const;
  const subject = context.place === null ? null : { words: context.place.name, things: [context.place] };
  return [statement('count', subject, { is: 'count', counted, compared: '=', n: number.n }, [state, number], context)];
}
