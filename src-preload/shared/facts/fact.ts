/** What one reading says, as facts: one subject, one attribute, one value each. */
import type { JobStatus } from '../../contract/plan/plan.ts';
import type { ToolName } from '../../contract/tools.ts';
import type { Attribute } from './attributes.ts';

export type ThingKind = 'job' | 'stream' | 'workstation' | 'resource' | 'prompt' | 'file' | 'plan';

/** What a fact is about. */
export interface Thing {
  readonly kind: ThingKind;
  /** What tells it from all others: the display key of a job or stream, the name of the rest. */
  readonly key: string;
  readonly name: string;
  /** Jobs only. */
  readonly stream: string | null;
}

/** `none`: the reading looked, and there is none (no return code, not started). What it cannot know is no fact at all. */
export type FactValue =
  | { readonly is: 'none' }
  | { readonly is: 'status'; readonly status: JobStatus; readonly isCanceled: boolean }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'instant'; readonly at: string; readonly zone: string | null }
  | { readonly is: 'span'; readonly ms: number }
  | { readonly is: 'flag'; readonly isSet: boolean }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'thing'; readonly thing: Thing; readonly steps: number; readonly state: string | null };

/** One run of a job's rerun chain, or a recorded one of an earlier night. Facts of the job as it is have none. */
export interface Run {
  readonly attempt: number | null;
  readonly isLast: boolean;
  readonly isRecorded: boolean;
  readonly startedAt: string | null;
}

export interface Fact {
  readonly subject: Thing;
  readonly attribute: Attribute;
  readonly value: FactValue;
  readonly run: Run | null;
  /** `r1`, or `live`. */
  readonly receipt: string;
  /** Where in the data of the receipt: `jobs.3.returnCode`. */
  readonly path: string;
  readonly observedAt: string;
  /** The reading saw everything it looked for. */
  readonly isComplete: boolean;
}

/** Which members a set has: what was asked for. */
export interface Scope {
  readonly name: string | null;
  readonly stream: string | null;
  readonly workstation: string | null;
  readonly statuses: readonly string[];
  readonly isLateOnly: boolean;
  readonly isCriticalOnly: boolean;
  /** A window of time was asked for; `sinceMs` when it is so long until now. */
  readonly isWindow: boolean;
  readonly sinceMs: number | null;
  /** Something else narrowed it. */
  readonly isFiltered: boolean;
}

/** All that a reading lists of one kind, as far as it lists it: what counts, "none" and "all" are decided by. */
export interface FactSet {
  readonly receipt: string;
  readonly of: ThingKind | 'run' | 'reason' | 'log-line';
  /** Of one thing: what it blocks, what follows it, why it waits. */
  readonly around: { readonly attribute: Attribute; readonly thing: Thing } | null;
  readonly scope: Scope;
  readonly members: readonly Thing[];
  /** How many there are by the engine's own count, where it gave one. */
  readonly total: number | null;
  /** Nothing was cut off and nothing failed. */
  readonly isWhole: boolean;
  readonly observedAt: string;
}

/** A number the engine counted itself: which of them, and within what. */
export interface Tally {
  readonly receipt: string;
  readonly path: string;
  readonly of: 'job' | 'stream' | 'workstation';
  readonly which: 'all' | 'failed' | 'late' | 'critical' | 'done' | 'running' | 'waiting' | 'in-error' | 'with-problems' | { readonly common: string };
  /** null: of the whole plan. */
  readonly within: Thing | null;
  readonly n: number;
  readonly observedAt: string;
  readonly isComplete: boolean;
}

export interface LogLine {
  readonly receipt: string;
  readonly job: Thing;
  readonly number: number;
  readonly text: string;
}

/** What is read, as it lies in a receipt. */
export interface FactSource {
  readonly label: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: 'ok' | 'partial' | 'failed';
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly observedAt: string;
  readonly planId: string | null;
  readonly data: unknown;
}

export interface Facts {
  readonly tool: ToolName;
  readonly source: FactSource;
  readonly facts: readonly Fact[];
  readonly sets: readonly FactSet[];
  readonly tallies: readonly Tally[];
  readonly logLines: readonly LogLine[];
  /** Things that are named without a fact of their own, such as the candidates for a name. */
  readonly named: readonly Thing[];
  /** What was looked for and is not there. */
  readonly absent: readonly { readonly kind: ThingKind | null; readonly name: string }[];
}
