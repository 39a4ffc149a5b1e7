/** A language model behind any OpenAI-compatible endpoint: streamed replies with tool calls, and JSON answers. */
import OpenAI, { APIError } from 'openai';
import { canonicalJson } from '../base/text/canonicalJson.ts';
import type { Outlet } from '../base/egress/gate.ts';
import { createHttpClient } from '../base/egress/httpOut.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { createAccumulator } from './reply/accumulator.ts';
import { settledCalls } from './reply/callArguments.ts';
import { createLiveText } from './reply/thoughts.ts';
import { exchange } from './exchange.ts';
import { llmFault, withReason } from './failures.ts';
import { extractJson } from './reply/jsonExtract.ts';
import type { Body } from './leaner.ts';
import { isNearby } from './nearby.ts';
import { type Optional, without } from './leaner.ts';
import { testLlm } from './testLlm.ts';
import type { LlmClient, LlmEvent, LlmMessage, LlmTool, StreamInput } from './types.ts';
import { createKeyScrub } from './withoutKey.ts';

export interface LlmClientDeps {
  /** Base address, e.g. `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  /** null: the endpoint needs none. */
  readonly apiKey: () => Promise<string | null>;
  /** Longest silence before the model counts as hung, in ms; covers the wait for the first byte, unless a model is loaded. */
  readonly idleTimeoutMs: number;
  /** Longest wait for the first byte from a server on this computer or in its network, in ms: it may have to load the model first. Absent: no longer than for others. */
  readonly loadTimeoutMs?: number | undefined;
  readonly log: Log;
  /** The way out, to this endpoint alone. */
  readonly outlet: Outlet;
}

export type { LlmClient };

const CONNECT_TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;
/** The client library stops reading there. */
const END_MARK = '[DONE]';

export function createLlmClient(deps: LlmClientDeps): LlmClient {
  const host = new URL(deps.url).host;
  // Silence is judged by the idle timeout alone, so undici's own timeouts are off.
  const http = createHttpClient({
    outlet: deps.outlet,
    options: { headersTimeout: 0, bodyTimeout: 0 },
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    endMark: END_MARK,
  });
  const connectWith = (key: string | null, why: string) => openaiFor(deps, key, http.fetch(why));
  const modelsFor = async (why: string, signal: AbortSignal | undefined) => {
    const key = await deps.apiKey();
    try {
      const ids = await listModels(connectWith(key, why), deps.idleTimeoutMs, signal);
      return ids?.map(createKeyScrub(key).text) ?? null;
    } catch (thrown) {
      throw withReason(llmFault(thrown, { host, model: deps.model, hasBegun: false }), key);
    }
  };

  /** What this server takes no request with. */
  const refused = new Set<Optional>();

  const isNear = isNearby(new URL(deps.url).hostname);
  const firstByteMs = Math.max(deps.idleTimeoutMs, isNear ? (deps.loadTimeoutMs ?? 0) : 0);

  async function* stream(input: StreamInput): AsyncGenerator<LlmEvent, void, void> {
    if (input.signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
    yield* reply(input, {
      model: input.model ?? deps.model,
      messages: input.messages.map(wireMessage),
      ...(input.tools.length === 0 ? {} : { tools: input.tools.map(wireTool) }),
      stream_options: { include_usage: true },
    });
  }

  async function* reply(
    input: Pick<StreamInput, 'signal' | 'why' | 'onLoading'> & Partial<Pick<StreamInput, 'tools'>>,
    body: Body,
  ): AsyncGenerator<LlmEvent, void, void> {
    const { tools = [], onLoading = () => {} } = input;
    const key = await deps.apiKey();
    const openai = connectWith(key, input.why);
    const accumulator = createAccumulator(tools.map(({ name }) => name));
    const scrub = createKeyScrub(key);
    const words = scrub.stream();
    const live = createLiveText();
    let text = '';
    let isToolless = false;
    const onLeftOut = (parts: readonly Optional[]) => {
      // Tools are offered again next time: what was refused with them may have been something else.
      isToolless = parts.includes('tools');
      if (!isToolless) for (const part of parts) refused.add(part);
    };
    const asked = [...refused].reduce((whole, part) => without(whole, part), body);
    const { idleTimeoutMs } = deps;
    try {
      for await (const chunk of exchange({ openai, host, model: body.model, idleTimeoutMs, firstByteMs, onLoading, onLeftOut }, asked, input.signal)) {
        if (isToolless) yield { type: 'no-tools' };
        isToolless = false;
        if (chunk === null) accumulator.finish();
        const piece = chunk === null ? '' : words.push(accumulator.push(chunk));
        text += piece;
        const shown = live.push(piece);
        if (shown !== '') yield { type: 'text', text: shown };
      }
    } catch (thrown) {
      const fault = withReason(asFault(thrown), key);
      if (fault.code !== 'STOPPED') deps.log.warn({ host, model: body.model, code: fault.code, reason: reasonOf(fault) }, fault.message);
      throw fault;
    }
    const { calls, usage, ending } = accumulator.end();
    if (ending === 'missing') throw new Fault('LLM_BAD_ANSWER', `The language model at ${host} broke off in the middle of its answer.`, { detail: host });
    const rest = words.end();
    text += rest;
    const shown = live.push(rest) + live.end();
    if (shown !== '') yield { type: 'text', text: shown };
    const scrubbed = calls.map(({ id, name, argumentsText }) => ({ id: scrub.text(id), name: scrub.text(name), argumentsText: scrub.text(argumentsText) }));
    if (scrubbed.length > 0) yield { type: 'tool-calls', calls: settledCalls(scrubbed, tools) };
    yield { type: 'end', usage, text, ending };
  }

  const completeJson: LlmClient['completeJson'] = async (input) => {
    const required = Array.isArray(input.schema.required) ? input.schema.required.filter((key) => typeof key === 'string') : [];
    // A server that does not know schemas gets the request without; the words of the prompt then have to do.
    const response_format = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: { ...input.schema } } } as const;
    const body: Body = { model: deps.model, messages: input.messages.map(wireMessage), max_tokens: input.maxTokens, temperature: 0, response_format };
    let text = '';
    let isWhole = false;
    for await (const event of reply(input, body)) {
      if (event.type !== 'end') continue;
      ({ text } = event);
      isWhole = event.ending === 'good';
    }
    // Of half an opinion nobody knows what the other half was.
    const json = isWhole ? extractJson(text, required) : undefined;
    return { text, json, isBare: isAllOf(text, json) };
  };

  return {
    stream,
    completeJson,
    test: (signal) => testLlm({ host, model: deps.model, stream, listModels: () => modelsFor('test', signal), signal }),
    reach: async (signal) => void (await modelsFor('health', signal)),
    close: () => http.destroy(),
  };
}

