/** Whether a predecessor came out as what follows it asks for. */
import type { FollowCondition, JobTraits, PlanJob, PlanRun } from './planModel.ts';

/** `RC=0 OR RC=4`, as far as the simulated plans use it. */
export function isExpressionTrue(expression: string, returnCode: number): boolean {
  return expression.split(/\sOR\s/i).some((term) => /^RC\s*=\s*(-?\d+)$/i.exec(term.trim())?.[1] === String(returnCode));
}

export const isOutputTrue = ({ outputConditions }: JobTraits, name: string, run: PlanRun): boolean =>
  run.outcome !== 'FAIL' && outputConditions.some((one) => one.name === name && isExpressionTrue(one.expression, run.returnCode));

/**
 * What is decided by this having happened to the predecessor; null = nothing yet.
 * @param condition none: it must have been released, and a suppressed one never is
 */
export function conditionResult(job: PlanJob, condition: FollowCondition | undefined, seen: 'started' | 'ended' | 'released' | 'suppressed'): boolean | null {
  const { statuses, outputs } = condition ?? { statuses: [], outputs: [] };
  if (condition === undefined) return seen === 'released' ? true : seen === 'suppressed' ? false : null;
  if (seen === 'started') return statuses.includes('STARTED') ? true : null;
  if (seen === 'suppressed') return statuses.includes('SUPPR');
  // A canceled job stands in nobody's way.
  if (seen === 'released') return true;
  const last = job.runs.at(-1);
  return last !== undefined && (statuses.includes(last.outcome) || outputs.some((name) => isOutputTrue(job.traits, name, last)));
}
