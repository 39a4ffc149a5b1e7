/** Puts the pieces of a streamed chat completion together, in whichever way a server cuts them. */
import * as z from 'zod';
import { createThinkFilter } from './thinkFilter.ts';
import type { LlmUsage, ToolRequest } from './types.ts';

const callPiece = z.looseObject({
  index: z.number().int().nullish(),
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() }).nullish(),
});
/** Lenient on what we do not use; `reasoning_content` is left aside on purpose. */
export const chunkSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().nullish(), tool_calls: z.array(callPiece).nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
});
export type Chunk = z.infer<typeof chunkSchema>;
type CallPiece = z.infer<typeof callPiece>;

interface Building {
  readonly index: number;
  id: string;
  name: string;
  argumentsText: string;
}

export interface Accumulator {
  /** @returns the text to show now, thoughts removed. */
  push(chunk: Chunk): string;
  /** `finishReason` null: the stream broke off. Servers that say `stop` beside tool calls are right about the calls. */
  end(): { text: string; calls: ToolRequest[]; usage: LlmUsage | null; finishReason: string | null };
}

export function createAccumulator(): Accumulator {
  const thoughts = createThinkFilter();
  const calls: Building[] = [];
  let usage: LlmUsage | null = null;
  let finishReason: string | null = null;

  const addPiece = (piece: CallPiece) => {
    const { id, index } = piece;
    const last = calls.at(-1);
    const sameIndex = index == null ? last : calls.findLast((call) => call.index === index);
    // Some servers number every call 0: another id is another call.
    const isAnother = sameIndex === undefined || (id != null && id !== '' && sameIndex.id !== '' && id !== sameIndex.id);
    const call = isAnother ? { index: index ?? calls.length, id: id ?? '', name: '', argumentsText: '' } : sameIndex;
    if (isAnother) calls.push(call);
    if (call.id === '' && id != null) call.id = id;
    if (call.name === '') call.name = piece.function?.name ?? '';
    const more = piece.function?.arguments ?? '';
    call.argumentsText += typeof more === 'string' ? more : JSON.stringify(more);
  };

  return {
    push(chunk) {
      if (chunk.usage != null) usage = { promptTokens: chunk.usage.prompt_tokens ?? 0, completionTokens: chunk.usage.completion_tokens ?? 0 };
      // The usage chunk has no choices at all.
      const choice = chunk.choices?.[0];
      if (choice === undefined) return '';
      for (const piece of choice.delta?.tool_calls ?? []) addPiece(piece);
      if (choice.finish_reason != null) finishReason = choice.finish_reason;
      return thoughts.push(choice.delta?.content ?? '');
    },
    end: () => ({
      text: thoughts.end(),
      calls: calls.map(({ id, name, argumentsText }, position) => ({ id: id === '' ? `call_${position + 1}` : id, name, argumentsText })),
      usage,
      finishReason,
    }),
  };
}
