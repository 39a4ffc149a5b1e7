/** A receipt as the checks read it: parsed once, with the rows it holds about jobs, streams and workstations. */

import type { Receipt } from '../../../src-preload/contract/chat.ts';
import type { JobStatus, Workstation } from '../../../src-preload/contract/plan/plan.ts';
import { type ToolName, type ToolResult, toolNames, toolResults } from '../../../src-preload/contract/tools.ts';

export type ToolReading = { [N in ToolName]: { readonly tool: N; readonly data: ToolResult<N> } }[ToolName];

export interface Evidence {
  /** `r1`, or `live`. */
  readonly label: string;
  readonly receiptId: string | null;
  readonly args: Readonly<Record<string, unknown>>;
  readonly reading: ToolReading;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  /** When the scheduler was read, epoch ms; null when that is not known. */
  readonly observedAtMs: number | null;
  /** The plan it was read from: what was so in one says nothing against another. */
  readonly planId: string | null;
  /** Everything the tool returned, upper case, for "does this name stand anywhere in it". */
  readonly text: string;
}

/** null for a failed call, an unknown tool, or data that is not what the tool returns: such a receipt proves nothing. */
export function evidenceOf(
  receipt: Pick<Receipt, 'label' | 'tool' | 'args' | 'outcome' | 'isComplete' | 'isTruncated' | 'data'> &
    Partial<Pick<Receipt, 'observedAt' | 'planId'>> & { id: string | null },
): Evidence | null {
  if (receipt.outcome === 'failed') return null;
  const reading = readTool(receipt.tool, receipt.data);
  if (reading === null) return null;
  return {
    label: receipt.label,
    receiptId: receipt.id,
    args: receipt.args,
    reading,
    isComplete: receipt.isComplete && receipt.outcome === 'ok',
    isTruncated: receipt.isTruncated,
    observedAtMs: receipt.observedAt === undefined ? null : Date.parse(receipt.observedAt),
    planId: receipt.planId ?? null,
    text: textOf(receipt.data).toUpperCase(),
  };
}

/** Every text and number in a value, one a line: unlike JSON, without escapes that would grow onto a name. */
export function textOf(value: unknown): string {
  const texts: string[] = [];
  const walk = (part: unknown) => {
    if (typeof part === 'string' || typeof part === 'number') texts.push(String(part));
    else if (part !== null && typeof part === 'object') for (const item of Object.values(part)) walk(item);
  };
  walk(value);
  return texts.join('\n');
}

function readTool(tool: string, data: unknown): ToolReading | null {
  const name = toolNames.find((known) => known === tool);
  if (name === undefined) return null;
  const parsed = toolResults[name].safeParse(data);
  // The schema was chosen by the name, which the type system cannot follow through the lookup.
  return parsed.success ? ({ tool: name, data: parsed.data } as ToolReading) : null;
}

/** What any of the tools says about one job; undefined where this tool does not say. */
export interface SeenJob {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly streamName: string;
  readonly workstation?: string | undefined;
  readonly status: JobStatus;
  readonly isCanceled?: boolean | undefined;
  readonly isCritical?: boolean | undefined;
  readonly isLate?: boolean | null | undefined;
  readonly returnCode?: number | null | undefined;
  readonly scheduledAt?: string | null | undefined;
  readonly startedAt?: string | null | undefined;
  readonly endedAt?: string | null | undefined;
  readonly deadlineAt?: string | null | undefined;
  readonly elapsedMs?: number | null | undefined;
  readonly timeZone?: string | null | undefined;
}

