/** Where secrets live: the operating system's keychain, or this process's memory when there is none. */
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';

/** `session`: forgotten when Resync stops; `reason` then says why the keychain is not used. */
export interface SecretStoreKind {
  readonly kind: 'keychain' | 'session';
  readonly reason: string | null;
}

export interface SecretStore {
  describe(): Promise<SecretStoreKind>;
  /** null when nothing is stored under the name. Raises SECRETS_UNAVAILABLE when the keychain refuses or stays silent. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The part of `keytar` that is used. */
interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The same for every data directory: a secret belongs to the person, not to a folder. */
const SERVICE = 'resync';
/** A keychain may ask the person to unlock it; a service that hangs must not hang Resync. */
const ANSWER_WITHIN_MS = 30_000;

interface KeychainDeps {
  readonly log: Log;
  /** Replaced in tests only. */
  readonly load?: () => Promise<Keychain>;
}

/** Never rejects: what cannot be loaded or does not answer its first question becomes the session store, and says so. */
export function createKeychainSecrets({ log, load = loadKeytar }: KeychainDeps): SecretStore {
  let opening: Promise<{ store: SecretStore; kind: SecretStoreKind }> | undefined;
  const opened = () => (opening ??= open(log, load));
  return {
    describe: async () => (await opened()).kind,
    get: async (name) => (await opened()).store.get(name),
    set: async (name, value) => (await opened()).store.set(name, value),
    remove: async (name) => (await opened()).store.remove(name),
  };
}

async function open(log: Log, load: () => Promise<Keychain>) {
  try {
    const keychain = await load();
    await inTime(keychain.getPassword(SERVICE, 'probe'));
    const store = createOverKeychain(keychain);
    return { store, kind: await store.describe() };
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.message : String(thrown);
    log.warn({ reason: cause }, 'no keychain: secrets are kept for this session only');
    const store = createSessionSecrets(`The system keychain cannot be used (${cause}). Secrets are kept in memory and forgotten when Resync stops.`);
    return { store, kind: await store.describe() };
  }
}

/** Native code: loaded when first needed, so that Resync starts where libsecret is missing. */
async function loadKeytar(): Promise<Keychain> {
  const loaded: Keychain & { default?: Keychain } = await import('keytar');
  return loaded.default ?? loaded;
}

function createOverKeychain(keychain: Keychain): SecretStore {
  const ask = async <T>(what: string, answer: Promise<T>): Promise<T> => {
    try {
      return await inTime(answer);
    } catch (cause) {
      throw new Fault('SECRETS_UNAVAILABLE', `The system keychain could not ${what} a secret; unlock it and try again.`, { cause });
    }
  };
  return {
    describe: async () => ({ kind: 'keychain', reason: null }),
    get: (name) => ask('read', keychain.getPassword(SERVICE, name)),
    set: (name, value) => ask('store', keychain.setPassword(SERVICE, name, value)),
    remove: async (name) => void (await ask('remove', keychain.deletePassword(SERVICE, name))),
  };
}

/** Secrets in memory only. `reason` is shown in Settings and Health. */
export function createSessionSecrets(reason: string): SecretStore {
  const values = new Map<string, string>();
  return {
    describe: async () => ({ kind: 'session', reason }),
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    remove: async (name) => void values.delete(name),
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS / 1000} s`)), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
