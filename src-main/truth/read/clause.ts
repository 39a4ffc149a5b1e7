/** Reads the statements of one clause, left to right: who is spoken of, what is said, and which words stay without an explanation. */
import { type Attribute, kindOf } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import { PLAN } from '../../../src-preload/shared/facts/tools.ts';
import type { StatementKind } from '../../../src-preload/shared/facts/kinds.ts';
import type { Mark, RelationSaid, Sense, StatePredicate } from '../lexicon/sense.ts';
import type { Compared, Said, Statement, Subject } from './statement.ts';
import type { Token } from './token.ts';

/** What is known from before the clause. */
export interface Context {
  /** What "it" may mean: the things spoken of, the last first. */
  readonly topics: readonly Subject[];
  /** What "both" means: the last two things spoken of together. */
  readonly pair: readonly Subject[];
  /** The stream or workstation that what follows is within. */
  readonly place: Thing | null;
  /** Whose blocked jobs, successors or reasons are being counted. */
  readonly around: { readonly attribute: 'blocks' | 'follows' | 'precedes'; readonly thing: Thing } | null;
  readonly cited: readonly string[];
  /** Which time the heading of a list says its clocks are. */
  readonly column: Attribute | null;
}

export interface ReadClause {
  readonly statements: readonly Statement[];
  readonly next: Context;
}

/** Names joined by "and": one subject of several things. */
interface Group {
  readonly at: number;
  readonly last: number;
  readonly subjects: readonly Subject[];
}

type Draft = Omit<Statement, 'unexplained' | 'isSupposed' | 'isOfThePast' | 'cited' | 'run' | 'isInherited'> & { readonly used: readonly number[] };

const isSense = (token: Token | undefined, ...senses: readonly Sense['is'][]): boolean => token?.t === 'sense' && senses.includes(token.sense.is);
const isMark = (token: Token | undefined, ...all: readonly string[]): boolean => token?.t === 'mark' && all.includes(token.mark);

const WORKSTATION_STATES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['LINKED', 'UNLINKED', 'UP', 'DOWN', 'JOBMAN_UP', 'JOBMAN_DOWN']);
const MOST_TOPICS = 6;
/** "no critical job failed": which of them, before what became of them. */
const ADJECTIVES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['CRITICAL', 'LATE']);
const THING_STATES: ReadonlySet<StatePredicate> = new Set<StatePredicate>(['OPEN', 'ARRIVED', 'MISSING', 'IN_USE', 'FREE']);
const NUMBERS: ReadonlySet<Attribute> = new Set<Attribute>(['rc', 'priority', 'limit', 'fence', 'attempt', 'run-number', 'version']);

export class ClauseReader {
  readonly #tokens: readonly Token[];
  readonly #context: Context;
  readonly #drafts: Draft[] = [];
  readonly #used = new Set<number>();
  /** Where what was spoken of before the clause was taken to be meant. */
  readonly #inherited = new Set<number>();
  readonly #groups: readonly Group[];
  readonly #roles = new Map<number, 'subject' | 'object' | 'place' | 'of'>();
  readonly #topics: readonly Subject[];
  #pair: readonly Subject[];
  #place: Thing | null;
  #around: Context['around'];

  constructor(tokens: readonly Token[], context: Context) {
    this.#tokens = tokens;
    this.#context = context;
    this.#topics = context.topics;
    this.#pair = context.pair;
    this.#place = context.place;
    this.#around = context.around;
    this.#groups = groupsIn(tokens);
  }

