/** All settings in one validated place: the file, then the environment over it; secrets beside it, never in it. */
import { X509Certificate } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import { type SecretKind, type Settings, type SettingsView, settingsSchema } from '../../src-preload/contract/settings.ts';
import type { Permission } from '../base/egress/gate.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { readPlainFile } from '../base/files/plainFile.ts';
import { type BoundSecrets, createBoundSecrets, type SecretKeep } from './trust/boundSecrets.ts';
import { type ConfirmationKeep, createConfirmations } from './trust/confirmations.ts';
import { changedParties, connectedBy, engineParty, type Party, permissionOf, wayKey } from './trust/destinations.ts';
import { directoryId } from './trust/directoryId.ts';
import { type EnvironmentSettings, readEnvironment, secretName } from './environment.ts';
import { createSecretReads, kindsOf, type NamedEngine } from './trust/secretReads.ts';
import { unconfirmedIn } from './trust/unconfirmedView.ts';
import { openSettingsFile } from './settingsFile.ts';
import { applyPatch, refuseEnvironmentChange, type SettingsPatch, withEnvironment } from './settingsPatch.ts';

interface Secrets extends SecretKeep {
  describe(): Promise<SettingsView['secretStore']>;
}

interface SettingsDeps {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Started with `--demo`. */
  readonly isDemo: boolean;
  readonly secrets: Secrets;
  /** Where it is kept whom a person let Resync connect to. */
  readonly confirmed: ConfirmationKeep;
  readonly log: Log;
}

interface EngineSecrets {
  readonly password: string | null;
  readonly apiKey: string | null;
  /** The certificates to trust for this engine; null: the system's. */
  readonly caPem: string | null;
  /** Why a secret that is stored is not given; null when none is kept back. */
  readonly withheld: string | null;
}

export interface SettingsStore {
  /** What is in force now: file and environment together. */
  readonly current: () => Settings;
  readonly view: () => Promise<SettingsView>;
  /** What of the file or the environment could not be used, a sentence each. */
  readonly problems: () => string[];
  /** On disk when this resolves. Raises INVALID_INPUT, CONFLICT for what the environment decides, STORE_FAILED. */
  readonly update: (patch: SettingsPatch) => Promise<SettingsView>;
  /** null removes. Raises CONFLICT when the environment gives this secret, SECRETS_UNAVAILABLE. */
  readonly setSecret: (secret: { readonly kind: SecretKind; readonly engineId: string | null; readonly value: string | null }) => Promise<SettingsView>;
  /**
   * What may be sent to these hosts of the engine. `caPath` instead of the stored one: what a form holds before it is saved.
   * Raises TWS_TLS when the CA file cannot be read or holds no certificate, SECRETS_UNAVAILABLE.
   */
  readonly secretsFor: (engine: NamedEngine, caPath?: string) => Promise<EngineSecrets>;
  /** The key that may be sent to the address, of the settings unless another is given. Raises NOT_CONFIRMED, LLM_AUTH when one is stored for another address, SECRETS_UNAVAILABLE. */
  readonly llmApiKey: (url?: string) => Promise<string | null>;
  /** Where this party may be reached now; a fault when nobody has confirmed it, or what is confirmed cannot be read. */
  readonly permission: (party: Party) => Permission | Fault;
  /** Reads what was confirmed. Before that nothing is. Never raises. */
  readonly loadConfirmed: () => Promise<void>;
  /**
   * A person confirms what they were shown, and lets secrets of an older version go there.
   * Raises CONFLICT when it is no longer that, SECRETS_UNAVAILABLE when a secret cannot be bound.
   */
  readonly confirm: (shown: readonly { readonly party: string; readonly seen: string }[]) => Promise<SettingsView>;
  /** Its address with the password the environment gave: never to be shown or logged. null: the store itself is the audit queue. */
  readonly teamQueue: () => { readonly url: string; readonly isUnencryptedAllowed: boolean; readonly refusal: FaultData | null } | null;
  /** After every change of settings or secrets, by a person here or in the file; returns its undo. */
  readonly subscribe: (listener: (settings: Settings) => void) => () => void;
  readonly stop: () => void;
}

