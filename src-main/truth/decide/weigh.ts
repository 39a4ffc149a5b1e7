/** Holds what is said against the facts. Pure. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Fact, FactValue, Thing } from '../../../src-preload/shared/facts/fact.ts';
import { spelledAs } from '../../../src-preload/shared/facts/spellings.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { Said, Statement, Subject } from '../read/statement.ts';
import { clockFits, clockText, minutesOf } from './clock.ts';
import { compares } from './compare.ts';
import { isInState, isUnderWay } from './inState.ts';
import { weighCount, weighShare } from './weighCount.ts';

export interface Weighed {
  readonly isSo: boolean;
  /** The reading is whole: what it says against a statement stands. */
  readonly isFirm: boolean;
  /** It can be shown beside the statement, and not called wrong: what was meant may be something else. */
  readonly isLoose?: boolean;
  readonly evidence: string;
  readonly receipt: string | null;
}

/** null when no reading says anything to it. */
export function weigh({ subject, said, run, cited }: Statement, whole: FactTable): Weighed | null {
  const table = run === null ? whole : ofRun(whole, run);
  switch (said.is) {
    case 'count':
      return weighCount(said, table, cited);
    case 'share':
      return weighShare(said, table);
    case 'path':
      return path(said.steps, table);
    case 'existence':
      return subject === null ? null : existence(subject, said.isThere, table);
    case 'quote':
      return quote(said.text, table);
    case 'other':
      return null;
    default: {
      if (subject === null) return null;
      // Nothing can be true of what is not there.
      if (subject.things.length === 0)
        return table.isAbsent(subject.words) ? { isSo: false, isFirm: true, evidence: `${subject.words} not found`, receipt: null } : null;
      const answers = subject.things.flatMap((thing) => weighOf(thing, said, table) ?? []);
      // Several things answer to the words: only when all say the same is it known which was meant.
      const [first] = answers;
      if (first === undefined || answers.some(({ isSo }) => isSo !== first.isSo)) return null;
      return answers.find(({ receipt }) => receipt !== null && cited.includes(receipt)) ?? first;
    }
  }
}

/** The facts of one run in the place of those of the job. */
function ofRun(table: FactTable, run: number | 'last'): FactTable {
  const isRun = (fact: Fact) => fact.run !== null && !fact.run.isRecorded && (run === 'last' ? fact.run.isLast : fact.run.attempt === run);
  return { ...table, facts: (thing, attribute) => table.runFacts(thing, attribute).filter(isRun) };
}

function weighOf(thing: Thing, said: Exclude<Said, { is: 'count' | 'share' | 'path' | 'existence' | 'quote' | 'other' }>, table: FactTable): Weighed | null {
  switch (said.is) {
    case 'state':
      return state(thing, said.state, said.isNegated, table);
    case 'number':
      return firstOf(table.facts(thing, said.attribute), (value) => {
        if (value.is === 'none') return { isSo: said.isNegated, evidence: 'none' };
        if (value.is !== 'number') return null;
        return { isSo: compares(value.number, said.compared, said.number) !== said.isNegated, evidence: String(value.number) };
      });
    case 'none':
      return firstOf(table.facts(thing, said.attribute), (value) =>
        value.is === 'none' ? { isSo: true, evidence: 'none' } : value.is === 'number' ? { isSo: false, evidence: String(value.number) } : null,
      );
    case 'clock':
      return firstOf(table.facts(thing, said.attribute), (value) => {
        if (value.is === 'none') return said.attribute === 'start' || said.attribute === 'end' ? { isSo: false, evidence: 'none' } : null;
        if (value.is !== 'instant') return null;
        const isSo = clockFits(said.clock, value);
        return isSo === null ? null : { isSo, evidence: clockText(value.at, value.zone) };
      });
    case 'span':
      return span(thing, said, table);
    case 'ago':
      return ago(thing, said, table);
    case 'text':
      return text(thing, said, table);
    case 'relation':
      return relation(thing, said, table);
    case 'order':
      return order(thing, said, table);
  }
}

/** The first fact that settles it; one that agrees goes before those that do not, for readings of one turn may differ by minutes. */
function firstOf(
  facts: readonly Fact[],
  settle: (value: FactValue, fact: Fact) => { readonly isSo: boolean; readonly evidence: string; readonly isLoose?: boolean } | null,
): Weighed | null {
  const settled = facts.flatMap((fact) => {
    const one = settle(fact.value, fact);
    return one === null ? [] : [{ ...one, isFirm: fact.isComplete, receipt: fact.receipt }];
  });
  return settled.find(({ isSo }) => isSo) ?? settled[0] ?? null;
}

function state(thing: Thing, said: StatePredicate, isNegated: boolean, table: FactTable): Weighed | null {
  if (said === 'PROBLEM')
    return firstOf(table.facts(thing, 'problem'), (value) => ({
      isSo: (value.is === 'text') !== isNegated,
      evidence: value.is === 'text' ? value.text : 'no problem',
    }));
  if (said === 'ON_TIME') return onTime(thing, isNegated, table);
  const flag = FLAGS[said];
  if (flag !== undefined) {
    return firstOf(table.facts(thing, flag.attribute), (value) => {
      if (value.is === 'none' && said === 'UP') return { isSo: !isNegated, evidence: 'no problem' };
      return value.is === 'flag' ? { isSo: (value.isSet === flag.isSet) !== isNegated, evidence: `${flag.attribute}: ${value.isSet ? 'yes' : 'no'}` } : null;
    });
  }
  const own = OWN_STATES[said];
  if (own !== undefined)
    return firstOf(table.facts(thing, own.attribute), (value) =>
      value.is === 'text' ? { isSo: own.words.test(value.text) !== isNegated, evidence: value.text } : null,
    );
  if (thing.kind === 'resource' || thing.kind === 'prompt' || thing.kind === 'file') return null;
  return firstOf(table.facts(thing, 'status'), (value) => {
    if (value.is !== 'status') return null;
    const isIn = isInState(value.status, value.isCanceled, said);
    if (isIn === null || (!isIn && !isNegated && LOOSE_STATES.has(said) && !isUnderWay(value.status))) return null;
    const evidence = value.isCanceled ? `${value.status.internal} (canceled)` : value.status.internal;
    return { isSo: isIn !== isNegated, evidence };
  });
}

