/** The facts of all readings of an answer: who is meant by a name, and what is known of it. */
import { toolNames, toolResults } from '../../contract/tools.ts';
import type { Attribute } from './attributes.ts';
import type { Fact, FactSet, FactSource, Facts, LogLine, Tally, Thing } from './fact.ts';
import { spellingsOf, spelledAs } from './spellings.ts';
import { factsOf } from './tools.ts';

export interface FactTable {
  /** In the order they were read; a failed one, or one whose data is not what its tool returns, proves nothing and is left out. */
  readonly readings: readonly Facts[];
  /** Every thing that is named anywhere, once. */
  readonly things: readonly Thing[];
  /** The things that answer to the words, in whatever spelling of the scheduler; several when the name stands in several streams. */
  named(words: string): readonly Thing[];
  /** Of the job as it is, not of one of its runs; the first reading first. */
  facts(thing: Thing, attribute: Attribute): readonly Fact[];
  /** Of its runs: those of the rerun chain and those recorded of earlier nights. */
  runFacts(thing: Thing, attribute: Attribute): readonly Fact[];
  readonly sets: readonly FactSet[];
  readonly tallies: readonly Tally[];
  readonly logLines: readonly LogLine[];
  /** It was looked for by this name, wholly, and is not there. */
  isAbsent(words: string): boolean;
}

export function factTable(sources: readonly FactSource[]): FactTable {
  const readings = sources.flatMap((source) => readSource(source) ?? []);
  const facts = Map.groupBy(
    readings.flatMap((reading) => reading.facts),
    ({ subject, attribute, run }) => placeOf(subject, attribute, run !== null),
  );
  const things = distinct(
    readings.flatMap(({ facts: stated, sets, named }) => [
      ...stated.flatMap(({ subject, value }) => (value.is === 'thing' ? [subject, value.thing] : [subject])),
      ...sets.flatMap(({ members }) => members),
      ...named,
    ]),
  );
  const bySpelling = Map.groupBy(
    things.flatMap((thing) => spellingsOf(thing).map((spelling) => ({ spelling, thing }))),
    ({ spelling }) => spelling,
  );
  const absent = new Set(readings.flatMap((reading) => reading.absent.map(({ name }) => spelledAs(name))));
  return {
    readings,
    things,
    named: (words) => (bySpelling.get(spelledAs(words)) ?? []).map(({ thing }) => thing),
    facts: (thing, attribute) => facts.get(placeOf(thing, attribute, false)) ?? [],
    runFacts: (thing, attribute) => facts.get(placeOf(thing, attribute, true)) ?? [],
    sets: readings.flatMap(({ sets }) => sets),
    tallies: readings.flatMap(({ tallies }) => tallies),
    logLines: readings.flatMap(({ logLines }) => logLines),
    isAbsent: (words) => absent.has(spelledAs(words)),
  };
}

const placeOf = ({ kind, key }: Thing, attribute: Attribute, isOfRun: boolean): string => `${kind} ${key} ${attribute}${isOfRun ? ' run' : ''}`;

function distinct(things: readonly Thing[]): Thing[] {
  const seen = new Map<string, Thing>();
  for (const thing of things) if (!seen.has(`${thing.kind} ${thing.key}`)) seen.set(`${thing.kind} ${thing.key}`, thing);
  return [...seen.values()].filter(({ kind }) => kind !== 'plan');
}

function readSource(source: FactSource): Facts | null {
  const tool = toolNames.find((name) => name === source.tool);
  if (tool === undefined || source.outcome === 'failed') return null;
  const result = toolResults[tool].safeParse(source.data);
  // The schema was chosen by the tool's name, which the type system cannot follow through the lookup.
  return result.success ? factsOf(tool, result.data as never, source) : null;
}
