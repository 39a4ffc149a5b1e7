/** One clause while it is read: its tokens, who is spoken of, and what was read so far. */
import type { Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import type { Thing } from '../../../src-preload/shared/facts/fact.ts';
import type { StatementKind } from '../../../src-preload/shared/facts/kinds.ts';
import type { Mark, Sense } from '../lexicon/sense.ts';
import { type Group, groupsIn } from '../read/groups.ts';
import type { Compared, Said, Statement, Subject } from '../read/statement.ts';
import type { Token } from '../read/token.ts';
import { isMark, isSense, range } from '../read/words.ts';

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

export type Draft = Omit<Statement, 'unexplained' | 'isSupposed' | 'isOfThePast' | 'cited' | 'run' | 'isInherited'> & { readonly used: readonly number[] };

const MOST_TOPICS = 6;

export class Clause {
  readonly tokens: readonly Token[];
  readonly context: Context;
  readonly drafts: Draft[] = [];
  readonly used = new Set<number>();
  /** Where what was spoken of before the clause was taken to be meant. */
  readonly inherited = new Set<number>();
  readonly groups: readonly Group[];
  readonly roles = new Map<number, 'subject' | 'object' | 'place' | 'of'>();
  readonly topics: readonly Subject[];
  pair: readonly Subject[];
  place: Thing | null;
  around: Context['around'];

  constructor(tokens: readonly Token[], context: Context) {
    this.tokens = tokens;
    this.context = context;
    this.topics = context.topics;
    this.pair = context.pair;
    this.place = context.place;
    this.around = context.around;
    this.groups = groupsIn(tokens);
  }

  /** Who a clause begins with is spoken of on; its objects and places come after. What no reading knows is no topic, unless it is all there is. */
  topicsNow(): readonly Subject[] {
    const isMain = ({ at }: Group) => this.roles.get(at) === undefined || this.roles.get(at) === 'subject';
    const named = [...this.groups.filter(isMain), ...this.groups.filter((group) => !isMain(group))].flatMap(({ subjects }) => subjects);
    const known = named.filter(({ things }) => things.length > 0);
    const said = known.length > 0 || this.topics.length > 0 ? known : named;
    return [...said, ...this.topics].slice(0, MOST_TOPICS);
  }

  pairSaid(): readonly Subject[] {
    const jobs = this.groups.flatMap(({ subjects }) => subjects);
    return jobs.length >= 2 ? jobs : [...this.topics.slice(0, 1), ...jobs].slice(-2);
  }

  topicFor(fits: (thing: Thing) => boolean): Subject | null {
    return this.topics.find(({ things }) => things.length === 0 || things.some(fits)) ?? null;
  }

  /** The next token from there that is no filler, citation or bracket. */
  after(at: number, ...skipped: readonly Mark[]): number {
    let next = at + 1;
    while (next < this.tokens.length && (isSense(this.tokens[next], 'filler', ...skipped) || isMark(this.tokens[next], 'cite', '('))) next++;
    return next;
  }

  before(at: number, ...skipped: readonly Mark[]): number {
    let before = at - 1;
    while (before >= 0 && (isSense(this.tokens[before], 'filler', ...skipped) || isMark(this.tokens[before], 'cite', '('))) before--;
    return before;
  }

  groupAt(at: number): Group | undefined {
    return this.groups.find((group) => at >= group.at && at <= group.last);
  }

  draft(kind: StatementKind, subject: Subject | null, said: Said, used: readonly number[], span?: readonly number[]): void {
    const isName = (at: number) => this.tokens[at]?.t === 'name';
    const all = (span ?? used).filter((at) => at >= 0 && at < this.tokens.length);
    // What is said stands in the text, not whom it is said of; a name alone is all there is of its existence.
    const predicate = all.filter((at) => !isName(at));
    const places = predicate.length > 0 && span === undefined && kind !== 'existence' ? predicate : all;
    if (places.length === 0) return;
    for (const at of used) this.used.add(at);
    const start = Math.min(...places.map((at) => this.tokens[at]!.start));
    const end = Math.max(...places.map((at) => this.tokens[at]!.end));
    this.drafts.push({ kind, subject, said, start, end, used });
  }

  /** Who is spoken of at that place: the nearest name before it that is neither an object nor a place, else what "it" means. */
  subjectsAt(at: number, fits: (thing: Thing) => boolean = () => true): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } {
    const pair = this.bothBefore(at);
    if (pair !== null) return pair;
    const groups = this.groups.filter((group) => group.last < at && this.roles.get(group.at) !== 'place' && this.roles.get(group.at) !== 'object');
    const fitting = groups.findLast(({ subjects }) => subjects.every(({ things }) => things.length === 0 || things.some(fits)));
    if (fitting !== undefined) return { subjects: fitting.subjects, used: range(fitting.at, fitting.last) };
    // "El envío es crítico": a noun that nobody knows is spoken of, not what was spoken of before.
    if (this.hasUnknownBefore(at)) return { subjects: [], used: [] };
    const topic = this.topicFor(fits);
    if (topic !== null) this.inherited.add(at);
    return { subjects: topic === null ? [] : [topic], used: [] };
  }

  /** "A is EXEC, B and C are late, both in HOLD": the last two that were named. */
  bothBefore(at: number): { readonly subjects: readonly Subject[]; readonly used: readonly number[] } | null {
    const both = this.tokens.findLastIndex((token, place) => place < at && isSense(token, 'both', 'neither'));
    if (both < 0 || this.groups.some((group) => group.at > both && group.last < at)) return null;
    const named = this.groups.filter((group) => group.last < both).flatMap(({ subjects }) => subjects);
    const subjects = named.length >= 2 ? named.slice(-2) : this.pair.length === 2 ? this.pair : [];
    return { subjects, used: [both] };
  }

  hasUnknownBefore(at: number): boolean {
    for (let before = at - 1; before >= 0; before--) {
      const token = this.tokens[before];
      if (isMark(token, ',', ';', ':') || isSense(token, 'and', 'cause')) return false;
      if (token?.t === 'unknown') return true;
    }
    return false;
  }

  isNegatedAt(at: number): number | null {
    for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
      const token = this.tokens[before];
      if (isSense(token, 'not', 'neither') || (isSense(token, 'none') && isSense(this.tokens[before + 1], 'of-them', 'of', 'is', 'it'))) return before;
      if (!isSense(token, 'filler', 'is', 'in', 'all', 'it', 'both', 'and', 'of-them', 'of') || this.groupAt(before) !== undefined) return null;
    }
    return null;
  }

  comparedBefore(at: number): Compared {
    for (let before = at - 1; before >= Math.max(0, at - 3); before--) {
      const token = this.tokens[before];
      if (isSense(token, 'about')) return this.use(before, 'about');
      if (isSense(token, 'at-least')) return this.use(before, '>=');
      if (isSense(token, 'more')) return this.use(before, '>');
      if (isSense(token, 'less')) return this.use(before, '<');
      if (isSense(token, 'only')) this.used.add(before);
      if (!isSense(token, 'filler', 'of', 'is', 'only')) break;
    }
    return '=';
  }

  use(at: number, compared: Compared): Compared {
    this.used.add(at);
    return compared;
  }

  isTaken(at: number): boolean {
    return this.drafts.some(({ used }) => used.includes(at));
  }

  /** "DWH_NIGHT has 5 of 8 jobs done", "CORE_GL: 2 running". */
  placeBefore(at: number): Thing | null {
    const group = this.groups.findLast(({ last }) => last < at);
    const thing = group?.subjects.length === 1 && group.subjects[0]!.things.length === 1 ? group.subjects[0]!.things[0]! : null;
    if (thing !== null && (thing.kind === 'stream' || thing.kind === 'workstation')) {
      this.place = thing;
      for (const used of range(group!.at, group!.last)) this.used.add(used);
      this.roles.set(group!.at, 'place');
      return thing;
    }
    return this.place;
  }

  /** "the first attempt of X abended": which run is spoken of. */
  runAt(at: number): Statement['run'] {
    const named = this.tokens.slice(0, at + 1).findLast((token) => isSense(token, 'first-run', 'second-run', 'last-run'));
    if (named?.t !== 'sense') return null;
    return named.sense.is === 'first-run' ? 1 : named.sense.is === 'second-run' ? 2 : 'last';
  }

  /** Which part of the clause each token is in: parts end at a comma, at a bracket, and at "and" before another verb. */
  segments(): readonly number[] {
    let part = 0;
    return this.tokens.map((token, at) => {
      const isInGroup = this.groups.some((group) => at > group.at && at < group.last);
      const isInCount = this.drafts.some(({ used, said }) => said.is === 'count' && used.includes(at - 1) && used.includes(at + 1));
      const isBoundary = isMark(token, ',', '(', ')', ':', '–', '—') || isSense(token, 'and', 'which', 'cause');
      if (isBoundary && !isInGroup && !isInCount) part++;
      return part;
    });
  }

  finished(): readonly Statement[] {
    const tokens = this.tokens;
    const has = (...senses: readonly Sense['is'][]) => tokens.some((token) => isSense(token, ...senses));
    const isSupposed = has('if', 'may', 'advice');
    const isFuture = has('will');
    const isOfThePast = has('earlier');
    const left = tokens.map((token, at) => (this.used.has(at) || this.isTaken(at) || isHarmless(token) ? null : wordsOf(token)));
    const segments = this.segments();
    return this.drafts.map(({ used, ...draft }) => ({
      ...draft,
      // Of the parts of the clause it stands in, those with its subject left out.
      unexplained: left
        .filter((word, at) => word !== null && used.some((one) => segments[one] === segments[at] && tokens[one]?.t !== 'name'))
        .flatMap((word) => word ?? []),
      run: this.runAt(Math.min(...used.filter((at) => tokens[at]?.t !== 'name'))),
      isSupposed: isSupposed || (isFuture && draft.said.is === 'state'),
      isOfThePast,
      cited: this.context.cited,
      isInherited:
        used.some((at) => this.inherited.has(at)) ||
        (draft.said.is === 'count' && draft.said.counted.within !== null && draft.said.counted.within === this.context.place),
    }));
  }
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
export const wordsOf = (token: Token): string => ('words' in token ? token.words : token.t === 'number' ? String(token.n) : token.t);
