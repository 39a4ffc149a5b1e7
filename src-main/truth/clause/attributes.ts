/** Numbers that belong to a thing: priority, limit, fence, return code, attempts. */
import { type Attribute, kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import { PLAN } from '../../../src-preload/shared/facts/gather.ts';
import { isMark, isSense, range } from '../read/words.ts';
import { type Clause, wordsOf } from './clause.ts';

const NUMBERS: ReadonlySet<Attribute> = new Set<Attribute>(['rc', 'priority', 'limit', 'fence', 'attempt', 'run-number', 'version']);

/** "priority 10", "RC=8", "the fence on AGT_FRAUD is 10", "a limit of 0 on AGT_TREAS". */
export function attributes(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'sense' || token.sense.is !== 'attribute' || !NUMBERS.has(token.sense.attribute)) continue;
    const { attribute } = token.sense;
    const isOfPlace = attribute === 'limit' || attribute === 'fence' || attribute === 'version';
    let value = clause.after(at, 'of', 'in', 'is', 'to', 'about', 'more', 'less', 'at-least', 'only', 'all', 'which', 'from');
    let owner = clause.groupAt(value);
    if (owner !== undefined) value = clause.after(owner.last, 'is', 'of', 'in', 'only', 'about', 'more', 'less', 'at-least', 'to');
    const isAside = () =>
      isMark(clause.tokens[value], ',') &&
      clause.tokens[value + 1]?.t === 'number' &&
      (owner !== undefined || isSense(clause.tokens[value - 1], 'filler', 'it'));
    while (isMark(clause.tokens[value], ':', '=', '(') || isAside()) value = clause.after(value, 'is');
    const number = clause.tokens[value];
    const none = clause.before(at);
    if (isSense(clause.tokens[none], 'none') || isSense(clause.tokens[value], 'none')) {
      const { subjects, used } = owner === undefined ? clause.subjectsAt(at) : { subjects: owner.subjects, used: range(owner.at, owner.last) };
      for (const subject of subjects)
        clause.draft(kindOf(attribute), subject, { is: 'none', attribute }, [at, ...(isSense(clause.tokens[none], 'none') ? [none] : [value]), ...used]);
      continue;
    }
    if (number?.t !== 'number') continue;
    const behind = clause.groupAt(clause.after(value, 'of', 'in'));
    if (
      owner === undefined &&
      isOfPlace &&
      behind !== undefined &&
      behind.subjects.every(({ things }) => things.every(({ kind }) => kind === 'workstation' || kind === 'stream'))
    )
      owner = behind;
    const holds = (thing: Thing) => (isOfPlace ? thing.kind === 'workstation' || thing.kind === 'stream' : thing.kind === 'job' || thing.kind === 'stream');
    const fits = owner?.subjects.every(({ things }) => things.every(holds)) === true ? owner : undefined;
    const { subjects, used } =
      attribute === 'run-number'
        ? { subjects: [{ words: PLAN.name, things: [PLAN] }], used: [] }
        : fits === undefined
          ? clause.subjectsAt(at, holds)
          : { subjects: fits.subjects, used: range(fits.at, fits.last) };
    if (fits !== undefined && isOfPlace) clause.roles.set(fits.at, 'of');
    const [from, to] = [Math.min(at, value), Math.max(at, value)];
    const compared = clause.comparedBefore(value);
    for (const subject of subjects.length === 0 ? [null] : subjects)
      clause.draft(kindOf(attribute), subject, { is: 'number', attribute, compared, number: number.n, isNegated: clause.isNegatedAt(value) !== null }, [
        ...range(from, to),
        ...used,
      ]);
  }
}

/** "has been rerun twice" */
export function reruns(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (!isSense(token, 'again')) continue;
    const times = clause.after(at);
    const number = clause.tokens[times];
    if (number?.t !== 'number' || clause.isTaken(times)) continue;
    const { subjects, used } = clause.subjectsAt(at, ({ kind }) => kind === 'job');
    const unit = isSense(clause.tokens[times + 1], 'unit') ? [times + 1] : [];
    for (const subject of subjects)
      clause.draft('attempt', subject, { is: 'number', attribute: 'runs', compared: '=', number: number.n + 1, isNegated: false }, [
        at,
        times,
        ...unit,
        ...used,
      ]);
  }
}

/** "SORT_GL ended with 0." */
export function bareCodes(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'number' || token.isWord || clause.isTaken(at)) continue;
    const verb = clause.before(at);
    const lead = clause.tokens[verb];
    const isEnd =
      lead?.t === 'sense' &&
      ((lead.sense.is === 'state' && ['ENDED', 'FAILED', 'ABEND', 'DONE'].includes(lead.sense.state)) ||
        (lead.sense.is === 'event' && lead.sense.event === 'end'));
    const isWith = /^(?:with|com|con)$/.test(clause.tokens[at - 1]?.t === 'sense' ? wordsOf(clause.tokens[at - 1]!) : '');
    const next = clause.tokens[at + 1];
    if (!isEnd || !isWith || !(next === undefined || next.t === 'mark')) continue;
    const { subjects, used } = clause.subjectsAt(verb, ({ kind }) => kind === 'job');
    for (const subject of subjects)
      clause.draft('return-code', subject, { is: 'number', attribute: 'rc', compared: '=', number: token.n, isNegated: false }, [
        ...range(verb + 1, at),
        ...used,
      ]);
  }
}
