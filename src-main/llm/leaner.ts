/** What of a request a server may not take, and the request without it. Pure. */

import type OpenAI from 'openai';
import { APIError } from 'openai';
import { isTooLong } from './failures.ts';

/** What is asked of the model, but for how it is sent. */
export type Body = Omit<OpenAI.Chat.ChatCompletionCreateParamsStreaming, 'stream'>;

/** In the order in which doing without costs least. */
const OPTIONAL = ['stream_options', 'response_format', 'temperature', 'max_tokens', 'tools'] as const;
export type Optional = (typeof OPTIONAL)[number];

/** What to try without next; null when the refusal is not about what the request holds, or nothing is left to leave out. */
export function refusedPart(thrown: unknown, body: Body): Optional | null {
  // Nothing left out would make a request fit that is too long.
  if (!(thrown instanceof APIError) || isTooLong(thrown)) return null;
  const present = OPTIONAL.filter((part) => body[part] !== undefined && body[part] !== null);
  const named = present.find((part) => thrown.param === part) ?? present.find((part) => thrown.message.includes(part));
  if (thrown.status === 400 || thrown.status === 422) return named ?? present[0] ?? null;
  // llama.cpp has no code for it: 500, and only its words name the part ("tools param requires --jinja flag").
  return thrown.status === 500 || thrown.status === 501 ? (named ?? null) : null;
}

export function without(body: Body, part: Optional): Body {
  const { [part]: left, ...rest } = body;
  // Newer models of OpenAI know the bound by another name only.
  if (part === 'max_tokens' && typeof left === 'number') return { ...rest, max_completion_tokens: left };
  return part === 'tools' ? { ...rest, messages: rest.messages.map(withoutTools) } : rest;
}

type Message = OpenAI.Chat.ChatCompletionMessageParam;

/** A server that refuses tools may refuse their traces in the conversation as well. */
function withoutTools(message: Message): Message {
  if (message.role === 'tool') return { role: 'user', content: message.content };
  if (message.role !== 'assistant') return message;
  const { tool_calls: _calls, ...rest } = message;
  return rest;
}
