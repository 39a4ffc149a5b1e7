/** Batches of answers by writers who had not seen the reader: what the first run found, which is kept for ever, and what is found today. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Verdict } from '../../src-main/truth/decide/verdict.ts';
import { judge, linesOf, type OutsideAnswer, parseReadings, type Readings } from './outside.ts';

const FOLDER = new URL('../fixtures/blind/', import.meta.url);
const span = z.object({ start: z.number(), end: z.number(), label: z.enum(['T', 'F', 'U', 'S']), kind: z.string(), text: z.string() });
const line = z.object({
  id: z.string(),
  lang: z.string(),
  question: z.string(),
  answer: z.string(),
  receipts: z.array(z.string()),
  live: z.literal('later').nullable(),
  spans: z.array(span),
});
type Line = z.infer<typeof line>;
type Label = z.infer<typeof span>['label'];

/** How many labelled spans got which verdict, as `F contradicted`. */
export type Counts = Readonly<Record<string, number>>;

export interface FirstRun {
  readonly batch: string;
  /** Of the batch as it was before it was run. */
  readonly sha256: string;
  readonly counts: Counts;
}

export function firstRuns(): readonly FirstRun[] {
  return z
    .array(z.object({ batch: z.string(), sha256: z.string(), counts: z.record(z.string(), z.number()) }))
    .parse(JSON.parse(readFileSync(new URL('firstRuns.json', FOLDER), 'utf8')));
}

/** Raises Error when the batch is not the one that was frozen. */
export function runBatch({ batch, sha256 }: FirstRun): Counts {
  const text = readFileSync(new URL(`${batch}.jsonl`, FOLDER));
  if (createHash('sha256').update(text).digest('hex') !== sha256) throw new Error(`${batch} was changed after it was frozen.`);
  const bank = parseReadings(readFileSync(new URL('readings.json', FOLDER), 'utf8'));
  const counts: Record<string, number> = {};
  for (const one of linesOf(text.toString('utf8')).map((each) => line.parse(each)))
    for (const outcome of outcomesOf(one, bank)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function outcomesOf(answer: Line & OutsideAnswer, bank: Readings): string[] {
  const { decided } = judge(answer, bank);
  return answer.spans.map(({ start, end, label }) => {
    const verdicts = decided.filter(({ statement }) => statement.start < end && start < statement.end).map(({ verdict }) => verdict);
    return `${label} ${worstOf(verdicts, label)}`;
  });
}

/** Of several statements that stand in the span: what says it is wrong counts first. */
function worstOf(verdicts: readonly Verdict[], label: Label): Verdict | 'none' {
  const order: readonly Verdict[] =
    label === 'S'
      ? ['changed-since', 'contradicted', 'differs', 'confirmed', 'uncheckable']
      : ['contradicted', 'differs', 'changed-since', 'confirmed', 'uncheckable'];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'none';
}

interface Figure {
  readonly name: string;
  readonly of: number;
  readonly all: number;
}

export function figuresOf(counts: Counts): readonly Figure[] {
  const n = (label: Label, ...verdicts: readonly (Verdict | 'none')[]) => verdicts.reduce((sum, verdict) => sum + (counts[`${label} ${verdict}`] ?? 0), 0);
  const all = (label: Label) => n(label, 'contradicted', 'differs', 'changed-since', 'confirmed', 'uncheckable', 'none');
  const contradicted = (['T', 'F', 'U', 'S'] as const).reduce((sum, label) => sum + n(label, 'contradicted'), 0);
  return [
    { name: 'false found (contradicted or differs)', of: n('F', 'contradicted', 'differs'), all: all('F') },
    { name: 'contradicted that is false', of: n('F', 'contradicted'), all: contradicted },
    { name: 'false called confirmed', of: n('F', 'confirmed'), all: all('F') },
    { name: 'true called contradicted', of: n('T', 'contradicted'), all: all('T') },
    { name: 'true called differs', of: n('T', 'differs'), all: all('T') },
    { name: 'true confirmed', of: n('T', 'confirmed'), all: all('T') },
    { name: 'changed called contradicted', of: n('S', 'contradicted'), all: all('S') },
  ];
}

/** Wilson's interval at 95 %, in per cent. */
export function intervalOf({ of, all }: Pick<Figure, 'of' | 'all'>): readonly [from: number, to: number] {
  if (all === 0) return [0, 100];
  const z95 = 1.96;
  const share = of / all;
  const middle = (share + z95 ** 2 / (2 * all)) / (1 + z95 ** 2 / all);
  const reach = (z95 * Math.sqrt((share * (1 - share)) / all + z95 ** 2 / (4 * all ** 2))) / (1 + z95 ** 2 / all);
  return [100 * Math.max(0, middle - reach), 100 * Math.min(1, middle + reach)];
}
