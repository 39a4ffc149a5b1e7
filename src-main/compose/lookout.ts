/** How the app is: what the top bar shows, and the health of every component. */
import { instantOf } from '../base/clock.ts';
import { createHealth } from '../health/health.ts';
import { componentChecks } from './checks/componentChecks.ts';
import type { AppConfig } from './config.ts';
import type { Ground } from './ground.ts';
import type { Knowledge } from './knowledge.ts';
import type { Outside } from './outside.ts';
import type { Planning } from './planning.ts';
import { createStatus } from './checks/status.ts';

interface LookoutNeeds {
  readonly config: AppConfig;
  readonly ground: Ground;
  readonly outside: Outside;
  readonly planning: Planning;
  readonly knowledge: Knowledge;
}

export function createLookout({ config, ground, outside, planning, knowledge }: LookoutNeeds) {
  const { version, host, hostReason, night } = config;
  const { store, settings, backups, clock } = ground;
  const { engines, models } = outside;
  const { memory, review, agents, auditor, measuring } = knowledge;
  const { past, recorder } = planning;
  const status = createStatus({
    app: { version, host, hostReason, night: night === undefined ? null : { name: night.name, at: instantOf(night.atMs) } },
    engines,
    models,
    auditor,
    review,
    store,
    clock,
  });
  const checks = componentChecks({
    engines,
    models,
    memory,
    settings,
    auditor,
    canaryRecall: measuring.canaryRecall,
    recorder,
    past,
    agents,
    store,
    backups: backups.state,
    threads: () => [memory.thread(), ...planning.threads(), auditor.thread()].filter((thread) => thread !== null),
    clock,
  });
  return { status, health: createHealth({ checks, clock, engineEveryMs: engines.probeEveryMs }) };
}
