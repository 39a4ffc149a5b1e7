/** One request to the model: opened with at most one retry, and without what the server refuses; watched for silence, closed in every case. */
import type OpenAI from 'openai';
import { Fault } from '../base/fault.ts';
import { type Chunk, chunkSchema } from './accumulator.ts';
import { llmFault } from './failures.ts';
import { type Body, type Optional, refusedPart, without } from './leaner.ts';
import { type ReplyPart, replyParts } from './replyBody.ts';

interface ExchangeDeps {
  readonly openai: OpenAI;
  readonly host: string;
  readonly model: string;
  readonly idleTimeoutMs: number;
  /** Told before the first chunk, when the server took the request only without these. */
  readonly onLeftOut: (parts: readonly Optional[]) => void;
}

const RETRY_AFTER_MS = 300;
/** Signs of life without a word are believed this many times the idle timeout: a model may be loading, but not for ever. */
const LONGEST_WORDLESS = 10;

/** Chunks of the reply; null once the server says that it is whole. Raises the faults of `LlmClient.stream`; leaving the loop early closes the request. */
export async function* exchange(deps: ExchangeDeps, body: Body, signal: AbortSignal | undefined): AsyncGenerator<Chunk | null, void, void> {
  const { host, idleTimeoutMs } = deps;
  const silence = new AbortController();
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const watch = () => setTimeout(() => silence.abort(), idleTimeoutMs);
  let timer = watch();
  let hasBegun = false;
  let spokeAt = performance.now();
  /** An abort may end the reading without a word: both ways out ask the signals first. */
  const raiseIfAborted = () => {
    if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
    if (silence.signal.aborted)
      throw new Fault('LLM_TIMEOUT', `The language model at ${host} said nothing for ${Math.round(idleTimeoutMs / 100) / 10} s; it may be overloaded.`, {
        detail: host,
      });
  };
  try {
    const response = await open(deps, body, either);
    for await (const part of replyParts(bodyOf(response, host))) {
      raiseIfAborted();
      if (part.kind === 'alive' && performance.now() - spokeAt > LONGEST_WORDLESS * idleTimeoutMs) continue;
      clearTimeout(timer);
      timer = watch();
      if (part.kind === 'alive') continue;
      hasBegun = true;
      spokeAt = performance.now();
      const chunk = understood(part, host);
      // What the reader does with it is not the model's silence.
      clearTimeout(timer);
      yield chunk;
      if (chunk === null) return;
      timer = watch();
    }
    raiseIfAborted();
  } catch (thrown) {
    raiseIfAborted();
    throw llmFault(thrown, { host, model: body.model, hasBegun });
  } finally {
    clearTimeout(timer);
    // Whatever way we leave, the request does not outlive us.
    silence.abort();
  }
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

/** Nothing has been shown before the first byte, so asking again is safe: once after a failure, and once for each part the server refuses. */
async function open(deps: ExchangeDeps, whole: Body, signal: AbortSignal): Promise<Response> {
  const left: Optional[] = [];
  let body = whole;
  let hasPaused = false;
  let first: unknown = null;
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
      // When leaving parts out did not help, what was said of the whole request is what counts.
      if (hasPaused || !llmFault(thrown, { host: deps.host, model: body.model, hasBegun: false }).retryable) throw left.length > 0 ? first : thrown;
      hasPaused = true;
      await pause(RETRY_AFTER_MS, signal);
    }
  }
}

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
