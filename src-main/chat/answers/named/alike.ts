/** How near two names are: what a slip of the finger changes. Pure. */
import { folded } from '../folded.ts';

/** `cor eod`, `COR_EOD` and `corEOD` are the same slip away from `CORE_EOD`. */
const squeezed = (name: string): string => folded(name).replace(/[^a-z0-9]/g, '');
/** Names longer than the scheduler has are no slips of anything. */
const LONGEST = 60;

/** @returns how many slips apart, or null when it is another name altogether: one slip for each four letters, three at most. */
export function slipsBetween(asked: string, name: string): number | null {
  const [a, b] = [squeezed(asked), squeezed(name)];
  if (a.length < 3 || a.length > LONGEST || b.length > LONGEST) return null;
  const most = Math.min(3, Math.max(1, Math.floor(a.length / 4)));
  if (Math.abs(a.length - b.length) > most) return null;
  const slips = distance(a, b);
  return slips <= most ? slips : null;
}

/** Letters left out, added, changed, or two of them swapped (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
