/** Conversations, turns and their evidence. A turn is one question and its answer. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { faultSchema } from './fault.ts';
import { agentId, claimId, conversationId, engineId, instant, memoryId, receiptId, turnId } from './ids.ts';
import { memoryUse } from './memory.ts';
import { forOperator } from './procedure.ts';

/** One tool call and what it saw. */
export const receipt = z.strictObject({
  id: receiptId,
  turnId,
  /** `r1`, `r2`, ...: how the answer cites it. */
  label: z.string(),
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  outcome: z.enum(['ok', 'partial', 'failed']),
  fault: faultSchema.nullable(),
  observedAt: instant,
  planId: z.string().nullable(),
  isComplete: z.boolean(),
  isTruncated: z.boolean(),
  isDemo: z.boolean(),
  /** Age of the data when the tool answered. */
  ageMs: z.number(),
  durationMs: z.number(),
  rows: z.number().int(),
  /** What the tool returned, as JSON. Job logs and names in here are untrusted text. */
  data: z.unknown(),
  /** SHA-256 of the canonical JSON of tool, args and data. */
  hash: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const claimKinds = [
  'existence',
  'status',
  'count',
  'return-code',
  'quote',
  'time',
  'dependency',
  'path',
  'arithmetic',
  'run',
  'cause',
  'advice',
  'other',
] as const;
export const claimVerdicts = ['confirmed', 'contradicted', 'changed-since', 'uncheckable'] as const;
export type ClaimVerdict = (typeof claimVerdicts)[number];

/**
 * One checkable statement in an answer. `subject` and `claimed` are normalised text with this vocabulary
 * (written by claim extraction, read by the auditor's checks):
 *
 * A reference is `job:<ref>`, `stream:<ref>`, `workstation:<name>` or `name:<ref>` (kind unknown, stands in no receipt).
 * `<ref>` is the full display key (`/WS#/FOLDER/STREAM.JOB`, `/WS#/FOLDER/STREAM`) when exactly one object of the receipts
 * answers to the words of the answer; otherwise the words as written (several or none answer to it).
 *
 * | kind        | subject                                        | claimed |
 * | ----------- | ---------------------------------------------- | ------- |
 * | existence   | reference                                      | `exists` or `absent` |
 * | status      | reference, `;run=` as below                    | a word of claimWords.ts: `STATUS_WORDS`, `JOB_FLAG_WORDS`, `WORKSTATION_WORDS`; negated: `not <WORD>` |
 * | count       | `count:<what>` then any `;key=value`           | an integer, `>=N` for "at least N", `N..M` for a range |
 * | return-code | reference, `;run=` as below                    | an integer |
 * | quote       | `log:<job ref>`, or null when no log holds it  | the quoted text, verbatim, one line |
 * | time        | reference + `;time=started`, `ended`, `scheduled` or `deadline` | an instant, ISO-8601 UTC (minutes are exact, seconds are not claimed); said without a zone `2026-11-20T18:36`; without a day `18:36`, `21:36Z`, `22:36+01:00` |
 * | dependency  | reference A                                    | `after <reference B>`: A waits for B, directly or not; `directly after ...`; negated: `not after ...` |
 * | path        | reference of the job it leads to               | references in order, joined by ` > `: its critical path |
 * | arithmetic  | reference + `;measure=duration`, `late` or `average` | an amount of the smallest unit said: `73 min`, `480 s`, `1.5 h` |
 * | arithmetic  | `share:<what>` of all jobs of the plan         | `49 %` |
 * | run         | `plan`                                         | the run number of the plan |
 * | cause       | reference or null                              | the sentence of the cause |
 * | advice      | reference or null                              | the advice |
 * | other       | reference or null                              | null |
 *
 * `<what>` of a count: `jobs` | `failed` (see STATUS_WORDS.FAILED, canceled jobs excluded) | `status=<WORD>` | `late` | `critical`
 * | `streams` | `streams-failed` | `workstations` | `workstation-problems` | `blocked-by:<job ref>` (jobs of impact.blocked)
 * | `suppressed-by:<job ref>` (jobs of impact.suppressed) | `streams-blocked-by:<job ref>` | `critical-blocked-by:<job ref>` | `successors-of:<job ref>` | `reasons-of:<job ref>` | `runs-of:<job ref>`.
 * Keys: `since_hours=<number>`, `stream=<name>`, `workstation=<name>`. `<ref>` and names hold no `;`.
 * `;run=1`, `;run=2`, ... or `;run=last` names one run of the job's rerun chain; without it the job as it is.
 * "No job failed" is a count with claimed `0`.
 *
 * `receiptId` is the receipt that holds the subject and this kind of value (never a failed one); null when none does.
 * A cause or advice is bound only when a receipt holds something it names: a message id, the quoted line, the return code.
 */
const claim = z.strictObject({
  id: claimId,
  kind: z.enum(claimKinds),
  /** The words of the answer, and where they stand in it (UTF-16 offsets, end exclusive). */
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** What the claim is about: a job key or name, a filter, ... */
  subject: z.string().nullable(),
  /** The value claimed, as text. */
  claimed: z.string().nullable(),
  receiptId: receiptId.nullable(),
  /** null until checked: shown as "not verified". */
  verdict: z.enum(claimVerdicts).nullable(),
  /** What the evidence says, as text. */
  observed: z.string().nullable(),
});
export type Claim = z.infer<typeof claim>;

const turnState = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('running') }),
  z.strictObject({ at: z.literal('done'), finishedAt: instant }),
  z.strictObject({ at: z.literal('stopped'), finishedAt: instant }),
  z.strictObject({ at: z.literal('failed'), finishedAt: instant, fault: faultSchema }),
  /** The core ended while the turn ran; the question is kept and can be asked again. */
  z.strictObject({ at: z.literal('interrupted'), finishedAt: instant }),
]);

