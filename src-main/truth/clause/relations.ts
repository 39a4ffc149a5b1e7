/** Who waits for whom, what blocks what, and what came first. */
import type { Group } from '../read/groups.ts';
import { isSense, isMark, range } from '../read/words.ts';
import type { RelationSaid } from '../lexicon/sense.ts';
import type { Subject } from '../read/statement.ts';
import type { Clause } from './clause.ts';

export function relations(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'sense' || token.sense.is !== 'relation' || isOfNumber(clause, at)) continue;
    const { relation } = token.sense;
    const next = clause.after(at, 'all', 'both', 'direct', 'in', 'of', 'at', 'by');
    const object = clause.groupAt(next);
    const negation = clause.isNegatedAt(at);
    const used = [at, ...(negation === null ? [] : [negation])];
    if (object !== undefined && object.subjects.every(({ things }) => things.every(({ kind }) => kind !== 'workstation'))) {
      const { subjects, used: named } = clause.subjectsAt(at);
      if (subjects.length === 0) continue;
      // "De LOAD_DWH dependen AGG_SALES y AGG_BALANCES."
      const owner = clause.groups.find((group) => named.includes(group.at));
      const isInverted =
        relation === 'waits-for' &&
        owner !== undefined &&
        isSense(clause.tokens[clause.before(owner.at)], 'of') &&
        !isSense(clause.tokens[at + 1], 'of', 'in', 'at', 'by');
      clause.roles.set(object.at, 'object');
      const direct = range(at - 2, next).some((place) => isSense(clause.tokens[place], 'direct'));
      for (const subject of subjects)
        for (const other of object.subjects)
          relate(clause, relation, isInverted ? other : subject, isInverted ? subject : other, negation !== null, direct, [
            ...used,
            ...named,
            ...range(at + 1, object.last),
          ]);
      continue;
    }
    // "SETTLE_COMPE, which SEND_STR_BACEN waits for": the object stands before.
    const relative = relativeBefore(clause, at);
    if (relative !== null) {
      clause.roles.set(relative.who.at, 'object');
      for (const subject of relative.who.subjects)
        for (const other of relative.antecedent.subjects)
          relate(clause, relation, subject, other, negation !== null, false, [...used, ...range(relative.antecedent.at, at)]);
      continue;
    }
    const held = clause.tokens[next];
    if (held?.t === 'sense' && held.sense.is === 'attribute' && (held.sense.attribute === 'limit' || held.sense.attribute === 'fence')) {
      for (const place of [at, ...clause.subjectsAt(at).used]) clause.used.add(place);
      continue;
    }
    const meant = isSense(clause.tokens[next], 'it') ? clause.topicFor(({ kind }) => kind === 'job') : null;
    const before = clause.groups.findLast((group) => group.last < at);
    if (meant !== null && before !== undefined)
      for (const subject of before.subjects) relate(clause, relation, subject, meant, negation !== null, false, [...used, ...range(before.at, next)]);
  }
}

/** "14 jobs wait for LOAD_DWH" is a count. */
function isOfNumber(clause: Clause, at: number): boolean {
  const from = clause.groups.findLast((group) => group.last < at)?.last ?? -1;
  const between = clause.tokens.slice(from + 1, at);
  const unit = between.findLastIndex((token) => isSense(token, 'unit'));
  return unit > 0 && between.slice(0, unit).some((token) => token.t === 'number' || isSense(token, 'none'));
}

function relate(
  clause: Clause,
  relation: RelationSaid,
  subject: Subject,
  other: Subject,
  isNegated: boolean,
  isDirect: boolean,
  used: readonly number[],
): void {
  if (relation === 'because-of') {
    for (const at of used) clause.used.add(at);
    return;
  }
  const isPassive = relation === 'blocked-by';
  const attribute = isPassive ? 'waits-for' : relation;
  const verb = used[0]!;
  clause.draft(
    attribute,
    subject,
    { is: 'relation', attribute, other, isNegated, isDirect },
    used,
    used.filter((at) => at >= verb),
  );
}

function relativeBefore(clause: Clause, at: number): { readonly antecedent: Group; readonly who: Group } | null {
  const who = clause.groups.findLast((group) => group.last < at);
  const antecedent = who === undefined ? undefined : clause.groups.findLast((group) => group.last < who.at);
  if (who === undefined || antecedent === undefined) return null;
  const between = clause.tokens.slice(antecedent.last + 1, who.at);
  const isRelative =
    between.some((token) => isSense(token, 'which')) && between.every((token) => isSense(token, 'which', 'filler') || isMark(token, ',', 'cite'));
  const isClosed = clause.tokens.slice(who.last + 1, at).every((token) => isSense(token, 'filler', 'is'));
  return isRelative && isClosed ? { antecedent, who } : null;
}

/** "PURGE_SESSIONS failed after LOAD_DWH." */
export function orders(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (!isSense(token, 'after', 'before')) continue;
    const other = clause.groupAt(clause.after(at));
    const verb = clause.before(at);
    const said = clause.tokens[verb];
    if (other === undefined || said?.t !== 'sense') continue;
    const isStart = said.sense.is === 'event' && said.sense.event !== 'end';
    const isEnd =
      (said.sense.is === 'event' && said.sense.event === 'end') ||
      (said.sense.is === 'state' && ['FAILED', 'ABEND', 'DONE', 'ENDED'].includes(said.sense.state));
    if (said.sense.is === 'event' && said.sense.event === 'run') {
      const { subjects: waiting, used: named } = clause.subjectsAt(verb, ({ kind }) => kind === 'job');
      clause.roles.set(other.at, 'object');
      for (const subject of waiting)
        for (const one of other.subjects)
          relate(clause, isSense(token, 'after') ? 'follows' : 'precedes', subject, one, false, false, [verb, at, ...named, ...range(other.at, other.last)]);
      continue;
    }
    if (!isStart && !isEnd) continue;
    const { subjects, used } = clause.subjectsAt(verb, ({ kind }) => kind === 'job');
    clause.roles.set(other.at, 'object');
    for (const subject of subjects)
      for (const one of other.subjects)
        clause.draft(
          'comparison',
          subject,
          { is: 'order', attribute: isStart ? 'start' : 'end', other: one, isAfter: isSense(token, 'after') },
          [at, ...range(other.at, other.last), ...(isStart ? [verb] : []), ...used],
          range(verb, other.last),
        );
  }
}