/** As the engine words them. */
export const OWN_STATES: Partial<Readonly<Record<StatePredicate, { readonly attribute: Attribute; readonly words: RegExp }>>> = {
  OPEN: { attribute: 'prompt-status', words: /^ASKED$/i },
  ARRIVED: { attribute: 'file-status', words: /^(?:yes|available)$/i },
  MISSING: { attribute: 'file-status', words: /^(?:no|unavailable)$/i },
};

/** By the forecast: not late, and not at risk of it. */
function onTime(thing: Thing, isNegated: boolean, table: FactTable): Weighed | null {
  const risk = firstOf(table.facts(thing, 'risk'), (value) =>
    value.is === 'text' && value.text !== 'POTENTIAL_RISK' ? { isSo: (value.text === 'ON_TRACK') !== isNegated, evidence: value.text } : null,
  );
  const certain = firstOf(table.facts(thing, 'certainty'), (value) =>
    value.is === 'text' && value.text !== 'possible' ? { isSo: isNegated, evidence: `late (${value.text})` } : null,
  );
  return certain ?? risk;
}

/** Words with which people mean more than one thing: "blocked", "held", "pending". Only of what runs or has ended are they wrong. */
const LOOSE_STATES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['BLOCKED', 'HELD', 'WAITING', 'NOT_STARTED', 'STARTED', 'READY']);

const FLAGS: Partial<Readonly<Record<StatePredicate, { readonly attribute: Attribute; readonly isSet: boolean }>>> = {
  LATE: { attribute: 'late', isSet: true },
  CRITICAL: { attribute: 'critical', isSet: true },
  LINKED: { attribute: 'link', isSet: true },
  UNLINKED: { attribute: 'link', isSet: false },
  JOBMAN_UP: { attribute: 'jobman', isSet: true },
  JOBMAN_DOWN: { attribute: 'jobman', isSet: false },
  UP: { attribute: 'link', isSet: true },
  DOWN: { attribute: 'link', isSet: false },
};

/** Which of two came first. */
function order(thing: Thing, { attribute, other, isAfter }: Extract<Said, { is: 'order' }>, table: FactTable): Weighed | null {
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
function path(steps: readonly Subject[], table: FactTable): Weighed | null {
  const set = table.sets.find(({ around }) => around?.attribute === 'slack');
  if (set === undefined) return null;
  const places = steps.map(({ things }) => set.members.findIndex(({ key }) => things.some((thing) => thing.key === key)));
  const isSo = places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
  return { isSo, isFirm: set.isWhole, evidence: set.members.map(({ name }) => name).join(' > '), receipt: set.receipt };
}

function span(thing: Thing, said: Extract<Said, { is: 'span' }>, table: FactTable): Weighed | null {
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
function ago(thing: Thing, said: Extract<Said, { is: 'ago' }>, table: FactTable): Weighed | null {
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

function text(thing: Thing, said: Extract<Said, { is: 'text' }>, table: FactTable): Weighed | null {
  const attributes: readonly Attribute[] = said.attribute === 'workstation' ? ['workstation', 'ran-on'] : [said.attribute];
  const facts = attributes.flatMap((attribute) => table.facts(thing, attribute));
  return firstOf(facts, (value) =>
    value.is === 'text' ? { isSo: (spelledAs(value.text) === spelledAs(said.text)) !== said.isNegated, evidence: value.text } : null,
  );
}

function relation(thing: Thing, { attribute, other, isNegated, isDirect }: Extract<Said, { is: 'relation' }>, table: FactTable): Weighed | null {
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

function existence(subject: Subject, isThere: boolean, table: FactTable): Weighed | null {
  if (subject.things.length > 0) return { isSo: isThere, isFirm: true, evidence: 'exists', receipt: null };
  return table.isAbsent(subject.words) ? { isSo: !isThere, isFirm: true, evidence: 'not found', receipt: null } : null;
}

const squeezed = (words: string): string =>
  words
    .replaceAll(/[\s*_`]+/g, ' ')
    .trim()
    .toUpperCase();

/** The words stand in a log, or anywhere else in the readings; not to be in the part that was read proves nothing unless all was. */
function quote(words: string, table: FactTable): Weighed | null {
  const said = squeezed(words).replace(/[.…]+$/, '');
  if (said.length < 3) return null;
  const line = table.logLines.find(({ text: one }) => squeezed(one).includes(said));
  if (line !== undefined) return { isSo: true, isFirm: true, evidence: line.text, receipt: line.receipt };
  const log = table.sets.find(({ of, isWhole }) => of === 'log-line' && isWhole);
  const isLogText = said.includes(' ') || /\d{3}/.test(said);
  return log === undefined || !isLogText ? null : { isSo: false, isFirm: true, isLoose: !/\d{3}/.test(said), evidence: 'not in the log', receipt: log.receipt };
}
