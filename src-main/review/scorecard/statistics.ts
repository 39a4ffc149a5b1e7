/** The measures of agreement between the auditor and people. Pure; each formula names its source. */
import type { Agreement, Rate } from '../../../src-preload/contract/review/scorecard.ts';

/** The four ways two verdicts on a memory can meet; "positive" is "called it wrong", "true" is "a person says so too". */
export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % score interval, without continuity correction: E. B. Wilson, "Probable inference, the law of succession,
 * and statistical inference", JASA 22 (1927) 209-212. It stays within 0 and 1 and is honest for few and for extreme counts.
 * null when nothing was counted.
 */
export function wilson(hits: number, n: number): Rate | null {
  if (n === 0) return null;
  const share = hits / n;
  const scale = 1 + Z ** 2 / n;
  const centre = (share + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  // At the ends the bound is the end itself: rounding must not leave a sliver.
  return { value: share, low: hits === 0 ? 0 : Math.max(0, centre - half), high: hits === n ? 1 : Math.min(1, centre + half), n };
}

/**
 * Agreement corrected for chance: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
 * 20 (1960) 37-46. kappa = (po - pe) / (1 - pe), where po is the observed agreement and pe the agreement of two raters who call "wrong"
 * as often as these do, at random. null when nothing was counted, or when chance alone agrees always (both say the same of everything).
 */
export function cohensKappa({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion): number | null {
  const n = truePositive + falsePositive + falseNegative + trueNegative;
  const called = truePositive + falsePositive;
  const wrong = truePositive + falseNegative;
  // Times n squared, in whole numbers: 1 - pe is then exactly 0 where it ought to be.
  const byChance = called * wrong + (n - called) * (n - wrong);
  if (n === 0 || byChance === n ** 2) return null;
  return ((truePositive + trueNegative) * n - byChance) / (n ** 2 - byChance);
}

/**
 * Precision = TP / (TP + FP); recall = TP / (TP + FN); base rate = (TP + FN) / n.
 * Recall is null for a check that has let nothing through that a person decided on: what only speaks up when it doubts cannot be seen to miss.
 */
export function agreementOf(counts: Confusion): Agreement {
  const { truePositive, falsePositive, falseNegative, trueNegative } = counts;
  const decided = truePositive + falsePositive + falseNegative + trueNegative;
  return {
    ...counts,
    decided,
    precision: wilson(truePositive, truePositive + falsePositive),
    recall: falseNegative + trueNegative === 0 ? null : wilson(truePositive, truePositive + falseNegative),
    kappa: cohensKappa(counts),
    baseRate: decided === 0 ? null : (truePositive + falseNegative) / decided,
  };
}
