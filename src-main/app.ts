/** The composition root: opens every part in order, hands each the few functions it needs, and closes them in reverse. */
import { join } from 'node:path';
import type { EgressEntry } from '../src-preload/contract/health.ts';
import { createAuditor } from './audit/auditor.ts';
import { createReverifier } from './audit/reverify/reverify.ts';
import { clockAt, instantOf, runningClock } from './base/clock.ts';
import { createGate } from './base/egress/gate.ts';
import { createFileLog } from './base/log.ts';
import { createAgents } from './chat/agents/agents.ts';
import { toolCallsInProse } from './chat/model/proseToolCall.ts';
import { createTools } from './chat/tools/tools.ts';
import { createChat } from './chat/turns/turns.ts';
import { componentChecks } from './compose/checks/componentChecks.ts';
import { engineParty } from './config/trust/destinations.ts';
import { createBackups } from './database/backup/backups.ts';
import { foldersOfDataDirectory, latestBackup, newestBackup } from './database/backup/listBackups.ts';
import { finishRestore } from './database/backup/restore.ts';
import { lockDataDirectory } from './database/lock.ts';
import { guardStore } from './database/guard/guardStore.ts';
import { admitStore } from './database/guard/openStore.ts';
import { openSpareDatabase } from './database/migrate.ts';
import { withStoreFaults } from './database/storeFault.ts';
import type { Night } from './demo/nights/catalogue.ts';
import { createEngines } from './engines/engines.ts';
import { createEgressLedger } from './health/egress.ts';
import { createHealth } from './health/health.ts';
import { createMetrics } from './health/metrics.ts';
import { createConformance } from './llm/conformance/conformance.ts';
import { startMeasuring } from './compose/measuring.ts';
import { createMemory } from './memory/memory.ts';
import { startRetention } from './memory/retention.ts';
import { createModels } from './llm/models.ts';
import { openSettings } from './compose/openSettings.ts';
import { createPlanReads } from './plan/planReads.ts';
import { createLivePlan } from './plan/snapshot/livePlan.ts';
import { createRecording, startRecorder } from './compose/recording.ts';
import { createReview } from './review/review.ts';
import { activeEngine, createSettingsActions } from './compose/settingsActions.ts';
import { createStatus } from './compose/status.ts';
import { createToolCalls } from './compose/toolCalls.ts';
import { agentsFile, judgeWith, modelWith, rereadWith, servedBy, turnRecord } from './compose/wiring.ts';

export interface AppConfig {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** The simulated scheduler, because a person said so (`--demo`). */
  readonly isDemo: boolean;
  /** A kept night instead of one around now, with the time standing still at its instant. It is a demo. */
  readonly night?: Night | undefined;
  readonly version: string;
  readonly host: 'electron' | 'server';
  /** Why this is not the Electron window, when a launcher chose the browser. */
  readonly hostReason: string | null;
  /** A person said to go on with the store that is there, although it is not the one used before. */
  readonly isStoreAccepted?: boolean;
  /** Absolute path of what is shipped beside the code (agents.json). */
  readonly resourcesDir: string;
}

