/** The labelled answers and their receipts, as they stand in test/fixtures/eval (its README says the format): written by hand and by makeReceipts.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Receipt } from '../../src-preload/contract/chat.ts';

export const languages = ['en', 'pt', 'es'] as const;
export type Language = (typeof languages)[number];
export const verdicts = ['confirmed', 'contradicted', 'changed-since', 'uncheckable'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Label {
  readonly text: string;
  readonly kind: string;
  readonly about: string;
  readonly says: string;
  readonly verdict: Verdict;
  readonly asks?: 'flag';
}
export interface LabelledAnswer {
  readonly id: string;
  readonly receipts: readonly string[];
  readonly live?: 'later';
  readonly holdOut?: boolean;
  readonly question: string;
  readonly answer: string;
  readonly recalled?: string;
  readonly claims: readonly Label[];
}
type Reading = Pick<Receipt, 'tool' | 'args' | 'outcome' | 'fault' | 'data' | 'rows' | 'isComplete' | 'isTruncated' | 'planId' | 'observedAt' | 'hash'>;
interface BankRow {
  readonly id: string;
  readonly first: Reading;
  readonly later: Reading | null;
}
export interface ReceiptBank {
  /** The receipts of an answer, labelled r1, r2, ... */
  receiptsOf(ids: readonly string[]): Receipt[];
  /** What asking again gives; null when nobody answers. */
  again(id: string, when: 'same' | 'later'): Reading | null;
}

const FOLDER = new URL('../fixtures/eval/', import.meta.url);

export function readAnswers(): { readonly language: Language; readonly answer: LabelledAnswer }[] {
  return languages.flatMap((language) =>
    readdirSync(new URL(`${language}/`, FOLDER))
      .sort()
      .flatMap((file) =>
        readFileSync(new URL(`${language}/${file}`, FOLDER), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line) => ({ language, answer: JSON.parse(line) as LabelledAnswer })),
  );
}

export function readBank(): ReceiptBank {
  const rows = new Map((JSON.parse(readFileSync(new URL('receipts.json', FOLDER), 'utf8')) as BankRow[]).map((row) => [row.id, row]));
  const rowOf = (name: string): BankRow => {
    const row = rows.get(name.replace(/!.*$/, ''));
    if (row === undefined) throw new RangeError(`No receipt is called ${name}.`);
    return row;
  };
  return {
    receiptsOf: (names) => names.map((name, index) => receiptOf(name, rowOf(name).first, `r${index + 1}`)),
    again: (name, when) => {
      if (name.endsWith('!failed')) return null;
      const { first, later } = rowOf(name);
      return when === 'later' ? later : first;
    },
  };
}

const FAULT = { code: 'TWS_UNREACHABLE', message: 'The scheduler did not answer.', retryable: true } as const;

function receiptOf(name: string, reading: Reading, label: string): Receipt {
  const damage = /!(partial|failed)$/.exec(name)?.[1];
  const whole: Receipt = {
    ...reading,
    id: `rcp_${label}` as Receipt['id'], // ids are branded text
    turnId: 'trn_1' as Receipt['turnId'],
    label,
    isDemo: true,
    ageMs: 0,
    durationMs: 1,
  };
  if (damage === 'partial') return { ...whole, outcome: 'partial', isComplete: false };
  return damage === 'failed' ? { ...whole, outcome: 'failed', fault: FAULT, data: null, isComplete: false, rows: 0 } : whole;
}
