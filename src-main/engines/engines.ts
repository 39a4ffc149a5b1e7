/** The scheduler in force, among those that are kept: follows the settings. The demo runs only because a person chose it. */
import type { EngineId } from '../../src-preload/contract/ids.ts';
import { type EngineSettings, engineTuning } from '../../src-preload/contract/settings.ts';
import { hashOf } from '../base/text/canonicalJson.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { EngineSecrets } from './engineConnection.ts';
import { createKeptEngines, type KeptEngine, type KeptEnginesDeps } from './keptEngines.ts';
import type { EngineInfo, Reading, TwsClient } from '../tws/types/types.ts';

interface ActiveEngine {
  readonly id: EngineId;
  readonly name: string;
  readonly isDemo: boolean;
  /** From `engine/info`; null until it has been read. */
  readonly timeZone: string | null;
  readonly client: TwsClient;
}

interface EnginesDeps extends KeptEnginesDeps {
  /** The engine settings say is active; null when none is. */
  readonly wanted: () => EngineSettings | null;
  /** Every engine of the settings: the clients of others are closed. */
  readonly known: () => readonly EngineSettings[];
  /** Raises a Fault when the CA file cannot be read. */
  readonly secretsFor: (engine: EngineSettings) => Promise<EngineSecrets>;
}

type State =
  | { at: 'none' }
  | { at: 'refused'; settings: EngineSettings; fault: Fault }
  | { at: 'connected'; key: string; settings: EngineSettings; kept: KeptEngine };

export interface Engines {
  /** Raises NO_ENGINE when none is chosen, or the fault that kept the chosen one from being set up. */
  active(): ActiveEngine;
  /** Asks the engine who it is, past the cache; its time zone is kept. Raises what `active` and the scheduler raise. */
  probe(options: { readonly signal?: AbortSignal; readonly why: string }): Promise<Reading<EngineInfo>>;
  /** How often the engine in force wants to be probed. */
  probeEveryMs(): number;
  /** What is chosen, and its connection once there is one, without raising: for the top bar and health. */
  describe(): { engine: ActiveEngine | null; chosen: EngineSettings | null; fault: Fault | null };
  /** A person tested the connection: credentials this engine refused may go out once more. */
  forgiveSignIn(engineId: string): void;
  /** Brings the engine in force in line with the settings; a client that is replaced is closed after the new one is ready. */
  apply(): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Only when another engine, or another way to reach it, is in force. */
  onReplaced(listener: () => void): () => void;
  close(): Promise<void>;
}

export function createEngines(deps: EnginesDeps): Engines {
  const changed = createEmitter<void>();
  const replaced = createEmitter<void>();
  const kept = createKeptEngines(deps);
  let state: State = { at: 'none' };
  let queue: Promise<void> = Promise.resolve();

  const replace = (next: State) => {
    state = next;
    replaced.emit();
    changed.emit();
  };
  const connect = async (wanted: EngineSettings): Promise<void> => {
    const secrets = await deps.secretsFor(wanted);
    const permission = wanted.kind === 'demo' ? null : deps.permission(wanted.id);
    if (permission instanceof Fault) throw permission;
    const key = hashOf({ ...wanted, name: null, color: null, secrets });
    if (state.at === 'connected' && state.key === key) {
      state = { ...state, settings: wanted };
      return;
    }
    replace({ at: 'connected', key, settings: wanted, kept: await kept.open(wanted, secrets) });
    const asked = probe({ why: 'connect' }).catch((thrown: unknown) =>
      // It keeps its place: the health check asks again.
      deps.log.warn({ engine: wanted.id, code: asFault(thrown).code }, 'the engine did not answer yet'),
    );
    // The demo answers at once; a live engine that is down must not hold up the start.
    if (wanted.kind === 'demo') await asked;
  };
  const applyNow = async () => {
    const wanted = deps.wanted();
    if (wanted === null) {
      if (state.at !== 'none') replace({ at: 'none' });
    } else {
      try {
        await connect(wanted);
      } catch (thrown) {
        const fault = asFault(thrown);
        deps.log.warn({ engine: wanted.id, code: fault.code, err: fault.cause }, fault.message);
        replace({ at: 'refused', settings: wanted, fault });
      }
    }
    await kept.retain(deps.known().map(({ id }) => id));
  };

  const probe = async (options: { readonly signal?: AbortSignal; readonly why: string }): Promise<Reading<EngineInfo>> => {
    const { kept: engine } = connected();
    try {
      const info = await engine.client.engineInfo({ ...options, maxAgeMs: 0 });
      engine.timeZone = info.data.timeZone;
      return info;
    } finally {
      changed.emit();
    }
  };

  const connected = () => {
    if (state.at === 'connected') return state;
    if (state.at === 'refused') throw state.fault;
    throw new Fault('NO_ENGINE', 'No engine is connected yet: open Settings and connect one, or explore the demo plan.');
  };

  return {
    active: () => activeOf(connected()),
    probe,
    probeEveryMs: () => (deps.wanted()?.tuning ?? engineTuning.parse({})).probeEveryMs,
    describe() {
      const chosen = deps.wanted();
      // Until the chosen one is connected, the one before it says nothing about it.
      if (state.at === 'connected' && state.kept.id === chosen?.id) return { engine: activeOf(state), chosen, fault: state.kept.client.connection().lastFault };
      return { engine: null, chosen, fault: state.at === 'refused' && state.settings.id === chosen?.id ? state.fault : null };
    },
    forgiveSignIn: (engineId) => kept.get(engineId)?.client.forgiveSignIn(),
    apply() {
      // One that failed must not keep the next one from being tried.
      queue = queue.then(applyNow, applyNow);
      return queue;
    },
    subscribe: changed.subscribe,
    onReplaced: replaced.subscribe,
    async close() {
      await queue;
      state = { at: 'none' };
      await kept.close();
    },
  };
}

const activeOf = ({ kept: { id, isDemo, timeZone, client }, settings: { name } }: Extract<State, { at: 'connected' }>): ActiveEngine => ({
  id,
  name,
  isDemo,
  timeZone,
  client,
});
