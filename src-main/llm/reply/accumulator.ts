/** Puts the pieces of a streamed chat completion together, in whichever way a server cuts them. */
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import type { LlmUsage, ToolRequest } from '../types.ts';
import { type CallPiece, createCallBuilder } from './callBuilder.ts';
import { type Ending, endingOf } from './ending.ts';

const said = z.string().nullish().catch(null);
const namedCall = z.looseObject({ name: said, arguments: z.unknown().optional() }).nullish().catch(null);
const callPiece = z.looseObject({
  index: z.number().int().nullish().catch(null),
  id: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  function: namedCall,
});
/** Text, or the parts some servers cut it into (thoughts among them, which are left aside). */
const content = z
  .union([z.string(), z.array(z.looseObject({ text: said }).catch({})).transform((parts) => parts.map(({ text }) => text ?? '').join(''))])
  .nullish()
  .catch(null);
const message = z
  .looseObject({ content, tool_calls: z.array(callPiece).nullish().catch(null), function_call: namedCall })
  .nullish()
  .catch(null);
/** Lenient on what we do not use; `reasoning_content` is left aside on purpose. `message` comes from servers that do not stream. */
export const chunkSchema = z.looseObject({
  object: said,
  choices: z.array(z.looseObject({ delta: message, message, finish_reason: said, error: z.unknown().optional() })).nullish(),
  usage: z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish().catch(null),
});
export type Chunk = z.infer<typeof chunkSchema>;

/** Far more than any reply: a model that runs in circles, unseen in its thoughts or its arguments, would otherwise do so for ever. */
const MOST_CHUNKS = 200_000;
const MOST_ARGUMENT_CHARS = 100_000;
const MOST_CALLS = 100;
/** With the thoughts in it. */
const MOST_TEXT_CHARS = 1_000_000;
const endless = () => new Fault('LLM_BAD_ANSWER', 'The language model went on without end; ask again, or choose another model in Settings.');

export interface Accumulator {
  /** @returns the text of this piece, as it is written. Raises LLM_BAD_ANSWER for a reply that does not end. */
  push(chunk: Chunk): string;
  /** The server says that the reply is whole: some do not give the last chunk a reason. */
  finish(): void;
  end(): { calls: ToolRequest[]; usage: LlmUsage | null; ending: Ending };
}

const WHOLE = 'stop';
const PIECE_OF_STREAM = 'chat.completion.chunk';

/** @param toolNames tell where one name ends and the next begins. */
export function createAccumulator(toolNames: readonly string[] = []): Accumulator {
  const calls = createCallBuilder(toolNames);
  let usage: LlmUsage | null = null;
  let finishReason: string | null = null;
  let hasError = false;

  let chunks = 0;
  let argumentChars = 0;
  let textChars = 0;

  const addPiece = (piece: CallPiece) => {
    argumentChars += calls.add(piece);
    if (argumentChars > MOST_ARGUMENT_CHARS || calls.size() > MOST_CALLS) throw endless();
  };

  return {
    push(chunk) {
      chunks += 1;
      if (chunks > MOST_CHUNKS) throw endless();
      if (chunk.usage != null) usage = { promptTokens: chunk.usage.prompt_tokens ?? 0, completionTokens: chunk.usage.completion_tokens ?? 0 };
      // The usage chunk has no choices at all.
      const choice = chunk.choices?.[0];
      if (choice === undefined) return '';
      const told = choice.delta ?? choice.message;
      for (const piece of told?.tool_calls ?? []) addPiece(piece);
      // The one call of older servers.
      if (told?.function_call != null) addPiece({ index: 0, function: told.function_call });
      if (choice.error != null) hasError = true;
      if (choice.finish_reason != null) finishReason = choice.finish_reason;
      // A message is whole where nothing is streamed; in a stream it says nothing of the end.
      else if (choice.message != null && choice.delta == null && chunk.object !== PIECE_OF_STREAM) finishReason = WHOLE;
      const text = told?.content ?? '';
      textChars += text.length;
      if (textChars > MOST_TEXT_CHARS) throw endless();
      return text;
    },
    finish() {
      finishReason ??= WHOLE;
    },
    end: () => ({ calls: calls.all(), usage, ending: hasError ? 'missing' : endingOf(finishReason) }),
  };
}
