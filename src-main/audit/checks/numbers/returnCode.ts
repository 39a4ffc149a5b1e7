/** A return code is the one of the run that is named, else of the job's last. */
import { runNamed } from '../evidence.ts';
import { jobsNamed, referenceOf } from '../reference.ts';
import { witnessCheck } from '../witness.ts';

export const returnCode = witnessCheck({
  name: 'return-code',
  applies: (claim) => claim.kind === 'return-code',
  observe(claim, evidence) {
    const reference = referenceOf(claim.subject);
    if (reference === null || !/^-?\d+$/.test(claim.claimed ?? '')) return null;
    const run = reference.keys.get('run');
    if (run !== undefined) {
      const seen = jobsNamed(reference.ref, evidence).length === 1 ? runNamed(evidence, run) : null;
      return seen === null || seen.returnCode === null
        ? null
        : { isMatch: seen.returnCode === Number(claim.claimed), value: `${seen.returnCode} (run ${seen.attempt})` };
    }
    const codes = new Set(jobsNamed(reference.ref, evidence).map((job) => job.returnCode ?? null));
    const [code] = codes;
    // No code there, or several jobs of this name with different ones.
    if (codes.size !== 1 || code === null || code === undefined) return null;
    return { isMatch: code === Number(claim.claimed), value: String(code) };
  },
});
