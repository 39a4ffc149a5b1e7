/** Which receipt holds the evidence for a claim: the cited one when it can, else any that can, else none. */

import { STATUS_WORDS } from '../../../src-preload/shared/claimWords.ts';
import type { ReceiptId } from '../../../src-preload/contract/ids.ts';
import type { ToolName } from '../../../src-preload/contract/tools.ts';
import { folded } from '../answers/folded.ts';
import { type EvidenceIndex, isTool, type ReadReceipt } from './evidenceIndex.ts';

type CanHold = (one: ReadReceipt) => boolean;

export function bind(index: EvidenceIndex, cited: readonly string[], canHold: CanHold): ReceiptId | null {
  const able = index.read.filter(canHold);
  return (able.find(({ receipt }) => cited.includes(receipt.label)) ?? able[0])?.receipt.id ?? null;
}

const splitReference = (reference: string) => /^(job|stream|workstation|name):(.*)$/.exec(reference) ?? ['', 'name', reference];

/** The receipt shows this thing at all. */
export const holdsThing =
  (reference: string): CanHold =>
  (one) => {
    const [, kind = '', ref = ''] = splitReference(reference);
    const text = JSON.stringify(one.result);
    return kind === 'name' ? false : text.includes(JSON.stringify(ref).slice(1, -1)) || folded(text).includes(folded(ref));
  };

const STATUS_TOOLS: Readonly<Record<string, readonly ToolName[]>> = {
  job: ['job_details', 'find_jobs', 'why_not_running', 'job_log', 'impact', 'successors', 'predecessors', 'late_jobs', 'stream_details'],
  stream: ['stream_details', 'find_streams'],
  workstation: ['workstation_details', 'workstations', 'plan_summary'],
  name: [],
};

/** The receipt has a status of this thing; the most direct tool first. */
export const bindStatus = (index: EvidenceIndex, cited: readonly string[], reference: string): ReceiptId | null => {
  const tools = STATUS_TOOLS[splitReference(reference)[1] ?? ''] ?? [];
  for (const tool of tools) {
    const bound = bind(index, cited, (one) => one.tool === tool && holdsThing(reference)(one));
    if (bound !== null && isCitedOrFirst(index, cited, bound)) return bound;
  }
  return bind(index, [], (one) => tools.includes(one.tool) && holdsThing(reference)(one));
};
const isCitedOrFirst = (index: EvidenceIndex, cited: readonly string[], id: ReceiptId): boolean =>
  cited.length === 0 || index.read.some(({ receipt }) => receipt.id === id && cited.includes(receipt.label));

export const holdsReturnCode =
  (reference: string): CanHold =>
  (one) =>
    ['job_details', 'find_jobs', 'job_log', 'why_not_running', 'successors', 'impact'].includes(one.tool) &&
    one.tool !== 'impact' &&
    holdsThing(reference)(one);

export const holdsTime =
  (reference: string): CanHold =>
  (one) =>
    ['job_details', 'find_jobs', 'why_not_running', 'job_log', 'find_streams', 'impact', 'plan_summary'].includes(one.tool) && holdsThing(reference)(one);

/** The receipt tells the runs of this job one by one. */
export const holdsRuns =
  (reference: string): CanHold =>
  (one) =>
    one.tool === 'job_details' && holdsThing(reference)(one);

export const holdsHistory =
  (reference: string): CanHold =>
  (one) =>
    one.tool === 'run_history' && holdsThing(reference)(one);

/** The receipt has the start and end of this job, or how long it runs already. */
export const holdsMeasure =
  (reference: string): CanHold =>
  (one) =>
    ['job_details', 'find_jobs', 'why_not_running', 'job_log', 'stream_details', 'impact', 'successors'].includes(one.tool) && holdsThing(reference)(one);

export const holdsShare: CanHold = (one) => one.tool === 'plan_summary';
export const holdsPlanRun: CanHold = (one) => isTool(one, 'plan_summary') && one.result.runNumber !== null;

export const holdsPath =
  (reference: string): CanHold =>
  (one) =>
    isTool(one, 'critical_path') && one.result.kind === 'found' && `job:${one.result.job.key}` === reference;

const EDGE_TOOLS: readonly ToolName[] = ['why_not_running', 'impact', 'successors', 'predecessors', 'job_details'];

interface SaidEdge {
  readonly waiter: string;
  readonly awaited: string;
  readonly isDirect: boolean;
}

