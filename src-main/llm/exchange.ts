/** One request to the model: opened with at most one retry, and without what the server refuses; watched for silence, closed in every case. */
import type OpenAI from 'openai';
import { APIError } from 'openai';
import { Fault } from '../base/fault.ts';
import { createBreather } from '../base/text/slices.ts';
import { type Chunk, chunkSchema } from './reply/accumulator.ts';
import { isTooLong, llmFault, tooLongFault } from './failures.ts';
import { askedToWaitMs } from './askedToWait.ts';
import { type Body, type Optional, refusedPart, without } from './leaner.ts';
import { createPatience, type Heard, type Patience } from './patience.ts';
import { type ReplyPart, replyParts } from './reply/replyBody.ts';

interface ExchangeDeps {
  readonly openai: OpenAI;
  readonly host: string;
  readonly model: string;
  readonly idleTimeoutMs: number;
  /** Longest wait for the first byte, in ms. */
  readonly firstByteMs: number;
  readonly onLoading: () => void;
  /** Told before the first chunk, when the server took the request only without these. */
  readonly onLeftOut: (parts: readonly Optional[]) => void;
}

const RETRY_AFTER_MS = 300;
/** A server that is told to be loading is asked again so often. */
const LOADING_EVERY_MS = 1_000;

/** Chunks of the reply; null once the server says that it is whole. Raises the faults of `LlmClient.stream`; leaving the loop early closes the request. */
export async function* exchange(deps: ExchangeDeps, body: Body, signal: AbortSignal | undefined): AsyncGenerator<Chunk | null, void, void> {
  const { host, idleTimeoutMs, firstByteMs, onLoading } = deps;
  const silence = new AbortController();
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const patience = createPatience({ idleTimeoutMs, firstByteMs, onLoading, onSpent: () => silence.abort() });
  const breathe = createBreather();
  let hasBegun = false;
  /** An abort may end the reading without a word: both ways out ask the signals first. */
  const raiseIfAborted = () => {
    if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
    const spent = patience.spent();
    if (spent !== null) throw timeoutFault(host, spent);
  };
  try {
    const response = await open(deps, body, either, patience);
    for await (const part of replyParts(bodyOf(response, host))) {
      raiseIfAborted();
      await breathe();
      if (part.kind === 'alive') {
        patience.heard('sign of life');
        continue;
      }
      hasBegun = true;
      const chunk = understood(part, host);
      patience.heard(chunk === null ? 'words' : heardIn(chunk));
      patience.pause();
      yield chunk;
      if (chunk === null) return;
      patience.resume();
    }
    raiseIfAborted();
  } catch (thrown) {
    raiseIfAborted();
    throw llmFault(thrown, { host, model: body.model, hasBegun });
  } finally {
    patience.stop();
    // Whatever way we leave, the request does not outlive us.
    silence.abort();
  }
}

function timeoutFault(host: string, { what, ms }: NonNullable<ReturnType<Patience['spent']>>): Fault {
  const seconds = Math.round(ms / 100) / 10;
  const told = what === 'silence' ? `said nothing for ${seconds} s; it may be overloaded` : `was not done after ${seconds} s`;
  return new Fault('LLM_TIMEOUT', `The language model at ${host} ${told}.`, { detail: host });
}

/** Thoughts and the arguments of calls are words too, in whichever field a server puts them. */
function heardIn({ choices }: Chunk): Heard {
  const said = (choices ?? []).flatMap(({ delta, message }) => stringsIn(delta ?? message, 0));
  if (said.some((text) => /[\p{L}\p{N}]/u.test(text))) return 'words';
  return said.some((text) => text !== '') ? 'noise' : 'sign of life';
}

/** Deep enough for the arguments of a call. */
const MOST_DEPTH = 5;
/** They come with every piece, whether it says something or not. */
const MARKS: ReadonlySet<string> = new Set(['role', 'id', 'type']);

function stringsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || depth > MOST_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) => (MARKS.has(key) ? [] : stringsIn(inner, depth + 1)));
}

function bodyOf(response: Response, host: string): ReadableStream<Uint8Array> {
  if (response.body !== null) return response.body;
  throw new Fault('LLM_BAD_ANSWER', `The language model at ${host} sent an empty reply.`, { detail: host });
}

function understood(part: Exclude<ReplyPart, { kind: 'alive' }>, host: string): Chunk | null {
  if (part.kind === 'done') return null;
  const reported = part.kind === 'error' ? part.value : errorIn(part.value);
  if (reported !== null) {
    const cause = new Error(JSON.stringify(reported)?.slice(0, 500));
    if (isTooLong(reported)) throw tooLongFault(host, cause);
    throw new Fault('LLM_BAD_ANSWER', `The language model at ${host} reported an error instead of finishing its answer; its own log has the details.`, {
      detail: host,
      cause,
    });
  }
  const parsed = chunkSchema.safeParse(part.value);
  if (parsed.success) return parsed.data;
  throw new Fault('LLM_BAD_ANSWER', `The language model at ${host} sent something that is not a chat completion.`, { detail: host, cause: parsed.error });
}

/** `{error: ...}` as most say it inside a 200, `{object: 'error', message}` as vLLM did. */
function errorIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if ('error' in value && value.error !== null && value.error !== undefined) return value.error;
  return 'object' in value && value.object === 'error' ? value : null;
}

/**
 * Nothing has been shown before the first byte, so asking again is safe: once after a failure, once for each part the server refuses, when it says when,
 * and while it loads.
 */
async function open(deps: ExchangeDeps, whole: Body, signal: AbortSignal, patience: Patience): Promise<Response> {
  const left: Optional[] = [];
  let body = whole;
  let hasPaused = false;
  let first: unknown = null;
  let waitedMs = 0;
  for (;;) {
    try {
      const response = await deps.openai.chat.completions.create({ ...body, stream: true }, { signal }).asResponse();
      if (left.length > 0) deps.onLeftOut(left);
      return response;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      first ??= thrown;
      const refused = refusedPart(thrown, body);
      if (refused !== null) {
        left.push(refused);
        body = without(body, refused);
        continue;
      }
      const askedMs = askedToWaitMs(thrown);
      if (askedMs !== null && waitedMs + askedMs <= deps.idleTimeoutMs) {
        const waitMs = Math.max(askedMs, RETRY_AFTER_MS);
        waitedMs += waitMs;
        patience.pause();
        await pause(waitMs, signal);
        patience.resume();
        continue;
      }
      // The longest wait for the first byte ends it.
      if (deps.firstByteMs > deps.idleTimeoutMs && isLoading(thrown)) {
        await pause(LOADING_EVERY_MS, signal);
        continue;
      }
      // When leaving parts out did not help, what was said of the whole request is what counts.
      if (hasPaused || !llmFault(thrown, { host: deps.host, model: body.model, hasBegun: false }).retryable) throw left.length > 0 ? first : thrown;
      hasPaused = true;
      await pause(RETRY_AFTER_MS, signal);
    }
  }
}

/** llama.cpp answers so until the model is in memory. */
const isLoading = (thrown: unknown): boolean => thrown instanceof APIError && thrown.status === 503 && /\bloading\b/i.test(thrown.message);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
