/** Durations: of a run, behind a deadline, or since something happened. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Fact, Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import type { Said } from '../read/statement.ts';
import { clockText, minutesOf } from './clock.ts';
import { compares } from './compare.ts';
import { firstOf, type Weighed } from './weighed.ts';

export function span(thing: Thing, said: Extract<Said, { is: 'span' }>, table: FactTable): Weighed | null {
  if (said.attribute === 'lateness') return lateness(thing, said, table);
  return firstOf(table.facts(thing, said.attribute), (value) => {
    if (value.is !== 'span') return null;
    return { isSo: spanFits(Math.abs(value.ms), said), evidence: minutesOf(value.ms) };
  });
}

/** Behind its deadline, at its end or now; without a deadline its start behind its schedule. */
function lateness(thing: Thing, said: Extract<Said, { is: 'span' }>, table: FactTable): Weighed | null {
  const told = firstOf(table.facts(thing, 'lateness'), (value) =>
    value.is === 'span' ? { isSo: spanFits(Math.abs(value.ms), said), evidence: minutesOf(value.ms) } : null,
  );
  if (told?.isSo === true) return told;
  const at = (attribute: Attribute) => table.facts(thing, attribute).find(({ value }) => value.is === 'instant' || value.is === 'none');
  const [deadline, end, start, scheduled] = [at('deadline'), at('end'), at('start'), at('scheduled')];
  const ms = (fact: Fact | undefined) => (fact?.value.is === 'instant' ? Date.parse(fact.value.at) : null);
  const [due, ended, started, planned] = [ms(deadline), ms(end), ms(start), ms(scheduled)];
  const late =
    due !== null && deadline !== undefined ? (ended ?? Date.parse(deadline.observedAt)) - due : started !== null && planned !== null ? started - planned : null;
  if (late === null || deadline === undefined) return told;
  return { isSo: spanFits(late, said), isFirm: deadline.isComplete, evidence: minutesOf(late), receipt: deadline.receipt };
}

function spanFits(ms: number, { compared, ms: wanted, stepMs }: Extract<Said, { is: 'span' | 'ago' }>): boolean {
  if (compared === '=') return Math.abs(ms - wanted) <= stepMs;
  if (compared === 'about') return Math.abs(ms - wanted) <= Math.max(stepMs, wanted * 0.15);
  return compares(ms, compared, wanted);
}

/** "about three hours ago", held against the time of the reading. */
export function ago(thing: Thing, said: Extract<Said, { is: 'ago' }>, table: FactTable): Weighed | null {
  return firstOf(table.facts(thing, said.attribute), (value, { observedAt }) => {
    if (value.is !== 'instant') return null;
    const passed = Date.parse(observedAt) - Date.parse(value.at);
    const isSo =
      said.compared === 'about' || said.stepMs >= 3_600_000
        ? Math.abs(passed - said.ms) <= Math.max(said.stepMs / 2, said.ms * 0.2)
        : Math.abs(passed - said.ms) <= Math.max(3 * 60_000, said.stepMs);
    return { isSo, evidence: clockText(value.at, value.zone) };
  });
}
