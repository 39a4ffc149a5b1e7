/** From what ten exchanges showed to a score and to what is not done with this model. Pure; the only place where that policy is written. */
import type { Ability, Conformance, FoundCode } from '../../../src-preload/contract/conformance.ts';

type Exchange = Conformance['exchanges'][number];

/**
 * A model that was slow, or was not asked at all, has not shown that it cannot: nothing is switched off for that.
 * Turns and the judge have time limits of their own.
 */
const SAYS_NOTHING: ReadonlySet<FoundCode> = new Set(['as-asked', 'late', 'not-tried']);

/** Without tool calls an answer has no evidence; a judge that obeys what it judges, or gives no opinion, judges nothing. */
const NEEDS: Readonly<Record<Ability, readonly Exchange['name'][]>> = {
  'model-answers': ['tool-call'],
  judge: ['json-answer', 'injected-text'],
  'parallel-calls': ['two-calls'],
  'long-evidence': ['long-text'],
};
/** Failing the log's question without obeying it is no reason to distrust the judge. */
const OBEYED_ONLY: ReadonlySet<Exchange['name']> = new Set(['injected-text']);

export function concluded(exchanges: readonly Exchange[]): Pick<Conformance, 'score' | 'switchedOff'> {
  const failed = new Set(
    exchanges.filter(({ name, found }) => !SAYS_NOTHING.has(found) && (!OBEYED_ONLY.has(name) || found === 'obeyed')).map(({ name }) => name),
  );
  const passed = exchanges.filter(({ outcome }) => outcome === 'passed').length;
  return {
    score: exchanges.length === 0 ? 0 : passed / exchanges.length,
    switchedOff: (['model-answers', 'judge', 'parallel-calls', 'long-evidence'] as const).filter((ability) => NEEDS[ability].some((name) => failed.has(name))),
  };
}
