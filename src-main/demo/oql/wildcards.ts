/** The scheduler's wildcards: `?` is one character, `%` one digit, and `@` a run of them. */
import { isGlobMatch } from '../../base/text/glob.ts';

const isOne = (wanted: string, said: string): boolean => wanted === '?' || wanted === said || (wanted === '%' && said >= '0' && said <= '9');

/** `@` is any run of characters, the empty one too. */
export const isMatch = (pattern: string, name: string): boolean => isGlobMatch(name, pattern, isOne);

/** `@` is one or more characters. */
export const isLike = (pattern: string, name: string): boolean => isMatch(pattern.replaceAll(/@+/g, '?@'), name);
