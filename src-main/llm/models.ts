/** The language model in force, if one is configured: rebuilt when its settings change. */
import type { AppStatus } from '../../src-preload/contract/health.ts';
import type { Settings } from '../../src-preload/contract/settings.ts';
import { hashOf } from '../base/text/canonicalJson.ts';
import type { Outlet, Permission } from '../base/egress/gate.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { createLlmClient } from './client.ts';
import type { LlmClient } from './types.ts';

interface ActiveModel {
  readonly client: LlmClient;
  readonly model: string;
}

interface ModelsDeps {
  readonly settings: () => Pick<Settings['llm'], 'url' | 'model' | 'idleTimeoutMs' | 'loadTimeoutMs' | 'isUnencryptedAllowed'>;
  readonly apiKey: () => Promise<string | null>;
  /** A fault when nothing may be sent to the model of the settings. */
  readonly permission: () => Permission | Fault;
  readonly outlet: Outlet;
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

export function createModels({ settings, apiKey, permission, outlet, log }: ModelsDeps): Models {
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
    const { url, model, idleTimeoutMs, loadTimeoutMs } = settings();
    const secret = url === null || model === null ? { key: null } : await readKey();
    const keyFault = 'fault' in secret ? secret.fault : null;
    const allowed = url === null || model === null ? null : permission();
    // A keychain that is locked may be open when it matters; what is stored for another address stays so.
    const refusal = allowed instanceof Fault ? allowed : keyFault?.code === 'LLM_AUTH' ? keyFault : null;
    const next = hashOf({ url, model, idleTimeoutMs, loadTimeoutMs, refusal: refusal?.message, secret: keyFault === null ? secret : { isUnreadable: true } });
    if (next === key) return;
    key = next;
    isWorking = refusal === null ? null : false;
    lastFault = refusal;
    const before = active;
    const keyNow = async () => ('fault' in secret ? apiKey() : secret.key);
    active =
      url === null || model === null
        ? null
        : { model, client: noted(createLlmClient({ url, model, apiKey: keyNow, idleTimeoutMs, loadTimeoutMs, outlet, log }), note) };
    await before?.client.close();
    changed.emit();
  };

  /** A keychain that refuses must not stop the start, or a change of settings: it is asked again with each question, which then says so. */
  const readKey = async (): Promise<{ readonly key: string | null } | { readonly fault: Fault }> => {
    try {
      return { key: await apiKey() };
    } catch (thrown) {
      const fault = asFault(thrown);
      log.warn({ code: fault.code }, 'the key of the language model cannot be had now');
      return { fault };
    }
  };

  return {
    active: () => active,
    describe: () => ({
      state: active === null ? 'off' : stateOf(isWorking, lastFault),
      model: active?.model ?? null,
      isUnencryptedAllowed: active !== null && settings().isUnencryptedAllowed,
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

function stateOf(isWorking: boolean | null, lastFault: Fault | null): AppStatus['llm']['state'] {
  if (isWorking === null) return 'unknown';
  if (isWorking) return 'ready';
  return lastFault?.code === 'NOT_CONFIRMED' ? 'unconfirmed' : 'failing';
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