export function jobsIn(reading: ToolReading): readonly SeenJob[] {
  switch (reading.tool) {
    case 'find_jobs':
      return reading.data.jobs;
    case 'job_details': {
      if (reading.data.kind === 'unresolved') return reading.data.candidates;
      const { job } = reading.data;
      // In a rerun chain the last run counts.
      const last = job.runs.find((run) => run.isLast);
      return [{ ...job, returnCode: job.returnCode ?? last?.returnCode }];
    }
    case 'job_log':
      if (reading.data.kind === 'unresolved') return reading.data.candidates;
      return [{ ...reading.data.job, returnCode: reading.data.job.returnCode ?? reading.data.log.exitStatus }];
    case 'why_not_running':
      if (reading.data.kind === 'unresolved') return reading.data.candidates;
      return [reading.data.job, ...reading.data.reasons.flatMap(({ fact }) => awaitedJob(fact) ?? [])];
    case 'successors':
      return reading.data.kind === 'unresolved' ? reading.data.candidates : [reading.data.job, ...reading.data.successors.map(({ job }) => job)];
    case 'impact':
      return reading.data.kind === 'unresolved'
        ? reading.data.candidates
        : [reading.data.job, ...reading.data.impact.blocked, ...reading.data.impact.suppressed];
    case 'predecessors':
      return reading.data.kind === 'unresolved' ? reading.data.candidates : [reading.data.job, ...reading.data.predecessors.map(({ job }) => job)];
    case 'critical_path':
      return reading.data.kind === 'unresolved' ? reading.data.candidates : [reading.data.job];
    case 'late_jobs':
      return reading.data.late.map(({ job }) => job);
    case 'stream_details':
      return reading.data.kind === 'found' ? reading.data.jobs : [];
    case 'run_history':
      // Past runs say nothing of the job as it is: only who was asked for.
      return reading.data.kind === 'unresolved' ? reading.data.candidates : [];
    case 'changes_since':
    case 'files':
    case 'find_streams':
    case 'plan_summary':
    case 'prompts':
    case 'resources':
    case 'search_memory':
    case 'workstation_details':
    case 'workstations':
      return [];
  }
}

type WaitFact = Extract<Extract<ToolReading, { tool: 'why_not_running' }>['data'], { kind: 'found' }>['reasons'][number]['fact'];

/** What a reason says of a job further up: its engine status, whose common status is not told and so not guessed. */
function awaitedJob(fact: WaitFact): SeenJob | null {
  if (fact?.code !== 'upstream-failed') return null;
  const [streamName = '', name] = (fact.target.split(/[/#]/).at(-1) ?? '').split('.');
  if (name === undefined) return null;
  return {
    id: fact.target,
    key: fact.target,
    name,
    streamName,
    status: { internal: fact.status, common: 'UNKNOWN', substatus: null },
    returnCode: fact.returnCode,
  };
}

/** One run of a job's rerun chain. */
interface SeenRun {
  readonly attempt: number;
  readonly internal: string;
  readonly returnCode: number | null;
}

/** The runs that were started, in order; null where this reading does not tell them one by one. */
export function runsIn({ reading }: Evidence): readonly SeenRun[] | null {
  if (reading.tool !== 'job_details' || reading.data.kind !== 'found') return null;
  return reading.data.job.runs
    .filter(({ startedAt, endedAt }) => startedAt !== null || endedAt !== null)
    .map(({ attempt, status, returnCode }) => ({ attempt, internal: status, returnCode }))
    .sort((a, b) => a.attempt - b.attempt);
}

/** The run `1`, `2`, ... or `last`. */
export function runNamed(evidence: Evidence, run: string): SeenRun | null {
  const runs = runsIn(evidence);
  return (run === 'last' ? runs?.at(-1) : runs?.find(({ attempt }) => attempt === Number(run))) ?? null;
}

export interface SeenStream {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly status: JobStatus;
  readonly isLate: boolean | null;
  readonly scheduledAt: string | null;
  readonly startedAt?: string | null | undefined;
  readonly endedAt?: string | null | undefined;
  readonly deadlineAt?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

export function streamsIn(reading: ToolReading): readonly SeenStream[] {
  if (reading.tool === 'find_streams') return reading.data.streams;
  if (reading.tool !== 'stream_details') return [];
  return reading.data.kind === 'found' ? [reading.data.stream] : reading.data.streams;
}

export function workstationsIn(reading: ToolReading): readonly Workstation[] {
  if (reading.tool === 'workstations') return reading.data.workstations;
  if (reading.tool !== 'workstation_details') return [];
  return reading.data.kind === 'found' ? [reading.data.workstation] : reading.data.workstations;
}
