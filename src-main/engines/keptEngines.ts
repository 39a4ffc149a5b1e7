/** One client per engine, kept while its settings stand: switching back finds its connections, its cache and what it learned of the engine. */
import type { EngineId } from '../../src-preload/contract/ids.ts';
import type { EngineSettings } from '../../src-preload/contract/settings.ts';
import { hashOf } from '../base/text/canonicalJson.ts';
import type { Clock } from '../base/clock.ts';
import { destinationOf } from '../base/egress/destination.ts';
import type { Gate, Permission } from '../base/egress/gate.ts';
import type { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { type SimulatorOptions, startSimulatorThread } from '../demo/index.ts';
import { connectionOf, credentialsOf, type EngineSecrets } from './engineConnection.ts';
import { createTwsClient } from '../tws/client.ts';
import type { TwsClient } from '../tws/types/types.ts';

export interface KeptEnginesDeps {
  readonly gate: Gate;
  /** Where this engine may be reached now. */
  readonly permission: (engineId: string) => Permission | Fault;
  readonly log: Log;
  readonly clock: Clock;
  /** What the demo shows instead of a night of its own making. */
  readonly night?: SimulatorOptions['night'];
}

export interface KeptEngine {
  readonly id: EngineId;
  readonly isDemo: boolean;
  readonly client: TwsClient;
  /** From `engine/info`; null until it has been read. */
  timeZone: string | null;
}

/** What signs in, replaced where it changes: a rotated password needs no new client. */
interface SignIn {
  settings: EngineSettings;
  secrets: EngineSecrets;
}
interface Entry {
  readonly engine: KeptEngine;
  /** Differs when the engine has to be reached in another way. */
  readonly key: string;
  readonly signIn: SignIn;
  readonly close: () => Promise<void>;
}

export interface KeptEngines {
  /**
   * The client for these settings, the one there was where only name, colour or credentials changed. One that is replaced is closed after the new one is ready.
   * Raises INVALID_INPUT or NO_ENGINE for an address that is none, and what starting the demo raises.
   */
  open(settings: EngineSettings, secrets: EngineSecrets): Promise<KeptEngine>;
  get(id: string): KeptEngine | null;
  /** Closes the clients of all others. */
  retain(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export function createKeptEngines(deps: KeptEnginesDeps): KeptEngines {
  const entries = new Map<string, Entry>();
  const retain = async (ids: readonly string[]) => {
    const gone = [...entries].filter(([id]) => !ids.includes(id));
    for (const [id] of gone) entries.delete(id);
    await Promise.all(gone.map(([, entry]) => entry.close()));
  };
  return {
    async open(settings, secrets) {
      const key = keyOf(settings, secrets);
      const before = entries.get(settings.id);
      if (before?.key === key) {
        Object.assign(before.signIn, { settings, secrets } satisfies SignIn);
        return before.engine;
      }
      const entry = await createEntry(deps, key, { settings, secrets });
      entries.set(settings.id, entry);
      await before?.close();
      return entry.engine;
    },
    get: (id) => entries.get(id)?.engine ?? null,
    retain,
    close: () => retain([]),
  };
}

function keyOf(settings: EngineSettings, { caPem }: EngineSecrets): string {
  if (settings.kind === 'demo') return 'demo';
  return hashOf({ connection: connectionOf(settings), caPem });
}

const onlyTo = (url: string): Permission => ({ origins: new Set([destinationOf(url).origin]), isUnencryptedAllowed: false });

async function createEntry(deps: KeptEnginesDeps, key: string, signIn: SignIn): Promise<Entry> {
  const { settings } = signIn;
  const demo = settings.kind === 'demo' ? await startSimulatorThread({ night: deps.night }, deps.log) : null;
  if (demo !== null) {
    signIn.settings = { ...settings, url: demo.url, user: demo.user, auth: 'basic' };
    signIn.secrets = { password: demo.password, apiKey: null, caPem: demo.ca, withheld: null };
  }
  const client = createTwsClient({
    engine: connectionOf(signIn.settings),
    credentials: async () => credentialsOf(signIn.settings, signIn.secrets),
    caPem: signIn.secrets.caPem,
    log: deps.log,
    clock: deps.clock,
    outlet: deps.gate.outlet('engine', demo === null ? () => deps.permission(settings.id) : () => onlyTo(demo.url)),
  });
  return {
    engine: { id: settings.id, isDemo: demo !== null, client, timeZone: null },
    key,
    // What settings say of the demo is not how to sign in to it.
    signIn: demo === null ? signIn : { ...signIn },
    close: async () => {
      await client.close();
      await demo?.close();
    },
  };
}
