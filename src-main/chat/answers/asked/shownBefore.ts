/** "Which of those are critical?", "how many?", "and the late ones?": about the jobs that the turn before showed. Pure. */
import type { ToolName, ToolResult } from '../../../../src-preload/contract/tools.ts';
import { toolArgs, toolResults } from '../../../../src-preload/contract/tools.ts';
import type { PreviousTurn } from '../../answerPort.ts';
import { CRITICAL, FAILED_HARD, LATE, STATUS_LISTS } from './rules/intentRules.ts';
import type { Chosen, Intent, ShownJobs } from './question.ts';

const THOSE = /\b(?:those|these|them|(?:d|n)?ess[ae]s|(?:d|n)?est[ae]s|del[ae]s|nel[ae]s|es[ao]s|est[ao]s|ell[ao]s|entre (?:eles|elas|ellos|ellas))\b/;
const HOW_MANY = /^(?:and |e |y |so |entao |entonces |but |mas |pero )?(?:how many|how much|quant[ao]s|cuant[ao]s)\b/;
/** Nothing but the number, or but what is chosen: no word of another subject. */
const ALONE =
  /^(?:and |e |y |so |entao |entonces )?(?:how many|quant[ao]s|cuant[ao]s)(?: (?:are|sao|son|is|there|of|in total|no total|en total|ha|hay|tem|jobs|total|then))*[.!]?$/;
const ONLY = /^(?:and|e|y|only|so|solo|just|apenas)\b.{0,60}$/;

export function amongShown(intent: Intent, plain: string, { receipts }: PreviousTurn): Intent | null {
  const isAsked =
    THOSE.test(plain) || ALONE.test(plain) || ((ONLY.test(plain) || HOW_MANY.test(plain)) && MAY_CHOOSE.has(intent.kind) && !/\bjobs?\b/.test(plain));
  if (!isAsked || intent.kind === 'refusal') return null;
  const chosen = chosenBy(plain);
  if (chosen === null && !THOSE.test(plain) && !ALONE.test(plain)) return null;
  const jobs = receipts.map(shownBy).findLast((one) => one !== null);
  return jobs == null ? null : { kind: 'among', jobs, chosen, asks: HOW_MANY.test(plain) ? 'count' : 'list' };
}

/** What "and the critical ones?" reads as by itself. */
const MAY_CHOOSE: ReadonlySet<Intent['kind']> = new Set(['critical', 'late', 'failures', 'jobs', 'unknown', 'several', 'stuck', 'which-job']);

function chosenBy(plain: string): Chosen {
  if (CRITICAL.test(plain)) return { by: 'critical' };
  if (LATE.test(plain)) return { by: 'late' };
  if (FAILED_HARD.test(plain)) return { by: 'status', statuses: ['ERROR'] };
  const statuses = STATUS_LISTS.find(([pattern]) => pattern.test(plain))?.[1];
  return statuses === undefined ? null : { by: 'status', statuses };
}

function shownBy({ tool, outcome, args, data }: PreviousTurn['receipts'][number]): ShownJobs | null {
  if (outcome === 'failed') return null;
  if (tool === 'find_jobs') {
    const asked = toolArgs.find_jobs.safeParse(args);
    return asked.success && resultOf('find_jobs', data) !== null ? { tool, args: asked.data } : null;
  }
  if (tool !== 'impact' && tool !== 'successors' && tool !== 'predecessors') return null;
  const result = resultOf(tool, data);
  return result !== null && result.kind === 'found' ? { tool, job: result.job.id } : null;
}

function resultOf<N extends ToolName>(tool: N, data: unknown): ToolResult<N> | null {
  const result = toolResults[tool].safeParse(data);
  // Parsed by the schema of this very tool.
  return result.success ? (result.data as ToolResult<N>) : null;
}
