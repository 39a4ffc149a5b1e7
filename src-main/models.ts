/** The language model in force, if one is configured: rebuilt when its settings change. */
import type { AppStatus } from '../src-preload/contract/health.ts';
import type { Settings } from '../src-preload/contract/settings.ts';
import { hashOf } from './base/canonicalJson.ts';
import { createEmitter } from './base/emitter.ts';
import { asFault, type Fault } from './base/fault.ts';
import type { Log } from './base/log.ts';
import { createLlmClient } from './llm/client.ts';
import type { LlmClient } from './llm/types.ts';

interface ActiveModel {
  readonly client: LlmClient;
  readonly model: string;
}

interface ModelsDeps {
  readonly settings: () => Settings['llm'];
  readonly apiKey: () => Promise<string | null>;
  readonly onEgress: Parameters<typeof createLlmClient>[0]['onEgress'];
  readonly log: Log;
}

export interface Models {
  /** null: answers are built without a model, by choice. */
  active(): ActiveModel | null;
  describe(): AppStatus['llm'];
  /** Why the last question to the model failed; null when it did not. */
  lastFault(): Fault | null;
  /** Brings the model in line with the settings, one change after another. */
  apply(): Promise<void>;
  close(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

/** Stands for a key while the keychain refuses to give it. */
const UNREADABLE: unique symbol = Symbol('unreadable');

export function createModels({ settings, apiKey, onEgress, log }: ModelsDeps): Models {
  const changed = createEmitter<void>();
  let key = '';
  let active: ActiveModel | null = null;
  let isWorking: boolean | null = null;
  let lastFault: Fault | null = null;
  let queue: Promise<void> = Promise.resolve();

  /** Kept so that a failing model is visible before the next question. */
  const note = (fault: Fault | null) => {
    if (isWorking === (fault === null) && fault?.message === lastFault?.message) return;
    isWorking = fault === null;
    lastFault = fault;
    changed.emit();
  };

  const applyNow = async () => {
    const { url, model, idleTimeoutMs } = settings();
    const secret = url === null || model === null ? null : await readKey();
    const next = hashOf({ url, model, idleTimeoutMs, secret: secret === UNREADABLE ? { isUnreadable: true } : secret });
    if (next === key) return;
    key = next;
    isWorking = null;
    lastFault = null;
    const before = active;
    const keyNow = async () => (secret === UNREADABLE ? apiKey() : secret);
    active =
      url === null || model === null ? null : { model, client: noted(createLlmClient({ url, model, apiKey: keyNow, idleTimeoutMs, onEgress, log }), note) };
    await before?.client.close();
    changed.emit();
  };

  /** A keychain that refuses must not stop the start, or a change of settings: it is asked again with each question, which then says so. */
  const readKey = async (): Promise<string | null | typeof UNREADABLE> => {
    try {
      return await apiKey();
    } catch (thrown) {
      log.warn({ code: asFault(thrown).code }, 'the key of the language model cannot be read now');
      return UNREADABLE;
    }
  };

  return {
    active: () => active,
    describe: () => ({
      state: active === null ? 'off' : isWorking === null ? 'unknown' : isWorking ? 'ready' : 'failing',
      model: active?.model ?? null,
    }),
    lastFault: () => lastFault,
    apply() {
      queue = queue.then(applyNow, applyNow);
      return queue;
    },
    async close() {
      await queue;
      await active?.client.close();
    },
    subscribe: changed.subscribe,
  };
}

/** The same client, whose every outcome is told; stopping is a person's choice and says nothing of the model. */
function noted(client: LlmClient, note: (fault: Fault | null) => void): LlmClient {
  const noteFailure = (thrown: unknown) => {
    const fault = asFault(thrown);
    if (fault.code !== 'STOPPED') note(fault);
  };
  return {
    ...client,
    async *stream(input) {
      try {
        yield* client.stream(input);
        note(null);
      } catch (thrown) {
        noteFailure(thrown);
        throw thrown;
      }
    },
    async completeJson(input) {
      try {
        const answer = await client.completeJson(input);
        note(null);
        return answer;
      } catch (thrown) {
        noteFailure(thrown);
        throw thrown;
      }
    },
  };
}
