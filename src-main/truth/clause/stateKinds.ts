/** Which states are said of which things. */
import type { StatementKind } from '../../../src-preload/shared/facts/kinds.ts';
import type { StatePredicate } from '../lexicon/sense.ts';

export const WORKSTATION_STATES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['LINKED', 'UNLINKED', 'UP', 'DOWN', 'JOBMAN_UP', 'JOBMAN_DOWN']);
export const THING_STATES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['OPEN', 'ARRIVED', 'MISSING', 'IN_USE', 'FREE']);

export function kindOfState(state: StatePredicate): StatementKind {
  if (state === 'LATE') return 'late';
  if (state === 'CRITICAL') return 'critical';
  if (WORKSTATION_STATES.has(state)) return 'link';
  if (state === 'OPEN') return 'prompt';
  if (state === 'ARRIVED' || state === 'MISSING') return 'file';
  if (state === 'IN_USE' || state === 'FREE') return 'resource';
  return 'status';
}
