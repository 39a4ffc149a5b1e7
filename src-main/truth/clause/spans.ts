/** Durations: how long a job ran, takes, is late, or ago it was. */
import { type Attribute, kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Sense } from '../lexicon/sense.ts';
import type { Token } from '../read/token.ts';
import { isSense, range, isMark } from '../read/words.ts';
import type { Clause } from './clause.ts';

export function spanAt(clause: Clause, at: number): void {
  const token = clause.tokens[at]!;
  if (token.t !== 'span' || clause.isTaken(at)) return;
  const found = measure(clause, at);
  if (found === null) return;
  const { attribute, is, used } = found;
  const { subjects, used: named } = clause.subjectsAt(at, (thing) => thing.kind === 'job' || thing.kind === 'stream');
  const compared = clause.comparedBefore(at);
  const amount = { attribute, compared, ms: token.ms, stepMs: token.stepMs };
  for (const subject of subjects)
    clause.draft(kindOf(attribute), subject, is === 'ago' ? { is: 'ago', ...amount } : { is: 'span', ...amount }, [at, ...used, ...named], [at, ...used]);
}

function measure(clause: Clause, at: number): { readonly attribute: Attribute; readonly is: 'span' | 'ago'; readonly used: readonly number[] } | null {
  const next = clause.after(at);
  const before = clause.before(at, 'about', 'more', 'less', 'at-least', 'only', 'is');
  const near = clause.tokens.slice(Math.max(0, at - 6), at);
  const has = (...senses: readonly Sense['is'][]) => near.some((token) => isSense(token, ...senses));
  const attributeNear = near.findLast((token) => token.t === 'sense' && token.sense.is === 'attribute');
  const said = attributeNear?.t === 'sense' && attributeNear.sense.is === 'attribute' ? attributeNear.sense.attribute : null;
  const behind = clause.tokens[next];
  const behindAttribute = behind?.t === 'sense' && behind.sense.is === 'attribute' ? behind.sense.attribute : null;
  const event = near.findLast((token) => token.t === 'sense' && (token.sense.is === 'event' || token.sense.is === 'state'));
  const from = event === undefined ? [] : [clause.tokens.indexOf(event)];
  if (isSense(behind, 'ago') || isSense(clause.tokens[before], 'ago')) {
    const attribute = event?.t === 'sense' && event.sense.is === 'event' && event.sense.event === 'start' ? 'start' : 'end';
    return event === undefined ? null : { attribute, is: 'ago', used: [...from, isSense(behind, 'ago') ? next : before] };
  }
  const late = near
    .concat(clause.tokens.slice(at + 1, at + 3))
    .some((token) => token.t === 'sense' && token.sense.is === 'state' && token.sense.state === 'LATE');
  if (late) {
    const words = range(at - 6, at + 2).filter((place) => {
      const one = clause.tokens[place];
      return one?.t === 'sense' && one.sense.is === 'state' && one.sense.state === 'LATE';
    });
    return { attribute: 'lateness', is: 'span', used: words };
  }
  const told = (attribute: Attribute) => attributeAround(clause, at, attribute);
  const [estimates, usuals] = [told('estimate'), told('usual')];
  if (estimates.length > 0 || said === 'forecast') return { attribute: 'estimate', is: 'span', used: [...estimates, ...usuals, ...from] };
  if (usuals.length > 0 || has('usual')) return { attribute: 'usual', is: 'span', used: [...usuals, ...from] };
  if (said === 'slack' || behindAttribute === 'slack') return { attribute: 'slack', is: 'span', used: [] };
  if (has('if', 'will', 'may', 'earlier')) return null;
  const isRun =
    event?.t === 'sense' &&
    ((event.sense.is === 'event' && event.sense.event === 'run') ||
      (event.sense.is === 'state' && ['RUNNING', 'EXEC', 'FAILED', 'ABEND', 'DONE', 'ENDED'].includes(event.sense.state)));
  const isAfter =
    isSense(clause.tokens[before], 'after', 'for', 'within') || (event?.t === 'sense' && event.sense.is === 'event' && event.sense.event === 'run');
  if (isRun && isAfter)
    return { attribute: 'duration', is: 'span', used: [...from, ...(isSense(clause.tokens[before], 'after', 'for', 'within') ? [before] : [])] };
  // "... de execução", "SETTLE_COMPE began at 10:35 and has run almost 1h24".
  const runs = clause.tokens
    .slice(at + 1, at + 4)
    .some(
      (token) =>
        token.t === 'sense' && ((token.sense.is === 'event' && token.sense.event === 'run') || (token.sense.is === 'state' && token.sense.state === 'RUNNING')),
    );
  return runs ? { attribute: 'duration', is: 'span', used: [] } : null;
}

/** Where the noun stands right before or right behind the amount, with no other amount between. */
function attributeAround(clause: Clause, at: number, attribute: Attribute): readonly number[] {
  const isIt = (token: Token | undefined) => token?.t === 'sense' && token.sense.is === 'attribute' && token.sense.attribute === attribute;
  const isEnd = (token: Token | undefined) =>
    token === undefined ||
    token.t === 'span' ||
    token.t === 'number' ||
    token.t === 'clock' ||
    isMark(token, ',', ';', '(', ')') ||
    isSense(token, 'expected', 'and');
  const found: number[] = [];
  for (let before = at - 1; before >= at - 4 && !isEnd(clause.tokens[before]); before--) if (isIt(clause.tokens[before])) found.push(before);
  for (let after = at + 1; after <= at + 3 && !isEnd(clause.tokens[after]); after++) {
    const next = clause.tokens[after + 1];
    // "8 minutes of an estimated 35": it is said of the amount behind it.
    if (isIt(clause.tokens[after]) && next?.t !== 'number' && next?.t !== 'span') found.push(after);
  }
  return found;
}

/** "8 minutes instead of the estimated 35": the unit of the amount before. */
export function bareEstimates(clause: Clause): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (token.t !== 'number' || clause.isTaken(at)) continue;
    const lead = clause.tokens.slice(Math.max(0, at - 4), at);
    const span = clause.tokens.slice(0, at).findLast((one) => one.t === 'span');
    const isEstimate =
      lead.some((one) => isSense(one, 'expected')) ||
      lead.some((one) => one.t === 'sense' && one.sense.is === 'attribute' && one.sense.attribute === 'estimate');
    const next = clause.tokens[at + 1];
    if (!isEstimate || span?.t !== 'span' || !(next === undefined || next.t === 'mark')) continue;
    const { subjects, used } = clause.subjectsAt(at, ({ kind }) => kind === 'job');
    const words = range(at - 4, at).filter(
      (place) =>
        isSense(clause.tokens[place], 'expected') ||
        (clause.tokens[place]?.t === 'sense' && place >= 0 && attributeAround(clause, at, 'estimate').includes(place)),
    );
    for (const subject of subjects)
      clause.draft(
        'estimate',
        subject,
        { is: 'span', attribute: 'estimate', compared: '=', ms: token.n * span.stepMs, stepMs: span.stepMs },
        [at, ...words, ...used],
        [...words, at],
      );
  }
}
