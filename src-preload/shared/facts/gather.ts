/** What is gathered while one reading is gone through, and how things are named. */
import type { Attribute } from './attributes.ts';
import { type Declaration, leafOf } from './declare.ts';
import type { Fact, FactSet, FactSource, FactValue, LogLine, Run, Scope, Tally, Thing, ThingKind } from './fact.ts';

export class Gathered {
  readonly facts: Fact[] = [];
  readonly sets: FactSet[] = [];
  readonly tallies: Tally[] = [];
  readonly logLines: LogLine[] = [];
  readonly named: Thing[] = [];
  readonly absent: { kind: ThingKind | null; name: string }[] = [];
  readonly source: FactSource;
  constructor(source: FactSource) {
    this.source = source;
  }

  fact(subject: Thing, attribute: Attribute, value: FactValue, path: string, run: Run | null = null): void {
    const { label, observedAt, isComplete } = this.source;
    this.facts.push({ subject, attribute, value, run, receipt: label, path, observedAt, isComplete });
  }

  /** Each field of the row, as it is declared. */
  row<Row extends object>(subject: Thing, row: Row, declared: Declaration<Row>, path: string, run: Run | null = null): void {
    for (const field of Object.keys(declared) as (keyof Row & string)[]) {
      const declaration = declared[field];
      if (declaration.says === null || !(field in row)) continue;
      const value = declaration.read(row[field], row);
      if (value !== null) this.fact(subject, declaration.says, value, `${path}.${field}`, run);
    }
  }

  set(of: FactSet['of'], members: readonly Thing[], more: Partial<Pick<FactSet, 'around' | 'scope' | 'total' | 'isWhole'>> = {}): void {
    const { label, observedAt, isComplete, isTruncated, outcome } = this.source;
    const isWhole = isComplete && !isTruncated && outcome === 'ok';
    this.sets.push({ receipt: label, of, around: null, scope: WHOLE_PLAN, members, total: null, isWhole, observedAt, ...more });
  }

  tally(path: string, of: Tally['of'], which: Tally['which'], within: Thing | null, n: number | null): void {
    const { label, observedAt, isComplete, outcome } = this.source;
    if (n !== null) this.tallies.push({ receipt: label, path, of, which, within, n, observedAt, isComplete: isComplete && outcome === 'ok' });
  }
}

export const WHOLE_PLAN: Scope = {
  name: null,
  stream: null,
  workstation: null,
  statuses: [],
  isLateOnly: false,
  isCriticalOnly: false,
  isWindow: false,
  sinceMs: null,
  isFiltered: false,
};

export const textArg = (args: FactSource['args'], name: string): string | null => (typeof args[name] === 'string' ? args[name] : null);
export function scopeOf({ args }: FactSource): Scope {
  return {
    name: textArg(args, 'name'),
    stream: textArg(args, 'stream'),
    workstation: textArg(args, 'workstation'),
    statuses: Array.isArray(args['statuses']) ? args['statuses'].map((status) => String(status).toUpperCase()) : [],
    isLateOnly: args['is_late'] === true,
    isCriticalOnly: args['is_critical'] === true,
    isWindow: ['since_hours', 'since', 'until'].some((name) => args[name] !== undefined),
    sinceMs: typeof args['since_hours'] === 'number' ? args['since_hours'] * 3_600_000 : null,
    isFiltered:
      ['only_problems', 'only_short', 'only_missing', 'only_failed'].some((name) => args[name] === true) ||
      args['is_late'] === false ||
      args['is_critical'] === false,
  };
}

export const PLAN: Thing = { kind: 'plan', key: 'plan', name: 'plan', stream: null };
export interface Named {
  readonly key: string;
  readonly name: string;
}
export const jobThing = ({ key, name, streamName }: Named & { readonly streamName: string }): Thing => ({ kind: 'job', key, name, stream: streamName });
export const streamThing = ({ key, name }: Named): Thing => ({ kind: 'stream', key, name, stream: null });
export const workstationThing = (path: string): Thing => ({ kind: 'workstation', key: leafOf(path).toUpperCase(), name: leafOf(path), stream: null });

/** A job or stream known only by its display key, as what something waits for. */
export function keyedThing(key: string): Thing | null {
  const leaf = key.includes('#') ? key.split(/[/#]/).at(-1) : undefined;
  if (leaf === undefined || leaf === '') return null;
  const dot = leaf.indexOf('.');
  return dot < 0 ? streamThing({ key, name: leaf }) : jobThing({ key, name: leaf.slice(dot + 1), streamName: leaf.slice(0, dot) });
}
