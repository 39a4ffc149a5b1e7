/** The one rule of autonomy: by which measured numbers a check may take memories out of use alone. Pure. */
import type { AutonomyLevel, Rate } from '../../../src-preload/contract/review/scorecard.ts';
import { AUDITOR } from '../../database/rows/memoryStanding.ts';

export const JUDGE = 'judge';
/** Precision a rejection without a person has to have (the promise: nothing right is thrown away). */
const NEEDED = 0.98;
/** Fewer decisions withdraw nothing: one mistake in three says little. */
const ENOUGH = 10;

interface Standing {
  readonly check: string;
  /** The policy in force and who set it; undefined when nobody ever did. */
  readonly policy: { readonly level: AutonomyLevel; readonly by: string } | undefined;
  /** Of what the check wanted rejected, the share people agreed with; null when nothing was decided. */
  readonly rejections: Rate | null;
}

/** A deterministic contradiction may reject from the first day; a judge's opinion has to earn it. */
export function defaultLevel(check: string): AutonomyLevel {
  return check === JUDGE ? 'may-flag' : 'may-reject';
}

/**
 * The change to make, with its reason, or null.
 * Withdrawn: from 10 decisions on, when even the upper Wilson 95 % bound of the precision is below 98 % (a judge: as soon as the lower one is).
 * Given (back): when the lower bound is at least 98 %, which takes 189 decisions without a mistake. In between everything stays.
 * What a person has tightened no machine loosens.
 */
export function changeOfAutonomy({ check, policy, rejections }: Standing): { readonly level: AutonomyLevel; readonly reason: string } | null {
  if (policy !== undefined && policy.by !== AUDITOR && policy.level !== 'may-reject') return null;
  const level = policy?.level ?? defaultLevel(check);
  const hasEarned = rejections !== null && rejections.low >= NEEDED;
  if (level === 'may-flag' && hasEarned)
    return { level: 'may-reject', reason: `It has earned it: ${inNumbers(rejections)}; at least ${percent(NEEDED)} is sure.` };
  if (level !== 'may-reject') return null;
  if (check === JUDGE) {
    return hasEarned ? null : { level: 'may-flag', reason: `No longer earned: ${inNumbers(rejections)}; ${percent(NEEDED)} is not sure any more.` };
  }
  const hasLost = rejections !== null && rejections.n >= ENOUGH && rejections.high < NEEDED;
  return hasLost ? { level: 'may-flag', reason: `Withdrawn: ${inNumbers(rejections)}; ${percent(NEEDED)} is out of reach.` } : null;
}

function inNumbers(rejections: Rate | null): string {
  if (rejections === null) return 'people have decided on none of its rejections lately';
  const { value, low, high, n } = rejections;
  return `people agreed with ${Math.round(value * n)} of its ${n} rejections (precision ${percent(value)}, Wilson 95 % interval ${percent(low)} to ${percent(high)})`;
}

/** One decimal, rounded down: 97.96 % must not read as the 98 % it misses. */
function percent(share: number): string {
  return `${Math.floor(share * 1_000 + 1e-9) / 10} %`;
}
