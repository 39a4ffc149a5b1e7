/** A number of things, counted again: by the engine's own counts, or over the rows of a whole list. */
import type { FactSet, Scope, Tally, Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { Counted, Said } from '../read/statement.ts';
import { compares } from './compare.ts';
import { isInState } from './inState.ts';
import { OWN_STATES, type Weighed } from './weighed.ts';

interface Count {
  readonly n: number;
  /** Some of the rows could not be told, or the list was cut: only a lower bound. */
  readonly isAtLeast: boolean;
  readonly isFirm: boolean;
  readonly isOfPlan: boolean;
  readonly receipt: string;
  readonly what: string;
}

export function weighCount({ counted, compared, n }: Extract<Said, { is: 'count' }>, table: FactTable, cited: readonly string[]): Weighed | null {
  const counts = countsOf(counted, table);
  const near = counts.filter(({ receipt }) => cited.includes(receipt));
  // Said of nothing in particular it is said of the whole plan, where that was counted.
  const wide = counts.filter(({ isOfPlan }) => isOfPlan);
  const able = near.length > 0 ? near : counted.within === null && counted.around === null && wide.length > 0 ? wide : counts;
  const fitting = able.find((count) => (count.isAtLeast ? compared === '>=' || compared === '>' : true) && compares(count.n, compared, n));
  if (fitting !== undefined) return { isSo: true, isFirm: true, evidence: `${fitting.n} ${fitting.what}`, receipt: fitting.receipt };
  const exact = able.filter(({ isAtLeast }) => !isAtLeast);
  const [first] = exact;
  // Another list holds just as many: that may be meant.
  if (counts.some((count) => !count.isAtLeast && compares(count.n, compared, n))) return null;
  // Several lists could be meant, and they hold different numbers.
  if (first === undefined || exact.some((count) => count.n !== first.n)) return null;
  return { isSo: false, isFirm: first.isFirm, evidence: `${first.n} ${first.what}`, receipt: first.receipt };
}

function countsOf(counted: Counted, table: FactTable): Count[] {
  if (counted.of === 'unit' || counted.of === 'line') return [];
  if (counted.of === 'attempt' || counted.of === 'reason') return [];
  const tallied = counted.around === null ? table.tallies.flatMap((tally) => talliedAs(tally, counted) ?? []) : [];
  const listed = table.sets.flatMap((set) => listedAs(set, counted, table) ?? []);
  return [...tallied, ...listed];
}

const STATES_OF_TALLY: Readonly<Record<string, readonly StatePredicate[]>> = {
  failed: ['FAILED'],
  late: ['LATE'],
  critical: ['CRITICAL'],
  done: ['DONE', 'ENDED', 'SUCC', 'SUCCESSFUL'],
  running: ['RUNNING', 'EXEC'],
  waiting: ['WAITING'],
  'in-error': ['FAILED'],
  'with-problems': ['PROBLEM'],
};
const STATES_OF_COMMON: Readonly<Record<string, readonly StatePredicate[]>> = {
  SUCCESSFUL: ['DONE', 'SUCC', 'SUCCESSFUL', 'ENDED'],
  RUNNING: ['RUNNING', 'EXEC'],
  WAITING: ['WAITING'],
  READY: ['READY'],
  HELD: ['HELD'],
  CANCELED: ['CANCELED'],
  BLOCKED: ['BLOCKED'],
  UNDECIDED: ['UNDECIDED'],
  SUPPRESS: ['SUPPRESS'],
  ERROR: ['FAILED', 'ERROR'],
};

function talliedAs({ of, which, within, n, receipt, isComplete }: Tally, counted: Counted): Count | null {
  if (of !== counted.of || counted.isNegated || counted.sinceMs !== null || within?.key !== counted.within?.key || counted.states.length > 1) return null;
  const [state] = counted.states;
  if (state === undefined) return which === 'all' ? { n, isAtLeast: false, isFirm: isComplete, isOfPlan: within === null, receipt, what: 'in all' } : null;
  const states = typeof which === 'object' ? (STATES_OF_COMMON[which.common] ?? []) : (STATES_OF_TALLY[which] ?? []);
  return states.includes(state)
    ? { n, isAtLeast: false, isFirm: isComplete, isOfPlan: within === null, receipt, what: typeof which === 'object' ? which.common : which }
    : null;
}

/** null: this list is not of what is counted, or what it was asked for is narrower. */
function listedAs(set: FactSet, counted: Counted, table: FactTable): Count | null {
  if (set.of !== counted.of) return null;
  if ((counted.around === null) !== (set.around === null)) return null;
  if (
    counted.around !== null &&
    (set.around === null || set.around.thing.key !== counted.around.thing.key || set.around.attribute !== counted.around.attribute)
  )
    return null;
  if (counted.around !== null && set.scope.isCriticalOnly) return null;
  const scoped = counted.within === null ? set.members : set.members.filter((thing) => isWithin(thing, counted.within!, table));
  if (!covers(set.scope, counted)) return null;
  const told = scoped.map((thing) => isCounted(thing, counted, table));
  if (told.includes(null)) return null;
  const n = told.filter((one) => one === true).length;
  if (set.isWhole)
    return {
      n,
      isAtLeast: false,
      isFirm: counted.states.length > 0 || set.scope.statuses.length === 0,
      isOfPlan: isOfPlan(set.scope),
      receipt: set.receipt,
      what: `of ${scoped.length}`,
    };
  // The list was cut, but the engine counted it.
  const isAsked = counted.states.length === 0 || (counted.states.length === 1 && set.scope.statuses.length === 1 && n === scoped.length);
  if (set.total !== null && isAsked && counted.within === null)
    return { n: set.total, isAtLeast: false, isFirm: true, isOfPlan: isOfPlan(set.scope), receipt: set.receipt, what: 'in all' };
  return { n, isAtLeast: true, isFirm: false, isOfPlan: isOfPlan(set.scope), receipt: set.receipt, what: `of ${scoped.length} read` };
}

const isOfPlan = ({ name, stream, workstation }: Scope): boolean => name === null && stream === null && workstation === null;

function covers(scope: Scope, counted: Counted): boolean {
  if ((scope.isFiltered && !counted.states.some((state) => state === 'PROBLEM' || state === 'OPEN' || state === 'MISSING')) || scope.name !== null)
    return false;
  if (scope.isWindow !== (counted.sinceMs !== null) || scope.sinceMs !== counted.sinceMs) return false;
  const places = [scope.stream, scope.workstation].filter((place) => place !== null);
  // "4 failed" of a list of one stream means that stream.
  if (places.length > 0 && counted.within !== null && !places.some((place) => place.toUpperCase() === counted.within!.name.toUpperCase())) return false;
  if (scope.isLateOnly) return counted.states.includes('LATE');
  if (scope.isCriticalOnly) return counted.states.includes('CRITICAL');
  if (scope.statuses.length === 0) return true;
  if (counted.states.length === 0) return true;
  return (
    counted.states.length === 1 &&
    scope.statuses.some((status) => status === counted.states[0] || (status === 'ERROR' && ['FAILED', 'ABEND', 'FAIL'].includes(counted.states[0]!)))
  );
}

function isWithin(thing: Thing, place: Thing, table: FactTable): boolean {
  if (place.kind === 'stream') return thing.kind === 'job' && (thing.key.startsWith(`${place.key}.`) || thing.stream === place.name);
  return table.facts(thing, 'workstation').some(({ value }) => value.is === 'text' && value.text.toUpperCase() === place.name.toUpperCase());
}

function isCounted(thing: Thing, { states, isNegated }: Counted, table: FactTable): boolean | null {
  const told = states.map((state) => {
    const own = OWN_STATES[state];
    if (own !== undefined) {
      const value = table.facts(thing, own.attribute)[0]?.value;
      return value?.is === 'text' ? own.words.test(value.text) : null;
    }
    if (state === 'LINKED' || state === 'UNLINKED') {
      const link = table.facts(thing, 'link')[0]?.value;
      // Pools have no link of their own: they are counted on neither side.
      return link?.is === 'flag' ? link.isSet === (state === 'LINKED') : isNegated;
    }
    if (state === 'PROBLEM') {
      const problem = table.facts(thing, 'problem')[0]?.value;
      return problem === undefined ? null : problem.is === 'text';
    }
    if (state === 'LATE' || state === 'CRITICAL') {
      const flag = table.facts(thing, state === 'LATE' ? 'late' : 'critical')[0]?.value;
      return flag?.is === 'flag' ? flag.isSet : null;
    }
    const status = table.facts(thing, 'status')[0]?.value;
    return status?.is === 'status' ? isInState(status.status, status.isCanceled, state) : null;
  });
  if (told.includes(null)) return null;
  const isSo = told.every((one) => one === true);
  return isNegated ? !isSo : isSo;
}

/** "75 % of the jobs ended well", held against the counts of the whole plan. */
export function weighShare({ counted, compared, percent }: Extract<Said, { is: 'share' }>, table: FactTable): Weighed | null {
  const all = countsOf({ ...counted, states: [], isNegated: false }, table).filter(({ isAtLeast }) => !isAtLeast);
  const some = countsOf(counted, table).filter(({ isAtLeast }) => !isAtLeast);
  const pairs = some.flatMap((part) => all.filter(({ receipt }) => receipt === part.receipt).map((whole) => ({ part, whole })));
  const [first] = pairs;
  if (first === undefined || first.whole.n === 0) return null;
  const actual = (first.part.n / first.whole.n) * 100;
  const isSo = compared === '=' ? Math.abs(actual - percent) <= 1 : compares(actual, compared, percent);
  return { isSo, isFirm: first.part.isFirm, evidence: `${actual.toFixed(1)} %`, receipt: first.part.receipt };
}
