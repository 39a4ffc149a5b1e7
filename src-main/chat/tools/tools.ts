/** The read-only tools: arguments checked, jobs resolved without guessing, results checked, failures kept as failures. */
import * as z from 'zod';
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import { type ToolName, toolArgs, toolDescriptions, toolNames, toolResults } from '../../../src-preload/contract/tools.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { ToolReading } from './toolReading.ts';
import { readTool, type ToolSources } from './toolReadings.ts';

interface ToolRun {
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: 'ok' | 'partial' | 'failed';
  /** What failed, or what is missing from a partial answer. */
  readonly fault: FaultData | null;
  /** As `toolResults` says; null when the reading failed. */
  readonly data: unknown;
  readonly rows: number;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly observedAtMs: number;
  readonly planId: string | null;
}

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Oldest cached reading that will do, in ms; 0 asks the scheduler. */
  readonly maxAgeMs?: number | undefined;
  /** On whose behalf, for the egress ledger: `chat`, `audit`, ... */
  readonly why: string;
}

type ParsedCall =
  | { readonly at: 'good'; readonly tool: ToolName; readonly args: Record<string, unknown> }
  | { readonly at: 'refused'; readonly problem: string };

interface ToolSchema {
  readonly name: ToolName;
  readonly description: string;
  readonly parameters: Record<string, unknown>;
}

export interface Tools {
  readonly names: readonly ToolName[];
  /** For the model. */
  readonly schemas: readonly ToolSchema[];
  /** Checks a call without making it; the problem is a sentence the caller can correct itself by. */
  parse(name: string, rawArgs: unknown): ParsedCall;
  /** Never raises for a failed reading. Raises INVALID_INPUT for a call `parse` refuses, STOPPED when the signal aborts. */
  run(name: string, rawArgs: unknown, options: RunOptions): Promise<ToolRun>;
}

export function createTools(sources: ToolSources): Tools {
  return {
    names: toolNames,
    schemas: toolNames.map((name) => ({ name, description: toolDescriptions[name], parameters: parametersOf(name) })),
    parse: parseCall,
    async run(name, rawArgs, options) {
      const call = parseCall(name, rawArgs);
      if (call.at === 'refused') throw new Fault('INVALID_INPUT', call.problem);
      try {
        options.signal?.throwIfAborted();
        return receivedRun(call, await readTool(sources, call.tool, call.args, options), sources.clock);
      } catch (thrown) {
        if (options.signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
        return failedRun(call.args, asFault(thrown), sources.clock);
      }
    },
  };
}

const MOST_PROBLEM_CHARS = 1_000;
const isToolName = (name: string): name is ToolName => Object.hasOwn(toolArgs, name);

function parseCall(name: string, rawArgs: unknown): ParsedCall {
  if (!isToolName(name)) return { at: 'refused', problem: `There is no tool "${name.slice(0, 100)}". The tools are: ${toolNames.join(', ')}.` };
  const parsed = toolArgs[name].safeParse(rawArgs);
  if (parsed.success) return { at: 'good', tool: name, args: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`);
  // A key that nobody knows is told as it was written, however long.
  return { at: 'refused', problem: `Wrong arguments for ${name}: ${problems.join('; ').slice(0, MOST_PROBLEM_CHARS)}.` };
}

function receivedRun({ tool, args }: Extract<ParsedCall, { at: 'good' }>, { missing, ...reading }: ToolReading, clock: Clock | undefined): ToolRun {
  const checked = toolResults[tool].safeParse(reading.data);
  if (!checked.success) {
    return failedRun(args, new Fault('TWS_BAD_ANSWER', `What the scheduler answered to ${tool} is not what it should be.`, { cause: checked.error }), clock);
  }
  const isWhole = reading.isComplete && missing === null;
  const fault = isWhole ? null : (missing ?? new Fault('PARTIAL_DATA', 'Part of this reading failed: something may be missing from it.').toData());
  return { args, ...reading, data: checked.data, isComplete: isWhole, outcome: isWhole ? 'ok' : 'partial', fault };
}

function failedRun(args: Record<string, unknown>, fault: Fault, clock: Clock = systemClock): ToolRun {
  return {
    args,
    outcome: 'failed',
    fault: fault.toData(),
    data: null,
    rows: 0,
    isComplete: false,
    isTruncated: false,
    observedAtMs: clock.now(),
    planId: null,
  };
}

function parametersOf(name: ToolName): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(toolArgs[name], { io: 'input' });
  return schema;
}
