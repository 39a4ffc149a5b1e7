/** What every answer is made from: the tools, the audited memories, the engine's clock and the reader's language. */
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { ToolCall } from '../answerPort.ts';
import type { Watching } from '../tools/recordedPast.ts';
import type { Language } from './asked/language.ts';

export interface Ask {
  readonly question: string;
  readonly language: Language;
  readonly call: ToolCall;
  readonly memories: readonly MemoryUse[];
  /** null: nothing can be watched here. */
  readonly watching: Watching | null;
  readonly nowMs: number;
  /** A zone this runtime knows. */
  readonly zone: string;
}

/** An answer is made paragraph by paragraph, each as soon as its facts are there. */
export type Paragraphs = AsyncGenerator<string, void, void>;

/** One entry per language; a missing or misshaped translation does not compile. */
export const translated = <T>(table: { readonly en: T; readonly 'pt-BR': NoInfer<T>; readonly es: NoInfer<T> }): Readonly<Record<Language, T>> => table;
