/** How many of them, in which state, and within what. */
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { Said } from '../read/statement.ts';
import type { Token } from '../read/token.ts';
import { isSense, isPlaceNoun, isMark, range } from '../read/words.ts';
import { THING_STATES } from './stateKinds.ts';
import type { Clause, Context } from './clause.ts';

/** "no critical job failed": which of them, before what became of them. */
const ADJECTIVES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['CRITICAL', 'LATE']);

/** "14 jobs", "3 of the 13 jobs in CORE_GL are done", "7 succeeded", "Running: 71", "none failed". */
export function counts(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (clause.used.has(at) || clause.isTaken(at)) continue;
    const isNone = isSense(token, 'none');
    if (!isNone && token.t !== 'number' && token.t !== 'percent') continue;
    const n = token.t === 'number' || token.t === 'percent' ? token.n : 0;
    const high = clause.tokens[at + 2];
    if (
      high?.t === 'number' &&
      isSense(clause.tokens[at + 1], 'and', 'to') &&
      (isSense(clause.tokens[at - 1], 'between') || isSense(clause.tokens[at + 1], 'to'))
    ) {
      clause.used.add(at).add(at + 1);
      countAt(clause, at + 2, high.n, n);
      continue;
    }
    countAt(clause, at, n);
  }
}

