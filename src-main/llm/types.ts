/** What Resync asks of a language model, whoever serves it. */
import type { ConnectionTest } from '../../src-preload/contract/settings.ts';
import type { Ending } from './reply/ending.ts';

export interface ToolRequest {
  readonly id: string;
  readonly name: string;
  /** One JSON object where it can be understood, else as the model wrote it; empty when the arguments never came. */
  readonly argumentsText: string;
}

export type LlmMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly calls: readonly ToolRequest[] }
  | { readonly role: 'tool'; readonly callId: string; readonly content: string };

export interface LlmTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface LlmUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type LlmEvent =
  /** What can be shown already: without thoughts, and nothing behind a sign that is not meant for people. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool-calls'; readonly calls: readonly ToolRequest[] }
  /** Said first: the server takes no tools with this model, so it answers without having read anything. */
  | { readonly type: 'no-tools' }
  /** `text`: all that was written, thoughts and signs included; what of it is an answer, the answer gate says. */
  | { readonly type: 'end'; readonly usage: LlmUsage | null; readonly text: string; readonly ending: Ending };

interface Asked {
  readonly messages: readonly LlmMessage[];
  readonly signal?: AbortSignal | undefined;
  /** For the egress ledger, e.g. `chat` or `judge`. */
  readonly why: string;
}

export interface StreamInput extends Asked {
  readonly tools: readonly LlmTool[];
  /** Another model than the configured one (an agent may name its own). */
  readonly model?: string | undefined;
  /** Told once when the first word takes longer than any other: the server probably loads the model. */
  readonly onLoading?: (() => void) | undefined;
}

interface JsonInput extends Asked {
  /** JSON schema of the answer: many servers accept and ignore it, so the caller validates `json`. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

export interface LlmClient {
  /**
   * One reply: text as it comes, then all tool calls at once if any, then the end.
   * Raises LLM_UNAVAILABLE, LLM_AUTH, LLM_TLS, LLM_TIMEOUT (silence), LLM_TOO_LONG (more than its context holds), LLM_BAD_ANSWER (broken off or not understood),
   * STOPPED (the signal).
   */
  stream(input: StreamInput): AsyncIterable<LlmEvent>;
  /**
   * The raw text, and the JSON value found in it (undefined when none). `isBare`: the reply was this value and nothing else, not even thoughts.
   * Same faults as `stream`.
   */
  completeJson(input: JsonInput): Promise<{ readonly text: string; readonly json: unknown; readonly isBare: boolean }>;
  /** Step by step: reachable, model known, one streamed reply, one tool call. Never raises. */
  test(signal?: AbortSignal): Promise<ConnectionTest>;
  /** Resolves when the endpoint answers at all, without spending a token. Raises as `stream` does. */
  reach(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
