/** How full the engine's message files are: empty but for what waits for workstations that cannot be reached. */
import type { SimulatedPlan } from '../../plan/planModel.ts';

export const MESSAGE_FILES = [
  'Appserverbox',
  'Courier',
  'mirrorbox',
  'Mailbox',
  'Monbox',
  'Moncmd',
  'auditbox',
  'clbox',
  'planbox',
  'Intercom',
  'pobox',
  'server',
];

/** Percent. Each unlinked workstation adds what it has not fetched to the pobox. */
export function mailboxFill(plan: SimulatedPlan, file: string): number {
  const name = file.replace(/\.msg$/i, '').toLowerCase();
  const unlinked = [...plan.workstations.values()].filter(({ isLinked }) => !isLinked).length;
  return name === 'pobox' ? Math.min(100, 4 * unlinked) : 0;
}
