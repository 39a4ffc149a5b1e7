/** Text as a vector without a model: hashed words, word pairs and character 3- to 5-grams. Offline, deterministic, the same on every machine. */

/** Changes whenever the vectors would; vectors of another embedder are never compared. */
export const EMBEDDER_ID = 'hash-v1';
export const DIMENSIONS = 512;

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.7;
/** Many per word, so each counts little. */
const GRAM_WEIGHT = 0.25;

/** Words that say nothing about the subject, in the three languages spoken here, without accents. */
const STOP_WORDS = new Set(
  (
    'a an the is are was were be been do does did has have had of to in on at for from by with and or not it its this that these those what which who why how when where ' +
    'me my i you we they can could will would should please show tell about there any some ' +
    'o os as um uma uns umas de do da dos das em no na nos nas por para com e ou nao que qual quais quem como quando onde porque se ao aos esta estao foi foram ha tem me mostre ' +
    'el la los las un una unos unas del al en con y o no que cual cuales quien como cuando donde porque se esta estan fue fueron hay tiene'
  ).split(' '),
);

/** Lower case without accents, so that "atenção" and "atencao" meet. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The words that carry meaning, folded; a scheduler name such as `LOAD_DWH` is one word. */
export function wordsOf(text: string): string[] {
  return (fold(text).match(/[\p{L}\p{N}_#@$]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word));
}

/** A unit vector of `DIMENSIONS`; all zero for a text without words. */
export function embed(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  const words = wordsOf(text);
  for (const [index, word] of words.entries()) {
    add(vector, `w:${word}`, WORD_WEIGHT);
    const next = words[index + 1];
    if (next !== undefined) add(vector, `p:${word} ${next}`, PAIR_WEIGHT);
    addGrams(vector, `^${word}$`);
  }
  return normalised(vector);
}

export function vectorBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function addGrams(vector: Float32Array, word: string): void {
  for (let size = 3; size <= 5; size++) {
    for (let start = 0; start + size <= word.length; start++) add(vector, `g:${word.slice(start, start + size)}`, GRAM_WEIGHT);
  }
}

/** Signed hashing: collisions cancel out instead of adding up (Weinberger et al., 2009). */
function add(vector: Float32Array, feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const slot = hash % DIMENSIONS;
  vector[slot] = (vector[slot] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
}

/** FNV-1a, 32 bits, over UTF-16 units, with a final mix because its low bits alone are weak. */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85eb_ca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
