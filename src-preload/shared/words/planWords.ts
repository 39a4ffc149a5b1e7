/** What is said of plan facts, whatever the language: one sentence per code. */
import type { DependencyFact, MissedCondition, Substatus, SummaryPart, WaitFact, Whose, WorkstationFact } from '../../contract/plan/planFacts.ts';

/** How names, text of others and instants are written where the sentence will stand: in Markdown, on a screen, for a script. */
export interface Hand {
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
  readonly time: (instant: string) => string;
}

/** Also of a variant that stands for several codes. */
type Of<F, C> = F extends { readonly code: infer K } ? (C extends K ? F : never) : never;
type PerCode<F extends { readonly code: string }, Rest extends readonly unknown[]> = { readonly [C in F['code']]: (fact: Of<F, C>, ...rest: Rest) => string };

export interface PlanWords {
  readonly wait: PerCode<WaitFact, [hand: Hand]>;
  /** @param name as it is to be written */
  readonly workstation: PerCode<WorkstationFact, [name: string]>;
  /** A few words, for brackets. */
  readonly dependency: PerCode<DependencyFact, []>;
  /** Why a job will not run at all. @param name of what it asked, as it is to be written */
  readonly missed: (missed: MissedCondition, name: string) => string;
  readonly summaryPart: Readonly<Record<SummaryPart, string>>;
  readonly partFailed: (part: string, why: string) => string;
  readonly partCut: (part: string) => string;
}

export type ConditionWords = Readonly<Record<MissedCondition['conditions'][number], string>>;

export type SubstatusWords = Readonly<Record<Substatus, string>>;
export type WhoseWords = (whose: Whose, hand: Hand) => string;

/** ` (…)` of what a dependency says beyond its state; empty when it says nothing. */
export function aboutDependency(words: Pick<PlanWords, 'dependency'>, fact: DependencyFact | null): string {
  return fact === null ? '' : ` (${inWords(words.dependency, fact)})`;
}

/** The one place where a code chooses its sentence: TypeScript does not follow the union through the table. */
export function inWords<F extends { readonly code: string }, Rest extends readonly unknown[]>(table: PerCode<F, Rest>, fact: F, ...rest: Rest): string {
  const say = table[fact.code as F['code']] as (fact: F, ...rest: Rest) => string;
  return say(fact, ...rest);
}
