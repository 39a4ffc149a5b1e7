/** The plan: as it is held now, as it is read, and as it was recorded. */
import { createPlanReads } from '../plan/planReads.ts';
import { createLivePlan } from '../plan/snapshot/livePlan.ts';
import type { HostPorts } from './config.ts';
import type { Ground } from './ground.ts';
import type { Outside } from './outside.ts';
import { createRecording, startRecorder } from './recording.ts';

export type Planning = ReturnType<typeof openPlanning>;

export function openPlanning({ ground, engines, ports }: { ground: Ground; engines: Outside['engines']; ports: HostPorts }, closers: AsyncDisposableStack) {
  const { db, databasePath, settings, metrics, clock, log } = ground;
  const livePlan = closers.adopt(createLivePlan({ engine: engines.active, durations: (jobKeys) => past.durationsFor(jobKeys), clock, log }), (live) =>
    live.close(),
  );
  const plan = createPlanReads({
    live: livePlan,
    tws: () => engines.active().client,
    engine: engines.active,
    nowMs: () => engines.describe().engine?.client.engineNowMs() ?? clock.now(),
  });
  const recorded = { engines, settings: () => ground.whileWritable(settings.current().recorder), clock, log };
  const recording = closers.adopt(createRecording({ db, databasePath, ...recorded }), (open) => open.close());
  const { past } = recording;
  const recorder = closers.adopt(
    startRecorder({ ...recorded, store: recording.store, livePlan, notify: (notice) => ports.notify(notice), onReading: metrics.recordReading }),
    (running) => running.stop(),
  );
  return { livePlan, plan, past, recorder, threads: () => [recording.thread(), livePlan.thread()] };
}