/** A reading that shows both ends; else the whole impact of what is waited for, or all that the waiter itself waits for. */
export function bindDependency(index: EvidenceIndex, cited: readonly string[], { waiter, awaited, isDirect }: SaidEdge): ReceiptId | null {
  const isWhole: CanHold = (one) => isImpactOf(one, awaited) || (isDirect && isTool(one, 'job_details') && isAbout(one.result, waiter));
  const shown = bind(index, cited, (one) => EDGE_TOOLS.includes(one.tool) && holdsThing(waiter)(one) && holdsThing(awaited)(one));
  if (shown !== null) return shown;
  const areKnown = [waiter, awaited].every((reference) => !reference.startsWith('name:'));
  return areKnown || isDirect ? bind(index, cited, isWhole) : null;
}

const isImpactOf = (one: ReadReceipt, reference: string): boolean => isTool(one, 'impact') && isAbout(one.result, reference);
const isAbout = (result: { readonly kind: string; readonly job?: { readonly key: string } }, reference: string): boolean =>
  result.kind === 'found' && `job:${result.job?.key ?? ''}` === reference;

const FAILED = new Set<string>([...STATUS_WORDS.FAILED.internal, ...STATUS_WORDS.FAILED.common]);

/** The receipt can be recounted for this filter. */
export function holdsCount(
  what: string,
  keys: { readonly sinceHours: number | null; readonly isSince: boolean; readonly stream: string | null; readonly workstation: string | null },
): CanHold {
  const [kind = '', ref = ''] = what.split(/:(.*)/s);
  const tool: ToolName | null =
    kind.endsWith('blocked-by') || kind === 'suppressed-by'
      ? 'impact'
      : kind === 'successors-of'
        ? 'successors'
        : kind === 'reasons-of'
          ? 'why_not_running'
          : null;
  if (tool !== null) return (one) => one.tool === tool && holdsThing(`job:${ref}`)(one);
  if (what === 'workstations' || what === 'workstation-problems')
    return (one) => one.tool === 'workstations' || (one.tool === 'plan_summary' && what === 'workstation-problems');
  if (what === 'streams' || what === 'streams-failed')
    return (one) => one.tool === 'find_streams' || (one.tool === 'plan_summary' && what === 'streams-failed');
  return (one) =>
    isTool(one, 'find_jobs')
      ? fitsFilter(one, what, keys)
      : one.tool === 'plan_summary' && keys.sinceHours === null && !keys.isSince && keys.stream === null && keys.workstation === null;
}

function fitsFilter(
  { receipt: { args } }: ReadReceipt<'find_jobs'>,
  what: string,
  keys: { readonly sinceHours: number | null; readonly isSince: boolean; readonly stream: string | null; readonly workstation: string | null },
): boolean {
  const since = typeof args['since_hours'] === 'number' ? args['since_hours'] : null;
  const isWindowed = since !== null || typeof args['since'] === 'string' || typeof args['until'] === 'string';
  if (!keys.isSince && since === null && isWindowed) return false;
  if (keys.isSince ? !isWindowed : keys.sinceHours !== null ? since === null || since < keys.sinceHours : since !== null) return false;
  if (!sameName(args['stream'], keys.stream) || !sameName(args['workstation'], keys.workstation) || args['name'] !== undefined) return false;
  const asked = Array.isArray(args['statuses']) ? args['statuses'].map(String) : null;
  if (args['is_late'] === true) return what === 'late';
  if (args['is_critical'] === true) return what === 'critical';
  if (asked === null || asked.length === 0) return true;
  if (what === 'failed') return asked.some((status) => FAILED.has(status));
  const word = /^status=(.+)$/.exec(what)?.[1];
  return word !== undefined && (asked.includes(word) || asked.some((status) => covers(status, word)));
}

const sameName = (asked: unknown, claimed: string | null): boolean =>
  // A wider list can be narrowed.
  typeof asked === 'string' ? claimed !== null && folded(asked) === folded(claimed) : true;
/** A list of ERROR jobs holds the ABEND ones. */
const covers = (status: string, word: string): boolean =>
  (status === 'ERROR' && (word === 'ABEND' || word === 'FAIL')) ||
  (status === 'WAITING' && word === 'HOLD') ||
  (status === 'RUNNING' && word === 'EXEC') ||
  (status === 'SUCCESSFUL' && word === 'SUCC');
