/** All settings in one validated place: the file, then the environment over it; secrets beside it, never in it. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import { type SecretKind, type Settings, type SettingsView, secretKinds, settingsSchema } from '../../src-preload/contract/settings.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { readEnvironment, secretName } from './environment.ts';
import { openSettingsFile } from './settingsFile.ts';
import { applyPatch, refuseEnvironmentChange, type SettingsPatch, withEnvironment } from './settingsPatch.ts';

interface Secrets {
  describe(): Promise<SettingsView['secretStore']>;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

interface SettingsDeps {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Started with `--demo`. */
  readonly isDemo: boolean;
  readonly secrets: Secrets;
  readonly log: Log;
}

interface EngineSecrets {
  readonly password: string | null;
  readonly apiKey: string | null;
  /** The certificates to trust for this engine; null: the system's. */
  readonly caPem: string | null;
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
   * `caPath` instead of the stored one: what a form holds before it is saved.
   * Raises TWS_TLS when the CA file cannot be read or holds no certificate, SECRETS_UNAVAILABLE.
   */
  readonly secretsFor: (engineId: string, caPath?: string) => Promise<EngineSecrets>;
  readonly llmApiKey: () => Promise<string | null>;
  /** Its address with the password the environment gave: never to be shown or logged. null: the store itself is the audit queue. */
  readonly teamQueue: () => { readonly url: string; readonly isUnencryptedAllowed: boolean; readonly refusal: FaultData | null } | null;
  /** After every change of settings or secrets, by a person here or in the file; returns its undo. */
  readonly subscribe: (listener: (settings: Settings) => void) => () => void;
  readonly stop: () => void;
}

export function createSettings({ dataDir, env, isDemo, secrets, log }: SettingsDeps): SettingsStore {
  const file = openSettingsFile(dataDir);
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
  const unwatch = file.watch(() => {
    const before = JSON.stringify([stored, fileProblem]);
    reload();
    if (JSON.stringify([stored, fileProblem]) !== before) changed.emit(current());
  });

  const readSecret = async (kind: SecretKind, engineId: string | null) => {
    const name = secretName(kind, engineId);
    return environment.secrets.get(name) ?? (await secrets.get(name));
  };

  const problems = (): string[] => {
    if (fileProblem === null) return [...environment.problems];
    const inForce = isDefault ? 'The defaults are in force, without your engines' : 'The last good settings are in force';
    return [...environment.problems, `${fileProblem}. ${inForce}; the file is kept as a .broken copy when you save.`];
  };

  const view = async (): Promise<SettingsView> => {
    const settings = current();
    const found = problems();
    const wanted = settings.engines.flatMap((engine) => engineSecretKinds.map((kind) => ({ kind, engineId: engine.id })));
    const rows = [...wanted, { kind: 'llm-api-key' as const, engineId: null }].map(async ({ kind, engineId }) => {
      const value = await readSecret(kind, engineId).catch((thrown: unknown) => void found.push(asFault(thrown).message));
      return { kind, engineId, isSet: typeof value === 'string', shown: kind === 'ca-path' && typeof value === 'string' ? shownCa(value) : null };
    });
    return {
      settings,
      fromEnvironment: [...environment.paths],
      secrets: await Promise.all(rows),
      secretStore: await secrets.describe(),
      problems: [...new Set(found)],
    };
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
        stored = next;
        isDefault = false;
        fileProblem = null;
        changed.emit(current());
        for (const { id } of removed) await forgetSecrets(secrets, id, log);
        return view();
      }),
    setSecret: ({ kind, engineId, value }) =>
      inTurn(async () => {
        if ((kind === 'llm-api-key') !== (engineId === null)) throw new Fault('INVALID_INPUT', 'This kind of secret belongs to an engine; name which one.');
        if (engineId !== null && !current().engines.some(({ id }) => id === engineId)) throw new Fault('NOT_FOUND', 'There is no such engine; save it first.');
        const name = secretName(kind, engineId);
        if (environment.secrets.has(name)) throw new Fault('CONFLICT', 'This secret is given by an environment variable; unset the variable to store another.');
        await (value === null || value === '' ? secrets.remove(name) : secrets.set(name, value));
        changed.emit(current());
        return view();
      }),
    secretsFor: async (engineId, unsavedCaPath) => {
      const read = (kind: SecretKind) => readSecret(kind, engineId);
      const [password, apiKey, caPath] = await Promise.all([read('password'), read('api-key'), unsavedCaPath ?? read('ca-path')]);
      return { password, apiKey, caPem: caPath === null || caPath === '' ? null : await readCa(caPath) };
    },
    llmApiKey: () => readSecret('llm-api-key', null),
    teamQueue: () => {
      const url = environment.redisUrl ?? stored.auditor.redisUrl;
      return url === null ? null : { url, isUnencryptedAllowed: current().auditor.isUnencryptedAllowed, refusal: null };
    },
    subscribe: (listener) => changed.subscribe(listener),
    stop: unwatch,
  };
}

const PEM = '-----BEGIN CERTIFICATE-----';
const engineSecretKinds = secretKinds.filter((kind) => kind !== 'llm-api-key');

/** The engine is gone already; a keychain that refuses leaves an orphan, which is logged and harms nobody. */
async function forgetSecrets(secrets: Secrets, engineId: string, log: Log): Promise<void> {
  for (const kind of engineSecretKinds) {
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
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('TWS_TLS', `The CA file ${path} could not be read: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  });
  if (!pem.includes(PEM)) throw new Fault('TWS_TLS', `The CA file ${path} holds no PEM certificate.`);
  return readable(pem, `The CA file ${path}`);
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
