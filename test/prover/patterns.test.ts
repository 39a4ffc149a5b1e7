/** Asks a prover (recheck: automata where it can, fuzzing where it must) about every pattern of the product; `npm run prove`, some minutes. */
import { check } from 'recheck';
import { expect, test } from 'vitest';
import { timeOf } from '../rules/patterns/drive.ts';
import { builtAtLoad, patternsOfProduct, type SourcePattern } from '../rules/patterns/sourcePatterns.ts';

/** Longer than any pattern needs; one that the prover gives up on is not proven. */
const PATIENCE_MS = 60_000;
const WORST_CHARS = 100_000;
const GOOD_MS = 20;

const { literals, sites } = patternsOfProduct();
const all = [...literals, ...builtAtLoad(sites)];
const unique = [...new Map(all.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])).entries()];

test.each(unique)('%s takes linear time', { timeout: 10 * PATIENCE_MS }, async (_written, pattern) => {
  expect(await doubtOf(pattern)).toBeNull();
});

/**
 * null: proven, or refuted by trying. The prover counts steps and stops counting where a bounded repetition (`{0,60}`) is long: what it
 * takes for an attack is then given to the pattern at full length.
 */
async function doubtOf({ file, line, source, flags }: SourcePattern): Promise<string | null> {
  const verdict = await check(source, flags, { timeout: PATIENCE_MS });
  const place = `${file}:${line}`;
  if (verdict.status === 'safe') return null;
  if (verdict.status === 'unknown') return `${place} is not proven: ${verdict.error.kind}`;
  const { pumps, suffix } = verdict.attack;
  const worst = attackOf(pumps, suffix);
  const ms = timeOf(source, flags, worst, GOOD_MS);
  return ms < GOOD_MS ? null : `${place} is ${verdict.complexity.summary}: ${Math.round(ms)} ms with ${verdict.attack.pattern}`;
}

/** The attack at full length, its pumps repeated alike. */
function attackOf(pumps: readonly { readonly prefix: string; readonly pump: string }[], suffix: string): string {
  const fixed = pumps.reduce((sum, { prefix }) => sum + prefix.length, suffix.length);
  const each = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.max(1, Math.floor((WORST_CHARS - fixed) / Math.max(1, each)));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
}
