/** The composition root: opens every part in order, hands each the few functions it needs, and closes them in reverse. */
import { createChat } from './chat/turns/turns.ts';
import type { AppConfig, HostPorts } from './compose/config.ts';
import { openGround } from './compose/ground.ts';
import { openKnowledge } from './compose/knowledge.ts';
import { link } from './compose/links.ts';
import { createLookout } from './compose/lookout.ts';
import { openOutside } from './compose/outside.ts';
import { openPlanning } from './compose/planning.ts';
import { createSettingsActions } from './compose/settingsActions.ts';
import { createToolCalls } from './compose/toolCalls.ts';
import { modelWith } from './compose/wiring.ts';
import { openSpareDatabase } from './database/migrate.ts';

export type { AppConfig, HostPorts } from './compose/config.ts';
export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Resolves when questions can be asked; the engine and the model are connected behind it, so that one that is down delays nobody.
 * Raises STORE_LOCKED (another Resync on this directory), StoreRefusal (the store that is there must be looked at by a person) and STORE_FAILED. What was opened by then is closed again.
 */
export async function createApp(config: AppConfig, ports: HostPorts) {
  const closers = new AsyncDisposableStack();
  try {
    return await open(config, ports, closers);
  } catch (thrown) {
    await closers.disposeAsync();
    throw thrown;
  }
}

async function open(config: AppConfig, ports: HostPorts, closers: AsyncDisposableStack) {
  const ground = await openGround(config, closers);
  const outside = openOutside({ config, ground, isAnswering: (): boolean => chat.isAnswering() }, closers);
  const { engines, models, conformance } = outside;
  const planning = openPlanning({ ground, engines, ports }, closers);
  const knowledge = openKnowledge({ config, ports, ground, outside, planning }, closers);
  const { db, settings, store, clock, log } = ground;
  const { memory, tools, agents, measuring } = knowledge;
  const chat = closers.adopt(
    createChat({
      db,
      plan: planning.plan,
      tools,
      agents,
      watching: planning.past,
      llm: () => modelWith(models, conformance),
      retrieve: memory.retrieve,
      remember: memory.remember,
      settings: settings.current,
      store: { isKept: () => store.look().at === 'kept', noteRefusal: store.noteRefusal, openSpare: openSpareDatabase },
      clock,
      log,
    }),
    (running) => running.shutdown(),
  );
  const lookout = createLookout({ config, ground, outside, planning, knowledge });
  for (const end of link({ ports, ground, outside, recorder: planning.recorder, knowledge, chat, lookout })) closers.defer(end);
  await Promise.all([models.apply(), engines.apply()]);
  conformance.consider();
  closers.defer(lookout.health.start(lookout.status.touch));

  const { backups, metrics, egress } = ground;
  const { livePlan, plan, past, recorder } = planning;
  const { review, auditor, reverifier } = knowledge;
  return {
    log,
    clock,
    settings,
    backups,
    store,
    egress,
    metrics,
    engines,
    conformance,
    plan,
    livePlan,
    past,
    memory,
    review,
    agents,
    auditor,
    reverifier,
    chat,
    scorecard: measuring.scorecard,
    plantCanaries: measuring.plantCanaries,
    /** Resolves when the plan has been recorded once more, or could not be. */
    recordNow: recorder.readNow,
    ...lookout,
    ...createToolCalls({ engines, tools }),
    ...createSettingsActions({ settings, engines, models, gate: ground.gate, log, clock }),
    /** Stops every part in reverse order; what was acknowledged is on disk. */
    stop: () => closers.disposeAsync(),
  };
}
