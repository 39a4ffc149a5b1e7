/** How far the plan is read, as the screens show it. */
import type { EngineId } from '../../../src-preload/contract/ids.ts';
import type { SnapshotState } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { HeldFacts } from './thread/planMessages.ts';

export interface ReadingState {
  readonly engineId: EngineId;
  /** null: not read yet, or never successfully. */
  readonly held: HeldFacts | null;
  /** Why the last reading failed, or is not whole. */
  readonly fault: Fault | null;
  /** null: nothing is being read. */
  readonly progress: { readonly rows: number; readonly total: number | null } | null;
}

export function snapshotStateOf(running: ReadingState | null): SnapshotState {
  const held = running?.held ?? null;
  const fault = running?.fault ?? null;
  const at = held !== null ? 'ready' : running?.progress ? 'reading' : fault !== null ? 'failed' : 'none';
  return {
    engineId: running?.engineId ?? null,
    at,
    progress: running?.progress ?? null,
    observedAt: held === null ? null : instantOf(held.observedAtMs),
    readAt: held === null ? null : instantOf(held.readAtMs),
    planId: held?.planId ?? null,
    isComplete: held?.isComplete ?? false,
    jobs: held?.jobs ?? 0,
    streams: held?.streams ?? 0,
    dependencies: held?.dependencies ?? 0,
    cycles: held?.cycles ?? 0,
    fault: fault?.toData() ?? null,
  };
}

/** Retryable: it says how far the reading is. */
export function stillReading(progress: ReadingState['progress']): Fault {
  const far = progress === null ? '' : `: ${progress.rows} of ${progress.total ?? 'an unknown number of'} jobs so far`;
  return new Fault('PARTIAL_DATA', `The plan is still being read${far}. Ask again in a moment.`, { retryable: true });
}