const reasonOf = ({ cause }: Fault): string => (cause instanceof Error ? cause.message : '');

function isAllOf(text: string, json: unknown): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === canonicalJson(json);
  } catch {
    return false;
  }
}

/** Everything the library would otherwise take from the environment is said here: nobody else's account is used by accident. */
function openaiFor({ url }: LlmClientDeps, key: string | null, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
    baseURL: url,
    apiKey: key ?? 'none',
    ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch,
    maxRetries: 0,
    // The idle timeout decides; a long answer that keeps coming is fine.
    timeout: DAY_MS,
    logLevel: 'off',
  });
}

/** Model ids; null when the endpoint does not list them. Raises what `failures.ts` understands. */
async function listModels(openai: OpenAI, timeoutMs: number, signal: AbortSignal | undefined): Promise<string[] | null> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const page = await openai.models.list({ signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]) });
    // Some servers answer with a list of another shape: that they answer is what counts.
    return Array.isArray(page.data) ? page.data.map((model) => model.id) : null;
  } catch (thrown) {
    if (thrown instanceof APIError && (thrown.status === 404 || thrown.status === 405 || thrown.status === 501)) return null;
    if (deadline.aborted) throw new Fault('LLM_TIMEOUT', 'The language model did not answer in time.', { cause: thrown });
    throw thrown;
  }
}

function wireMessage(message: LlmMessage): OpenAI.Chat.ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.content };
  if (message.role !== 'assistant') return { role: message.role, content: message.content };
  const calls = message.calls.map(({ id, name, argumentsText }) => ({ id, type: 'function' as const, function: { name, arguments: argumentsText } }));
  return { role: 'assistant', content: message.content, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
}

const wireTool = ({ name, description, parameters }: LlmTool): OpenAI.Chat.ChatCompletionTool => ({
  type: 'function',
  function: { name, description, parameters: { ...parameters } },
});
