/** A night as its planner writes it down: names and minutes, before identifiers and instants are given. */
import type { ConditionStatus, JobTraits, OutputCondition, PlanWorkstation, RunOutcome } from '../../plan/planModel.ts';

/** What follows only when its predecessor came out so. */
export interface ConditionalDraft {
  /** As in `after`. */
  readonly on: string;
  readonly statuses?: readonly ConditionStatus[];
  readonly outputs?: readonly string[];
}

export interface JobDraft {
  readonly name: string;
  /** How others refer to it, when its name has what references cannot have. */
  readonly key?: string;
  /** `JOB` of the same stream, `STREAM.JOB`, or `STREAM.*` for a whole stream. */
  readonly after?: readonly string[];
  readonly onlyIf?: readonly ConditionalDraft[];
  readonly joins?: readonly { readonly name: string; readonly needed: number; readonly of: readonly ConditionalDraft[] }[];
  /** What another network is asked for; null = it never answers. */
  readonly asks?: { readonly agent: string; readonly what: string; readonly answers: number | null };
  /** Of a stream that the plan does not hold. */
  readonly absent?: {
    readonly state: 'pending' | 'zombie';
    readonly stream: string;
    readonly folder: string;
    readonly workstation: string;
    readonly job: string | null;
    readonly at: number;
  };
  /** Starts again so many minutes after each start, until the latest start. */
  readonly everyMinutes?: number;
  /** Latest start, minutes from the anchor. */
  readonly until?: number;
  readonly untilAction?: JobTraits['untilAction'];
  readonly recovery?: JobTraits['recovery'];
  readonly outputConditions?: readonly OutputCondition[];
  readonly isUserJob?: boolean;
  readonly minutes: number;
  /** What the engine expects; default: what it takes. */
  readonly estimatedMinutes?: number;
  readonly workstation?: string;
  readonly priority?: number;
  /** Minutes from the anchor. */
  readonly criticalDeadline?: number;
  readonly at?: number;
  readonly outcome?: RunOutcome;
  readonly returnCode?: number;
  /** Waits this many minutes after an ABEND and then runs again with success; with recovery RERUN after its recovery job. */
  readonly rerunAfterMinutes?: number;
  readonly canceledAt?: number;
  readonly waitsForFile?: { readonly path: string; readonly arrives: number | null };
  readonly waitsForPrompt?: { readonly name: string; readonly text: string };
  readonly needs?: { readonly resource: string; readonly quantity: number };
  readonly user: string;
  readonly script: string;
  readonly successCondition?: string;
  readonly output?: readonly string[];
}

export interface StreamDraft {
  readonly name: string;
  /** How others refer to it, when another stream has its name. */
  readonly key?: string;
  readonly folder: string;
  readonly workstation: string;
  /** Minutes from the anchor. */
  readonly at: number;
  readonly after?: readonly string[];
  readonly limit?: number;
  readonly priority?: number;
  readonly isCarriedForward?: boolean;
  readonly carries?: boolean;
  readonly timeZone?: string;
  readonly jobs: readonly JobDraft[];
}

export interface NightDraft {
  readonly workstations: readonly Omit<PlanWorkstation, 'id'>[];
  readonly resources: readonly { readonly name: string; readonly workstation: string; readonly quantity: number }[];
  readonly streams: readonly StreamDraft[];
}

/** How others refer to it. */
export const keyOf = ({ key, name }: { readonly key?: string; readonly name: string }): string => key ?? name;
