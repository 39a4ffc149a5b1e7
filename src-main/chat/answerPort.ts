/** What the turn hands to whoever answers, and what claim extraction gives back. */

import type { input } from 'zod';
import type { Claim, Receipt } from '../../src-preload/contract/chat.ts';
import type { MemoryUse } from '../../src-preload/contract/memory.ts';
import type { ToolName, ToolResult, toolArgs } from '../../src-preload/contract/tools.ts';
import type { Question } from './answers/asked/question.ts';
import type { Watching } from './tools/recordedPast.ts';

export type ToolInput<N extends ToolName> = input<(typeof toolArgs)[N]>;

export interface ToolOutcome<N extends ToolName> {
  readonly receipt: Receipt;
  /** null when the tool failed: the receipt holds the fault. */
  readonly result: ToolResult<N> | null;
}

/** Runs one tool and stores its receipt. Never throws for a failed read; throws only when the turn is stopped. */
export type ToolCall = <N extends ToolName>(tool: N, args: ToolInput<N>) => Promise<ToolOutcome<N>>;

export interface RuleAnswerInput {
  readonly asked: Question;
  /** Audited memories, best first. */
  readonly memories: readonly MemoryUse[];
  readonly call: ToolCall;
  readonly engineNowMs: number;
  /** IANA name of the engine's zone; null when the engine did not say. */
  readonly timeZone: string | null;
  /** Without it, nothing can be watched. */
  readonly watching?: Watching | undefined;
  /** The turn before this one in the conversation, on the same engine: what "it" and "the second" mean. */
  readonly previous?: PreviousTurn | undefined;
  /** As the engine says it; anything but `LIVES` means that nothing starts. null or absent: not known. */
  readonly batchman?: string | null | undefined;
  readonly signal: AbortSignal;
}

export interface PreviousTurn {
  readonly question: string;
  readonly receipts: readonly Pick<Receipt, 'tool' | 'outcome' | 'args' | 'data'>[];
}

/** A claim before it is stored and checked. */
export type ClaimDraft = Omit<Claim, 'id' | 'verdict' | 'observed'>;
