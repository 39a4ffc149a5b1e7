/** Times of day, and which time of a job each is said to be. */
import { isSense, isMark, range } from '../read/words.ts';
import { type Attribute, kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { Clause } from './clause.ts';
import { spanAt } from './spans.ts';

/** Times, durations, and how long ago. */
export function clocksAndSpans(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t === 'clock') clockAt(clause, at);
    if (token.t === 'span') spanAt(clause, at);
  }
}

function clockAt(clause: Clause, at: number): void {
  const token = clause.tokens[at]!;
  if (token.t !== 'clock') return;
  const isNamed = clause.groups.some(({ last }) => last < at);
  const governed = governor(clause, at) ?? (clause.context.column === null || !isNamed ? null : { attribute: clause.context.column, from: at });
  if (governed === null) return;
  const { attribute, from } = governed;
  const isPlanned = (thing: Thing) => thing.kind === 'job' || thing.kind === 'stream';
  // "the deadline of X is 14:40"
  const owner = clause.groups.find((group) => group.at > from && group.last < at && isSense(clause.tokens[clause.before(group.at)], 'of'));
  const { subjects, used } = owner === undefined ? clause.subjectsAt(from, isPlanned) : { subjects: owner.subjects, used: range(owner.at, owner.last) };
  for (const subject of subjects)
    clause.draft(
      kindOf(attribute),
      subject,
      { is: 'clock', attribute, clock: token.clock },
      [...range(from, at), ...used],
      isSense(clause.tokens[from], 'event', 'attribute') ? range(from, at) : range(Math.max(from, at - 1), at),
    );
}

/** What a time is the time of: the nearest event, state or time noun before it in the clause; "from X to Y" gives start and end. */
function governor(clause: Clause, at: number): { readonly attribute: Attribute; readonly from: number } | null {
  const lead = clause.before(at, 'about');
  if (isSense(clause.tokens[lead], 'to', 'and') && clause.tokens[clause.before(lead)]?.t === 'clock') {
    const first = clause.before(lead);
    const start = clause.before(first, 'at');
    if (
      isSense(clause.tokens[start], 'from') ||
      clause.drafts.some(({ used, said }) => used.includes(first) && said.is === 'clock' && said.attribute === 'start')
    )
      return { attribute: 'end', from: lead };
  }
  if (isMark(clause.tokens[lead], '–', '—', '-') && clause.tokens[lead - 1]?.t === 'clock') return { attribute: 'end', from: lead };
  for (let before = at - 1; before >= 0; before--) {
    const token = clause.tokens[before]!;
    if (isMark(token, ';', '.')) return null;
    if (token.t === 'clock' || token.t === 'span') return null;
    if (token.t !== 'sense') continue;
    const { sense } = token;
    if (isSense(token, 'after', 'before', 'within', 'not', 'if', 'will', 'may')) return sense.is === 'will' ? { attribute: 'forecast', from: before } : null;
    const isSince = clause.tokens.slice(before + 1, at).some((between) => isSense(between, 'from'));
    if (sense.is === 'event') {
      if (sense.event === 'start') return { attribute: 'start', from: before };
      if (sense.event === 'end') return { attribute: isForecast(clause, before) ? 'forecast' : 'end', from: before };
      if (sense.event === 'schedule') return { attribute: 'scheduled', from: before };
      return isSince ? { attribute: 'start', from: before } : null;
    }
    if (sense.is === 'attribute') {
      const isTime = sense.attribute === 'deadline' || sense.attribute === 'forecast' || sense.attribute === 'scheduled';
      return isTime ? { attribute: sense.attribute, from: before } : null;
    }
    if (sense.is === 'state') {
      if (sense.state === 'RUNNING' || sense.state === 'EXEC') return isSince ? { attribute: 'start', from: before } : null;
      if (['FAILED', 'ABEND', 'FAIL', 'DONE', 'ENDED', 'SUCC', 'SUCCESSFUL', 'CANCELED'].includes(sense.state))
        return isSince ? null : { attribute: 'end', from: before };
      return null;
    }
  }
  return null;
}

function isForecast(clause: Clause, at: number): boolean {
  return range(at - 3, at - 1).some((place) => isSense(clause.tokens[place], 'will', 'may', 'expected') || isTimeNoun(clause, place));
}

function isTimeNoun(clause: Clause, at: number): boolean {
  const token = clause.tokens[at];
  return token?.t === 'sense' && token.sense.is === 'attribute' && (token.sense.attribute === 'forecast' || token.sense.attribute === 'estimate');
}
