/** Finds the JSON a model meant in what it wrote: thoughts, prose and fences around it, or an end that is missing. */
import { jsonrepair } from 'jsonrepair';

/** An answer this long was not asked for; scanning it would cost more than it can be worth. */
const MAX_CHARS = 200_000;
const MAX_CANDIDATES = 50;

/**
 * The last object that has all `required` keys, else the last object, else undefined.
 * The last one, because a model that repeats its evidence first would otherwise let the evidence answer.
 */
export function extractJson(text: string, required: readonly string[]): unknown {
  const objects = objectsIn(withoutThoughts(text.slice(0, MAX_CHARS)));
  return objects.findLast((object) => required.every((key) => key in object)) ?? objects.at(-1);
}

/** A template may have opened the thought outside the reply: everything before a lone closing tag goes as well. */
function withoutThoughts(text: string): string {
  const closed = text.replaceAll(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '');
  const after = closed.split(/<\/think(?:ing)?>/i).at(-1) ?? '';
  return after.replace(/<think(?:ing)?>[\s\S]*$/i, '');
}

function objectsIn(text: string): object[] {
  const found: object[] = [];
  let position = text.indexOf('{');
  while (position >= 0 && found.length < MAX_CANDIDATES) {
    const end = endOfObject(text, position);
    const value = parseObject(text.slice(position, end ?? text.length));
    if (value !== null) found.push(value);
    // An open brace in prose must not hide the object after it.
    position = text.indexOf('{', value !== null && end !== null ? end : position + 1);
    if (value !== null && end === null) break;
  }
  return found;
}

/** Where the object that opens at `start` closes (exclusive), strings respected; null when it never does. */
function endOfObject(text: string, start: number): number | null {
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

function parseObject(text: string): object | null {
  // Prose in braces is not JSON, and repair would make some of it: an object starts with a key or ends at once.
  if (!/^\{\s*(?:["'}]|[A-Za-z_]\w*\s*:)/.test(text)) return null;
  for (const attempt of [() => JSON.parse(text) as unknown, () => JSON.parse(jsonrepair(text.replace(/```\s*$/, ''))) as unknown]) {
    try {
      const value = attempt();
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
    } catch {
      // The next attempt is more forgiving; none left means: not JSON.
    }
  }
  return null;
}
