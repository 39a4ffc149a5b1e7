/** Plants answers of known truth over today's plan, so that what the auditor catches and misses is measured every day. */
import { setImmediate } from 'node:timers/promises';
import type { EngineId, MemoryId } from '../../../src-preload/contract/ids.ts';
import type { Planting } from '../../../src-preload/contract/review/scorecard.ts';
import { dateOf, machineZone } from '../../../src-preload/shared/zone.ts';
import type { Clock } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import { type CanaryAnswer, type CanaryPair, canaryPairs } from './scenarios.ts';
import { type CanaryReading, seePlan } from './seen.ts';

/** One answer to store as a chat stores a turn, its claims read out of the text. */
export interface PlantInput {
  readonly engineId: EngineId;
  readonly isDemo: boolean;
  readonly origin: 'rules' | 'model';
  readonly question: string;
  readonly answer: string;
  readonly readings: readonly CanaryReading[];
  /** Writes what is known of it, in the transaction that ends the turn. */
  readonly alsoInside: (memoryId: MemoryId) => void;
}

export interface CanariesDeps {
  /** The core's connection. */
  readonly db: Db;
  /** The engine connected now; null when there is none. */
  readonly engine: () => { readonly id: EngineId; readonly isDemo: boolean } | null;
  /** A real tool call on that engine. */
  readonly read: (tool: CanaryReading['tool'], args: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<CanaryReading>;
  readonly plant: (input: PlantInput) => Promise<MemoryId>;
  /** Checks that should have a pair. */
  readonly checkNames: readonly string[];
  readonly clock: Clock;
}

export interface Canaries {
  /** At most one pair for each check and day (local); asked again the same day, it plants what was left. Raises STORE_FAILED, STOPPED. */
  plant(signal: AbortSignal): Promise<Planting>;
  /** True when something was planted today (local). */
  hasPlantedToday(): boolean;
}

type Planted = Extract<Planting, { at: 'planted' }>['canaries'][number];

/** Readings and plantings together: a scheduler slower than this is asked again tomorrow. */
const DEADLINE_MS = 90_000;

export function createCanaries(deps: CanariesDeps): Canaries {
  const today = () => localDate(deps.clock.now());
  let underWay: Promise<Planting> | null = null;
  return {
    plant(signal) {
      underWay ??= plantToday(deps, today(), AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    hasPlantedToday: () => scenariosOf(deps.db, today()).size > 0,
  };
}

async function plantToday(deps: CanariesDeps, day: string, signal: AbortSignal): Promise<Planting> {
  const engine = deps.engine();
  if (engine === null) return { at: 'not-planted', day, why: 'No engine is connected: there is no plan to plant over.' };
  const planted = scenariosOf(deps.db, day);
  const checks = deps.checkNames.filter((check) => !planted.has(`${check}/wrong`) || !planted.has(`${check}/right`));
  if (checks.length === 0) return { at: 'not-planted', day, why: 'Every check has its canaries of today.' };
  const seen = await seePlan((tool, args) => deps.read(tool, args, signal));
  const { pairs, left } = canaryPairs(checks, seen);
  const canaries: Planted[] = [];
  for (const pair of pairs) {
    for (const expected of ['wrong', 'right'] as const) {
      const scenario = `${pair.check}/${expected}`;
      if (planted.has(scenario)) continue;
      // Readings of one engine are no evidence about another.
      if (signal.aborted || deps.engine()?.id !== engine.id) return ended(day, canaries, 'The engine changed or did not answer in time.');
      // Each is a few short writes: nobody waits behind all of them.
      await setImmediate();
      const memoryId = await plantOne(deps, engine, day, { scenario, expected, pair, said: pair[expected] });
      canaries.push({ memoryId, scenario, check: pair.check, expected });
    }
  }
  if (canaries.length === 0) return ended(day, canaries, left[0]?.why ?? 'There is nothing to plant over.');
  return { at: 'planted', day, canaries, left: left.map(({ check, why }) => ({ scenario: check, why })) };
}

const ended = (day: string, canaries: Planted[], why: string): Planting =>
  canaries.length === 0 ? { at: 'not-planted', day, why } : { at: 'planted', day, canaries, left: [{ scenario: 'the rest', why }] };

interface One {
  readonly scenario: string;
  readonly expected: 'right' | 'wrong';
  readonly pair: CanaryPair;
  readonly said: CanaryAnswer;
}

function plantOne(
  { db, plant }: CanariesDeps,
  engine: { id: EngineId; isDemo: boolean },
  day: string,
  { scenario, expected, pair, said }: One,
): Promise<MemoryId> {
  return plant({
    engineId: engine.id,
    isDemo: engine.isDemo,
    origin: pair.origin,
    question: pair.question,
    ...said,
    alsoInside: (memoryId) =>
      void db
        .prepare('INSERT INTO canary (memory_id, day, scenario, expected, check_name) VALUES (?, ?, ?, ?, ?)')
        .run(memoryId, day, scenario, expected, pair.check),
  });
}

function scenariosOf(db: Db, day: string): Set<string> {
  const rows = withStoreFaults(() => db.prepare<[string], { scenario: string }>('SELECT scenario FROM canary WHERE day = ?').all(day));
  return new Set(rows.map(({ scenario }) => scenario));
}

/** People plan their mornings by their own clock: a day ends at their midnight. */
const localDate = (atMs: number): string => dateOf(atMs, machineZone());
