/** The scheduler in force: built from settings, rebuilt when they change. The demo runs only because a person chose it. */
import type { EngineId } from '../src-preload/contract/ids.ts';
import type { EngineSettings } from '../src-preload/contract/settings.ts';
import type { Clock } from './base/clock.ts';
import { createEmitter } from './base/emitter.ts';
import { asFault, Fault } from './base/fault.ts';
import { hashOf } from './base/canonicalJson.ts';
import type { Log } from './base/log.ts';
import { startSimulatorThread } from './demo/startSimulatorThread.ts';
import { createTwsClient } from './tws/client.ts';
import type { EngineConnection } from './tws/transport.ts';
import type { EngineInfo, Reading, TwsClient } from './tws/types.ts';

interface ActiveEngine {
  readonly id: EngineId;
  readonly name: string;
  readonly isDemo: boolean;
  /** From `engine/info`; null until it has been read. */
  readonly timeZone: string | null;
  readonly client: TwsClient;
}

interface EngineSecrets {
  readonly password: string | null;
  readonly apiKey: string | null;
  readonly caPem: string | null;
}

interface EnginesDeps {
  /** The engine settings say is active; null when none is. */
  readonly wanted: () => EngineSettings | null;
  /** Raises a Fault when the CA file cannot be read. */
  readonly secretsFor: (engineId: string) => Promise<EngineSecrets>;
  readonly onEgress: Parameters<typeof createTwsClient>[0]['onEgress'];
  readonly log: Log;
  readonly clock: Clock;
}

type State =
  | { at: 'none' }
  | { at: 'refused'; settings: EngineSettings; fault: Fault }
  | { at: 'connected'; key: string; engine: ActiveEngine; close: () => Promise<void> };

export interface Engines {
  /** Raises NO_ENGINE when none is chosen, or the fault that kept the chosen one from being set up. */
  active(): ActiveEngine;
  /** Asks the engine who it is, past the cache; its time zone is kept. Raises what `active` and the scheduler raise. */
  probe(options: { readonly signal?: AbortSignal; readonly why: string }): Promise<Reading<EngineInfo>>;
  /** What is chosen, and its connection once there is one, without raising: for the top bar and health. */
  describe(): { engine: ActiveEngine | null; chosen: EngineSettings | null; fault: Fault | null };
  /** Brings the engine in line with the settings; the old client is closed after the new one is ready. */
  apply(): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Only when another engine, or another way to reach it, is in force. */
  onReplaced(listener: () => void): () => void;
  close(): Promise<void>;
}

