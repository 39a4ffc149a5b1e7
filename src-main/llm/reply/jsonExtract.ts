/** Finds the JSON a model meant in what it wrote: thoughts, prose and fences around it, an end that is missing. What is not clear is none. */
import { jsonrepair } from 'jsonrepair';
import { canonicalJson } from '../../base/text/canonicalJson.ts';
import { withoutThoughts } from './thoughts.ts';

/** Its end is what counts of a longer one. These bounds keep the scan of the worst text within a few ms: it is done on the main thread. */
const MAX_CHARS = 8_000;
const MAX_BRACES = 50;
/** Repair is what costs most. */
const MAX_REPAIRED_CHARS = 8_000;
/** An answer may be wrapped (`{"result": {...}}`), but not for ever. */
const MAX_DEPTH = 4;

/**
 * The one object that has all `required` keys: at the top, wrapped in others or in a list; else undefined.
 * Several that say the same are one. Several that differ are none: whether the model repeated its evidence, changed its mind or was talked to,
 * nobody can tell which of them it meant.
 */
export function extractJson(text: string, required: readonly string[]): unknown {
  const found = objectsIn(withoutThoughts(text).text.slice(-MAX_CHARS)).flatMap((object) => complete(object, required, 0));
  const [first, ...others] = found;
  return others.some((other) => canonicalJson(other) !== canonicalJson(first)) ? undefined : first;
}

/** The object itself if it has all keys, else those inside it that have. */
function complete(value: unknown, required: readonly string[], depth: number): object[] {
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return [];
  if (!Array.isArray(value) && required.every((key) => Object.hasOwn(value, key))) return [value];
  return Object.values(value).flatMap((inner) => complete(inner, required, depth + 1));
}

function objectsIn(text: string): object[] {
  const found: object[] = [];
  const repairs = { left: MAX_REPAIRED_CHARS };
  let position = text.indexOf('{');
  for (let braces = 0; position >= 0 && braces < MAX_BRACES; braces++) {
    const end = endOfObject(text, position);
    const value = end === null ? parseCut(text.slice(position), repairs) : parseObject(text.slice(position, end), repairs);
    if (value !== null) found.push(value);
    // An open brace in prose must not hide the object after it.
    position = text.indexOf('{', value !== null && end !== null ? end : position + 1);
    if (value !== null && end === null) break;
  }
  return found;
}

/** Where the object that opens at `start` closes (exclusive), strings respected; null when it never does. */
export function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return null;
}

/** What stands at the cut may be the half of something else, as 0. is of 0.97: only the half of a sentence still says what it says. */
function parseCut(text: string, repairs: Repairs): object | null {
  const trimmed = text.trimEnd();
  const cut = trimmed.endsWith('```') ? trimmed.slice(0, -3).trimEnd() : trimmed;
  const opened = openString(cut);
  const isWhole = opened === null ? /[,"}\]]$/.test(cut) : /\s/.test(opened.trim());
  return isWhole ? parseObject(cut, repairs) : null;
}

/** The text of the string that the cut is in; null when it is in none. */
function openString(text: string): string | null {
  let openedAt = -1;
  for (let at = 0; at < text.length; at++) {
    if (openedAt >= 0 && text[at] === '\\') at++;
    else if (text[at] === '"') openedAt = openedAt >= 0 ? -1 : at + 1;
  }
  return openedAt >= 0 ? text.slice(openedAt) : null;
}

interface Repairs {
  /** Characters. */
  left: number;
}

function parseObject(text: string, repairs: Repairs): object | null {
  // Prose in braces is not JSON, and repair would make some of it: an object starts with a key or ends at once.
  if (!/^\{\s*(?:["'“”‘’«}]|[A-Za-z_]\w*\s*:)/.test(text)) return null;
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // Not JSON as it stands.
  }
  repairs.left -= text.length;
  if (repairs.left < 0) return null;
  try {
    return objectOf(JSON.parse(jsonrepair(text)));
  } catch {
    return null;
  }
}

const objectOf = (value: unknown): object | null => (value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null);