/** @param least of a range */
function countAt(clause: Clause, at: number, n: number, least?: number): void {
  const tokens = clause.tokens;
  const used = [at];
  const states: StatePredicate[] = [];
  const wholeStates: StatePredicate[] = [];
  let whole: number | null = null;
  let unit: string | null = null;
  let place: Thing | null = null;
  let around: Context['around'] = null;
  let isNegated = false;
  let sinceMs = windowBefore(clause, at, used);
  let cursor = at + 1;
  const first = tokens[cursor];
  // "3 of the 13", "two of them", "2 de los 14".
  if (isSense(first, 'of-them')) {
    used.push(cursor);
    cursor++;
    around = clause.around;
    place = around === null ? clause.place : null;
  }
  if (isSense(first, 'of')) {
    let next = cursor + 1;
    while (isSense(tokens[next], 'filler', 'all') || (isSense(tokens[next], 'it') && tokens[next + 1]?.t === 'number')) next++;
    if (tokens[next]?.t === 'number') {
      whole = (tokens[next] as Extract<Token, { t: 'number' }>).n;
      used.push(...range(cursor, next));
      cursor = next + 1;
    } else if (isSense(tokens[next], 'it')) {
      used.push(...range(cursor, next));
      cursor = next + 1;
      around = clause.around;
    }
  }
  if (isSense(tokens[clause.before(at, 'about')], 'other') || isSense(tokens[at + 1], 'other')) return;
  let hasPredicate = false;
  for (; cursor < tokens.length; cursor++) {
    const token = tokens[cursor]!;
    if (token.t === 'mark') {
      if (token.mark === 'cite' || (token.mark === '(' && unit !== null && !hasPredicate)) continue;
      break;
    }
    if (token.t === 'span' && isSense(tokens[cursor - 1], 'window')) {
      sinceMs = token.ms;
      used.push(cursor - 1, cursor);
      continue;
    }
    if (isSense(token, 'window')) continue;
    if (token.t === 'number' || token.t === 'clock' || token.t === 'span' || token.t === 'quote' || token.t === 'percent') break;
    if (token.t === 'name') {
      const group = clause.groupAt(cursor)!;
      const thing = group.subjects.length === 1 && group.subjects[0]!.things.length === 1 ? group.subjects[0]!.things[0]! : null;
      let lead = clause.before(cursor);
      if (isPlaceNoun(tokens[lead])) lead = clause.before(lead);
      const before = tokens[lead];
      const isPlace = thing !== null && (thing.kind === 'stream' || thing.kind === 'workstation') && isSense(before, 'in', 'of', 'from');
      if (!isPlace || place !== null || (unit === null && states.length === 0)) break;
      place = thing;
      clause.roles.set(group.at, 'place');
      used.push(...range(lead, group.last));
      cursor = group.last;
      continue;
    }
    if (token.t === 'unknown') break;
    const { sense } = token;
    if (sense.is === 'unit') {
      if (unit !== null) break;
      unit = sense.unit;
      used.push(cursor);
      if (states.length > 0 && whole !== null) wholeStates.push(...states.splice(0));
      continue;
    }
    if (sense.is === 'state') {
      // "four ended in ABEND": the second word says how.
      if (hasPredicate && states.length === 1 && states[0] === 'ENDED' && isSense(tokens[cursor - 1], 'in', 'filler')) {
        states[0] = sense.state;
        used.push(cursor);
        continue;
      }
      if (hasPredicate && !(states.length === 1 && ADJECTIVES.has(states[0]!) && unit !== null)) break;
      states.push(sense.state);
      used.push(cursor);
      const negation = clause.isNegatedAt(cursor);
      if (negation !== null && negation > at) {
        isNegated = true;
        used.push(negation);
      }
      hasPredicate = unit !== null || !isUnitAhead(tokens, cursor);
      continue;
    }
    if (sense.is === 'relation' && unit !== null) {
      const reach = clause.after(cursor, 'in', 'of', 'at', 'by', 'direct');
      const object = clause.groupAt(reach);
      const thing = object?.subjects[0]?.things[0] ?? (isSense(tokens[reach], 'it') ? clause.topicFor(({ kind }) => kind === 'job')?.things[0] : undefined);
      if (thing !== undefined && (sense.relation === 'waits-for' || sense.relation === 'blocked-by' || sense.relation === 'follows')) {
        around = { attribute: sense.relation === 'follows' ? 'precedes' : 'blocks', thing };
        used.push(...range(cursor, object?.last ?? reach));
      }
      break;
    }
    if (sense.is === 'cannot-run') {
      const thing = clause.subjectsAt(at).subjects[0]?.things[0];
      if (thing !== undefined && thing.kind === 'job') around = { attribute: 'blocks', thing };
      used.push(cursor);
      break;
    }
    if (isPlaceNoun(token)) {
      if (unit === null && tokens[cursor + 1]?.t !== 'name' && sense.is === 'attribute') {
        unit = sense.attribute;
        used.push(cursor);
      }
      continue;
    }
    if (sense.is === 'event' || sense.is === 'attribute' || sense.is === 'which' || sense.is === 'and' || sense.is === 'relation') break;
    if (sense.is === 'not' || sense.is === 'is' || sense.is === 'filler' || sense.is === 'in' || sense.is === 'of' || sense.is === 'total') {
      if (sense.is === 'total') used.push(cursor);
      continue;
    }
    break;
  }
  // What stands before: "blocks 14 jobs", "Running: 71", "DWH_NIGHT: 7 done".
  const before = clause.before(at, 'about', 'at-least', 'more', 'less', 'only', 'is', 'all');
  const lead = tokens[before];
  if (lead?.t === 'sense' && lead.sense.is === 'relation' && around === null && (lead.sense.relation === 'blocks' || lead.sense.relation === 'precedes')) {
    const { subjects, used: named } = clause.subjectsAt(before);
    const thing = subjects[0]?.things.length === 1 ? subjects[0].things[0]! : null;
    if (thing !== null) {
      around = { attribute: lead.sense.relation, thing };
      used.push(before, ...named);
    }
  }
  if (states.length === 0 && around === null && lead?.t === 'sense' && lead.sense.is === 'state' && !clause.used.has(before) && unit !== null) {
    states.push(lead.sense.state);
    used.push(before);
  }
  if (unit === null && states.length === 0 && around === null) {
    const colon = isMark(lead, ':', '=', '|') ? clause.before(before) : before;
    const label = tokens[colon];
    const isOfName = clause.groups.some(({ last }) => last === clause.before(colon, 'is', 'in') || isMark(tokens[last + 1], '—', '–'));
    if (label?.t === 'sense' && label.sense.is === 'state' && !clause.used.has(colon) && !isOfName) {
      states.push(label.sense.state);
      used.push(colon);
    } else if (label?.t === 'sense' && label.sense.is === 'total') {
      used.push(colon);
      unit = 'job';
    } else if (whole === null) return;
  }
  if (unit === null && states.length === 0 && around === null) return;
  if (unit === null && states.every((state) => THING_STATES.has(state))) return;
  if (around === null && place === null && (unit === null || unit === 'job')) place = clause.placeBefore(at);
  if (unit === 'attempt') {
    // "three times its estimate"
    if (tokens.slice(used.at(-1)! + 1, used.at(-1)! + 3).some((token) => isSense(token, 'it', 'attribute'))) return;
    const { subjects, used: named } = clause.subjectsAt(at, ({ kind }) => kind === 'job');
    const isAgain = tokens.some((token) => isSense(token, 'again'));
    for (const [step, token] of tokens.entries())
      if (isSense(token, 'again') || (token.t === 'sense' && token.sense.is === 'event' && token.sense.event === 'run')) used.push(step);
    for (const one of subjects)
      clause.draft('attempt', one, { is: 'number', attribute: 'runs', compared: clause.comparedBefore(at), number: isAgain ? n + 1 : n, isNegated: false }, [
        ...used,
        ...named,
      ]);
    return;
  }
  const of = (unit ?? 'job') as Extract<Said, { is: 'count' }>['counted']['of'];
  const compared = isSense(tokens[at], 'none') ? '=' : clause.comparedBefore(at);
  const subject = around === null ? (place === null ? null : { words: place.name, things: [place] }) : { words: around.thing.name, things: [around.thing] };
  const counted = { of, states, isNegated, within: place, sinceMs, around: around === null ? null : { attribute: around.attribute, thing: around.thing } };
  if (tokens[at]?.t === 'percent') {
    clause.draft('count', subject, { is: 'share', counted, percent: n, compared }, used);
    return;
  }
  clause.draft('count', subject, { is: 'count', counted, compared: least === undefined ? compared : '<=', n }, used);
  if (least !== undefined) clause.draft('count', subject, { is: 'count', counted, compared: '>=', n: least }, used);
  if (whole !== null)
    clause.draft('count', subject, { is: 'count', counted: { ...counted, states: wholeStates, isNegated: false }, compared: '=', n: whole }, used);
  if (around !== null) clause.around = around;
}

