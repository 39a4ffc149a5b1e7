/** Units of a resource: how many there are, in use or free. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Subject } from '../read/statement.ts';
import { isSense, range, isUse } from '../read/words.ts';
import type { Clause } from './clause.ts';

/** "All 4 units of DWH_SLOTS are in use", "2 units are free". */
export function units(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'number' && !isSense(token, 'none')) continue;
    let unit = clause.after(at, 'of', 'all');
    // "2 of 4 free"
    if (token.t === 'number' && clause.tokens[unit]?.t === 'number') unit = clause.after(unit);
    const noun = clause.tokens[unit];
    const { subjects, used } = resourceAt(clause, at);
    const isBare = isUse(noun) && used.length > 0;
    if (!isBare && (noun?.t !== 'sense' || noun.sense.is !== 'unit' || noun.sense.unit !== 'unit')) continue;
    const state = clause.tokens.findIndex((one, place) => place >= unit && isUse(one));
    const said = clause.tokens[state];
    const attribute: Attribute = said?.t === 'sense' && said.sense.is === 'state' ? (said.sense.state === 'IN_USE' ? 'in-use' : 'available') : 'quantity';
    const number = token.t === 'number' ? token.n : 0;
    const words = [...range(at, unit), ...(state < 0 ? [] : [state]), ...used, ...range(at - 1, at).filter((place) => isSense(clause.tokens[place], 'all'))];
    for (const subject of subjects)
      clause.draft('resource', subject, { is: 'number', attribute, compared: clause.comparedBefore(at), number, isNegated: false }, words);
  }
}

function resourceAt(clause: Clause, at: number): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
  const group = clause.groups.find(({ subjects }) => subjects.every(({ things }) => things.some(({ kind }) => kind === 'resource')));
  return group === undefined ? clause.subjectsAt(at, ({ kind }) => kind === 'resource') : { subjects: group.subjects, used: range(group.at, group.last) };
}
