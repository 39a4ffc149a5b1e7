/** What changing a setting sets in motion: the engine and the model in force follow before the answer is given. */
import type { ConnectionTest, EngineSettings, SecretKind, Settings, SettingsView } from '../../src-preload/contract/settings.ts';
import { type Clock, runningClock } from '../base/clock.ts';
import type { Gate } from '../base/egress/gate.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { DEMO_ENGINE } from '../config/demoEngine.ts';
import { originsOf } from '../config/trust/destinations.ts';
import type { SettingsStore } from '../config/settings.ts';
import { connectionOf, credentialsOf } from '../engines/engineConnection.ts';
import type { Engines } from '../engines/engines.ts';
import { createLlmClient } from '../llm/client.ts';
import type { Models } from '../llm/models.ts';
import { testEngineConnection } from '../tws/testConnection.ts';

interface ModelForm {
  readonly url: string;
  readonly model: string;
  readonly isUnencryptedAllowed: boolean;
  /** null: this endpoint needs none; left out: the stored one, where it is for this address. */
  readonly apiKey?: string | null | undefined;
}

interface SettingsActionsDeps {
  readonly settings: SettingsStore;
  readonly engines: Engines;
  readonly models: Models;
  readonly gate: Gate;
  readonly log: Log;
  readonly clock: Clock;
}

export function createSettingsActions(deps: SettingsActionsDeps) {
  const { settings, engines, models } = deps;
  const follow = async (view: SettingsView): Promise<SettingsView> => {
    await Promise.all([engines.apply(), models.apply()]);
    return view;
  };
  const keyFor = async (url: string): Promise<{ readonly key: string | null } | { readonly fault: Fault }> => {
    try {
      return { key: await settings.llmApiKey(url) };
    } catch (thrown) {
      return { fault: asFault(thrown) };
    }
  };
  /** What a person tests is configured for that test and no longer. */
  const outletOfTest = (purpose: 'engine' | 'llm', addresses: readonly string[], isUnencryptedAllowed: boolean) => {
    let origins = new Set(originsOf(addresses));
    const end = () => {
      origins = new Set();
    };
    return { outlet: deps.gate.outlet(purpose, () => ({ origins, isUnencryptedAllowed })), end };
  };
  return {
    changeSettings: async (patch: Parameters<SettingsStore['update']>[0]) => follow(await settings.update(patch)),
    changeSecret: async (secret: { kind: SecretKind; engineId: string | null; value: string | null }) => follow(await settings.setSecret(secret)),
    confirmSettings: async (shown: Parameters<SettingsStore['confirm']>[0]) => follow(await settings.confirm(shown)),
    chooseDemo: async () => {
      const others = settings.current().engines.filter(({ kind }) => kind !== 'demo');
      return follow(await settings.update({ engines: [...others, DEMO_ENGINE], activeEngineId: DEMO_ENGINE.id }));
    },
    /** With what the form holds; a secret left empty there is the stored one. */
    async testEngine({
      engine,
      ...typed
    }: {
      engine: EngineSettings;
      password?: string | undefined;
      apiKey?: string | undefined;
      caPath?: string | undefined;
    }): Promise<ConnectionTest> {
      const stored = await settings.secretsFor(engine, typed.caPath);
      const secrets = { password: typed.password ?? stored.password, apiKey: typed.apiKey ?? stored.apiKey, withheld: stored.withheld };
      // What is stored for other hosts is not sent to these; nor is anything else, until the person has typed it.
      const isMissing = (engine.auth === 'api-key' ? secrets.apiKey : secrets.password) === null;
      if (stored.withheld !== null && isMissing) return refusedTest('Credentials', new Fault('TWS_AUTH', stored.withheld, { detail: engine.name }));
      const { outlet, end } = outletOfTest('engine', addressesOf(engine), engine.isUnencryptedAllowed);
      const outcome = await testEngineConnection({
        engine: connectionOf(engine),
        credentials: async () => credentialsOf(engine, secrets),
        caPem: stored.caPem,
        log: deps.log,
        clock: runningClock(deps.clock),
        outlet,
      });
      end();
      // A person asked, and was let in: what the engine refused before may be tried again.
      if (outcome.isOk) engines.forgiveSignIn(engine.id);
      return outcome;
    },
    async testLlm({ url, model, isUnencryptedAllowed, apiKey }: ModelForm): Promise<ConnectionTest> {
      const { idleTimeoutMs, loadTimeoutMs } = settings.current().llm;
      const read = apiKey === undefined ? await keyFor(url) : { key: apiKey };
      if ('fault' in read) return refusedTest('API key', read.fault);
      const { outlet, end } = outletOfTest('llm', [url], isUnencryptedAllowed);
      const client = createLlmClient({ url, model, apiKey: async () => read.key, idleTimeoutMs, loadTimeoutMs, log: deps.log, outlet });
      const outcome = await client.test();
      await client.close();
      end();
      return outcome;
    },
  };
}

/** A test that opened no connection: why, as its only step. */
const refusedTest = (name: string, fault: Fault): ConnectionTest => ({
  isOk: false,
  steps: [{ name, outcome: 'failed', detail: fault.message, durationMs: 0 }],
  fault: fault.toData(),
  certificates: [],
});

const addressesOf = ({ url, fallbackUrls }: EngineSettings): string[] => (url === null ? [] : [url, ...fallbackUrls]);

/** The engine that settings name, if any. */
export function activeEngine({ engines, activeEngineId }: Settings): EngineSettings | null {
  return engines.find(({ id }) => id === activeEngineId) ?? null;
}
