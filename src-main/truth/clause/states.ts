/** States: what a job, stream, workstation, prompt or file is said to be in. */
import { isMark, range, isSense } from '../read/words.ts';
import type { Group } from '../read/groups.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { StatePredicate } from '../lexicon/sense.ts';
import type { Said, Subject } from '../read/statement.ts';
import { kindOfState, THING_STATES, WORKSTATION_STATES } from './stateKinds.ts';
import type { Clause } from './clause.ts';

export function states(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'sense' || token.sense.is !== 'state' || isCounted(clause, at)) continue;
    const { state } = token.sense;
    if (state === 'LATE' && clause.isTaken(at)) continue;
    const negation = clause.isNegatedAt(at);
    const ofPlace = WORKSTATION_STATES.has(state);
    const fits = (thing: Thing) =>
      ofPlace
        ? thing.kind === 'workstation'
        : THING_STATES.has(state)
          ? thing.kind === 'prompt' || thing.kind === 'file' || thing.kind === 'resource'
          : thing.kind === 'job' || thing.kind === 'stream';
    // "the others wait": nobody who is named.
    const lead = clause.before(at, 'is', 'in', 'not');
    if (isSense(clause.tokens[lead], 'other') || (clause.tokens[lead]?.t === 'number' && isSense(clause.tokens[clause.before(lead)], 'other'))) continue;
    const { subjects, used } = stateSubjects(clause, at, fits);
    onlyThese(clause, at, state);
    const before = clause.before(at, 'in');
    for (const subject of subjects) {
      const said: Said = { is: 'state', state, isNegated: negation !== null };
      clause.draft(kindOfState(state), subject, said, [
        at,
        ...(negation === null ? [] : [negation]),
        ...used,
        ...(isSense(clause.tokens[before], 'is') ? [before] : []),
      ]);
    }
  }
}

function isCounted(clause: Clause, at: number): boolean {
  return clause.drafts.some(({ used, said }) => said.is === 'count' && used.includes(at) && !isSense(clause.tokens[used[0]!], 'only'));
}

/** "Falló LOAD_DWH" and "one failed (PURGE_SESSIONS)" name who it is behind the verb. */
function stateSubjects(
  clause: Clause,
  at: number,
  fits: (thing: Thing) => boolean,
): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
  const next = clause.after(at);
  const behind = clause.groupAt(isMark(clause.tokens[next], '(', ':') ? clause.after(next) : next);
  const relative = antecedentAt(clause, at);
  if (relative !== null) return { subjects: relative.subjects, used: range(relative.at, relative.last) };
  const hasBefore = clause.groups.some((group) => group.last < at && clause.roles.get(group.at) !== 'place' && clause.roles.get(group.at) !== 'object');
  const isNamedBehind = behind !== undefined && behind.subjects.every(({ things }) => things.length === 0 || things.some(fits)) && behind.at - at <= 4;
  const open = clause.tokens.slice(at + 1, behind?.at ?? at + 1).some((token) => isMark(token, '(', ':'));
  if (isNamedBehind && (open || !hasBefore)) return { subjects: behind.subjects, used: range(behind.at, behind.last) };
  return clause.subjectsAt(at, fits);
}

/** "SEND_STR_BACEN, which is in HOLD": what stands right before "which". */
function antecedentAt(clause: Clause, at: number): Group | null {
  let before = at - 1;
  while (before >= 0 && (isSense(clause.tokens[before], 'is', 'in', 'not', 'filler') || isMark(clause.tokens[before], 'cite'))) before--;
  if (!isSense(clause.tokens[before], 'which')) return null;
  before--;
  while (before >= 0 && isMark(clause.tokens[before], ',', 'cite')) before--;
  return clause.groups.find(({ last }) => last === before) ?? null;
}

/** "Only SEND_STR_BACEN is late": nobody else is. */
function onlyThese(clause: Clause, at: number, state: StatePredicate): void {
  const group = clause.groups.findLast(({ last }) => last < at);
  const only = group === undefined ? -1 : clause.before(group.at);
  if (group === undefined || !isSense(clause.tokens[only], 'only')) return;
  const counted = { of: 'job', states: [state], isNegated: false, within: clause.place, sinceMs: null, around: null } as const;
  clause.draft('count', null, { is: 'count', counted, compared: '=', n: group.subjects.length }, [only, at]);
}