  read(): ReadClause {
    for (const group of this.#groups) if (isSense(this.#tokens[this.#before(group.at)], 'except')) this.#roles.set(group.at, 'object');
    this.#relations();
    this.#attributes();
    this.#bareCodes();
    this.#texts();
    this.#reruns();
    this.#orders();
    this.#units();
    this.#counts();
    this.#alls();
    this.#clocksAndSpans();
    this.#bareEstimates();
    this.#states();
    this.#places();
    this.#quotes();
    this.#path();
    this.#existence();
    for (const { at, last } of this.#groups) if (isMark(this.#tokens[last + 1], ':')) for (const used of range(at, last)) this.#used.add(used);
    return {
      statements: this.#finished(),
      next: { ...this.#context, topics: this.#topicsNow(), pair: this.#pairSaid(), place: this.#place, around: this.#around },
    };
  }

  /** Who a clause begins with is spoken of on; its objects and places come after. What no reading knows is no topic, unless it is all there is. */
  #topicsNow(): readonly Subject[] {
    const isMain = ({ at }: Group) => this.#roles.get(at) === undefined || this.#roles.get(at) === 'subject';
    const named = [...this.#groups.filter(isMain), ...this.#groups.filter((group) => !isMain(group))].flatMap(({ subjects }) => subjects);
    const known = named.filter(({ things }) => things.length > 0);
    const said = known.length > 0 || this.#topics.length > 0 ? known : named;
    return [...said, ...this.#topics].slice(0, MOST_TOPICS);
  }

  #pairSaid(): readonly Subject[] {
    const jobs = this.#groups.flatMap(({ subjects }) => subjects);
    return jobs.length >= 2 ? jobs : [...this.#topics.slice(0, 1), ...jobs].slice(-2);
  }

  #topicFor(fits: (thing: Thing) => boolean): Subject | null {
    return this.#topics.find(({ things }) => things.length === 0 || things.some(fits)) ?? null;
  }

  /** The next token from there that is no filler, citation or bracket. */
  #after(at: number, ...skipped: readonly Mark[]): number {
    let next = at + 1;
    while (next < this.#tokens.length && (isSense(this.#tokens[next], 'filler', ...skipped) || isMark(this.#tokens[next], 'cite', '('))) next++;
    return next;
  }
  #before(at: number, ...skipped: readonly Mark[]): number {
    let before = at - 1;
    while (before >= 0 && (isSense(this.#tokens[before], 'filler', ...skipped) || isMark(this.#tokens[before], 'cite', '('))) before--;
    return before;
  }

  #groupAt(at: number): Group | undefined {
    return this.#groups.find((group) => at >= group.at && at <= group.last);
  }

  #draft(kind: StatementKind, subject: Subject | null, said: Said, used: readonly number[], span?: readonly number[]): void {
    const isName = (at: number) => this.#tokens[at]?.t === 'name';
    const all = (span ?? used).filter((at) => at >= 0 && at < this.#tokens.length);
    // What is said stands in the text, not whom it is said of; a name alone is all there is of its existence.
    const predicate = all.filter((at) => !isName(at));
    const places = predicate.length > 0 && span === undefined && kind !== 'existence' ? predicate : all;
    if (places.length === 0) return;
    for (const at of used) this.#used.add(at);
    const start = Math.min(...places.map((at) => this.#tokens[at]!.start));
    const end = Math.max(...places.map((at) => this.#tokens[at]!.end));
    this.#drafts.push({ kind, subject, said, start, end, used });
  }

  /** Who is spoken of at that place: the nearest name before it that is neither an object nor a place, else what "it" means. */
  #subjectsAt(at: number, fits: (thing: Thing) => boolean = () => true): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
    const pair = this.#bothBefore(at);
    if (pair !== null) return pair;
    const groups = this.#groups.filter((group) => group.last < at && this.#roles.get(group.at) !== 'place' && this.#roles.get(group.at) !== 'object');
    const fitting = groups.findLast(({ subjects }) => subjects.every(({ things }) => things.length === 0 || things.some(fits)));
    if (fitting !== undefined) return { subjects: fitting.subjects, used: range(fitting.at, fitting.last) };
    // "El envío es crítico": a noun that nobody knows is spoken of, not what was spoken of before.
    if (this.#hasUnknownBefore(at)) return { subjects: [], used: [] };
    const topic = this.#topicFor(fits);
    if (topic !== null) this.#inherited.add(at);
    return { subjects: topic === null ? [] : [topic], used: [] };
  }

  /** "A is EXEC, B and C are late, both in HOLD": the last two that were named. */
  #bothBefore(at: number): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } | null {
    const both = this.#tokens.findLastIndex((token, place) => place < at && isSense(token, 'both', 'neither'));
    if (both < 0 || this.#groups.some((group) => group.at > both && group.last < at)) return null;
    const named = this.#groups.filter((group) => group.last < both).flatMap(({ subjects }) => subjects);
    const subjects = named.length >= 2 ? named.slice(-2) : this.#pair.length === 2 ? this.#pair : [];
    return { subjects, used: [both] };
  }

  #hasUnknownBefore(at: number): boolean {
    for (let before = at - 1; before >= 0; before--) {
      const token = this.#tokens[before];
      if (isMark(token, ',', ';', ':') || isSense(token, 'and', 'cause')) return false;
      if (token?.t === 'unknown') return true;
    }
    return false;
  }

  #isNegatedAt(at: number): number | null {
    for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
      const token = this.#tokens[before];
      if (isSense(token, 'not', 'neither') || (isSense(token, 'none') && isSense(this.#tokens[before + 1], 'of-them', 'of', 'is', 'it'))) return before;
      if (!isSense(token, 'filler', 'is', 'in', 'all', 'it', 'both', 'and', 'of-them', 'of') || this.#groupAt(before) !== undefined) return null;
    }
    return null;
  }

  #relations(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'sense' || token.sense.is !== 'relation' || this.#isOfNumber(at)) continue;
      const { relation } = token.sense;
      const next = this.#after(at, 'all', 'both', 'direct', 'in', 'of', 'at', 'by');
      const object = this.#groupAt(next);
      const negation = this.#isNegatedAt(at);
      const used = [at, ...(negation === null ? [] : [negation])];
      if (object !== undefined && object.subjects.every(({ things }) => things.every(({ kind }) => kind !== 'workstation'))) {
        const { subjects, used: named } = this.#subjectsAt(at);
        if (subjects.length === 0) continue;
        // "De LOAD_DWH dependen AGG_SALES y AGG_BALANCES."
        const owner = this.#groups.find((group) => named.includes(group.at));
        const isInverted =
          relation === 'waits-for' &&
          owner !== undefined &&
          isSense(this.#tokens[this.#before(owner.at)], 'of') &&
          !isSense(this.#tokens[at + 1], 'of', 'in', 'at', 'by');
        this.#roles.set(object.at, 'object');
        const direct = range(at - 2, next).some((place) => isSense(this.#tokens[place], 'direct'));
        for (const subject of subjects)
          for (const other of object.subjects)
            this.#relate(relation, isInverted ? other : subject, isInverted ? subject : other, negation !== null, direct, [
              ...used,
              ...named,
              ...range(at + 1, object.last),
            ]);
        continue;
      }
      // "SETTLE_COMPE, which SEND_STR_BACEN waits for": the object stands before.
      const relative = this.#relativeBefore(at);
      if (relative !== null) {
        this.#roles.set(relative.who.at, 'object');
        for (const subject of relative.who.subjects)
          for (const other of relative.antecedent.subjects)
            this.#relate(relation, subject, other, negation !== null, false, [...used, ...range(relative.antecedent.at, at)]);
        continue;
      }
      const held = this.#tokens[next];
      if (held?.t === 'sense' && held.sense.is === 'attribute' && (held.sense.attribute === 'limit' || held.sense.attribute === 'fence')) {
        for (const place of [at, ...this.#subjectsAt(at).used]) this.#used.add(place);
        continue;
      }
      const meant = isSense(this.#tokens[next], 'it') ? this.#topicFor(({ kind }) => kind === 'job') : null;
      const before = this.#groups.findLast((group) => group.last < at);
      if (meant !== null && before !== undefined)
        for (const subject of before.subjects) this.#relate(relation, subject, meant, negation !== null, false, [...used, ...range(before.at, next)]);
    }
  }

  /** "14 jobs wait for LOAD_DWH" is a count. */
  #isOfNumber(at: number): boolean {
    const from = this.#groups.findLast((group) => group.last < at)?.last ?? -1;
    const between = this.#tokens.slice(from + 1, at);
    const unit = between.findLastIndex((token) => isSense(token, 'unit'));
    return unit > 0 && between.slice(0, unit).some((token) => token.t === 'number' || isSense(token, 'none'));
  }

  #relate(relation: RelationSaid, subject: Subject, other: Subject, isNegated: boolean, isDirect: boolean, used: readonly number[]): void {
    if (relation === 'because-of') {
      for (const at of used) this.#used.add(at);
      return;
    }
    const isPassive = relation === 'blocked-by';
    const attribute = isPassive ? 'waits-for' : relation;
    const verb = used[0]!;
    this.#draft(
      attribute,
      subject,
      { is: 'relation', attribute, other, isNegated, isDirect },
      used,
      used.filter((at) => at >= verb),
    );
  }

  #relativeBefore(at: number): { readonly antecedent: Group; readonly who: Group } | null {
    const who = this.#groups.findLast((group) => group.last < at);
    const antecedent = who === undefined ? undefined : this.#groups.findLast((group) => group.last < who.at);
    if (who === undefined || antecedent === undefined) return null;
    const between = this.#tokens.slice(antecedent.last + 1, who.at);
    const isRelative =
      between.length > 0 &&
      between.some((token) => isSense(token, 'which')) &&
      between.every((token) => isSense(token, 'which', 'filler') || isMark(token, ',', 'cite'));
    const isClosed = this.#tokens.slice(who.last + 1, at).every((token) => isSense(token, 'filler', 'is'));
    return isRelative && isClosed ? { antecedent, who } : null;
  }

  /** "priority 10", "RC=8", "the fence on AGT_FRAUD is 10", "a limit of 0 on AGT_TREAS". */
  #attributes(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'sense' || token.sense.is !== 'attribute' || !NUMBERS.has(token.sense.attribute)) continue;
      const { attribute } = token.sense;
      const isOfPlace = attribute === 'limit' || attribute === 'fence' || attribute === 'version';
      let value = this.#after(at, 'of', 'in', 'is', 'to', 'about', 'more', 'less', 'at-least', 'only', 'all', 'which', 'from');
      let owner = this.#groupAt(value);
      if (owner !== undefined) value = this.#after(owner.last, 'is', 'of', 'in', 'only', 'about', 'more', 'less', 'at-least', 'to');
      const isAside = () =>
        isMark(this.#tokens[value], ',') &&
        this.#tokens[value + 1]?.t === 'number' &&
        (owner !== undefined || isSense(this.#tokens[value - 1], 'filler', 'it'));
      while (isMark(this.#tokens[value], ':', '=', '(') || isAside()) value = this.#after(value, 'is');
      const number = this.#tokens[value];
      const none = this.#before(at);
      if (isSense(this.#tokens[none], 'none') || isSense(this.#tokens[value], 'none')) {
        const { subjects, used } = owner === undefined ? this.#subjectsAt(at) : { subjects: owner.subjects, used: range(owner.at, owner.last) };
        for (const subject of subjects)
          this.#draft(kindOf(attribute), subject, { is: 'none', attribute }, [at, ...(isSense(this.#tokens[none], 'none') ? [none] : [value]), ...used]);
        continue;
      }
      if (number?.t !== 'number') continue;
      const behind = this.#groupAt(this.#after(value, 'of', 'in'));
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
            ? this.#subjectsAt(at, holds)
            : { subjects: fits.subjects, used: range(fits.at, fits.last) };
      if (fits !== undefined && isOfPlace) this.#roles.set(fits.at, 'of');
      const [from, to] = [Math.min(at, value), Math.max(at, value)];
      const compared = this.#comparedBefore(value);
      for (const subject of subjects.length === 0 ? [null] : subjects)
        this.#draft(kindOf(attribute), subject, { is: 'number', attribute, compared, number: number.n, isNegated: this.#isNegatedAt(value) !== null }, [
          ...range(from, to),
          ...used,
        ]);
    }
  }

  /** "runs as user root", "belongs to stream DWH_NIGHT". */
  #texts(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'sense' || token.sense.is !== 'attribute') continue;
      const { attribute } = token.sense;
      if (attribute !== 'user' && attribute !== 'recovery' && attribute !== 'stream' && attribute !== 'workstation') continue;
      let value = this.#after(at, 'is', 'in', 'of');
      while (isMark(this.#tokens[value], ':', '=') || isPlaceNoun(this.#tokens[value])) value = this.#after(value, 'is');
      const group = this.#groupAt(value);
      const isFree = attribute === 'user' || attribute === 'recovery';
      const isPlace = group?.subjects.every(({ things }) => things.every(({ kind }) => kind === attribute)) === true;
      const words = isFree ? textOf(this.#tokens[value]) : isPlace ? group.subjects[0]!.words : null;
      const isOwn = isFree || token.words !== attribute || isSense(this.#tokens[this.#before(at)], 'in', 'is') || this.#groups.some((one) => one.last < at);
      if (words === null || !isOwn) continue;
      const { subjects, used } = this.#subjectsAt(at, ({ kind }) => kind === 'job');
      if (subjects.length === 0 || (group !== undefined && used.includes(group.at))) continue;
      if (group !== undefined) this.#roles.set(group.at, 'place');
      const said: Said = { is: 'text', attribute, text: words, isNegated: this.#isNegatedAt(at) !== null };
      const last = group?.last ?? value;
      for (const subject of subjects) this.#draft(kindOf(attribute), subject, said, [...this.#verbAt(at), ...range(at, last), ...used], range(at, last));
    }
  }

  /** "has been rerun twice" */
  #reruns(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (!isSense(token, 'again')) continue;
      const times = this.#after(at);
      const number = this.#tokens[times];
      if (number?.t !== 'number' || this.#isTaken(times)) continue;
      const { subjects, used } = this.#subjectsAt(at, ({ kind }) => kind === 'job');
      const unit = isSense(this.#tokens[times + 1], 'unit') ? [times + 1] : [];
      for (const subject of subjects)
        this.#draft('attempt', subject, { is: 'number', attribute: 'runs', compared: '=', number: number.n + 1, isNegated: false }, [
          at,
          times,
          ...unit,
          ...used,
        ]);
    }
  }

  /** "PURGE_SESSIONS failed after LOAD_DWH." */
  #orders(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (!isSense(token, 'after', 'before')) continue;
      const other = this.#groupAt(this.#after(at));
      const verb = this.#before(at);
      const said = this.#tokens[verb];
      if (other === undefined || said?.t !== 'sense') continue;
      const isStart = said.sense.is === 'event' && said.sense.event !== 'end';
      const isEnd =
        (said.sense.is === 'event' && said.sense.event === 'end') ||
        (said.sense.is === 'state' && ['FAILED', 'ABEND', 'DONE', 'ENDED'].includes(said.sense.state));
      if (said.sense.is === 'event' && said.sense.event === 'run') {
        const { subjects: waiting, used: named } = this.#subjectsAt(verb, ({ kind }) => kind === 'job');
        this.#roles.set(other.at, 'object');
        for (const subject of waiting)
          for (const one of other.subjects)
            this.#relate(isSense(token, 'after') ? 'follows' : 'precedes', subject, one, false, false, [verb, at, ...named, ...range(other.at, other.last)]);
        continue;
      }
      if (!isStart && !isEnd) continue;
      const { subjects, used } = this.#subjectsAt(verb, ({ kind }) => kind === 'job');
      this.#roles.set(other.at, 'object');
      for (const subject of subjects)
        for (const one of other.subjects)
          this.#draft(
            'comparison',
            subject,
            { is: 'order', attribute: isStart ? 'start' : 'end', other: one, isAfter: isSense(token, 'after') },
            [at, ...range(other.at, other.last), ...(isStart ? [verb] : []), ...used],
            range(verb, other.last),
          );
    }
  }

  /** "SORT_GL ended with 0." */
  #bareCodes(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'number' || token.isWord || this.#isTaken(at)) continue;
      const verb = this.#before(at);
      const lead = this.#tokens[verb];
      const isEnd =
        lead?.t === 'sense' &&
        ((lead.sense.is === 'state' && ['ENDED', 'FAILED', 'ABEND', 'DONE'].includes(lead.sense.state)) ||
          (lead.sense.is === 'event' && lead.sense.event === 'end'));
      const isWith = /^(?:with|com|con)$/.test(this.#tokens[at - 1]?.t === 'sense' ? wordsOf(this.#tokens[at - 1]!) : '');
      const next = this.#tokens[at + 1];
      if (!isEnd || !isWith || !(next === undefined || next.t === 'mark')) continue;
      const { subjects, used } = this.#subjectsAt(verb, ({ kind }) => kind === 'job');
      for (const subject of subjects)
        this.#draft('return-code', subject, { is: 'number', attribute: 'rc', compared: '=', number: token.n, isNegated: false }, [
          ...range(verb + 1, at),
          ...used,
        ]);
    }
  }

  #comparedBefore(at: number): Compared {
    for (let before = at - 1; before >= Math.max(0, at - 3); before--) {
      const token = this.#tokens[before];
      if (isSense(token, 'about')) return this.#use(before, 'about');
      if (isSense(token, 'at-least')) return this.#use(before, '>=');
      if (isSense(token, 'more')) return this.#use(before, '>');
      if (isSense(token, 'less')) return this.#use(before, '<');
      if (isSense(token, 'only')) this.#used.add(before);
      if (!isSense(token, 'filler', 'of', 'is', 'only')) break;
    }
    return '=';
  }
  #use(at: number, compared: Compared): Compared {
    this.#used.add(at);
    return compared;
  }

  /** "14 jobs", "3 of the 13 jobs in CORE_GL are done", "7 succeeded", "Running: 71", "none failed". */
  #counts(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (this.#used.has(at) || this.#isTaken(at)) continue;
      const isNone = isSense(token, 'none');
      if (!isNone && token.t !== 'number' && token.t !== 'percent') continue;
      const n = token.t === 'number' || token.t === 'percent' ? token.n : 0;
      const high = this.#tokens[at + 2];
      if (
        high?.t === 'number' &&
        isSense(this.#tokens[at + 1], 'and', 'to') &&
        (isSense(this.#tokens[at - 1], 'between') || isSense(this.#tokens[at + 1], 'to'))
      ) {
        this.#used.add(at).add(at + 1);
        this.#countAt(at + 2, high.n, n);
        continue;
      }
      this.#countAt(at, n);
    }
  }

  #isTaken(at: number): boolean {
    return this.#drafts.some(({ used }) => used.includes(at));
  }

  /** @param least of a range */
  #countAt(at: number, n: number, least?: number): void {
    const tokens = this.#tokens;
    const used = [at];
    const states: StatePredicate[] = [];
    const wholeStates: StatePredicate[] = [];
    let whole: number | null = null;
    let unit: string | null = null;
    let place: Thing | null = null;
    let around: Context['around'] = null;
    let isNegated = false;
    let sinceMs = this.#windowBefore(at, used);
    let cursor = at + 1;
    const first = tokens[cursor];
    // "3 of the 13", "two of them", "2 de los 14".
    if (isSense(first, 'of-them')) {
      used.push(cursor);
      cursor++;
      around = this.#around;
      place = around === null ? this.#place : null;
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
        around = this.#around;
      }
    }
    if (isSense(tokens[this.#before(at, 'about')], 'other') || isSense(tokens[at + 1], 'other')) return;
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
        const group = this.#groupAt(cursor)!;
        const thing = group.subjects.length === 1 && group.subjects[0]!.things.length === 1 ? group.subjects[0]!.things[0]! : null;
        let lead = this.#before(cursor);
        if (isPlaceNoun(tokens[lead])) lead = this.#before(lead);
        const before = tokens[lead];
        const isPlace = thing !== null && (thing.kind === 'stream' || thing.kind === 'workstation') && isSense(before, 'in', 'of', 'from');
        if (!isPlace || place !== null || (unit === null && states.length === 0)) break;
        place = thing;
        this.#roles.set(group.at, 'place');
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
        // "one failed and one was canceled": the next number begins another count.
        if (hasPredicate && states.length === 1 && states[0] === 'ENDED' && isSense(tokens[cursor - 1], 'in', 'filler')) {
          states[0] = sense.state;
          used.push(cursor);
          continue;
        }
        if (hasPredicate && !(states.length === 1 && ADJECTIVES.has(states[0]!) && unit !== null)) break;
        states.push(sense.state);
        used.push(cursor);
        const negation = this.#isNegatedAt(cursor);
        if (negation !== null && negation > at) {
          isNegated = true;
          used.push(negation);
        }
        if (unit !== null || states.length > 0) hasPredicate = unit !== null || !isUnitAhead(tokens, cursor);
        continue;
      }
      if (sense.is === 'relation' && unit !== null) {
        const reach = this.#after(cursor, 'in', 'of', 'at', 'by', 'direct');
        const object = this.#groupAt(reach);
        const thing = object?.subjects[0]?.things[0] ?? (isSense(tokens[reach], 'it') ? this.#topicFor(({ kind }) => kind === 'job')?.things[0] : undefined);
        if (thing !== undefined && (sense.relation === 'waits-for' || sense.relation === 'blocked-by' || sense.relation === 'follows')) {
          around = { attribute: sense.relation === 'follows' ? 'precedes' : 'blocks', thing };
          used.push(...range(cursor, object?.last ?? reach));
        }
        break;
      }
      if (sense.is === 'cannot-run') {
        const thing = this.#subjectsAt(at).subjects[0]?.things[0];
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
    const before = this.#before(at, 'about', 'at-least', 'more', 'less', 'only', 'is', 'all');
    const lead = tokens[before];
    if (lead?.t === 'sense' && lead.sense.is === 'relation' && around === null && (lead.sense.relation === 'blocks' || lead.sense.relation === 'precedes')) {
      const { subjects, used: named } = this.#subjectsAt(before);
      const thing = subjects[0]?.things.length === 1 ? subjects[0].things[0]! : null;
      if (thing !== null) {
        around = { attribute: lead.sense.relation, thing };
        used.push(before, ...named);
      }
    }
    if (states.length === 0 && around === null && lead?.t === 'sense' && lead.sense.is === 'state' && !this.#used.has(before) && unit !== null) {
      states.push(lead.sense.state);
      used.push(before);
    }
    if (unit === null && states.length === 0 && around === null) {
      const colon = isMark(lead, ':', '=', '|') ? this.#before(before) : before;
      const label = tokens[colon];
      const isOfName = this.#groups.some(({ last }) => last === this.#before(colon, 'is', 'in') || isMark(tokens[last + 1], '—', '–'));
      if (label?.t === 'sense' && label.sense.is === 'state' && !this.#used.has(colon) && !isOfName) {
        states.push(label.sense.state);
        used.push(colon);
      } else if (label?.t === 'sense' && label.sense.is === 'total') {
        used.push(colon);
        unit = 'job';
      } else if (whole === null) return;
    }
    if (unit === null && states.length === 0 && around === null) return;
    if (unit === null && states.every((state) => THING_STATES.has(state))) return;
    if (around === null && place === null && (unit === null || unit === 'job')) place = this.#placeBefore(at);
    if (unit === 'attempt') {
      // "three times its estimate"
      if (tokens.slice(used.at(-1)! + 1, used.at(-1)! + 3).some((token) => isSense(token, 'it', 'attribute'))) return;
      const { subjects, used: named } = this.#subjectsAt(at, ({ kind }) => kind === 'job');
      const isAgain = tokens.some((token) => isSense(token, 'again'));
      for (const [step, token] of tokens.entries())
        if (isSense(token, 'again') || (token.t === 'sense' && token.sense.is === 'event' && token.sense.event === 'run')) used.push(step);
      for (const one of subjects)
        this.#draft('attempt', one, { is: 'number', attribute: 'runs', compared: this.#comparedBefore(at), number: isAgain ? n + 1 : n, isNegated: false }, [
          ...used,
          ...named,
        ]);
      return;
    }
    const of = (unit ?? 'job') as Extract<Said, { is: 'count' }>['counted']['of'];
    // A number of one unit and no state, with nothing it is counted in, says nothing that can be looked up.
    const compared = isSense(tokens[at], 'none') ? '=' : this.#comparedBefore(at);
    const subject = around === null ? (place === null ? null : { words: place.name, things: [place] }) : { words: around.thing.name, things: [around.thing] };
    const counted = { of, states, isNegated, within: place, sinceMs, around: around === null ? null : { attribute: around.attribute, thing: around.thing } };
    if (tokens[at]?.t === 'percent') {
      this.#draft('count', subject, { is: 'share', counted, percent: n, compared }, used);
      return;
    }
    this.#draft('count', subject, { is: 'count', counted, compared: least === undefined ? compared : '<=', n }, used);
    if (least !== undefined) this.#draft('count', subject, { is: 'count', counted, compared: '>=', n: least }, used);
    if (whole !== null)
      this.#draft('count', subject, { is: 'count', counted: { ...counted, states: wholeStates, isNegated: false }, compared: '=', n: whole }, used);
    if (around !== null) this.#around = around;
  }

  /** "All 4 units of DWH_SLOTS are in use", "2 units are free". */
  #units(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'number' && !isSense(token, 'none')) continue;
      let unit = this.#after(at, 'of', 'all');
      // "2 of 4 free"
      if (token.t === 'number' && this.#tokens[unit]?.t === 'number') unit = this.#after(unit);
      const noun = this.#tokens[unit];
      const { subjects, used } = this.#resourceAt(at);
      const isBare = isUse(noun) && used.length > 0;
      if (!isBare && (noun?.t !== 'sense' || noun.sense.is !== 'unit' || noun.sense.unit !== 'unit')) continue;
      const state = this.#tokens.findIndex((one, place) => place >= unit && isUse(one));
      const said = this.#tokens[state];
      const attribute: Attribute = said?.t === 'sense' && said.sense.is === 'state' ? (said.sense.state === 'IN_USE' ? 'in-use' : 'available') : 'quantity';
      const number = token.t === 'number' ? token.n : 0;
      const words = [...range(at, unit), ...(state < 0 ? [] : [state]), ...used, ...range(at - 1, at).filter((place) => isSense(this.#tokens[place], 'all'))];
      for (const subject of subjects)
        this.#draft('resource', subject, { is: 'number', attribute, compared: this.#comparedBefore(at), number, isNegated: false }, words);
    }
  }
  #resourceAt(at: number): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
    const group = this.#groups.find(({ subjects }) => subjects.every(({ things }) => things.some(({ kind }) => kind === 'resource')));
    return group === undefined ? this.#subjectsAt(at, ({ kind }) => kind === 'resource') : { subjects: group.subjects, used: range(group.at, group.last) };
  }

  /** "All files have arrived": none that has not. */
  #alls(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (!isSense(token, 'all') || this.#isTaken(at)) continue;
      const noun = this.#after(at, 'of', 'it');
      const unit = this.#tokens[noun];
      if (unit?.t !== 'sense' || unit.sense.is !== 'unit' || unit.sense.unit === 'unit') continue;
      const place = this.#after(noun, 'is', 'in', 'not');
      const state = this.#tokens[place];
      if (state?.t !== 'sense' || state.sense.is !== 'state') continue;
      const negation = this.#isNegatedAt(place);
      const counted = {
        of: unit.sense.unit,
        states: [state.sense.state],
        isNegated: negation === null,
        within: this.#placeBefore(at),
        sinceMs: null,
        around: null,
      };
      this.#draft('count', null, { is: 'count', counted, compared: '=', n: 0 }, [at, noun, place, ...(negation === null ? [] : [negation])]);
    }
  }

  /** "In the last 4 hours five jobs failed." */
  #windowBefore(at: number, used: number[]): number | null {
    const window = this.#tokens.findIndex((token, place) => place < at && isSense(token, 'window'));
    const span = this.#tokens[window + 1];
    if (window < 0 || span?.t !== 'span') return null;
    used.push(window, window + 1);
    return span.ms;
  }

  /** "DWH_NIGHT has 5 of 8 jobs done", "CORE_GL: 2 running". */
  #placeBefore(at: number): Thing | null {
    const group = this.#groups.findLast(({ last }) => last < at);
    const thing = group?.subjects.length === 1 && group.subjects[0]!.things.length === 1 ? group.subjects[0]!.things[0]! : null;
    if (thing !== null && (thing.kind === 'stream' || thing.kind === 'workstation')) {
      this.#place = thing;
      for (const used of range(group!.at, group!.last)) this.#used.add(used);
      this.#roles.set(group!.at, 'place');
      return thing;
    }
    return this.#place;
  }

