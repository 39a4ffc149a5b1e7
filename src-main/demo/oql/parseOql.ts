/** The engine's query language, read into a tree. Whatever is not in the documented grammar is an error, as it is there. */

export type OqlValue = string | number | boolean | null;
export type OqlOperator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'IN' | 'NOT IN' | 'LIKE' | 'NOT LIKE';
export type OqlExpression =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly OqlExpression[] }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: OqlOperator; readonly values: readonly OqlValue[] };
export interface OqlQuery {
  readonly where: OqlExpression | null;
  readonly orderBy: readonly { readonly field: string; readonly isDescending: boolean }[];
}

export class OqlError extends Error {
  override readonly name = 'OqlError';
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'symbol'; readonly text: string };
const TOKEN = /\s*(?:'(?<string>[^']*)'|(?<number>-?\d+(?:\.\d+)?)(?![A-Za-z])|(?<symbol>!=|<=|>=|[=<>()[\],])|(?<word>[A-Za-z][A-Za-z0-9_\-#.]*))/y;
const MAX_DEPTH = 50;

/** Raises OqlError. */
export function parseOql(text: string): OqlQuery {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = () => tokens[at];
  const isSymbol = (symbol: string) => peek()?.kind === 'symbol' && peek()?.text === symbol;
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toUpperCase() === word;
  const take = (): Token => {
    const token = tokens[at++];
    if (token === undefined) throw new OqlError('the filter ends too early');
    return token;
  };
  const expect = (isRight: boolean, wanted: string) => {
    if (!isRight) throw new OqlError(`${wanted} expected${peek() === undefined ? ' at the end' : ` at "${peek()?.text ?? ''}"`}`);
    at++;
  };

  const chain = (kind: 'and' | 'or', next: (depth: number) => OqlExpression, depth: number): OqlExpression => {
    const terms = [next(depth)];
    while (isWord(kind.toUpperCase())) {
      at++;
      terms.push(next(depth));
    }
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { kind, terms };
  };
  const either = (depth: number): OqlExpression => chain('or', (deeper) => chain('and', term, deeper), depth);
  const term = (depth: number): OqlExpression => {
    if (depth > MAX_DEPTH) throw new OqlError('too many parentheses');
    if (isSymbol('(')) {
      at++;
      const inner = either(depth + 1);
      expect(isSymbol(')'), ')');
      return inner;
    }
    const field = take();
    if (field.kind !== 'word') throw new OqlError(`a field expected at "${field.text}"`);
    const operator = takeOperator();
    return { kind: 'compare', field: field.text, operator, values: operator.endsWith('IN') ? takeList() : [takeValue()] };
  };
  const takeOperator = (): OqlOperator => {
    const token = take();
    const said = token.text.toUpperCase();
    if (token.kind === 'symbol' && isComparison(said)) return said;
    if (token.kind === 'word' && (said === 'IN' || said === 'LIKE')) return said;
    if (token.kind === 'word' && said === 'NOT') {
      const second = take().text.toUpperCase();
      if (second === 'IN') return 'NOT IN';
      if (second === 'LIKE') return 'NOT LIKE';
    }
    throw new OqlError(`an operator expected at "${token.text}"`);
  };
  const takeValue = (): OqlValue => {
    const token = take();
    if (token.kind === 'string') return token.text;
    if (token.kind === 'number') return Number(token.text);
    const constants: Readonly<Record<string, OqlValue>> = { true: true, false: false, null: null };
    const constant = token.kind === 'word' ? constants[token.text.toLowerCase()] : undefined;
    if (constant === undefined) throw new OqlError(`a value expected at "${token.text}"`);
    return constant;
  };
  const takeList = (): OqlValue[] => {
    expect(isSymbol('['), '[');
    const values = [takeValue()];
    while (isSymbol(',')) {
      at++;
      values.push(takeValue());
    }
    expect(isSymbol(']'), ']');
    return values;
  };
  const takeOrder = () => {
    const keys: { field: string; isDescending: boolean }[] = [];
    do {
      at++; // BY, or the comma
      const field = take();
      if (field.kind !== 'word') throw new OqlError(`a field expected at "${field.text}"`);
      const isDescending = isWord('DESC');
      if (isDescending || isWord('ASC')) at++;
      keys.push({ field: field.text, isDescending });
    } while (isSymbol(','));
    return keys;
  };

  const where = peek() === undefined || isWord('ORDER') ? null : either(0);
  let orderBy: OqlQuery['orderBy'] = [];
  if (isWord('ORDER')) {
    at++;
    if (!isWord('BY')) throw new OqlError('BY expected');
    orderBy = takeOrder();
  }
  if (peek() !== undefined) throw new OqlError(`"${peek()?.text ?? ''}" was not expected`);
  return { where, orderBy };
}

const isComparison = (said: string): said is '=' | '!=' | '<' | '>' | '<=' | '>=' => ['=', '!=', '<', '>', '<=', '>='].includes(said);

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < trimmed.length; ) {
    const from = TOKEN.lastIndex;
    const groups = TOKEN.exec(trimmed)?.groups;
    if (groups === undefined) throw new OqlError(`cannot read "${trimmed.slice(from, from + 20).trim()}"`);
    for (const kind of ['string', 'number', 'symbol', 'word'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}
