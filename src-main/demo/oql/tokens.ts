/** The words of a query, taken one after the other. */

/** The filter is not one the engine understands. */
export class OqlError extends Error {
  override readonly name = 'OqlError';
}

/** `takeIf...` moves on only when the next token is the one asked for. */
export interface TokenReader {
  isAtEnd(): boolean;
  /** Case does not matter. */
  isWord(word: string): boolean;
  takeIfWord(word: string): boolean;
  takeIfSymbol(symbol: string): boolean;
  expectSymbol(symbol: string): void;
  takeWord(what: string): string;
  /** The next token's value when it is a string or number. */
  takeLiteral(): string | number | undefined;
  expectEnd(): void;
  /** Raises OqlError: something else was expected here. */
  fail(expected: string): never;
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'symbol'; readonly text: string };
const TOKEN = /\s*(?:'(?<string>[^']*)'|(?<number>-?\d+(?:\.\d+)?)(?![A-Za-z])|(?<symbol>!=|<=|>=|[=<>()[\],])|(?<word>[A-Za-z][A-Za-z0-9_\-#.]*))/y;

/** Raises OqlError for what is no token at all. */
export function createTokenReader(text: string): TokenReader {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at];
  const fail = (expected: string): never => {
    throw new OqlError(`${expected} expected ${next() === undefined ? 'at the end' : `at "${next()?.text ?? ''}"`}`);
  };
  const isWord = (word: string) => next()?.kind === 'word' && next()?.text.toUpperCase() === word;
  const takeIf = (isIt: boolean) => {
    if (isIt) at++;
    return isIt;
  };
  const takeIfSymbol = (symbol: string) => takeIf(next()?.kind === 'symbol' && next()?.text === symbol);
  return {
    isAtEnd: () => next() === undefined,
    isWord,
    takeIfWord: (word) => takeIf(isWord(word)),
    takeIfSymbol,
    expectSymbol: (symbol) => void (takeIfSymbol(symbol) || fail(symbol)),
    takeWord(what) {
      const token = next();
      if (token?.kind !== 'word') return fail(what);
      at++;
      return token.text;
    },
    takeLiteral() {
      const token = next();
      if (token?.kind !== 'string' && token?.kind !== 'number') return undefined;
      at++;
      return token.kind === 'number' ? Number(token.text) : token.text;
    },
    expectEnd: () => void (next() === undefined || fail('the end')),
    fail,
  };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  const pattern = TOKEN;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < trimmed.length) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(trimmed)?.groups;
    if (groups === undefined) throw new OqlError(`cannot read "${trimmed.slice(from, from + 20).trim()}"`);
    for (const kind of ['string', 'number', 'symbol', 'word'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}
