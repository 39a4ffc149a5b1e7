/** What a token is, asked in one place. */
import type { Sense } from '../lexicon/sense.ts';
import type { Token } from '../read/token.ts';

export const isSense = (token: Token | undefined, ...senses: readonly Sense['is'][]): boolean => token?.t === 'sense' && senses.includes(token.sense.is);
export const isMark = (token: Token | undefined, ...all: readonly string[]): boolean => token?.t === 'mark' && all.includes(token.mark);

export const isUse = (token: Token | undefined): boolean =>
  token?.t === 'sense' && token.sense.is === 'state' && (token.sense.state === 'IN_USE' || token.sense.state === 'FREE');

export const textOf = (token: Token | undefined): string | null =>
  token?.t === 'unknown' || token?.t === 'name' ? token.words : token?.t === 'quote' ? token.text : null;

export const isPlaceNoun = (token: Token | undefined): boolean =>
  token?.t === 'sense' && token.sense.is === 'attribute' && (token.sense.attribute === 'stream' || token.sense.attribute === 'workstation');

export const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
