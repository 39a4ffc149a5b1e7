/** A night as its planner writes it down: names and minutes, before identifiers and instants are given. */
import type { PlanWorkstation, RunOutcome } from '../planModel.ts';

export interface JobDraft {
  readonly name: string;
  /** `JOB` of the same stream, `STREAM.JOB`, or `STREAM.*` for a whole stream. */
  readonly after?: readonly string[];
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
  /** Waits this many minutes after an ABEND and then runs again with success. */
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
  readonly folder: string;
  readonly workstation: string;
  /** Minutes from the anchor. */
  readonly at: number;
  readonly after?: readonly string[];
  readonly limit?: number;
  readonly priority?: number;
  readonly isCarriedForward?: boolean;
  readonly jobs: readonly JobDraft[];
}

export interface NightDraft {
  readonly workstations: readonly Omit<PlanWorkstation, 'id'>[];
  readonly resources: readonly { readonly name: string; readonly workstation: string; readonly quantity: number }[];
  readonly streams: readonly StreamDraft[];
}
