/** Keeps the past of the engine in force: reads the plan gently, hands what changed to the store, and says where it could not. */
import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import type { RecorderSettings } from '../../../src-preload/contract/settings.ts';
import type { Clock } from '../../base/clock.ts';
import { asFault, type Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { PlanChangeListener } from '../snapshot/changeFeed.ts';
import { type ArchiveReads, readArchive } from './archive.ts';
import { createIntake } from './intake.ts';
import { longestPauseMs } from './keep/stretch.ts';
import { workstationSeen } from './keep/workstations.ts';
import { createPacer } from './pacer.ts';
import type { RecordSize, RecordStore } from './recordStore.ts';
import type { GapReason } from './rows/stretchRows.ts';

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
  /** How much is kept of the engine in force; null: not counted yet. */
  readonly size: RecordSize | null;
}

export interface Recorder {
  /** One reading now, whatever the pace. Never rejects: the outcome is in `state`. */
  readNow(): Promise<void>;
  /** The settings or the engine changed. */
  wake(): void;
  state(): RecorderState;
  /** Notes why the recording ends here. */
  stop(): Promise<void>;
}

const CLEANING_EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Starts at once; nothing it does delays or fails anything else. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  /** The engine recorded until now, and what is known of it here. */
  let recorded: { readonly engineId: string; fault: Fault | null; size: RecordSize | null; cleanedAtMs: number } | null = null;
  let isPaused = false;
  const remembered = new Set<string>();
  const pauseMs = () => longestPauseMs(deps.settings().intervalS * 1_000);

  const intake = createIntake({
    store,
    isOpen: () => deps.settings().isEnabled && !stopping.signal.aborted,
    longestPauseMs: pauseMs,
    isSimulated: (engineId) => deps.engine()?.id === engineId && deps.engine()?.isDemo === true,
    tell: deps.tell,
    clock,
    log,
  });
  const interrupt = (engineId: string, why: GapReason, how: 'for-now' | 'missed'): Promise<void> =>
    // Without the note the gap is there all the same, for a reason nobody knows.
    store.interrupt(engineId, why, how).catch((thrown: unknown) => log.warn({ err: thrown, why }, 'why the recording ends could not be noted'));

  /** Another engine, or recording switched on or off: the stretch says why it ends. */
  const follow = async (): Promise<NonNullable<typeof recorded> | null> => {
    const engineId = deps.engine()?.id ?? null;
    const shouldPause = !deps.settings().isEnabled;
    if (shouldPause && !isPaused && engineId !== null) await interrupt(engineId, 'paused', 'missed');
    isPaused = shouldPause;
    if (recorded?.engineId !== engineId) {
      if (recorded !== null) await interrupt(recorded.engineId, 'paused', 'for-now');
      recorded = engineId === null ? null : { engineId, fault: null, size: null, cleanedAtMs: Number.NEGATIVE_INFINITY };
    }
    return isPaused ? null : recorded;
  };
  const beat = async (): Promise<'done' | 'failed' | 'idle'> => {
    const current = await follow();
    if (current === null) return 'idle';
    try {
      await deps.plan.read(stopping.signal);
      const { data, observedAtMs } = await deps.workstations(stopping.signal);
      await store.keepWorkstations(current.engineId, data.map(workstationSeen), observedAtMs);
      await rememberBefore(current.engineId);
      await clean(current);
      current.fault = intake.loss();
    } catch (thrown) {
      if (stopping.signal.aborted) return 'idle';
      const fault = asFault(thrown);
      current.fault = fault;
      log.warn({ code: fault.code, engine: current.engineId, err: fault.cause }, 'the plan could not be read for the record');
      await interrupt(current.engineId, isOfEngine(fault) ? 'engine-unreachable' : 'reading-incomplete', 'for-now');
    }
    const outcome = current.fault === null ? 'done' : 'failed';
    deps.onReading(outcome);
    return outcome;
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
  const clean = async (current: NonNullable<typeof recorded>): Promise<void> => {
    const nowMs = clock.now();
    if (nowMs - current.cleanedAtMs < CLEANING_EVERY_MS) return;
    const { runRetentionDays, eventRetentionDays } = deps.settings();
    await store.deleteOld({ runsSinceMs: nowMs - runRetentionDays * DAY_MS, eventsSinceMs: nowMs - eventRetentionDays * DAY_MS });
    current.size = await store.size(current.engineId);
    current.cleanedAtMs = nowMs;
  };

  const undo = deps.plan.onChanges(intake.keep);
  const first = async () => {
    await store.begin();
    await intake.tellFired();
  };
  const pacer = createPacer({ intervalMs: () => deps.settings().intervalS * 1_000, first, beat, log });
  return {
    readNow: pacer.now,
    wake: pacer.wake,
    state() {
      const engine = deps.engine();
      const known = engine !== null && recorded?.engineId === engine.id ? recorded : null;
      const fault = known?.fault ?? null;
      const at = !deps.settings().isEnabled ? 'paused' : engine === null ? 'no-engine' : fault === null ? 'recording' : 'failing';
      return { at, lastReadingAtMs: engine === null ? null : intake.lastReadingAtMs(engine.id), fault, size: known?.size ?? null };
    },
    async stop() {
      stopping.abort();
      undo();
      await pacer.stop();
      if (recorded !== null) await interrupt(recorded.engineId, 'not-running', 'for-now');
    },
  };
}

/** The engine did not answer, or not well; anything else is on this side. */
const isOfEngine = ({ code }: Fault): boolean => code.startsWith('TWS_') || code === 'NO_ENGINE';
