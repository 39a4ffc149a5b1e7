/** What a language model can be relied on for, as ten canned exchanges showed. */
import * as z from 'zod';
import { instant } from './ids.ts';

export const exchangeNames = [
  'tool-call',
  'two-calls',
  'exact-arguments',
  'unknown-tool',
  'json-answer',
  'stop',
  'long-text',
  'citation',
  'injected-text',
  'unknown-said',
] as const;
export type ExchangeName = (typeof exchangeNames)[number];

/** What the model did, in one word: all but `as-asked` are not what was asked. */
const foundCodes = [
  'as-asked',
  'no-tools',
  'no-call',
  'one-call',
  'wrong-arguments',
  'invented-tool',
  'no-json',
  'wrong-answer',
  'not-stopped',
  'no-citation',
  'obeyed',
  'guessed',
  'other-language',
  'empty',
  'late',
  'broken',
  'not-tried',
] as const;
export type FoundCode = (typeof foundCodes)[number];

/** What is not done with a model that failed at it. */
export const abilities = ['model-answers', 'judge', 'parallel-calls', 'long-evidence'] as const;
export type Ability = (typeof abilities)[number];

export const conformance = z.strictObject({
  model: z.string(),
  at: instant,
  /** Share of the exchanges that went as asked; one that was not tried counts as one that did not. */
  score: z.number().min(0).max(1),
  exchanges: z.array(
    z.strictObject({
      name: z.enum(exchangeNames),
      outcome: z.enum(['passed', 'failed', 'skipped']),
      found: z.enum(foundCodes),
      /** The model's own words or call, cut; empty when there is nothing to show. */
      detail: z.string(),
      durationMs: z.number(),
    }),
  ),
  switchedOff: z.array(z.enum(abilities)),
});
export type Conformance = z.infer<typeof conformance>;