  /** Times, durations, and how long ago. */
  #clocksAndSpans(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t === 'clock') this.#clockAt(at);
      if (token.t === 'span') this.#spanAt(at);
    }
  }

  #clockAt(at: number): void {
    const token = this.#tokens[at]!;
    if (token.t !== 'clock') return;
    const isNamed = this.#groups.some(({ last }) => last < at);
    const governed = this.#governor(at) ?? (this.#context.column === null || !isNamed ? null : { attribute: this.#context.column, from: at });
    if (governed === null) return;
    const { attribute, from } = governed;
    const isPlanned = (thing: Thing) => thing.kind === 'job' || thing.kind === 'stream';
    // "the deadline of X is 14:40"
    const owner = this.#groups.find((group) => group.at > from && group.last < at && isSense(this.#tokens[this.#before(group.at)], 'of'));
    const { subjects, used } = owner === undefined ? this.#subjectsAt(from, isPlanned) : { subjects: owner.subjects, used: range(owner.at, owner.last) };
    for (const subject of subjects)
      this.#draft(
        kindOf(attribute),
        subject,
        { is: 'clock', attribute, clock: token.clock },
        [...range(from, at), ...used],
        isSense(this.#tokens[from], 'event', 'attribute') ? range(from, at) : range(Math.max(from, at - 1), at),
      );
  }

  /** What a time is the time of: the nearest event, state or time noun before it in the clause; "from X to Y" gives start and end. */
  #governor(at: number): { readonly attribute: Attribute; readonly from: number } | null {
    const lead = this.#before(at, 'about');
    if (isSense(this.#tokens[lead], 'to', 'and') && this.#tokens[this.#before(lead)]?.t === 'clock') {
      const first = this.#before(lead);
      const start = this.#before(first, 'at');
      if (
        isSense(this.#tokens[start], 'from') ||
        this.#drafts.some(({ used, said }) => used.includes(first) && said.is === 'clock' && said.attribute === 'start')
      )
        return { attribute: 'end', from: lead };
    }
    if (isMark(this.#tokens[lead], '–', '—', '-') && this.#tokens[lead - 1]?.t === 'clock') return { attribute: 'end', from: lead };
    for (let before = at - 1; before >= 0; before--) {
      const token = this.#tokens[before]!;
      if (isMark(token, ';', '.')) return null;
      if (token.t === 'clock' || token.t === 'span') return null;
      if (token.t !== 'sense') continue;
      const { sense } = token;
      if (isSense(token, 'after', 'before', 'within', 'not', 'if', 'will', 'may')) return sense.is === 'will' ? { attribute: 'forecast', from: before } : null;
      const isSince = this.#tokens.slice(before + 1, at).some((between) => isSense(between, 'from'));
      if (sense.is === 'event') {
        if (sense.event === 'start') return { attribute: 'start', from: before };
        if (sense.event === 'end') return { attribute: this.#isForecast(before) ? 'forecast' : 'end', from: before };
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

  #isForecast(at: number): boolean {
    return range(at - 3, at - 1).some((place) => isSense(this.#tokens[place], 'will', 'may', 'expected') || this.#isTimeNoun(place));
  }
  #isTimeNoun(at: number): boolean {
    const token = this.#tokens[at];
    return token?.t === 'sense' && token.sense.is === 'attribute' && (token.sense.attribute === 'forecast' || token.sense.attribute === 'estimate');
  }

  #spanAt(at: number): void {
    const token = this.#tokens[at]!;
    if (token.t !== 'span' || this.#isTaken(at)) return;
    const found = this.#measure(at);
    if (found === null) return;
    const { attribute, is, used } = found;
    const { subjects, used: named } = this.#subjectsAt(at, (thing) => thing.kind === 'job' || thing.kind === 'stream');
    const compared = this.#comparedBefore(at);
    const amount = { attribute, compared, ms: token.ms, stepMs: token.stepMs };
    for (const subject of subjects)
      this.#draft(kindOf(attribute), subject, is === 'ago' ? { is: 'ago', ...amount } : { is: 'span', ...amount }, [at, ...used, ...named], [at, ...used]);
  }

  #measure(at: number): { readonly attribute: Attribute; readonly is: 'span' | 'ago'; readonly used: readonly number[] } | null {
    const next = this.#after(at);
    const before = this.#before(at, 'about', 'more', 'less', 'at-least', 'only', 'is');
    const near = this.#tokens.slice(Math.max(0, at - 6), at);
    const has = (...senses: readonly Sense['is'][]) => near.some((token) => isSense(token, ...senses));
    const attributeNear = near.findLast((token) => token.t === 'sense' && token.sense.is === 'attribute');
    const said = attributeNear?.t === 'sense' && attributeNear.sense.is === 'attribute' ? attributeNear.sense.attribute : null;
    const behind = this.#tokens[next];
    const behindAttribute = behind?.t === 'sense' && behind.sense.is === 'attribute' ? behind.sense.attribute : null;
    const event = near.findLast((token) => token.t === 'sense' && (token.sense.is === 'event' || token.sense.is === 'state'));
    const from = event === undefined ? [] : [this.#tokens.indexOf(event)];
    if (isSense(behind, 'ago') || isSense(this.#tokens[before], 'ago')) {
      const attribute = event?.t === 'sense' && event.sense.is === 'event' && event.sense.event === 'start' ? 'start' : 'end';
      return event === undefined ? null : { attribute, is: 'ago', used: [...from, isSense(behind, 'ago') ? next : before] };
    }
    const late = near
      .concat(this.#tokens.slice(at + 1, at + 3))
      .some((token) => token.t === 'sense' && token.sense.is === 'state' && token.sense.state === 'LATE');
    if (late) {
      const words = range(at - 6, at + 2).filter((place) => {
        const one = this.#tokens[place];
        return one?.t === 'sense' && one.sense.is === 'state' && one.sense.state === 'LATE';
      });
      return { attribute: 'lateness', is: 'span', used: words };
    }
    const told = (attribute: Attribute) => this.#attributeAround(at, attribute);
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
      isSense(this.#tokens[before], 'after', 'for', 'within') || (event?.t === 'sense' && event.sense.is === 'event' && event.sense.event === 'run');
    if (isRun && isAfter)
      return { attribute: 'duration', is: 'span', used: [...from, ...(isSense(this.#tokens[before], 'after', 'for', 'within') ? [before] : [])] };
    // "... de execução", "SETTLE_COMPE began at 10:35 and has run almost 1h24".
    const runs = this.#tokens
      .slice(at + 1, at + 4)
      .some(
        (token) =>
          token.t === 'sense' &&
          ((token.sense.is === 'event' && token.sense.event === 'run') || (token.sense.is === 'state' && token.sense.state === 'RUNNING')),
      );
    return runs ? { attribute: 'duration', is: 'span', used: [] } : null;
  }

  /** Where the noun stands right before or right behind the amount, with no other amount between. */
  #attributeAround(at: number, attribute: Attribute): readonly number[] {
    const isIt = (token: Token | undefined) => token?.t === 'sense' && token.sense.is === 'attribute' && token.sense.attribute === attribute;
    const isEnd = (token: Token | undefined) =>
      token === undefined ||
      token.t === 'span' ||
      token.t === 'number' ||
      token.t === 'clock' ||
      isMark(token, ',', ';', '(', ')') ||
      isSense(token, 'expected', 'and');
    const found: number[] = [];
    for (let before = at - 1; before >= at - 4 && !isEnd(this.#tokens[before]); before--) if (isIt(this.#tokens[before])) found.push(before);
    for (let after = at + 1; after <= at + 3 && !isEnd(this.#tokens[after]); after++) {
      const next = this.#tokens[after + 1];
      // "8 minutes of an estimated 35": it is said of the amount behind it.
      if (isIt(this.#tokens[after]) && next?.t !== 'number' && next?.t !== 'span') found.push(after);
    }
    return found;
  }

  /** "8 minutes instead of the estimated 35": the unit of the amount before. */
  #bareEstimates(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'number' || this.#isTaken(at)) continue;
      const lead = this.#tokens.slice(Math.max(0, at - 4), at);
      const span = this.#tokens.slice(0, at).findLast((one) => one.t === 'span');
      const isEstimate =
        lead.some((one) => isSense(one, 'expected')) ||
        lead.some((one) => one.t === 'sense' && one.sense.is === 'attribute' && one.sense.attribute === 'estimate');
      const next = this.#tokens[at + 1];
      if (!isEstimate || span?.t !== 'span' || !(next === undefined || next.t === 'mark')) continue;
      const { subjects, used } = this.#subjectsAt(at, ({ kind }) => kind === 'job');
      const words = range(at - 4, at).filter(
        (place) =>
          isSense(this.#tokens[place], 'expected') ||
          (this.#tokens[place]?.t === 'sense' && place >= 0 && this.#attributeAround(at, 'estimate').includes(place)),
      );
      for (const subject of subjects)
        this.#draft(
          'estimate',
          subject,
          { is: 'span', attribute: 'estimate', compared: '=', ms: token.n * span.stepMs, stepMs: span.stepMs },
          [at, ...words, ...used],
          [...words, at],
        );
    }
  }

  #states(): void {
    for (const [at, token] of this.#tokens.entries()) {
      if (token.t !== 'sense' || token.sense.is !== 'state' || this.#isCounted(at)) continue;
      const { state } = token.sense;
      if (state === 'LATE' && this.#isTaken(at)) continue;
      const negation = this.#isNegatedAt(at);
      const ofPlace = WORKSTATION_STATES.has(state);
      const fits = (thing: Thing) =>
        ofPlace
          ? thing.kind === 'workstation'
          : THING_STATES.has(state)
            ? thing.kind === 'prompt' || thing.kind === 'file' || thing.kind === 'resource'
            : thing.kind === 'job' || thing.kind === 'stream';
      // "the others wait": nobody who is named.
      const lead = this.#before(at, 'is', 'in', 'not');
      if (isSense(this.#tokens[lead], 'other') || (this.#tokens[lead]?.t === 'number' && isSense(this.#tokens[this.#before(lead)], 'other'))) continue;
      const { subjects, used } = this.#stateSubjects(at, fits);
      this.#onlyThese(at, state);
      const before = this.#before(at, 'in');
      for (const subject of subjects) {
        const said: Said = { is: 'state', state, isNegated: negation !== null };
        this.#draft(kindOfState(state), subject, said, [
          at,
          ...(negation === null ? [] : [negation]),
          ...used,
          ...(isSense(this.#tokens[before], 'is') ? [before] : []),
        ]);
      }
    }
  }

  /** "Only SEND_STR_BACEN is late": nobody else is. */
  #onlyThese(at: number, state: StatePredicate): void {
    const group = this.#groups.findLast(({ last }) => last < at);
    const only = group === undefined ? -1 : this.#before(group.at);
    if (group === undefined || !isSense(this.#tokens[only], 'only')) return;
    const counted = { of: 'job', states: [state], isNegated: false, within: this.#place, sinceMs: null, around: null } as const;
    this.#draft('count', null, { is: 'count', counted, compared: '=', n: group.subjects.length }, [only, at]);
  }

  #isCounted(at: number): boolean {
    return this.#drafts.some(({ used, said }) => said.is === 'count' && used.includes(at) && !isSense(this.#tokens[used[0]!], 'only'));
  }

  /** "Falló LOAD_DWH" and "one failed (PURGE_SESSIONS)" name who it is behind the verb. */
  #stateSubjects(at: number, fits: (thing: Thing) => boolean): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
    const next = this.#after(at);
    const behind = this.#groupAt(isMark(this.#tokens[next], '(', ':') ? this.#after(next) : next);
    const relative = this.#antecedentAt(at);
    if (relative !== null) return { subjects: relative.subjects, used: range(relative.at, relative.last) };
    const hasBefore = this.#groups.some((group) => group.last < at && this.#roles.get(group.at) !== 'place' && this.#roles.get(group.at) !== 'object');
    const isNamedBehind = behind !== undefined && behind.subjects.every(({ things }) => things.length === 0 || things.some(fits)) && behind.at - at <= 4;
    const open = this.#tokens.slice(at + 1, behind?.at ?? at + 1).some((token) => isMark(token, '(', ':'));
    if (isNamedBehind && (open || !hasBefore)) return { subjects: behind.subjects, used: range(behind.at, behind.last) };
    return this.#subjectsAt(at, fits);
  }

  /** "SEND_STR_BACEN, which is in HOLD": what stands right before "which". */
  #antecedentAt(at: number): Group | null {
    let before = at - 1;
    while (before >= 0 && (isSense(this.#tokens[before], 'is', 'in', 'not', 'filler') || isMark(this.#tokens[before], 'cite'))) before--;
    if (!isSense(this.#tokens[before], 'which')) return null;
    before--;
    while (before >= 0 && isMark(this.#tokens[before], ',', 'cite')) before--;
    return this.#groups.find(({ last }) => last === before) ?? null;
  }

  /** "ran on AGT_CARD2", "in CORE_GL". */
  #places(): void {
    for (const group of this.#groups) {
      if (this.#roles.get(group.at) !== undefined || group.subjects.length !== 1) continue;
      let lead = this.#before(group.at);
      if (isPlaceNoun(this.#tokens[lead])) lead = this.#before(lead);
      const thing = group.subjects[0]!.things[0];
      if (!isSense(this.#tokens[lead], 'in')) continue;
      const verb = this.#verbAt(lead);
      const attribute =
        thing === undefined ? (verb.length > 0 ? 'workstation' : null) : thing.kind === 'workstation' || thing.kind === 'stream' ? thing.kind : null;
      if (attribute === null) continue;
      const { subjects, used } = this.#subjectsAt(group.at, ({ kind }) => kind === 'job');
      this.#roles.set(group.at, 'place');
      const said: Said = { is: 'text', attribute, text: thing?.name ?? group.subjects[0]!.words, isNegated: false };
      for (const subject of subjects)
        this.#draft(attribute, subject, said, [lead, ...verb, ...range(group.at, group.last), ...used], range(group.at, group.last));
    }
  }

  /** "runs on", "roda com": the verb says nothing that the place or the user does not. */
  #verbAt(lead: number): readonly number[] {
    const verb = this.#before(lead, 'is');
    const token = this.#tokens[verb];
    if (token?.t !== 'sense') return [];
    const isRun =
      (token.sense.is === 'event' && token.sense.event === 'run') ||
      (token.sense.is === 'state' && (token.sense.state === 'RUNNING' || token.sense.state === 'EXEC'));
    return isRun ? [verb] : [];
  }

  /** "the first attempt of X abended": which run is spoken of. */
  #runAt(at: number): Statement['run'] {
    const named = this.#tokens.slice(0, at + 1).findLast((token) => isSense(token, 'first-run', 'second-run', 'last-run'));
    if (named?.t !== 'sense') return null;
    return named.sense.is === 'first-run' ? 1 : named.sense.is === 'second-run' ? 2 : 'last';
  }

  #quotes(): void {
    for (const [at, token] of this.#tokens.entries())
      if (token.t === 'quote') this.#draft('log-line', this.#topicOf(at), { is: 'quote', text: token.text }, [at]);
  }
  /** "LOAD_DWH → INDEX_DWH → AGG_SALES": an order of at least three. */
  #path(): void {
    const steps = this.#groups.filter((group) => isMark(this.#tokens[group.last + 1], '→', '>') || isMark(this.#tokens[group.at - 1], '→', '>'));
    if (steps.length < 3) return;
    const things = steps.flatMap(({ subjects }) => subjects);
    this.#draft('comparison', things.at(-1)!, { is: 'path', steps: things }, range(steps[0]!.at, steps.at(-1)!.last), range(steps[0]!.at, steps.at(-1)!.last));
  }

  #topicOf(at: number): Subject | null {
    return this.#subjectsAt(at, ({ kind }) => kind === 'job').subjects[0] ?? null;
  }

  #existence(): void {
    const absent = this.#tokens.findIndex((token) => isSense(token, 'absent'));
    for (const group of this.#groups) {
      for (const subject of group.subjects) {
        if (absent >= 0 && this.#isSaidAbsent(group, absent))
          this.#draft('existence', subject, { is: 'existence', isThere: false }, [absent, ...range(group.at, group.last)]);
        else if (subject.things.length === 0) this.#draft('existence', subject, { is: 'existence', isThere: true }, range(group.at, group.last));
      }
    }
  }

  /** The name stands right before or right behind the words that say so. */
  #isSaidAbsent(group: Group, absent: number): boolean {
    const [from, to] = group.last < absent ? [group.last + 1, absent] : [absent + 1, group.at];
    return this.#tokens
      .slice(from, to)
      .every((token) => isSense(token, 'filler', 'unit', 'is', 'in', 'which', 'it', 'none', 'not') || isMark(token, ',', 'cite', ':', '('));
  }

  /** Which part of the clause each token is in: parts end at a comma, at a bracket, and at "and" before another verb. */
  #segments(): readonly number[] {
    let part = 0;
    return this.#tokens.map((token, at) => {
      const isInGroup = this.#groups.some((group) => at > group.at && at < group.last);
      const isInCount = this.#drafts.some(({ used, said }) => said.is === 'count' && used.includes(at - 1) && used.includes(at + 1));
      const isBoundary = isMark(token, ',', '(', ')', ':', '–', '—') || isSense(token, 'and', 'which', 'cause');
      if (isBoundary && !isInGroup && !isInCount) part++;
      return part;
    });
  }

  #finished(): readonly Statement[] {
    const tokens = this.#tokens;
    const has = (...senses: readonly Sense['is'][]) => tokens.some((token) => isSense(token, ...senses));
    const isSupposed = has('if', 'may', 'advice');
    const isFuture = has('will');
    const isOfThePast = has('earlier');
    const left = tokens.map((token, at) => (this.#used.has(at) || this.#isTaken(at) || isHarmless(token) ? null : wordsOf(token)));
    const segments = this.#segments();
    return this.#drafts.map(({ used, ...draft }) => ({
      ...draft,
      // Of the parts of the clause it stands in, those with its subject left out.
      unexplained: left
        .filter((word, at) => word !== null && used.some((one) => segments[one] === segments[at] && tokens[one]?.t !== 'name'))
        .flatMap((word) => word ?? []),
      run: this.#runAt(Math.min(...used.filter((at) => tokens[at]?.t !== 'name'))),
      isSupposed: isSupposed || (isFuture && draft.said.is === 'state'),
      isOfThePast,
      cited: this.#context.cited,
      isInherited:
        used.some((at) => this.#inherited.has(at)) ||
        (draft.said.is === 'count' && draft.said.counted.within !== null && draft.said.counted.within === this.#context.place),
    }));
  }
}

function kindOfState(state: StatePredicate): StatementKind {
  if (state === 'LATE') return 'late';
  if (state === 'CRITICAL') return 'critical';
  if (WORKSTATION_STATES.has(state)) return 'link';
  if (state === 'OPEN') return 'prompt';
  if (state === 'ARRIVED' || state === 'MISSING') return 'file';
  if (state === 'IN_USE' || state === 'FREE') return 'resource';
  return 'status';
}

const HARMLESS: ReadonlySet<string> = new Set([
  'filler',
  'is',
  'in',
  'of',
  'at',
  'and',
  'it',
  'to',
  'local',
  'which',
  'for',
  'by',
  'from',
  'both',
  'cause',
  'present',
  'first-run',
  'second-run',
  'last-run',
]);
const isHarmless = (token: Token): boolean =>
  token.t === 'mark' || (token.t === 'sense' && (HARMLESS.has(token.sense.is) || (token.sense.is === 'attribute' && token.sense.attribute === 'status')));
const wordsOf = (token: Token): string => ('words' in token ? token.words : token.t === 'number' ? String(token.n) : token.t);

const isUse = (token: Token | undefined): boolean =>
  token?.t === 'sense' && token.sense.is === 'state' && (token.sense.state === 'IN_USE' || token.sense.state === 'FREE');

const textOf = (token: Token | undefined): string | null =>
  token?.t === 'unknown' || token?.t === 'name' ? token.words : token?.t === 'quote' ? token.text : null;

const isPlaceNoun = (token: Token | undefined): boolean =>
  token?.t === 'sense' && token.sense.is === 'attribute' && (token.sense.attribute === 'stream' || token.sense.attribute === 'workstation');

/** A unit noun follows before the next number or name. */
function isUnitAhead(tokens: readonly Token[], at: number): boolean {
  for (const token of tokens.slice(at + 1, at + 4)) {
    if (isSense(token, 'unit')) return true;
    if (token.t !== 'sense') return false;
  }
  return false;
}

export const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);

/** "A, B and C" is one group; a comma alone joins only where an "and" ends it. */
function groupsIn(tokens: readonly Token[]): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at]!;
    if (first.t !== 'name') continue;
    const subjects: Subject[] = [{ words: first.words, things: first.things }];
    let last = at;
    for (let next = nameBehind(tokens, at); next !== null; next = nameBehind(tokens, next)) {
      const token = tokens[next]!;
      if (token.t !== 'name') break;
      subjects.push({ words: token.words, things: token.things });
      last = next;
    }
    groups.push({ at, last, subjects });
    at = last;
  }
  return groups;
}

function nameBehind(tokens: readonly Token[], at: number): number | null {
  let next = at + 1;
  let isJoined = false;
  while (next < tokens.length && (isMark(tokens[next], ',', 'cite') || isSense(tokens[next], 'and', 'filler'))) {
    if (isSense(tokens[next], 'and')) isJoined = true;
    next++;
  }
  const isName = tokens[next]?.t === 'name' && next > at + 1;
  if (!isName) return null;
  if (isJoined) return next;
  // A list without "and" yet: one must come further on.
  return tokens.slice(at + 1, next).some((token) => isMark(token, ',')) && nameBehind(tokens, next) !== null ? next : null;
}