export function createSettings({ dataDir, env, isDemo, secrets, confirmed, log }: SettingsDeps): SettingsStore {
  const file = openSettingsFile(dataDir);
  const directory = directoryId(dataDir);
  const environment = readEnvironment(env, isDemo);
  const changed = createEmitter<Settings>();
  let stored: Settings = settingsSchema.parse({});
  let fileProblem: string | null = null;
  /** Whether what is stored was ever read or saved: a file broken from the start has no last good values. */
  let isDefault = true;
  let queue: Promise<unknown> = Promise.resolve();

  const reload = () => {
    const reading = file.read();
    if (reading.at === 'broken' && fileProblem !== reading.problem) log.warn({ problem: reading.problem }, 'settings file is not usable');
    fileProblem = reading.at === 'broken' ? reading.problem : null;
    if (reading.at !== 'good') return;
    stored = reading.settings;
    isDefault = false;
  };
  reload();
  const current = () => withEnvironment(stored, environment);
  const bound = createBoundSecrets(secrets, directory);
  const confirmations = createConfirmations({
    keep: confirmed,
    directory,
    connected: () => connectedBy(current()),
    isFromEnvironment: (party) => isGivenAtStart(party, environment),
    log,
  });
  const reads = createSecretReads({ bound, environment, settings: current, isConfirmed: (party) => confirmations.refusal(party) === null });
  /** Asked for every request that goes out; worked out anew after every change. */
  let permissions = new Map<Party, Permission | Fault>();
  const tellChanged = () => {
    permissions = new Map();
    changed.emit(current());
  };
  const unwatch = file.watch(() => {
    const before = JSON.stringify([stored, fileProblem]);
    reload();
    if (JSON.stringify([stored, fileProblem]) !== before) tellChanged();
  });

  const problems = (): string[] => {
    if (fileProblem === null) return [...environment.problems];
    const inForce = isDefault ? 'The defaults are in force, without your engines' : 'The last good settings are in force';
    return [...environment.problems, `${fileProblem}. ${inForce}; the file is kept as a .broken copy when you save.`];
  };

  const view = async (): Promise<SettingsView> => {
    const settings = current();
    const found = problems();
    await loadConfirmed();
    const rows = await Promise.all(
      reads.all().map(async ({ kind, engine }) => {
        const standing = await reads.look(kind, engine).catch((thrown: unknown) => {
          found.push(asFault(thrown).message);
          return { at: 'none' } as const;
        });
        return {
          kind,
          engineId: engine?.id ?? null,
          isSet: standing.at === 'ready',
          standing: standing.at,
          boundTo: standing.at === 'elsewhere' ? [...standing.origins] : [],
          shown: kind === 'ca-path' && standing.at === 'ready' ? shownCa(standing.value) : null,
        };
      }),
    );
    return {
      settings,
      fromEnvironment: [...environment.paths],
      secrets: rows,
      unconfirmed: unconfirmedIn(confirmations.unconfirmed(), connectedBy(settings), rows),
      secretStore: await secrets.describe(),
      problems: [...new Set(found)],
    };
  };

  const loadConfirmed = async () => {
    await confirmations.load();
    permissions = new Map();
  };

  /** One change after another: each starts from what the one before it stored. */
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = queue.then(step);
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    current,
    view,
    problems,
    update: (patch) =>
      inTurn(async () => {
        refuseEnvironmentChange(patch, current(), environment);
        const next = applyPatch(stored, patch, environment);
        if (fileProblem !== null) file.keepBroken();
        file.write(next);
        const removed = stored.engines.filter((engine) => !next.engines.some(({ id }) => id === engine.id));
        const saved = changedParties(stored, next);
        stored = next;
        isDefault = false;
        fileProblem = null;
        // What a person changed here, they have confirmed; what the file changed before and they left as it was, they have not.
        if (saved.length > 0) await confirmations.confirm(saved);
        tellChanged();
        for (const { id } of removed) await forgetSecrets(bound, id, log);
        return view();
      }),
    setSecret: ({ kind, engineId, value }) =>
      inTurn(async () => {
        if ((kind === 'llm-api-key') !== (engineId === null)) throw new Fault('INVALID_INPUT', 'This kind of secret belongs to an engine; name which one.');
        const engine = current().engines.find(({ id }) => id === engineId) ?? null;
        if (engineId !== null && engine === null) throw new Fault('NOT_FOUND', 'There is no such engine; save it first.');
        const name = secretName(kind, engineId);
        if (environment.secrets.has(name)) throw new Fault('CONFLICT', 'This secret is given by an environment variable; unset the variable to store another.');
        const origins = reads.originsNow(engine);
        if (value === null || value === '') await bound.remove(name);
        else if (origins.length === 0 && kind !== 'ca-path')
          throw new Fault('INVALID_INPUT', 'A secret is kept for the address it is entered for: save the address first.');
        else await bound.write(name, value, origins);
        tellChanged();
        return view();
      }),
    secretsFor: async (engine, unsavedCaPath) => {
      await loadConfirmed();
      const [{ password, apiKey, withheld }, caPath] = await Promise.all([reads.ofEngine(engine), unsavedCaPath ?? reads.caPath(engine)]);
      return { password, apiKey, withheld, caPem: caPath === null || caPath === '' ? null : await readCa(caPath) };
    },
    llmApiKey: async (url) => {
      await loadConfirmed();
      const refusal = url === undefined ? confirmations.refusal('llm') : null;
      if (refusal !== null) throw refusal;
      return reads.llmApiKey(url ?? current().llm.url);
    },
    permission(party) {
      const known = permissions.get(party);
      if (known !== undefined) return known;
      const permission = confirmations.refusal(party) ?? permissionOf(current(), party);
      permissions.set(party, permission);
      return permission;
    },
    loadConfirmed,
    confirm: (shown) =>
      inTurn(async () => {
        const connected = connectedBy(current());
        const parties = shown.map(({ party, seen }) => {
          const found = connected.find((one) => one.party === party && wayKey(one.way) === seen);
          if (found === undefined) throw new Fault('CONFLICT', 'The address has changed since it was shown: look at it again.');
          return found.party;
        });
        await confirmations.confirm(parties);
        for (const { kind, engine } of reads.all()) {
          const origins = reads.originsNow(engine);
          if (parties.includes(engine === null ? 'llm' : engineParty(engine.id))) await bound.adopt(secretName(kind, engine?.id ?? null), origins);
        }
        tellChanged();
        return view();
      }),
    teamQueue: () => {
      const url = environment.redisUrl ?? stored.auditor.redisUrl;
      return url === null
        ? null
        : { url, isUnencryptedAllowed: current().auditor.isUnencryptedAllowed, refusal: confirmations.refusal('queue')?.toData() ?? null };
    },
    subscribe: (listener) => changed.subscribe(listener),
    stop: unwatch,
  };
}

