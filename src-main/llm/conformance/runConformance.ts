/** Holds the ten canned exchanges with a model, one after the other, each within its time. */
import type { Conformance } from '../../../src-preload/contract/conformance.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import { gatedReply } from '../reply/gatedReply.ts';
import type { LlmClient, LlmMessage, LlmTool } from '../types.ts';
import { callExchanges } from './callExchanges.ts';
import { type Asking, type CannedExchange, type Found, found, type Reply } from './cannedExchange.ts';
import { concluded } from './conclusions.ts';
import { textExchanges } from './textExchanges.ts';

export interface ConformanceSize {
  /** Longest time of one exchange, in ms; the first has twice as long, because a model may have to be loaded. */
  readonly deadlineMs: number;
  /** Length of the text a fact is hidden in, in characters. */
  readonly longTextChars: number;
}

interface RunDeps extends ConformanceSize {
  readonly client: Pick<LlmClient, 'stream' | 'completeJson'>;
  readonly model: string;
  /** The first exchange has this much longer: leaving it would stop the load of a model. */
  readonly loadTimeoutMs: number;
  /** Resolves when nobody else needs the model; asked before each exchange. */
  readonly whenFree: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const WHY = 'conformance';
/** The judge's own limit: a model that thinks longer than this gives no opinion. */
const JSON_TOKENS = 500;
/** How long a stopped reply may take to end. */
const STOP_MS = 3_000;
const CANNED: readonly CannedExchange[] = [...callExchanges, ...textExchanges];

type Exchange = Conformance['exchanges'][number];
type Told = Found | { readonly fault: Fault };

/** Raises what the model cannot be reached with (LLM_UNAVAILABLE, LLM_AUTH, SECRETS_UNAVAILABLE) before anything was found out, and STOPPED. */
export async function runConformance(deps: RunDeps): Promise<Conformance> {
  const exchanges: Exchange[] = [];
  let isGone = false;
  for (const canned of CANNED) {
    if (isGone) {
      exchanges.push({ name: canned.name, outcome: 'skipped', ...found('not-tried'), durationMs: 0 });
      continue;
    }
    await deps.whenFree(deps.signal);
    const startedAt = performance.now();
    const told = await within(deps, canned, exchanges.length === 0 ? 2 * deps.deadlineMs + deps.loadTimeoutMs : deps.deadlineMs);
    const durationMs = performance.now() - startedAt;
    if ('found' in told) {
      exchanges.push({ name: canned.name, outcome: told.found === 'as-asked' ? 'passed' : 'failed', ...told, durationMs });
      continue;
    }
    // A server that is down says nothing about the model.
    if (told.fault.code === 'STOPPED' || exchanges.length === 0) throw told.fault;
    isGone = true;
    exchanges.push({ name: canned.name, outcome: 'skipped', ...found('not-tried', told.fault.message), durationMs });
  }
  return { model: deps.model, at: instantOf(deps.clock.now()), exchanges, ...concluded(exchanges) };
}

async function within(deps: RunDeps, canned: CannedExchange, deadlineMs: number): Promise<Told> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = AbortSignal.any([deps.signal, deadline]);
  try {
    return await canned.ask(askingOf(deps, signal));
  } catch (thrown) {
    const fault = asFault(thrown);
    if (deps.signal.aborted) return { fault };
    if (deadline.aborted || fault.code === 'LLM_TIMEOUT') return found('late');
    return fault.code === 'LLM_BAD_ANSWER' || fault.code === 'LLM_TOO_LONG' ? found('broken', fault.message) : { fault };
  }
}

function askingOf({ client, longTextChars }: RunDeps, signal: AbortSignal): Asking {
  return {
    longTextChars,
    reply: (messages, tools) => wholeReply(client, messages, tools, signal),
    json: (messages, schema) => client.completeJson({ messages, schema, maxTokens: JSON_TOKENS, signal, why: WHY }),
    stopAtFirstWords: (messages) => stopAtFirstWords(client, messages, signal),
  };
}

/** What a turn would take of it. */
async function wholeReply(client: RunDeps['client'], messages: readonly LlmMessage[], tools: readonly LlmTool[], signal: AbortSignal): Promise<Reply> {
  let isToolless = false;
  const onNoTools = () => {
    isToolless = true;
  };
  const gated = await gatedReply(client.stream({ messages, tools, signal, why: WHY }), { expected: { tools, language: null }, onNoTools });
  if (gated.at === 'answer') return { text: gated.text, calls: [], isToolless };
  if (gated.at === 'calls') return { text: gated.before, calls: gated.calls, isToolless };
  if (gated.why === 'empty') return { text: '', calls: [], isToolless };
  throw new Fault('LLM_BAD_ANSWER', `This was no answer (${gated.why}).`);
}

/** The real way of a person's Stop: the signal, and then the end of the reply is waited for. */
async function stopAtFirstWords(client: RunDeps['client'], messages: readonly LlmMessage[], signal: AbortSignal): ReturnType<Asking['stopAtFirstWords']> {
  const stop = new AbortController();
  const reading = (async () => {
    for await (const event of client.stream({ messages, tools: [], signal: AbortSignal.any([signal, stop.signal]), why: WHY })) {
      if (event.type === 'text' && event.text.trim() !== '') stop.abort();
    }
  })();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'went-on'>((resolve) => {
    stop.signal.addEventListener('abort', () => {
      timer = setTimeout(() => resolve('went-on'), STOP_MS);
    });
  });
  const ended = reading.then(
    // A reply that was whole before the stop reached it has ended as well.
    () => (stop.signal.aborted ? ('stopped' as const) : ('nothing-said' as const)),
    (thrown: unknown) => {
      if (stop.signal.aborted && !signal.aborted && asFault(thrown).code === 'STOPPED') return 'stopped' as const;
      throw thrown;
    },
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
