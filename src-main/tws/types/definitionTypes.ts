/** What the engine's database holds: definitions of streams, jobs, calendars and variables, as an operator asks for them. Instances are in types.ts. */

/** What every definition has. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  /** `/` for the root. */
  readonly folder: string;
  /** null for objects that belong to none. */
  readonly workstation: string | null;
  /** As the engine spells it: `/WS#/FOLDER/NAME`. */
  readonly key: string | null;
  readonly description: string | null;
  readonly modifiedBy: string | null;
  readonly modifiedAt: string | null;
  /** Who holds it locked for editing; null when nobody does, or the engine does not tell. */
  readonly lockedBy: string | null;
}

/** Kinds of which only what every definition has is read. */
export type DefinitionKind = 'domain' | 'folder' | 'prompt' | 'resource' | 'runcyclegroup' | 'workloadapplicationtemplate' | 'workstation' | 'workstationclass';

export interface DefinitionQuery {
  /** `@` matches any run of characters; a path or key is taken apart. */
  readonly name?: string | undefined;
  readonly limit: number;
}

/** When a stream is to run, or not to. */
export interface RunCycle {
  readonly name: string;
  /** `simple` dates, `calendar`, `rrule` (iCalendar rule) or `group` of run cycles; other words as the engine says them. */
  readonly kind: string;
  /** It takes days away instead of adding them. */
  readonly isExclusive: boolean;
  /** `FREQ=DAILY;INTERVAL=1` and the like. */
  readonly rule: string | null;
  readonly calendar: string | null;
  readonly group: string | null;
  /** `yyyy-mm-dd`. */
  readonly dates: readonly string[];
  /** Days of `offsetUnit` before (negative) or after. */
  readonly offset: number | null;
  readonly offsetUnit: string | null;
  /** What becomes of a day that is free. */
  readonly freeDays: string | null;
  /** Local time of day `hh:mm:ss`, in the stream's time zone. */
  readonly startTime: string | null;
  readonly latestStartTime: string | null;
  readonly deadlineTime: string | null;
  readonly repeatEveryMs: number | null;
  readonly repeatUntilTime: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** What a definition waits for, by name, on whatever day it runs. */
export interface DefinedWait {
  readonly kind: 'job' | 'stream' | 'file' | 'resource' | 'prompt' | 'internetwork' | 'join';
  readonly target: string;
  /** Statuses or output conditions that release it; empty: a good end. */
  readonly conditions: readonly string[];
  /** Of a join: how many of its members are needed; null: all. */
  readonly join: { readonly needed: number | null; readonly members: readonly DefinedWait[] } | null;
}

export interface JobInStream {
  readonly name: string;
  /** Key of its job definition; null when it is defined inside the stream. */
  readonly definition: string | null;
  /** Only where it is defined inside the stream. */
  readonly task: string | null;
  readonly workstation: string | null;
  readonly priority: number | null;
  /** Words of the engine: `nop`, `confirmed`, `critical`, `monitored`. */
  readonly options: readonly string[];
  readonly startTime: string | null;
  readonly latestStartTime: string | null;
  readonly deadlineTime: string | null;
  readonly minDurationMs: number | null;
  readonly maxDurationMs: number | null;
  readonly repeatEveryMs: number | null;
  readonly waitsFor: readonly DefinedWait[];
}

export interface StreamDefinition extends Definition {
  readonly timeZone: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** A draft is never planned. */
  readonly isDraft: boolean;
  readonly options: readonly string[];
  readonly variableTable: string | null;
  readonly freeDaysCalendar: string | null;
  readonly runCycles: readonly RunCycle[];
  readonly priority: number | null;
  /** Jobs that run at once; null: no limit. */
  readonly limit: number | null;
  readonly onOverlap: string | null;
  readonly startTime: string | null;
  readonly latestStartTime: string | null;
  readonly lateStartAction: string | null;
  readonly deadlineTime: string | null;
  /** What starts it apart from time: `fileCreated /in/x.dat`; null without. */
  readonly startCondition: string | null;
  readonly waitsFor: readonly DefinedWait[];
  readonly jobs: readonly JobInStream[];
}

export interface NamedCondition {
  readonly name: string;
  /** `RC=0 OR RC=4`. */
  readonly expression: string;
}

export interface JobDefinition extends Definition {
  readonly type: string;
  readonly task: string | null;
  readonly users: readonly string[];
  /** Empty: exit code 0. */
  readonly successConditions: readonly NamedCondition[];
  readonly otherConditions: readonly NamedCondition[];
  /** null: the engine does not tell. */
  readonly recovery: {
    /** STOP, CONTINUE, RERUN, or one of the latter with a prompt before it. */
    readonly action: string;
    readonly repeatEveryMs: number | null;
    readonly repeatTimes: number | null;
    readonly job: string | null;
    readonly prompt: string | null;
  } | null;
  readonly affinity: string | null;
}

export interface Calendar extends Definition {
  /** `yyyy-mm-dd`, as listed. */
  readonly dates: readonly string[];
}

export interface VariableTable extends Definition {
  readonly isDefault: boolean | null;
  /** Values of variables whose names speak of secrets are not passed on: null. */
  readonly variables: readonly { readonly name: string; readonly value: string | null }[];
}

/** One planned start, as far as the engine tells: a date, or an instant. */
export interface NextRun {
  /** `yyyy-mm-dd`, in the stream's time zone. */
  readonly date: string;
  /** ISO-8601 UTC; null when only the day is told. */
  readonly at: string | null;
  readonly runCycle: string | null;
}