export function createEngines(deps: EnginesDeps): Engines {
  const changed = createEmitter<void>();
  const replaced = createEmitter<void>();
  let state: State = { at: 'none' };
  let queue: Promise<void> = Promise.resolve();

  const replace = async (next: State) => {
    const before = state;
    state = next;
    replaced.emit();
    if (before.at === 'connected') await before.close();
    changed.emit();
  };

  const applyNow = async () => {
    const wanted = deps.wanted();
    if (wanted === null) return state.at === 'none' ? undefined : replace({ at: 'none' });
    try {
      const secrets = await deps.secretsFor(wanted.id);
      const key = hashOf({ wanted, secrets });
      if (state.at === 'connected' && state.key === key) return;
      const connection = await connect(deps, wanted, secrets);
      await replace({ at: 'connected', key, ...connection });
      const asked = probe({ why: 'connect' }).catch((thrown: unknown) =>
        // It keeps its place: the health check asks again.
        deps.log.warn({ engine: wanted.id, code: asFault(thrown).code }, 'the engine did not answer yet'),
      );
      // The demo answers at once; a live engine that is down must not hold up the start.
      if (wanted.kind === 'demo') await asked;
    } catch (thrown) {
      const fault = asFault(thrown);
      deps.log.warn({ engine: wanted.id, code: fault.code, err: fault.cause }, fault.message);
      await replace({ at: 'refused', settings: wanted, fault });
    }
  };

  const probe = async (options: { readonly signal?: AbortSignal; readonly why: string }): Promise<Reading<EngineInfo>> => {
    const engine = active();
    try {
      const info = await engine.client.engineInfo({ ...options, maxAgeMs: 0 });
      if (state.at === 'connected' && state.engine === engine) state = { ...state, engine: { ...engine, timeZone: info.data.timeZone } };
      return info;
    } finally {
      changed.emit();
    }
  };

  const active = (): ActiveEngine => {
    if (state.at === 'connected') return state.engine;
    if (state.at === 'refused') throw state.fault;
    throw new Fault('NO_ENGINE', 'No engine is connected yet: open Settings and connect one, or explore the demo plan.');
  };

  return {
    active,
    probe,
    describe() {
      const chosen = deps.wanted();
      // Until the chosen one is connected, the one before it says nothing about it.
      if (state.at === 'connected' && state.engine.id === chosen?.id)
        return { engine: state.engine, chosen, fault: state.engine.client.connection().lastFault };
      return { engine: null, chosen, fault: state.at === 'refused' && state.settings.id === chosen?.id ? state.fault : null };
    },
    apply() {
      // One that failed must not keep the next one from being tried.
      queue = queue.then(applyNow, applyNow);
      return queue;
    },
    subscribe: changed.subscribe,
    onReplaced: replaced.subscribe,
    async close() {
      await queue;
      if (state.at === 'connected') await state.close();
      state = { at: 'none' };
    },
  };
}

interface Connection {
  readonly engine: ActiveEngine;
  readonly close: () => Promise<void>;
}

async function connect(deps: EnginesDeps, settings: EngineSettings, secrets: EngineSecrets): Promise<Connection> {
  if (settings.kind === 'demo') {
    const demo = await startSimulatorThread({});
    const client = createClient(
      deps,
      { ...settings, url: demo.url, user: demo.user, auth: 'basic' },
      { password: demo.password, apiKey: null, caPem: demo.ca },
    );
    return {
      engine: { id: settings.id, name: settings.name, isDemo: true, timeZone: null, client },
      close: async () => {
        await client.close();
        await demo.close();
      },
    };
  }
  const client = createClient(deps, settings, secrets);
  return { engine: { id: settings.id, name: settings.name, isDemo: false, timeZone: null, client }, close: () => client.close() };
}

function createClient(deps: EnginesDeps, settings: EngineSettings, secrets: EngineSecrets): TwsClient {
  if (settings.url === null)
    throw new Fault('NO_ENGINE', `The engine ${settings.name} has no address yet: enter it in Settings, e.g. https://host:31116.`, { detail: settings.name });
  return createTwsClient({
    engine: connectionOf(settings),
    credentials: async () => credentialsOf(settings, secrets),
    caPem: secrets.caPem,
    log: deps.log,
    clock: deps.clock,
    onEgress: deps.onEgress,
  });
}

/** What the client needs to know of the settings of an engine. */
export function connectionOf({ url, ...settings }: EngineSettings): EngineConnection {
  return { ...settings, baseUrl: url ?? '' };
}

/** Raises TWS_AUTH when what the settings ask for has not been stored. */
export function credentialsOf(settings: EngineSettings, secrets: Pick<EngineSecrets, 'password' | 'apiKey'>) {
  if (settings.auth === 'api-key') {
    if (secrets.apiKey === null) throw new Fault('TWS_AUTH', `No API key is stored for ${settings.name}: enter it in Settings.`, { detail: settings.name });
    return { kind: 'api-key', key: secrets.apiKey } as const;
  }
  if (settings.user === null || secrets.password === null)
    throw new Fault('TWS_AUTH', `User and password for ${settings.name} are not complete: enter them in Settings.`, { detail: settings.name });
  return { kind: 'basic', user: settings.user, password: secrets.password } as const;
}