/** "All files have arrived": none that has not. */
export function alls(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (!isSense(token, 'all') || clause.isTaken(at)) continue;
    const noun = clause.after(at, 'of', 'it');
    const unit = clause.tokens[noun];
    if (unit?.t !== 'sense' || unit.sense.is !== 'unit' || unit.sense.unit === 'unit') continue;
    const place = clause.after(noun, 'is', 'in', 'not');
    const state = clause.tokens[place];
    if (state?.t !== 'sense' || state.sense.is !== 'state') continue;
    const negation = clause.isNegatedAt(place);
    const counted = {
      of: unit.sense.unit,
      states: [state.sense.state],
      isNegated: negation === null,
      within: clause.placeBefore(at),
      sinceMs: null,
      around: null,
    };
    clause.draft('count', null, { is: 'count', counted, compared: '=', n: 0 }, [at, noun, place, ...(negation === null ? [] : [negation])]);
  }
}

/** "In the last 4 hours five jobs failed." */
function windowBefore(clause: Clause, at: number, used: number[]): number | null {
  const window = clause.tokens.findIndex((token, place) => place < at && isSense(token, 'window'));
  const span = clause.tokens[window + 1];
  if (window < 0 || span?.t !== 'span') return null;
  used.push(window, window + 1);
  return span.ms;
}

/** A unit noun follows before the next number or name. */
function isUnitAhead(tokens: readonly Token[], at: number): boolean {
  for (const token of tokens.slice(at + 1, at + 4)) {
    if (isSense(token, 'unit')) return true;
    if (token.t !== 'sense') return false;
  }
  return false;
}