export const turn = z.strictObject({
  id: turnId,
  conversationId,
  engineId: engineId.nullable(),
  isDemo: z.boolean(),
  agentId,
  question: z.string(),
  askedAt: instant,
  state: turnState,
  /** How the answer was made. */
  answeredBy: z.strictObject({ kind: z.enum(['rules', 'model']), model: z.string().nullable() }),
  /** Markdown. Empty while nothing was said. */
  answer: z.string(),
  /** Sentences for the operator about how this answer came to be (no model configured, model failed, partial data). */
  notices: z.array(z.string()),
  receipts: z.array(receipt),
  claims: z.array(claim),
  memories: z.array(memoryUse),
  /** The memory this turn was stored as, once done. */
  memoryId: memoryId.nullable(),
});
export type Turn = z.infer<typeof turn>;
export type TurnState = z.infer<typeof turnState>;

const seq = z.number().int().min(0);
/** Beyond any turn's; what follows the last whole number a program can count to is none. */
const MOST_EVENTS = 1_000_000_000;
/** What a watcher of a turn sees, in order. `seq` starts at 1 and has no gaps; `done|stopped|failed` ends the stream. */
export const turnEvent = z.discriminatedUnion('type', [
  z.strictObject({ seq, type: z.literal('started'), turn }),
  z.strictObject({ seq, type: z.literal('memories'), memories: z.array(memoryUse) }),
  z.strictObject({ seq, type: z.literal('tool-started'), label: z.string(), tool: z.string(), args: z.record(z.string(), z.unknown()) }),
  z.strictObject({ seq, type: z.literal('tool-ended'), receipt }),
  z.strictObject({ seq, type: z.literal('delta'), text: z.string() }),
  /** What was streamed so far is withdrawn (the model failed midway and the answer starts again). */
  z.strictObject({ seq, type: z.literal('restarted') }),
  z.strictObject({ seq, type: z.literal('notice'), text: z.string() }),
  z.strictObject({ seq, type: z.literal('ended'), turn }),
]);
export type TurnEvent = z.infer<typeof turnEvent>;

const conversation = z.strictObject({
  id: conversationId,
  title: z.string(),
  createdAt: instant,
  updatedAt: instant,
  turns: z.number().int(),
  isDemo: z.boolean(),
});
export type Conversation = z.infer<typeof conversation>;

export const agent = z.strictObject({
  id: agentId,
  name: z.string(),
  role: z.string(),
  goal: z.string(),
  tools: z.array(z.string()),
  model: z.string().nullable(),
  isDefault: z.boolean(),
});
export type Agent = z.infer<typeof agent>;

export const agents = {
  list: forOperator.route({ method: 'GET', path: '/agents', summary: 'Agents from agents.json, and what is wrong with the file if anything' }).output(
    z.strictObject({
      agents: z.array(agent),
      /** Problems of the file as it is now; the last good agents stay in force. */
      problems: z.array(z.string()),
      path: z.string(),
      loadedAt: instant,
    }),
  ),
};

export const chat = {
  start: forOperator
    .route({ method: 'POST', path: '/chat', summary: 'Ask a question; the turn is stored before this returns' })
    .input(z.strictObject({ question: z.string().trim().min(1).max(8_000), conversationId: conversationId.optional(), agentId: agentId.optional() }))
    .output(z.strictObject({ turnId, conversationId })),
  /** Detaching does not stop the turn; watch again with the last seen `seq`. */
  watch: forOperator
    .route({ method: 'GET', path: '/chat/{turnId}/stream', summary: 'Events of a turn, as server-sent events; resumable with afterSeq' })
    .input(z.strictObject({ turnId, afterSeq: z.coerce.number().int().min(0).max(MOST_EVENTS).default(0) }))
    .output(eventIterator(turnEvent)),
  stop: forOperator
    .route({ method: 'POST', path: '/chat/{turnId}/stop', summary: 'Stop a running turn and its upstream request' })
    .input(z.strictObject({ turnId }))
    .output(turn),
  turn: forOperator.route({ method: 'GET', path: '/chat/{turnId}', summary: 'A turn with receipts and claims' }).input(z.strictObject({ turnId })).output(turn),
  conversations: forOperator
    .route({ method: 'GET', path: '/chat/history', summary: 'Conversations, newest first' })
    .input(z.strictObject({ search: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(z.array(conversation)),
  conversation: forOperator
    .route({ method: 'GET', path: '/chat/history/{conversationId}', summary: 'All turns of a conversation, oldest first' })
    .input(z.strictObject({ conversationId }))
    .output(z.strictObject({ conversation, turns: z.array(turn) })),
  rename: forOperator
    .route({ method: 'POST', path: '/chat/history/{conversationId}/rename', summary: 'Rename a conversation' })
    .input(z.strictObject({ conversationId, title: z.string().trim().min(1).max(200) }))
    .output(conversation),
  /** A tombstone: the conversation leaves the list; its memories and trail stay. */
  remove: forOperator
    .route({ method: 'DELETE', path: '/chat/history/{conversationId}', summary: 'Remove a conversation (kept 30 days)' })
    .input(z.strictObject({ conversationId }))
    .output(z.strictObject({ isRemoved: z.boolean() })),
  restore: forOperator
    .route({ method: 'POST', path: '/chat/history/{conversationId}/restore', summary: 'Undo the removal of a conversation' })
    .input(z.strictObject({ conversationId }))
    .output(conversation),
};
