/** The run of the plan an answer names is the one its receipt was read from. */
import { witnessCheck } from '../witness.ts';

export const runIdentity = witnessCheck({
  name: 'run-identity',
  applies: (claim) => claim.kind === 'run' && claim.subject === 'plan',
  observe: (claim, { reading }) => {
    const number = reading.tool === 'plan_summary' ? reading.data.runNumber : null;
    return number === null || !/^\d+$/.test(claim.claimed ?? '') ? null : { isMatch: number === Number(claim.claimed), value: String(number) };
  },
});
