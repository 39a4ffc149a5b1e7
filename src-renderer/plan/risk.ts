/** Which critical jobs are at risk, by the engine's alert level. Pure. */
import type { PlanSummary } from '../../src-preload/contract/plan.ts';

/** Alert levels that mean "no risk"; any other word, also one we do not know, counts as at risk. */
const CALM = new Set(['ON_TRACK', 'NORISK', 'NO_RISK', 'NONE', 'GREEN', 'OK']);

/** Display keys of critical jobs at risk; null when the engine could not be asked. */
export function jobsAtRisk(summary: PlanSummary | null): ReadonlySet<string> | null {
  if (!summary?.critical) return null;
  return new Set(summary.critical.filter(({ risk }) => !CALM.has(risk.toUpperCase())).map(({ key }) => key));
}
