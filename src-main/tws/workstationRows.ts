/** The engine's workstation as Resync's, with one sentence when something keeps jobs from running there. */
import type { Workstation } from '../../src-preload/contract/plan.ts';
import { lastSegment } from './displayKey.ts';
import type { WireWorkstation } from './wire.ts';
import { whole } from './wireValues.ts';

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
  return { ...facts, problem: problemOf(facts) };
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
function problemOf(facts: Omit<Workstation, 'problem'>): string | null {
  const name = lastSegment(facts.name);
  if (facts.isIgnored) return `${name} is ignored in this plan: no job runs there.`;
  if (facts.isJobmanUp === null) return `The engine does not say in which state ${name} is.`;
  if (facts.isLinked === false) return `${name} is not linked: its jobs cannot start and their logs may be out of reach.`;
  if (!facts.isJobmanUp && !WITHOUT_LINK.has(facts.type.toUpperCase())) return `${name} is linked but its job manager does not run: jobs cannot start.`;
  if (facts.flags.includes('DISABLED_DEACTIVE_JOB_LAUNCHING_FLAG')) return `Job launching is disabled on ${name}.`;
  if (facts.limit === 0) return `The job limit of ${name} is 0: only jobs with priority hi or go start.`;
  if (facts.fence !== null && facts.fence >= DEFAULT_PRIORITY)
    return `The fence of ${name} is ${facts.fence}: jobs with priority ${facts.fence} or less do not start.`;
  return null;
}
