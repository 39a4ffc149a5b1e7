/** Builds OQL (the engine's query language) from words of people. Values that could end a string are refused, not escaped: escaping is undocumented. */
import { Fault } from '../../base/fault.ts';
import { isGlobMatch } from '../../base/text/glob.ts';

/** A string literal. Raises INVALID_INPUT for a quote or control character. */
function literal(value: string): string {
  // Exactly what could end the string or the line of a query; other unseen characters may be part of a name, and find nothing if they are not.
  if (/['\u0000-\u001f\u007f]/.test(value))
    throw new Fault('INVALID_INPUT', "Names of the scheduler hold no quotes or control characters: leave out the ' and try again.");
  return `'${value}'`;
}

export const oneOf = (field: string, values: readonly string[]): string => `${field} IN [${values.map((value) => literal(value)).join(',')}]`;
export const equals = (field: string, value: string): string => `${field} = ${literal(value)}`;
export const allOf = (terms: readonly string[]): string => (terms.length <= 1 ? terms.join('') : terms.map((term) => `(${term})`).join(' AND '));
export const anyOf = (terms: readonly string[]): string => (terms.length <= 1 ? terms.join('') : terms.map((term) => `(${term})`).join(' OR '));

/** Beyond this many wildcards the variants below would explode; the caller then filters what it reads. */
const MOST_WILDCARDS = 3;

/**
 * A term that finds at least what the pattern means (`@` or `*`: any run, `?`: one character, case ignored), or null when the
 * engine cannot be asked. The engine's `@` means one or more characters, so each wildcard is also tried as nothing.
 */
export function nameTerm(field: string, pattern: string): string | null {
  const asked = pattern.replaceAll('*', '@');
  literal(asked);
  const spellings = [...new Set([asked, asked.toUpperCase()])];
  if (!/[@?]/.test(asked)) return spellings.length === 1 ? equals(field, asked) : oneOf(field, spellings);
  if (/^@+$/.test(asked) || asked.split('@').length - 1 > MOST_WILDCARDS) return null;
  return anyOf(
    spellings.flatMap((spelling) => withoutSomeWildcards(spelling)).map((like) => (/[@?]/.test(like) ? `${field} LIKE ${literal(like)}` : equals(field, like))),
  );
}

function withoutSomeWildcards(pattern: string): string[] {
  const at = pattern.indexOf('@');
  if (at < 0) return [pattern];
  const before = pattern.slice(0, at);
  return withoutSomeWildcards(pattern.slice(at + 1))
    .flatMap((rest) => [`${before}@${rest}`, before + rest])
    .filter((variant) => variant !== '');
}

/** The same meaning, applied here. Linear in the name for each wildcard: a hostile pattern cannot make it backtrack for ever. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const wanted = pattern.replaceAll('*', '@').replace(/@+/g, '@').toUpperCase();
  return (name) => isGlobMatch(name.toUpperCase(), wanted, (one, said) => one === '?' || one === said);
}
