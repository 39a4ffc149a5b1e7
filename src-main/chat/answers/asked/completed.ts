/** A question that names no job, about the one that is spoken of. Pure. */
import type { About, Intent } from './question.ts';

const EVERYWHERE = { stream: null, workstation: null };
const ABOUT: Readonly<Record<About, (name: string) => Intent>> = {
  failed: (name) => ({ kind: 'why', name, hint: 'failed' }),
  waiting: (name) => ({ kind: 'why', name, hint: 'waiting' }),
  impact: (name) => ({ kind: 'impact', name }),
  log: (name) => ({ kind: 'log', name, search: null }),
  successors: (name) => ({ kind: 'successors', name }),
  predecessors: (name) => ({ kind: 'predecessors', name }),
  history: (name) => ({ kind: 'history', name, scope: EVERYWHERE, window: null }),
  'critical-path': (name) => ({ kind: 'critical-path', name }),
  watch: (name) => ({ kind: 'watch', name, event: 'any-change' }),
};

/** null: it names its subject, or wants none. */
export function completed(intent: Intent, name: string): Intent | null {
  if (intent.kind === 'which-job') return ABOUT[intent.about](name);
  return intent.kind === 'job-fact' && intent.name === null ? { ...intent, name } : null;
}
