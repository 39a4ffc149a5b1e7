/** What can be asked, once a question is understood. */
import type { ToolArgs } from '../../../../src-preload/contract/tools.ts';
import type { Language } from './language.ts';
import type { TimeWindow } from './timeWindow.ts';

export type Action =
  | 'rerun'
  | 'skip'
  | 'cancel'
  | 'kill'
  | 'hold'
  | 'release'
  | 'submit'
  | 'confirm'
  | 'reply'
  | 'priority'
  | 'limit'
  | 'fence'
  | 'link'
  | 'unlink'
  | 'start'
  | 'stop';
/** What a question about one job is about, when it does not name the job. */
export type About = 'failed' | 'waiting' | 'impact' | 'log' | 'successors' | 'predecessors' | 'history' | 'critical-path' | 'watch';
export type Grouping = 'hour' | 'weekday' | 'workstation' | 'return-code';
export type WatchEvent = 'failed' | 'late' | 'started' | 'ended' | 'any-change';

export type JobFact = 'user' | 'workstation' | 'priority' | 'duration';
/** What Resync has no reading for yet. */
export type Unseen = 'plan-horizon' | 'next-run' | 'nights' | 'calendars';

/** Jobs that the turn before showed. */
export type ShownJobs =
  | { readonly tool: 'impact' | 'successors' | 'predecessors'; readonly job: string }
  | { readonly tool: 'find_jobs'; readonly args: ToolArgs<'find_jobs'> };
/** Which of them are meant: null, all. */
export type Chosen = { readonly by: 'critical' } | { readonly by: 'late' } | { readonly by: 'status'; readonly statuses: readonly string[] } | null;

export type Intent =
  | { readonly kind: 'job-status'; readonly name: string }
  | { readonly kind: 'why'; readonly name: string; readonly hint: 'failed' | 'waiting' }
  | { readonly kind: 'return-code'; readonly name: string; readonly code: number }
  | { readonly kind: 'impact'; readonly name: string }
  | { readonly kind: 'successors'; readonly name: string }
  | { readonly kind: 'log'; readonly name: string; readonly search: string | null }
  | { readonly kind: 'failures'; readonly window: TimeWindow | null; readonly scope: Scope }
  | { readonly kind: 'jobs'; readonly window: TimeWindow | null; readonly scope: Scope; readonly statuses: readonly string[]; readonly asks: 'list' | 'count' }
  | { readonly kind: 'late' }
  | { readonly kind: 'critical' }
  | { readonly kind: 'summary' }
  | { readonly kind: 'workstations'; readonly name: string | null; readonly onlyProblems: boolean }
  | { readonly kind: 'wrong-with'; readonly name: string }
  | { readonly kind: 'streams'; readonly name: string | null; readonly statuses: readonly string[] }
  | { readonly kind: 'refusal'; readonly action: Action; readonly name: string | null; readonly value: string | null }
  /** A question about a job that names none. */
  | { readonly kind: 'which-job'; readonly about: About }
  | { readonly kind: 'predecessors'; readonly name: string }
  | { readonly kind: 'critical-path'; readonly name: string }
  | { readonly kind: 'resources' | 'files'; readonly name: string | null }
  | { readonly kind: 'prompts'; readonly name: string | null }
  | { readonly kind: 'job-fact'; readonly name: string | null; readonly facts: readonly JobFact[] }
  | { readonly kind: 'among'; readonly jobs: ShownJobs; readonly chosen: Chosen; readonly asks: 'list' | 'count' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'batchman' }
  | { readonly kind: 'unseen'; readonly what: Unseen; readonly name: string | null }
  /** Lines of a log or a message, put in without a question. `name`: the job they speak of. */
  | { readonly kind: 'pasted'; readonly lines: readonly string[]; readonly name: string | null }
  /** A question of several parts, each answered. */
  | { readonly kind: 'several'; readonly parts: readonly Intent[] }
  | { readonly kind: 'history'; readonly name: string | null; readonly scope: Scope; readonly window: TimeWindow | null }
  | { readonly kind: 'pattern'; readonly name: string | null; readonly scope: Scope; readonly window: TimeWindow | null; readonly by: Grouping | null }
  | { readonly kind: 'changes' | 'handover'; readonly window: TimeWindow | null }
  | { readonly kind: 'watch'; readonly name: string; readonly event: WatchEvent }
  | { readonly kind: 'watches' }
  /** null: everything that is watched is listed, to choose from. */
  | { readonly kind: 'unwatch'; readonly name: string | null }
  | { readonly kind: 'definition'; readonly terms: readonly string[] }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'vague' }
  | { readonly kind: 'help' }
  | { readonly kind: 'unknown' };

/** Which part of the plan a list is about. */
export interface Scope {
  readonly stream: string | null;
  readonly workstation: string | null;
}

/** A question as it was read: once for each turn, at its start, on the engine's clock. Who needs to know what is asked, or in which language, is handed this. */
export interface Question {
  /** As it was asked, without blanks around it. */
  readonly text: string;
  readonly language: Language;
  /** Answered by rules, whatever model is configured: that is what a person types it for. */
  readonly isCommand: boolean;
  readonly intent: Intent;
}
