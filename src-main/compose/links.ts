/** Who is told when something happened: a turn ended, a verdict was given, a setting, the engine, the model or the store changed. */
import type { Chat } from '../chat/turns/turns.ts';
import type { HostPorts } from './config.ts';
import type { Ground } from './ground.ts';
import type { Knowledge } from './knowledge.ts';
import type { createLookout } from './lookout.ts';
import type { Outside } from './outside.ts';
import type { Planning } from './planning.ts';
import { turnRecord } from './wiring.ts';

interface Linked {
  readonly ports: HostPorts;
  readonly ground: Ground;
  readonly outside: Outside;
  readonly recorder: Planning['recorder'];
  readonly knowledge: Knowledge;
  readonly chat: Chat;
  readonly lookout: ReturnType<typeof createLookout>;
}

/** @returns what ends each link */
export function link(parts: Linked): readonly (() => void)[] {
  return [...linkAnswers(parts), ...linkChanges(parts), ...linkGround(parts)];
}

function linkAnswers({ ports, ground: { metrics, store }, knowledge: { auditor, review }, chat }: Linked) {
  return [
    chat.onTurnEnded((turn) => {
      auditor.wake();
      metrics.recordTurn(turnRecord(turn));
      if (turn.state.at === 'failed' && turn.state.fault.code === 'STORE_FAILED') store.noteRefusal();
    }),
    auditor.onVerdict(({ verdict }) => {
      metrics.recordVerdict(verdict);
      review.refresh();
      if (verdict !== 'pass') ports.notify({ title: 'Resync', body: 'A memory waits for review.' });
    }),
  ];
}

function linkChanges({
  outside: { engines, models, conformance },
  recorder,
  knowledge: { agents, auditor, review },
  chat,
  lookout: { status, health },
}: Linked) {
  return [
    ...[chat.onTurnEnded, review.subscribe, engines.subscribe, models.subscribe, agents.subscribe].map((subscribe) => subscribe(status.touch)),
    engines.onReplaced(() => {
      health.forget('engine');
      health.forget('recorder');
      recorder.wake();
    }),
    models.subscribe(() => health.forget('llm')),
    models.subscribe(conformance.consider),
    conformance.subscribe(auditor.wake),
    conformance.subscribe(status.touch),
    agents.subscribe(() => health.forget('agents')),
  ];
}

function linkGround({ ground, outside: { engines, models }, recorder, knowledge: { auditor }, lookout: { status, health } }: Linked) {
  return [
    ground.settings.subscribe(() => {
      ground.backups.apply();
      auditor.wake();
      recorder.wake();
      void Promise.all([engines.apply(), models.apply()]).then(status.touch);
    }),
    ground.store.subscribe(() => {
      auditor.wake();
      recorder.wake();
      void health.check('store').then(status.touch);
    }),
    ground.backups.onChanged(() => health.forget('backup')),
  ];
}
