/** Tries a language model step by step, so that a person sees which one failed. */
import type { ConnectionTest } from '../../src-preload/contract/settings.ts';
import { asFault, type Fault } from '../base/fault.ts';
import { llmFault } from './failures.ts';
import type { LlmClient, LlmTool } from './types.ts';

interface TestDeps {
  readonly host: string;
  readonly model: string;
  readonly stream: LlmClient['stream'];
  /** null when the endpoint does not list its models. */
  readonly listModels: () => Promise<string[] | null>;
  readonly signal: AbortSignal | undefined;
}

type Step = ConnectionTest['steps'][number];
type Outcome = Pick<Step, 'outcome' | 'detail'>;

const PROBE: LlmTool = {
  name: 'report_number',
  description: 'Reports a number.',
  parameters: { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'], additionalProperties: false },
};

export async function testLlm({ host, model, stream, listModels, signal }: TestDeps): Promise<ConnectionTest> {
  const steps: Step[] = [];
  let fault: Fault | null = null;
  const step = async (name: string, run: () => Promise<Outcome>) => {
    if (fault !== null) return void steps.push({ name, outcome: 'skipped', detail: 'Not tried: a step before it failed.', durationMs: 0 });
    const startedAt = performance.now();
    const outcome = await run().catch((thrown: unknown): Outcome => {
      fault = asFault(llmFault(thrown, { host, model, hasBegun: false }));
      return { outcome: 'failed', detail: fault.message };
    });
    steps.push({ name, ...outcome, durationMs: performance.now() - startedAt });
  };

  let models: string[] | null = null;
  await step('reachable', async () => {
    models = await listModels();
    return { outcome: 'ok', detail: `${host} answers.` };
  });
  await step('model', async () => knownModel(model, models));
  await step('streamed reply', async () => {
    let text = '';
    for await (const event of stream({ messages: [{ role: 'user', content: 'Reply with the single word: ready' }], tools: [], signal, why: 'test' })) {
      if (event.type === 'text') text += event.text;
    }
    return text.trim() === ''
      ? { outcome: 'failed', detail: 'The model sent an empty reply.' }
      : { outcome: 'ok', detail: `The model replied "${text.trim().slice(0, 60)}".` };
  });
  await step('tool call', () => tryToolCall(stream, signal));
  return { isOk: steps.every(({ outcome }) => outcome !== 'failed'), steps, fault: (fault as Fault | null)?.toData() ?? null, certificates: [] };
}

function knownModel(model: string, models: readonly string[] | null): Outcome {
  if (models === null) return { outcome: 'skipped', detail: 'The endpoint does not list its models.' };
  // Ollama lists `llama3.2:latest` and answers to `llama3.2`.
  if (models.some((id) => id === model || id === `${model}:latest`)) return { outcome: 'ok', detail: `The endpoint offers ${model}.` };
  return { outcome: 'failed', detail: `The endpoint does not offer "${model}". It offers: ${models.slice(0, 10).join(', ') || 'none'}.` };
}

async function tryToolCall(stream: LlmClient['stream'], signal: AbortSignal | undefined): Promise<Outcome> {
  const messages = [{ role: 'user', content: 'Call the tool report_number with number 7. Do not write anything else.' }] as const;
  for await (const event of stream({ messages, tools: [PROBE], signal, why: 'test' })) {
    if (event.type !== 'tool-calls') continue;
    const isRight = event.calls.some((call) => call.name === PROBE.name && /"number"\s*:\s*"?7\b/.test(call.argumentsText));
    if (isRight) return { outcome: 'ok', detail: 'The model called a tool as asked.' };
  }
  return {
    outcome: 'failed',
    detail: 'The model did not call a tool as asked: choose a model that supports tool calls, or its answers will have no evidence.',
  };
}
