/** Tries a case after case until one is complained of, then looks for the smallest that still is. */
import * as fc from 'fast-check';

/** Cases of each property; more of them find more. */
const RUNS = Number(process.env['RESYNC_FUZZ_RUNS'] ?? 25);
const SEED = Number(process.env['RESYNC_FUZZ_SEED'] ?? 20_261_130);

/** Time for the cases of one property, those of a deep run by hand included. */
export const PATIENCE_MS = 60_000 + RUNS * 500;

interface Trial<T> {
  readonly cases: fc.Arbitrary<T>;
  /** Why the case must not end as it did; null when it may. */
  readonly complaintOf: (one: T) => Promise<string | null>;
  /** The case, for a person to repeat. */
  readonly shown: (one: T) => string;
  /** Those that went wrong once come first. */
  readonly pinned?: readonly T[];
  /** Of the usual number of cases, for what is slow. */
  readonly share?: number;
}

/** Raises with the complaint, the seed and the smallest case. */
export async function holds<T>({ cases, complaintOf, shown, pinned = [], share = 1 }: Trial<T>): Promise<void> {
  const property = fc.asyncProperty(cases, async (one) => {
    const complaint = await complaintOf(one).catch((error: unknown) => String(error));
    if (complaint !== null) throw new Error(complaint);
  });
  const numRuns = Math.max(pinned.length + 1, Math.ceil(RUNS * share));
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed: SEED, numRuns, examples: pinned.map((one) => [one]) });
  if (!failed) return;
  const said = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(`${said}\nRESYNC_FUZZ_SEED=${SEED} RESYNC_FUZZ_RUNS=${RUNS}\n${counterexample === null ? '' : shown(counterexample[0])}`);
}
