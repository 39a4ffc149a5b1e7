/** The numbers an evaluation ends in, and the bars they are held to. Pure. */
import type { AnswerOutcome, Got, Outcome } from './evaluate.ts';
import type { Verdict } from './labelled.ts';

/** Of contradicted claims; null where nothing was there to be counted. */
interface Rates {
  readonly labelled: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number | null;
  readonly recall: number | null;
}
export interface Score {
  readonly answers: number;
  readonly claims: number;
  readonly overall: Rates;
  /** By kind of claim: each kind has its check. */
  readonly byKind: ReadonlyMap<string, Rates & { readonly claims: number; readonly extracted: number }>;
  /** Expected, then got. */
  readonly confusion: ReadonlyMap<Verdict, ReadonlyMap<Got, number>>;
  /** Answers without a wrong claim that would have been thrown away. */
  readonly falseRejects: readonly AnswerOutcome[];
  /** Wrong claims in answers that were not even flagged. */
  readonly changedAsContradicted: readonly Outcome[];
  readonly notAsked: readonly Outcome[];
}

/** As the issue sets them. */
const BARS = { precision: 0.98, recall: 0.9 } as const;

export function scoreOf(answers: readonly AnswerOutcome[]): Score {
  const all = answers.flatMap(({ claims }) => claims);
  const labelled = all.filter(({ label }) => label !== null);
  const kinds = [...new Set(labelled.map(({ label }) => label?.kind ?? ''))].sort();
  return {
    answers: answers.length,
    claims: labelled.length,
    overall: ratesOf(all),
    byKind: new Map(
      kinds.map((kind) => {
        const own = all.filter((outcome) => kindOf(outcome) === kind);
        const ofKind = own.filter(({ label }) => label !== null);
        return [kind, { ...ratesOf(own), claims: ofKind.length, extracted: ofKind.filter(({ got }) => got !== 'not found').length }];
      }),
    ),
    confusion: confusionOf(labelled),
    falseRejects: answers.filter(({ decision, isWrong }) => decision === 'reject' && !isWrong),
    changedAsContradicted: all.filter(({ label, got }) => label?.verdict === 'changed-since' && got === 'contradicted'),
    notAsked: labelled.filter(({ label, isAsked }) => label?.asks === 'flag' && !isAsked),
  };
}

/** What misses its bar; empty: none. */
export function failuresOf({ overall, falseRejects, changedAsContradicted, notAsked }: Score): string[] {
  return [
    ...((overall.precision ?? 0) < BARS.precision ? [`precision ${percent(overall.precision)} is below ${percent(BARS.precision)}`] : []),
    ...((overall.recall ?? 0) < BARS.recall ? [`recall ${percent(overall.recall)} is below ${percent(BARS.recall)}`] : []),
    ...(falseRejects.length > 0 ? [`answers rejected that were not wrong: ${falseRejects.map(({ id }) => id).join(', ')}`] : []),
    ...(changedAsContradicted.length > 0 ? [`changes called contradictions: ${changedAsContradicted.map(({ id }) => id).join(', ')}`] : []),
    ...(notAsked.length > 0 ? [`nobody was asked about: ${notAsked.map(({ id }) => id).join(', ')}`] : []),
  ];
}

export const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);

const kindOf = ({ label, detail }: Outcome): string => label?.kind ?? detail.split(' ')[0] ?? '';

function ratesOf(outcomes: readonly Outcome[]): Rates {
  const labelled = outcomes.filter(({ label }) => label?.verdict === 'contradicted').length;
  const found = outcomes.filter(({ got }) => got === 'contradicted').length;
  const right = outcomes.filter(({ label, got }) => got === 'contradicted' && label?.verdict === 'contradicted').length;
  return { labelled, found, right, precision: found === 0 ? null : right / found, recall: labelled === 0 ? null : right / labelled };
}

function confusionOf(labelled: readonly Outcome[]): Map<Verdict, Map<Got, number>> {
  const table = new Map<Verdict, Map<Got, number>>();
  for (const { label, got } of labelled) {
    if (label === null) continue;
    const row = table.get(label.verdict) ?? new Map<Got, number>();
    row.set(got, (row.get(got) ?? 0) + 1);
    table.set(label.verdict, row);
  }
  return table;
}
