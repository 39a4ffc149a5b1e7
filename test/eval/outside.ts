/** `npm run -s eval -- --answers A --receipts R --out O [--mode prose] [--policy now]`: answers of others, read and judged as README says. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { coverageOf, decisionOf } from '../../src-main/truth/decide/policy.ts';
import { type Decided, decide } from '../../src-main/truth/decide/verdict.ts';
import { readAnswer } from '../../src-main/truth/read/readAnswer.ts';
import { type FactTable, factTable } from '../../src-preload/shared/facts/table.ts';

const reading = z.object({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  outcome: z.enum(['ok', 'partial', 'failed']),
  data: z.unknown(),
  isComplete: z.boolean(),
  isTruncated: z.boolean(),
  planId: z.string().nullable(),
  observedAt: z.string(),
});
const readings = z.record(z.string(), z.object({ first: reading, later: reading.nullable() }));
const answerLine = z.object({
  id: z.string(),
  lang: z.string(),
  question: z.string(),
  answer: z.string(),
  receipts: z.array(z.string()),
  live: z.literal('later').nullable().default(null),
});
export type Readings = z.infer<typeof readings>;
export type OutsideAnswer = z.infer<typeof answerLine>;

const LEAST_COVERAGE = 0.8;

export const parseReadings = (text: string): Readings => readings.parse(JSON.parse(text));
export const linesOf = (text: string): readonly unknown[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));

interface Judged {
  readonly decided: readonly Decided[];
  readonly unread: readonly { readonly start: number; readonly end: number }[];
}

/** The answer against what it stands on; where the same calls were asked again, against that as well. Raises Error for a receipt that is not there. */
export function judge({ answer, question, receipts, live }: OutsideAnswer, bank: Readings): Judged {
  const tableOf = (which: 'first' | 'later'): FactTable =>
    factTable(
      receipts.map((name, at) => {
        const one = bank[name];
        if (one === undefined) throw new Error(`There is no receipt ${name}.`);
        return { ...(one[which] ?? one.first), label: `r${at + 1}` };
      }),
    );
  const table = tableOf('first');
  const { statements, unread } = readAnswer({ answer, question, table });
  const later = live === 'later' ? tableOf('later') : null;
  return { decided: statements.map((statement) => decide(statement, table, later)), unread };
}

function outcomeOf(answer: OutsideAnswer, bank: Readings): object {
  const { decided, unread } = judge(answer, bank);
  const claims = decided.map(({ statement: { start, end, kind, subject, said }, verdict, evidence }) => ({
    start,
    end,
    kind,
    subject: subject === null ? null : (subject.things[0]?.key ?? subject.words),
    claimed: said,
    evidence,
    verdict,
    by: 'prose',
  }));
  const silent = unread.map(({ start, end }) => ({
    start,
    end,
    kind: 'other',
    subject: null,
    claimed: null,
    evidence: null,
    verdict: 'uncheckable',
    by: 'prose',
  }));
  const judged = { origin: 'prose', decided, unread: unread.length, leastCoverage: LEAST_COVERAGE } as const;
  return {
    id: answer.id,
    decision: decisionOf(judged),
    coverage: coverageOf(judged),
    filled: answer.answer,
    claims: [...claims, ...silent].toSorted((a, b) => a.start - b.start),
  };
}

interface Files {
  readonly answers: string;
  readonly receipts: string;
  readonly out: string;
}

/** Raises what reading and writing the files does, and ZodError for lines of another form. */
export function evaluateOutside({ answers, receipts, out }: Files): void {
  const bank = parseReadings(readFileSync(receipts, 'utf8'));
  const lines = linesOf(readFileSync(answers, 'utf8')).map((line) => answerLine.parse(line));
  writeFileSync(out, lines.map((line) => `${JSON.stringify(outcomeOf(line, bank))}\n`).join(''));
}
