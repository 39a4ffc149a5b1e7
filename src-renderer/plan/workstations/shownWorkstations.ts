/** Which workstations are shown, and in which order. Pure. */
import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';

/** Those with a problem first, then by name. @param text part of the name, folder, type in any case */
export function shownWorkstations(all: readonly Workstation[], text: string): readonly Workstation[] {
  const wanted = text.trim().toUpperCase();
  const fits = ({ name, folder, type }: Workstation) => `${folder}${name} ${type}`.toUpperCase().includes(wanted);
  return all.filter(fits).toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null) || a.name.localeCompare(b.name));
}
