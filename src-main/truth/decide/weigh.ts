/** Holds what is said against the facts. Pure. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Fact, Thing } from '../../../src-preload/shared/facts/fact.ts';
import { spelledAs } from '../../../src-preload/shared/facts/spellings.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { Said, Statement, Subject } from '../read/statement.ts';
import { clockFits, clockText } from './clock.ts';
import { compares } from './compare.ts';
import { isInState, isUnderWay } from './inState.ts';
import { weighCount, weighShare } from './weighCount.ts';
import { firstOf, OWN_STATES, type Weighed } from './weighed.ts';
import { order, path, relation } from './weighRelation.ts';
import { ago, span } from './weighSpan.ts';

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
    case 'state':
    case 'number':
    case 'none':
    case 'clock':
    case 'span':
    case 'ago':
    case 'text':
    case 'relation':
    case 'order': {
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

function text(thing: Thing, said: Extract<Said, { is: 'text' }>, table: FactTable): Weighed | null {
  const attributes: readonly Attribute[] = said.attribute === 'workstation' ? ['workstation', 'ran-on'] : [said.attribute];
  const facts = attributes.flatMap((attribute) => table.facts(thing, attribute));
  return firstOf(facts, (value) =>
    value.is === 'text' ? { isSo: (spelledAs(value.text) === spelledAs(said.text)) !== said.isNegated, evidence: value.text } : null,
  );
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
  const said = squeezed(words).replace(/[.…]{1,9}$/, '');
  if (said.length < 3) return null;
  const line = table.logLines.find(({ text: one }) => squeezed(one).includes(said));
  if (line !== undefined) return { isSo: true, isFirm: true, evidence: line.text, receipt: line.receipt };
  const log = table.sets.find(({ of, isWhole }) => of === 'log-line' && isWhole);
  const isLogText = said.includes(' ') || /\d{3}/.test(said);
  return log === undefined || !isLogText ? null : { isSo: false, isFirm: true, isLoose: !/\d{3}/.test(said), evidence: 'not in the log', receipt: log.receipt };
}
