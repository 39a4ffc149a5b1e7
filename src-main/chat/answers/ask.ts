/** What every answer is made from: the tools, the audited memories, the engine's clock and the reader's language. */
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { ToolName } from '../../../src-preload/contract/tools.ts';
import { canonicalJson } from '../../base/text/canonicalJson.ts';
import type { ToolCall, ToolInput, ToolOutcome } from '../answerPort.ts';
import type { Watching } from '../tools/recordedPast.ts';
import type { Language } from './asked/language.ts';

export interface Ask {
  readonly question: string;
  readonly language: Language;
  readonly call: ToolCall;
  readonly memories: readonly MemoryUse[];
  /** null: nothing can be watched here. */
  readonly watching: Watching | null;
  /** The engine's own word for it: `LIVES`, or nothing starts; null: it does not say. */
  readonly batchman: string | null;
  readonly nowMs: number;
  /** A zone this runtime knows. */
  readonly zone: string;
}

/** An answer is made paragraph by paragraph, each as soon as its facts are there. */
export type Paragraphs = AsyncGenerator<string, void, void>;

/** One entry per language; a missing or misshaped translation does not compile. */
export const translated = <T>(table: { readonly en: T; readonly 'pt-BR': NoInfer<T>; readonly es: NoInfer<T> }): Readonly<Record<Language, T>> => table;

/** What was read for an answer is read once: to find what a question is about, and to answer it. Also a failure: a scheduler that is away is not waited for twice. */
export function readOnce(call: ToolCall): ToolCall {
  const made = new Map<string, Promise<unknown>>();
  return <N extends ToolName>(tool: N, args: ToolInput<N>) => {
    const key = `${tool} ${canonicalJson(args)}`;
    const before = made.get(key);
    // Kept under the name of its tool.
    if (before !== undefined) return before as Promise<ToolOutcome<N>>;
    const making = call(tool, args);
    made.set(key, making);
    return making;
  };
}
