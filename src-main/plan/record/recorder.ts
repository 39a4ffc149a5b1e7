/** Keeps the past of the engine in force: reads the plan gently, hands what changed to the store, and says where it could not. */
import type { Workstation } from '../../../src-preload/contract/plan.ts';
import type { WatchRule } from '../../../src-preload/contract/planHistory.ts';
import type { RecorderSettings } from '../../../src-preload/contract/settings.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, type Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { PlanChangeBatch, PlanChangeListener } from '../snapshot/changeFeed.ts';
import { type ArchiveReads, readArchive } from './archive.ts';
import { longestPauseMs } from './keep/stretch.ts';
import { workstationSeen } from './keep/workstations.ts';
import { createPacer } from './pacer.ts';
import type { RecordSize, RecordStore } from './recordStore.ts';

export interface RecordedEngine {
  readonly id: string;
  readonly isDemo: boolean;
  /** IANA name, as the engine tells it; null: not told yet. */
  readonly timeZone: string | null;
}

export interface RecorderDeps {
  readonly store: RecordStore;
  readonly plan: {
    /** What readings find changed, whoever asked for them. Returns its undo. */
    onChanges(listener: PlanChangeListener): () => void;
    /** Reads what changed since the last reading. Resolves when the reading has ended, rejects with why it failed. */
    read(signal: AbortSignal): Promise<void>;
  };
  /** The engine in force; null: none. */
  readonly engine: () => RecordedEngine | null;
  readonly workstations: (signal: AbortSignal) => Promise<{ readonly data: readonly Workstation[]; readonly observedAtMs: number }>;
  /** The plans the engine in force has put away. */
  readonly archive: ArchiveReads;
  readonly settings: () => RecorderSettings;
  /** After each try, for metrics. */
  readonly onReading: (outcome: 'done' | 'failed') => void;
  /** A watch fired; told once. */
  readonly tell: (rule: WatchRule) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RecorderState {
  readonly at: 'paused' | 'no-engine' | 'recording' | 'failing';
  /** Last reading kept whole, of the engine in force. */
  readonly lastReadingAtMs: number | null;
  /** Why the last try failed; null: it did not. */
  readonly fault: Fault | null;
  readonly size: RecordSize | null;
}

export interface Recorder {
  /** One reading now, whatever the pace. Never rejects: the outcome is in `state`. */
  readNow(): Promise<void>;
  /** The settings or the engine changed. */
  wake(): void;
  state(): RecorderState;
  stop(): Promise<void>;
}

const CLEANING_EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Starts at once; nothing it does delays or fails anything else. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  let recorded: string | null = null;
  let lastReadingAtMs: number | null = null;
  let fault: Fault | null = null;
  let size: RecordSize | null = null;
  let cleanedAtMs = Number.NEGATIVE_INFINITY;
  let isPaused = false;
  const remembered = new Set<string>();
  /** The reading of which a batch could not be kept: its last one must not claim it. */
  let lost: { readonly engineId: string; readonly observedAtMs: number } | null = null;

  const pauseMs = () => longestPauseMs(deps.settings().intervalS * 1_000);

  const keep = async (batch: PlanChangeBatch): Promise<void> => {
    if (!deps.settings().isEnabled || stopping.signal.aborted) return;
    try {
      await closeAfterLoss(batch);
      const isWhole = batch.isComplete && lost === null;
      await store.keep(batch, { longestPauseMs: pauseMs(), isWhole, isAnotherPast: batch.engineId === deps.engine()?.id && deps.engine()?.isDemo === true });
      if (batch.isLast && isWhole) lastReadingAtMs = batch.observedAtMs;
      if (batch.isLast) await tellFired();
    } catch (thrown) {
      // The plan thread goes on: these rows are lost to the record, and the record will say so.
      lost = { engineId: batch.engineId, observedAtMs: batch.observedAtMs };
      fault = asFault(thrown);
      log.warn({ err: thrown, engine: batch.engineId }, 'what changed in the plan could not be recorded');
    }
  };
  /** With the first batch of a later reading: the stretch ends where the last whole reading was. */
  const closeAfterLoss = async (batch: PlanChangeBatch): Promise<void> => {
    if (lost === null || (lost.engineId === batch.engineId && lost.observedAtMs === batch.observedAtMs)) return;
    await store.interrupt(lost.engineId, 'reading-incomplete', 'missed');
    lost = null;
  };
  const tellFired = async (): Promise<void> => {
    const fired = await store.untold();
    for (const rule of fired) deps.tell(rule);
    if (fired.length > 0)
      await store.markTold(
        fired.map(({ id }) => id),
        instantOf(clock.now()),
      );
  };