export interface HostPorts {
  /** Tells a person who may be looking elsewhere. */
  notify(notice: { readonly title: string; readonly body: string }): void;
}

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
  const { dataDir, env, night } = config;
  const isDemo = config.isDemo || night !== undefined;
  const clock = clockAt(night?.atMs);
  closers.adopt(lockDataDirectory(dataDir), (lock) => lock.release());
  const { log } = closers.adopt(
    withStoreFaults(() => createFileLog(join(dataDir, 'logs'))),
    (file) => file.close(),
  );
  const databasePath = join(dataDir, 'resync.db');
  const place = { dataDir, newestBackup: () => latestBackup(foldersOfDataDirectory(dataDir)), clock: runningClock(clock), log };
  finishRestore(dataDir, log);
  // Named to a person who has to choose: read whole, to be sure of it.
  await admitStore({ ...place, newestBackup: () => newestBackup(foldersOfDataDirectory(dataDir)), isAccepted: config.isStoreAccepted ?? false });
  const store = closers.adopt(guardStore(place), (guard) => guard.close());
  const { db } = store;
  /** Threads have connections of their own: they are told to rest where the core's own connection refuses. */
  const whileWritable = <T extends { readonly isEnabled: boolean }>(wanted: T): T => ({ ...wanted, isEnabled: wanted.isEnabled && !store.isHalted() });
  const egress = closers.adopt(createEgressLedger({ db, log }), (ledger) => ledger.stop());
  const metrics = closers.adopt(createMetrics(), (registry) => registry.stop());
  const settings = closers.adopt(openSettings({ dataDir, env, isDemo, log }), (store) => store.stop());

  const backups = closers.adopt(
    createBackups({ dataDir, settings: () => settings.current().backup, version: config.version, clock: runningClock(clock), log }),
    (running) => running.stop(),
  );

  const wanted = () => activeEngine(settings.current());
  const onEgress = (entry: EgressEntry) => {
    egress.record(entry);
    metrics.recordOutgoing(entry);
  };
  const gate = createGate(onEgress);
  await settings.loadConfirmed();
  const modelOutlet = gate.outlet('llm', () => settings.permission('llm'));
  const engines = closers.adopt(
    createEngines({
      wanted,
      known: () => settings.current().engines,
      secretsFor: settings.secretsFor,
      gate,
      permission: (id) => settings.permission(engineParty(id)),
      log,
      clock,
      night: night === undefined ? undefined : { ...night, directory: config.resourcesDir },
    }),
    (open) => open.close(),
  );
  const models = closers.adopt(
    createModels({
      settings: () => settings.current().llm,
      apiKey: () => settings.llmApiKey(),
      permission: () => settings.permission('llm'),
      outlet: modelOutlet,
      log,
    }),
    (open) => open.close(),
  );
  const conformance = closers.adopt(
    createConformance({
      dataDir,
      served: () => servedBy(settings.current().llm),
      apiKey: () => settings.llmApiKey(),
      callsInProse: toolCallsInProse,
      isBusy: (): boolean => chat.isAnswering(),
      outlet: modelOutlet,
      clock: runningClock(clock),
      log,
    }),
    (checks) => checks.close(),
  );
  const livePlan = closers.adopt(createLivePlan({ engine: engines.active, durations: (jobKeys) => past.durationsFor(jobKeys), clock, log }), (live) =>
    live.close(),
  );
  const plan = createPlanReads({
    live: livePlan,
    tws: () => engines.active().client,
    engine: engines.active,
    nowMs: () => engines.describe().engine?.client.engineNowMs() ?? clock.now(),
  });

  const memory = closers.adopt(createMemory({ db, databasePath, clock, log }), (store) => store.close());
  closers.adopt(startRetention({ db, clock, log }), (running) => running.stop());
  const review = createReview({ db, clock, log, storeCorrection: memory.storeCorrection });
  const recorded = { engines, settings: () => whileWritable(settings.current().recorder), clock, log };
  const recording = closers.adopt(createRecording({ db, databasePath, ...recorded }), (open) => open.close());
  const { past } = recording;
  const recorder = closers.adopt(
    startRecorder({ ...recorded, store: recording.store, livePlan, notify: (notice) => ports.notify(notice), onReading: metrics.recordReading }),
    (running) => running.stop(),
  );
  const tools = createTools({
    plan,
    graph: livePlan,
    past,
    clock,
    recall: (query) => memory.retrieve({ ...query, engineId: engines.describe().engine?.id ?? null }),
  });
  const agents = closers.adopt(createAgents({ path: agentsFile(dataDir, config.resourcesDir), toolNames: tools.names, log }), (list) => list.stop());
  const reread = rereadWith(engines, tools);
  const auditor = closers.adopt(
    createAuditor({
      db,
      databasePath,
      settings: () => whileWritable(settings.current().auditor),
      teamQueue: settings.teamQueue,
      onEgress,
      reread,
      judge: () => judgeWith(models, conformance),
      clock,
      log,
    }),
    (running) => running.stop(),
  );
  const measuring = closers.adopt(
    startMeasuring({
      db,
      engines,
      tools,
      memory,
      review,
      auditor,
      settings: () => settings.current().auditor,
      notify: (notice) => ports.notify(notice),
      clock,
      log,
    }),
    (running) => running.stop(),
  );
  const chat = closers.adopt(
    createChat({
      db,
      plan,
      tools,
      agents,
      watching: past,
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

  const { version, host, hostReason } = config;
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
    threads: () => [memory.thread(), recording.thread(), livePlan.thread(), auditor.thread()].filter((thread) => thread !== null),
    clock,
  });
  const health = createHealth({ checks, clock, engineEveryMs: engines.probeEveryMs });
  const actions = createSettingsActions({ settings, engines, models, gate, log, clock });

  for (const undo of [
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
    ...[chat.onTurnEnded, review.subscribe, engines.subscribe, models.subscribe, agents.subscribe].map((subscribe) => subscribe(status.touch)),
    settings.subscribe(() => {
      backups.apply();
      auditor.wake();
      recorder.wake();
      void Promise.all([engines.apply(), models.apply()]).then(status.touch);
    }),
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
    store.subscribe(() => {
      auditor.wake();
      recorder.wake();
      void health.check('store').then(status.touch);
    }),
    backups.onChanged(() => health.forget('backup')),
  ])
    closers.defer(undo);
  await Promise.all([models.apply(), engines.apply()]);
  conformance.consider();
  closers.defer(health.start(status.touch));

  return {
    log,
    clock,
    settings,
    backups,
    engines,
    plan,
    livePlan,
    past,
    memory,
    review,
    scorecard: measuring.scorecard,
    plantCanaries: measuring.plantCanaries,
    /** Resolves when the plan has been recorded once more, or could not be. */
    recordNow: recorder.readNow,
    agents,
    auditor,
    reverifier: createReverifier({ db, reread, clock }),
    chat,
    status,
    health,
    conformance,
    metrics,
    store,
    egress,
    ...createToolCalls({ engines, tools }),
    ...actions,
    /** Stops every part in reverse order; what was acknowledged is on disk. */
    stop: () => closers.disposeAsync(),
  };
}