/** A whole system's bundle is a quarter of it. */
const MOST_CA_BYTES = 1024 * 1024;
const PEM = '-----BEGIN CERTIFICATE-----';

/** What was said where Resync was started needs nobody to confirm it. */
function isGivenAtStart(party: Party, { engine, llm, redisUrl }: EnvironmentSettings): boolean {
  if (party === 'llm') return llm.url !== undefined;
  return party === 'queue' ? redisUrl !== null : engine !== null && party === engineParty(engine.id);
}

/** The engine is gone already; a keychain that refuses leaves an orphan, which is logged and harms nobody. */
async function forgetSecrets(secrets: BoundSecrets, engineId: string, log: Log): Promise<void> {
  for (const kind of kindsOf('engine')) {
    await secrets
      .remove(secretName(kind, engineId))
      .catch((thrown: unknown) => log.warn({ err: thrown, engineId, kind }, 'a stored secret could not be removed'));
  }
}

/** Whoever pastes certificates may have pasted more: only a path is shown as it is. */
const shownCa = (value: string): string => (value.includes(PEM) ? '(certificates given as text)' : value);

/** A path, or the certificates themselves, as scripts and containers hand them over (with the line ends written out at times). */
async function readCa(path: string): Promise<string> {
  if (path.includes(PEM)) return readable(path.replaceAll(String.raw`\n`, '\n'), 'The CA given as text');
  const pem = await readCaFile(path);
  if (!pem.includes(PEM)) throw new Fault('TWS_TLS', `The CA file ${path} holds no PEM certificate.`);
  return readable(pem, `The CA file ${path}`);
}

/** Certificates are often reached through links; what they lead to is a plain file, or it is not opened: a pipe would be waited for, for ever. */
async function readCaFile(path: string): Promise<string> {
  const refused = (why: string, cause?: unknown) => new Fault('TWS_TLS', `The CA file ${path} ${why}.`, { cause });
  const place = await realpath(path).catch((cause: unknown) => {
    throw refused('could not be found', cause);
  });
  const file = readPlainFile(place, MOST_CA_BYTES);
  if (file.at === 'absent') throw refused('could not be found');
  if (file.at === 'refused') throw refused(file.why);
  return file.text;
}

/** TLS passes over a certificate it cannot read without a word, and the engine would be called untrusted instead. */
function readable(pem: string, source: string): string {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*(?:-----END CERTIFICATE-----)?/g) ?? [];
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  if (broken < 0) return pem;
  throw new Fault('TWS_TLS', `${source} is damaged at its certificate ${broken + 1}: export it again in PEM form.`);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
