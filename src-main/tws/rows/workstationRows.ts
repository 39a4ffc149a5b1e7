/** The engine's workstation as Resync's, with what keeps jobs from running there. */
import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { WorkstationFact } from '../../../src-preload/contract/plan/planFacts.ts';
import { workstationSentence } from '../../../src-preload/shared/words/planSentences.ts';
import { lastSegment } from './displayKey.ts';
import type { WireWorkstation } from './wire/wire.ts';
import { whole } from './wire/wireValues.ts';

const LINKED: ReadonlySet<string> = new Set(['LINKED', 'FULLY_LINKED', 'FULLYLINKED', 'DIRECTLY_LINKED', 'HOST_LINKED', 'EXTENDED_LINKED', 'ONLINE']);
/** Pools choose among agents and have no link of their own; a remote engine is not linked through the broker of this one. */
const WITHOUT_LINK: ReadonlySet<string> = new Set(['POOL', 'D-POOL', 'DYNAMIC_POOL', 'REM-ENG', 'REMOTE_ENGINE']);
/** Default priority of jobs: a fence at or above it stops ordinary work. */
const DEFAULT_PRIORITY = 10;

export function workstationOf(wire: WireWorkstation): Workstation {
  const states = statesOf(wire) ?? [];
  const type = wire.type ?? 'UNKNOWN';
  const limit = typeof wire.limit === 'number' ? whole(wire.limit) : null;
  const facts = {
    id: wire.id,
    name: wire.name,
    folder: wire.folder ?? '/',
    type,
    isLinked: linkOf(wire, type),
    isJobmanUp: statesOf(wire) === null ? null : states.includes('JOBMAN_UP'),
    // The text `system` and -1 mean "no limit".
    limit: limit !== null && limit < 0 ? null : limit,
    fence: whole(wire.fence),
    isIgnored: wire.ignore === true,
    states,
    flags: wire.activeFlags ?? [],
  };
  const problemFact = problemOf(facts);
  return { ...facts, problem: problemFact === null ? null : workstationSentence(problemFact, 'en', lastSegment(facts.name)), problemFact };
}

/** In the engine's capitals; null when it says none, which is not the same as none being active. */
const statesOf = (wire: WireWorkstation): string[] | null => wire.activeStates?.map((state) => state.trim().toUpperCase()) ?? null;

/** null: has no link of its own (pools, the master itself) or the engine did not say. */
function linkOf(wire: WireWorkstation, type: string): boolean | null {
  const states = statesOf(wire);
  if (states === null) return null;
  if (states.some((state) => LINKED.has(state))) return true;
  // The master is not linked to itself. (`hostType` tells what its host is, not what it is.)
  return WITHOUT_LINK.has(type.toUpperCase()) || states.includes('MASTER') ? null : false;
}

/** Most decisive first; null when nothing is known to keep jobs from running. Unknown states are a problem, not health. */
function problemOf(facts: Omit<Workstation, 'problem' | 'problemFact'>): WorkstationFact | null {
  if (facts.isIgnored) return { code: 'ignored' };
  if (facts.isJobmanUp === null) return { code: 'state-unknown' };
  if (facts.isLinked === false) return { code: 'not-linked' };
  if (!facts.isJobmanUp && !WITHOUT_LINK.has(facts.type.toUpperCase())) return { code: 'jobman-down' };
  if (facts.flags.includes('DISABLED_DEACTIVE_JOB_LAUNCHING_FLAG')) return { code: 'launching-disabled' };
  if (facts.limit === 0) return { code: 'limit-zero' };
  return facts.fence !== null && facts.fence >= DEFAULT_PRIORITY ? { code: 'fence', fence: facts.fence } : null;
}
