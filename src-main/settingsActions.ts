/** What changing a setting sets in motion: the engine and the model in force follow before the answer is given. */
import type { ConnectionTest, EngineSettings, SecretKind, Settings, SettingsView } from '../src-preload/contract/settings.ts';
import { type Clock, runningClock } from './base/clock.ts';
import type { Gate } from './base/egress/gate.ts';
import type { Log } from './base/log.ts';
import { DEMO_ENGINE } from './config/demoEngine.ts';
import { engineOrigins, originsOf } from './config/destinations.ts';
import type { SettingsStore } from './config/settings.ts';
import { connectionOf, credentialsOf } from './engineConnection.ts';
import type { Engines } from './engines.ts';
import { createLlmClient } from './llm/client.ts';
import type { Models } from './models.ts';
import { testEngineConnection } from './tws/testConnection.ts';

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
  return {
    changeSettings: async (patch: Parameters<SettingsStore['update']>[0]) => follow(await settings.update(patch)),
    changeSecret: async (secret: { kind: SecretKind; engineId: string | null; value: string | null }) => follow(await settings.setSecret(secret)),
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
      const stored = await settings.secretsFor(engine.id, typed.caPath);
      const secrets = { password: typed.password ?? stored.password, apiKey: typed.apiKey ?? stored.apiKey };
      const outcome = await testEngineConnection({
        engine: connectionOf(engine),
        credentials: async () => credentialsOf(engine, secrets),
        caPem: stored.caPem,
        log: deps.log,
        clock: runningClock(deps.clock),
        outlet: deps.gate.outlet('engine', () => ({ origins: new Set(engineOrigins(engine)), isUnencryptedAllowed: engine.isUnencryptedAllowed })),
      });
      // A person asked, and was let in: what the engine refused before may be tried again.
      if (outcome.isOk) engines.forgiveSignIn(engine.id);
      return outcome;
    },
    async testLlm({
      url,
      model,
      isUnencryptedAllowed,
      apiKey,
    }: {
      url: string;
      model: string;
      isUnencryptedAllowed: boolean;
      apiKey?: string | undefined;
    }): Promise<ConnectionTest> {
      const { idleTimeoutMs } = settings.current().llm;
      const outlet = deps.gate.outlet('llm', () => ({ origins: new Set(originsOf([url])), isUnencryptedAllowed }));
      const client = createLlmClient({ url, model, apiKey: async () => apiKey ?? settings.llmApiKey(), idleTimeoutMs, log: deps.log, outlet });
      const outcome = await client.test();
      await client.close();
      return outcome;
    },
  };
}

/** The engine that settings name, if any. */
export function activeEngine({ engines, activeEngineId }: Settings): EngineSettings | null {
  return engines.find(({ id }) => id === activeEngineId) ?? null;
}