  const beat = async (): Promise<'done' | 'failed' | 'idle'> => {
    const engine = deps.engine();
    await follow(engine);
    if (engine === null || isPaused) return 'idle';
    try {
      await deps.plan.read(stopping.signal);
      if (lost !== null) return 'failed';
      const { data, observedAtMs } = await deps.workstations(stopping.signal);
      await store.keepWorkstations(engine.id, data.map(workstationSeen), observedAtMs);
      fault = null;
      await rememberBefore(engine.id);
      await clean(engine.id);
      return 'done';
    } catch (thrown) {
      if (stopping.signal.aborted) return 'idle';
      fault = asFault(thrown);
      log.warn({ code: fault.code, engine: engine.id, err: fault.cause }, 'the plan could not be read for the record');
      await store.interrupt(engine.id, fault.code === 'PARTIAL_DATA' ? 'reading-incomplete' : 'engine-unreachable', 'for-now').catch(() => undefined);
      return 'failed';
    }
  };
  /** Another engine, or recording switched on or off: the stretch says why it ends. */
  const follow = async (engine: RecordedEngine | null): Promise<void> => {
    const shouldPause = !deps.settings().isEnabled;
    const id = engine?.id ?? null;
    const write = async (engineId: string, how: 'for-now' | 'missed') => {
      await store.interrupt(engineId, 'paused', how).catch((thrown: unknown) => log.warn({ err: thrown }, 'the end of a recording could not be noted'));
    };
    if (shouldPause && !isPaused && id !== null) await write(id, 'missed');
    if (recorded !== null && recorded !== id) await write(recorded, 'for-now');
    if (recorded !== id) [lastReadingAtMs, fault, size] = [null, null, null];
    isPaused = shouldPause;
    recorded = id;
  };
  /** Once per engine, on the first day of its record: what there was before the first reading. */
  const rememberBefore = async (engineId: string): Promise<void> => {
    if (remembered.has(engineId)) return;
    remembered.add(engineId);
    const nowMs = clock.now();
    const { since } = await store.recording(engineId, { sinceMs: null, untilMs: nowMs, nowMs, keptSinceMs: 0, longestPauseMs: pauseMs() });
    if (since === null || nowMs - Date.parse(since) > DAY_MS) return;
    await readArchive(deps.archive, store, engineId, { signal: stopping.signal, log });
  };
  const clean = async (engineId: string): Promise<void> => {
    const nowMs = clock.now();
    if (nowMs - cleanedAtMs < CLEANING_EVERY_MS && size !== null) return;
    const { runRetentionDays, eventRetentionDays } = deps.settings();
    await store.deleteOld({ runsSinceMs: nowMs - runRetentionDays * DAY_MS, eventsSinceMs: nowMs - eventRetentionDays * DAY_MS });
    size = await store.size(engineId);
    cleanedAtMs = nowMs;
  };

  const countedBeat = async () => {
    const outcome = await beat();
    if (outcome !== 'idle') deps.onReading(outcome);
    return outcome;
  };
  const undo = deps.plan.onChanges(keep);
  const pacer = createPacer({
    intervalMs: () => deps.settings().intervalS * 1_000,
    first: async () => {
      await store.begin();
      await tellFired();
    },
    beat: countedBeat,
    log,
  });
  return {
    readNow: pacer.now,
    wake: pacer.wake,
    state() {
      const engine = deps.engine();
      const at = !deps.settings().isEnabled ? 'paused' : engine === null ? 'no-engine' : fault === null ? 'recording' : 'failing';
      return { at, lastReadingAtMs: engine?.id === recorded ? lastReadingAtMs : null, fault, size };
    },
    async stop() {
      stopping.abort();
      undo();
      await pacer.stop();
      if (recorded !== null)
        await store
          .interrupt(recorded, 'not-running', 'for-now')
          .catch((thrown: unknown) => log.warn({ err: thrown }, 'the end of the recording could not be noted'));
    },
  };
}
