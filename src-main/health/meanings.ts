/** What a component's trouble means for the person at the screen. */
import type { ComponentHealth, ComponentName } from '../../src-preload/contract/health.ts';

type Trouble = Exclude<ComponentHealth['state'], 'healthy'>;

const DEFAULT_UNKNOWN = 'Resync cannot tell whether this works; do not rely on it until it can.';

const MEANINGS: Record<ComponentName, Partial<Record<Trouble, string>>> = {
  engine: {
    degraded: 'Answers may be older or less complete than usual; each shows how old its data is.',
    unhealthy: 'Questions about the plan cannot be answered from live data until the engine answers again.',
    unknown: 'It is not known whether the engine answers; nothing about the plan is confirmed.',
    off: 'Connect an engine, or explore the demo, to ask about a plan.',
  },
  llm: {
    degraded: 'Some answers are built without the model.',
    unhealthy: 'Answers are built without a model: commands and the usual questions work, free conversation does not.',
    off: 'Answers are built without a model, by choice.',
  },
  store: { degraded: 'Saving is slower than it should be.', unhealthy: 'New questions, memories and decisions cannot be stored.' },
  keychain: {
    degraded: 'Passwords are kept for this session only and must be entered again after a restart.',
    unhealthy: 'Stored passwords cannot be read; connections that need them fail.',
  },
  auditor: {
    degraded: 'Memories wait longer than usual for their check.',
    unhealthy: 'New memories stay in quarantine: nothing new is remembered until the auditor works again.',
    off: 'New memories stay in quarantine, because the auditor is switched off.',
  },
  search: { degraded: 'Finding past answers is slower than it should be.', unhealthy: 'Answers are given without what was learned before.' },
  agents: { degraded: 'agents.json has a mistake; the agents last read from it, or else a built-in one, answer until it is repaired.' },
};

/** Empty when healthy. */
export function meaningOf(component: ComponentName, state: ComponentHealth['state']): string {
  if (state === 'healthy') return '';
  return MEANINGS[component][state] ?? (state === 'unknown' ? DEFAULT_UNKNOWN : '');
}
