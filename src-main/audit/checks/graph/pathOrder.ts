/** A critical path is told in its order, and with nothing on it that is not. */
import { type Reference, referenceOf, standsIn } from '../reference.ts';
import { witnessCheck } from '../witness.ts';

export const pathOrder = witnessCheck({
  name: 'path-order',
  applies: (claim) => claim.kind === 'path',
  observe(claim, { reading }) {
    if (reading.tool !== 'critical_path' || reading.data.kind !== 'found') return null;
    const said = (claim.claimed ?? '').split(' > ').map(referenceOf);
    const { steps } = reading.data.path;
    const places = said.map((reference) => (reference === null ? -1 : steps.findIndex(({ key, name }) => isStep(reference, key, name))));
    const value = steps.map(({ name }) => name).join(' > ');
    const isOrdered = places.every((place, index) => place >= 0 && (index === 0 || place > places[index - 1]!));
    if (!isOrdered) return { isMatch: false, value };
    // Steps left out may have been left out on purpose: neither right nor wrong.
    return places.length === steps.length ? { isMatch: true, value } : null;
  },
});

const isStep = ({ ref }: Reference, key: string, name: string): boolean =>
  key.toUpperCase() === ref || name.toUpperCase() === ref || standsIn(ref, key.toUpperCase());
