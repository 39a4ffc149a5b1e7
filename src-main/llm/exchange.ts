/** One request to the model: opened with at most one retry, watched for silence, closed in every case. */
import type OpenAI from 'openai';
import { Fault } from '../base/fault.ts';
import { type Chunk, chunkSchema } from './accumulator.ts';
import { llmFault } from './failures.ts';

export type Body = Omit<OpenAI.Chat.ChatCompletionCreateParamsStreaming, 'stream'>;

interface ExchangeDeps {
  readonly openai: OpenAI;
  readonly host: string;
  readonly model: string;
  readonly idleTimeoutMs: number;
}

const RETRY_AFTER_MS = 300;

/** Chunks of the reply. Raises the faults of `LlmClient.stream`; leaving the loop early closes the request. */
export async function* exchange(deps: ExchangeDeps, body: Body, signal: AbortSignal | undefined): AsyncGenerator<Chunk, void, void> {
  const silence = new AbortController();
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const watch = () => setTimeout(() => silence.abort(), deps.idleTimeoutMs);
  let timer = watch();
  let hasBegun = false;
  /** An abort ends the library's loop without a word: both ways out ask the signals first. */
  const raiseIfAborted = () => {
    if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
    if (silence.signal.aborted)
      throw new Fault(
        'LLM_TIMEOUT',
        `The language model at ${deps.host} said nothing for ${Math.round(deps.idleTimeoutMs / 100) / 10} s; it may be overloaded.`,
      );
  };
  try {
    for await (const chunk of await openWithRetry(deps, body, either)) {
      clearTimeout(timer);
      hasBegun = true;
      yield understood(chunk, deps.host);
      timer = watch();
    }
    raiseIfAborted();
  } catch (thrown) {
    raiseIfAborted();
    throw llmFault(thrown, { host: deps.host, model: body.model, hasBegun });
  } finally {
    clearTimeout(timer);
    // Whatever way we leave, the request does not outlive us.
    silence.abort();
  }
}

function understood(chunk: unknown, host: string): Chunk {
  const parsed = chunkSchema.safeParse(chunk);
  if (parsed.success) return parsed.data;
  throw new Fault('LLM_BAD_ANSWER', `The language model at ${host} sent something that is not a chat completion.`, { cause: parsed.error });
}

/** Nothing has been shown before the first byte, so one more attempt is safe. */
async function openWithRetry(deps: ExchangeDeps, body: Body, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
  const open = () => deps.openai.chat.completions.create({ ...body, stream: true }, { signal });
  try {
    return await open();
  } catch (thrown) {
    if (signal.aborted || !llmFault(thrown, { host: deps.host, model: body.model, hasBegun: false }).retryable) throw thrown;
    await pause(RETRY_AFTER_MS, signal);
    return open();
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
