/** Who waits for whom, and what comes before what. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import type { Said, Subject } from '../read/statement.ts';
import { clockText } from './clock.ts';
import type { Weighed } from './weighed.ts';

export function relation(thing: Thing, { attribute, other, isNegated, isDirect }: Extract<Said, { is: 'relation' }>, table: FactTable): Weighed | null {
  const edges = relationFacts(thing, attribute, other, table);
  const stands = edges.find(({ steps }) => !isDirect || steps === 1);
  if (stands !== undefined) {
    // What is waited for and has ended is waited for no longer.
    return { isSo: !isNegated, isFirm: stands.isFirm, evidence: `${thing.name} ${attribute} ${other.words}`, receipt: stands.receipt };
  }
  const inverse = other.things.flatMap((one) => relationFacts(one, attribute, { words: thing.name, things: [thing] }, table));
  const [turned] = inverse;
  if (turned !== undefined) return { isSo: isNegated, isFirm: turned.isFirm, evidence: `${other.words} ${attribute} ${thing.name}`, receipt: turned.receipt };
  const whole = wholeSet(thing, attribute, other, table);
  return whole === null ? null : { isSo: isNegated, isFirm: true, evidence: whole.evidence, receipt: whole.receipt };
}

interface Edge {
  readonly steps: number;
  readonly isFirm: boolean;
  readonly receipt: string;
}

/** Every fact that says it, from either end. */
function relationFacts(thing: Thing, attribute: 'waits-for' | 'follows' | 'precedes' | 'blocks', other: Subject, table: FactTable): Edge[] {
  const isOther = (one: Thing) =>
    other.things.some(({ kind, key }) => (kind === one.kind && key === one.key) || (kind === 'stream' && one.kind === 'job' && one.key.startsWith(`${key}.`)));
  const forward: readonly Attribute[] = attribute === 'waits-for' || attribute === 'follows' ? ['waits-for', 'follows'] : ['precedes', 'blocks', 'suppresses'];
  const backward: readonly Attribute[] = attribute === 'waits-for' || attribute === 'follows' ? ['precedes', 'blocks', 'suppresses'] : ['waits-for', 'follows'];
  const own = forward
    .flatMap((one) => table.facts(thing, one))
    .flatMap((fact) => (fact.value.is === 'thing' && isOther(fact.value.thing) ? [{ fact, steps: fact.value.steps }] : []));
  const others = other.things
    .flatMap((one) => backward.flatMap((back) => table.facts(one, back)))
    .flatMap((fact) => (fact.value.is === 'thing' && fact.value.thing.key === thing.key ? [{ fact, steps: fact.value.steps }] : []));
  return [...own, ...others].map(({ fact, steps }) => ({ steps, isFirm: fact.isComplete, receipt: fact.receipt }));
}

/** All that the thing waits for or blocks was read, and the other is not among it. */
function wholeSet(
  thing: Thing,
  attribute: 'waits-for' | 'follows' | 'precedes' | 'blocks',
  other: Subject,
  table: FactTable,
): { readonly evidence: string; readonly receipt: string } | null {
  if (other.things.length === 0 || other.things.some(({ kind }) => kind !== 'job')) return null;
  const around = (owner: Thing, wanted: readonly Attribute[]) =>
    table.sets.find(
      ({ of, around: set, scope, isWhole }) =>
        of === 'job' && isWhole && !scope.isCriticalOnly && set !== null && set.thing.key === owner.key && wanted.includes(set.attribute),
    );
  if (attribute === 'waits-for' || attribute === 'follows') {
    const blocks = other.things.map((one) => around(one, ['blocks'])).find((set) => set !== undefined);
    if (blocks !== undefined && !blocks.members.some(({ key }) => key === thing.key))
      return { evidence: `not among the ${blocks.members.length} that ${other.words} blocks`, receipt: blocks.receipt };
    const waits = around(thing, ['follows']);
    const names = waits?.members.map(({ name }) => name).join(', ');
    return waits === undefined || waits.members.length === 0 ? null : { evidence: `${thing.name} follows ${names}`, receipt: waits.receipt };
  }
  const blocks = around(thing, ['blocks', 'precedes']);
  return blocks === undefined
    ? null
    : {
        evidence: `${blocks.members.length}: ${blocks.members
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}`,
        receipt: blocks.receipt,
      };
}

/** Which of two came first. */
export function order(thing: Thing, { attribute, other, isAfter }: Extract<Said, { is: 'order' }>, table: FactTable): Weighed | null {
  const at = (one: Thing | undefined) => (one === undefined ? undefined : table.facts(one, attribute).find(({ value }) => value.is === 'instant'));
  const [own, others] = [at(thing), at(other.things.length === 1 ? other.things[0] : undefined)];
  if (own?.value.is !== 'instant' || others?.value.is !== 'instant') return null;
  const apart = Date.parse(own.value.at) - Date.parse(others.value.at);
  return {
    isSo: isAfter ? apart > 0 : apart < 0,
    isFirm: own.isComplete && others.isComplete,
    evidence: `${clockText(own.value.at, own.value.zone)}, ${other.words} ${clockText(others.value.at, others.value.zone)}`,
    receipt: own.receipt,
  };
}

/** The steps of a critical path are told in their order; left out may be what was thought not worth saying. */
export function path(steps: readonly Subject[], table: FactTable): Weighed | null {
  const set = table.sets.find(({ around }) => around?.attribute === 'slack');
  if (set === undefined) return null;
  const places = steps.map(({ things }) => set.members.findIndex(({ key }) => things.some((thing) => thing.key === key)));
  const isSo = places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
  return { isSo, isFirm: set.isWhole, evidence: set.members.map(({ name }) => name).join(' > '), receipt: set.receipt };
}
