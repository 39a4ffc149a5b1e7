/** Which secrets may be sent where: to the origins they were entered for, and from the environment to the address of the same start. */
import { type EngineSettings, type SecretKind, type Settings, secretKinds } from '../../../src-preload/contract/settings.ts';
import { Fault } from '../../base/fault.ts';
import type { BoundSecrets } from './boundSecrets.ts';
import { engineOrigins, originsOf, type Party } from './destinations.ts';
import { type EnvironmentSettings, secretName } from '../environment.ts';

/** An engine with the hosts that its secrets are wanted for: those of the settings, or of a form. */
export type NamedEngine = Pick<EngineSettings, 'id' | 'name' | 'url' | 'fallbackUrls'>;

export type Standing =
  | { readonly at: 'none' }
  | { readonly at: 'ready'; readonly value: string }
  /** Stored, for other origins than those asked about. */
  | { readonly at: 'elsewhere'; readonly origins: readonly string[] }
  | { readonly at: 'unbound' };

interface SecretReadsDeps {
  readonly bound: Pick<BoundSecrets, 'read'>;
  readonly environment: EnvironmentSettings;
  readonly settings: () => Settings;
  readonly isConfirmed: (party: Party) => boolean;
}

export const kindsOf = (what: 'engine' | 'llm'): SecretKind[] => secretKinds.filter((kind) => (kind === 'llm-api-key') === (what === 'llm'));

export function createSecretReads({ bound, environment, settings, isConfirmed }: SecretReadsDeps) {
  /** What the key of the environment is for: the address given with it, else the first that a person confirmed in this run. */
  let keyIsFor = originsOf([environment.llm.url ?? '']);

  const llmOrigins = () => originsOf([settings().llm.url ?? '']);
  const originsNow = (engine: NamedEngine | null) => (engine === null ? llmOrigins() : engineOrigins(engine));

  const ofEnvironment = (kind: SecretKind, value: string, origins: readonly string[]): Standing => {
    // An engine of the environment has its address from there too.
    if (kind !== 'llm-api-key') return { at: 'ready', value };
    const now = llmOrigins();
    if (keyIsFor.length === 0 && now.length > 0 && isConfirmed('llm')) keyIsFor = now;
    return isWithin(origins, keyIsFor) ? { at: 'ready', value } : { at: 'elsewhere', origins: keyIsFor };
  };
  const look = async (kind: SecretKind, engine: NamedEngine | null, origins: readonly string[] = originsNow(engine)): Promise<Standing> => {
    const name = secretName(kind, engine?.id ?? null);
    const given = environment.secrets.get(name);
    if (given !== undefined) return ofEnvironment(kind, given, origins);
    const kept = await bound.read(name);
    if (kept.at !== 'bound') return kept;
    // Whom to trust is no secret, and a path goes nowhere.
    return kind === 'ca-path' || isWithin(origins, kept.origins) ? { at: 'ready', value: kept.value } : { at: 'elsewhere', origins: kept.origins };
  };

  return {
    look,
    originsNow,
    /** Every secret there may be. */
    all: () => [
      ...settings().engines.flatMap((engine) => kindsOf('engine').map((kind) => ({ kind, engine }))),
      ...kindsOf('llm').map((kind) => ({ kind, engine: null })),
    ],
    async ofEngine(engine: NamedEngine) {
      const [password, apiKey] = await Promise.all([look('password', engine), look('api-key', engine)]);
      const kept = [password, apiKey].find(({ at }) => at === 'elsewhere' || at === 'unbound');
      const valueOf = (standing: Standing) => (standing.at === 'ready' ? standing.value : null);
      return {
        password: valueOf(password),
        apiKey: valueOf(apiKey),
        withheld: kept === undefined ? null : withheldSentence(kept, engine.name, originsNow(engine)),
      };
    },
    async caPath(engine: NamedEngine) {
      const standing = await look('ca-path', engine);
      return standing.at === 'ready' ? standing.value : null;
    },
    async llmApiKey(url: string | null) {
      const origins = originsOf([url ?? '']);
      const standing = await look('llm-api-key', null, origins);
      if (standing.at === 'ready') return standing.value;
      if (standing.at === 'none') return null;
      throw new Fault('LLM_AUTH', withheldSentence(standing, 'the language model', origins), { detail: origins.join(', ') });
    },
  };
}

/** Pure: nothing stored for one place is sent to another. */
const isWithin = (wanted: readonly string[], bound: readonly string[]): boolean => wanted.length > 0 && wanted.every((origin) => bound.includes(origin));

function withheldSentence(standing: Standing, name: string, origins: readonly string[]): string {
  const now = origins.join(', ');
  if (standing.at === 'elsewhere' && standing.origins.length > 0)
    return `What is stored for ${name} was entered for ${standing.origins.join(', ')} and is not sent to ${now}: enter it again for this address.`;
  return `What is stored for ${name} does not say for which address, and is not sent: confirm in Settings that it may go to ${now}, or enter it again.`;
}
