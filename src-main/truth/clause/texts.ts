/** Users, recovery options, and where a job is or ran. */
import { kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Said } from '../read/statement.ts';
import { isMark, isPlaceNoun, isSense, range, textOf } from '../read/words.ts';
import type { Clause } from './clause.ts';

/** "runs as user root", "belongs to stream DWH_NIGHT". */
export function texts(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'sense' || token.sense.is !== 'attribute') continue;
    const { attribute } = token.sense;
    if (attribute !== 'user' && attribute !== 'recovery' && attribute !== 'stream' && attribute !== 'workstation') continue;
    let value = clause.after(at, 'is', 'in', 'of');
    while (isMark(clause.tokens[value], ':', '=') || isPlaceNoun(clause.tokens[value])) value = clause.after(value, 'is');
    const group = clause.groupAt(value);
    const isFree = attribute === 'user' || attribute === 'recovery';
    const isPlace = group?.subjects.every(({ things }) => things.every(({ kind }) => kind === attribute)) === true;
    const words = isFree ? textOf(clause.tokens[value]) : isPlace ? group.subjects[0]!.words : null;
    const isOwn = isFree || token.words !== attribute || isSense(clause.tokens[clause.before(at)], 'in', 'is') || clause.groups.some((one) => one.last < at);
    if (words === null || !isOwn) continue;
    const { subjects, used } = clause.subjectsAt(at, ({ kind }) => kind === 'job');
    if (subjects.length === 0 || (group !== undefined && used.includes(group.at))) continue;
    if (group !== undefined) clause.roles.set(group.at, 'place');
    const said: Said = { is: 'text', attribute, text: words, isNegated: clause.isNegatedAt(at) !== null };
    const last = group?.last ?? value;
    for (const subject of subjects) clause.draft(kindOf(attribute), subject, said, [...verbAt(clause, at), ...range(at, last), ...used], range(at, last));
  }
}

/** "ran on AGT_CARD2", "in CORE_GL". */
export function places(clause: Clause): void {
  for (const group of clause.groups) {
    if (clause.roles.get(group.at) !== undefined || group.subjects.length !== 1) continue;
    let lead = clause.before(group.at);
    if (isPlaceNoun(clause.tokens[lead])) lead = clause.before(lead);
    const thing = group.subjects[0]!.things[0];
    if (!isSense(clause.tokens[lead], 'in')) continue;
    const verb = verbAt(clause, lead);
    const attribute =
      thing === undefined ? (verb.length > 0 ? 'workstation' : null) : thing.kind === 'workstation' || thing.kind === 'stream' ? thing.kind : null;
    if (attribute === null) continue;
    const { subjects, used } = clause.subjectsAt(group.at, ({ kind }) => kind === 'job');
    clause.roles.set(group.at, 'place');
    const said: Said = { is: 'text', attribute, text: thing?.name ?? group.subjects[0]!.words, isNegated: false };
    for (const subject of subjects)
      clause.draft(attribute, subject, said, [lead, ...verb, ...range(group.at, group.last), ...used], range(group.at, group.last));
  }
}

/** "runs on", "roda com": the verb says nothing that the place or the user does not. */
function verbAt(clause: Clause, lead: number): readonly number[] {
  const verb = clause.before(lead, 'is');
  const token = clause.tokens[verb];
  if (token?.t !== 'sense') return [];
  const isRun =
    (token.sense.is === 'event' && token.sense.event === 'run') ||
    (token.sense.is === 'state' && (token.sense.state === 'RUNNING' || token.sense.state === 'EXEC'));
  return isRun ? [verb] : [];
}
