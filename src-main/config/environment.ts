/** Settings given where Resync was started (environment variables, `--demo`): they win over the file, are never stored and cannot be edited. */

import { address, type EngineSettings, engineSettings, type SecretKind } from '../../src-preload/contract/settings.ts';
import { DEMO_ENGINE } from './demoEngine.ts';

export interface EnvironmentSettings {
  readonly engine: EngineSettings | null;
  readonly llm: { readonly url?: string; readonly model?: string; readonly isUnencryptedAllowed?: boolean };
  /** As given: it may carry a password, and is never shown. */
  readonly redisUrl: string | null;
  /** The exception for `redisUrl`. */
  readonly isRedisUnencryptedAllowed: boolean;
  /** Keyed as `secretName` keys them. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Dotted paths of what is set here, for the settings view. */
  readonly paths: readonly string[];
  readonly problems: readonly string[];
}

/** The name a secret is stored under. */
export function secretName(kind: SecretKind, engineId: string | null): string {
  return kind === 'llm-api-key' ? kind : `engine:${engineId ?? ''}:${kind}`;
}

/** `1 true yes on` and `0 false no off` in any case; anything else is null, because guessing "true" is how verification gets turned off. */
function readBoolean(text: string): boolean | null {
  if (/^(1|true|yes|on)$/i.test(text.trim())) return true;
  return /^(0|false|no|off|)$/i.test(text.trim()) ? false : null;
}

/** @param isDemo `--demo` is a person's choice on this very start: an engine from the environment does not overrule it. */
export function readEnvironment(env: NodeJS.ProcessEnv, isDemo: boolean): EnvironmentSettings {
  const problems: string[] = [];
  const read = (name: string) => (env[name]?.trim() ? env[name].trim() : undefined);
  const secrets = new Map<string, string>();
  const keep = (kind: SecretKind, engineId: string | null, value: string | undefined) => {
    if (value !== undefined) secrets.set(secretName(kind, engineId), value);
  };
  const engine = isDemo ? DEMO_ENGINE : readEngine(read, problems);
  if (engine !== null && !isDemo) {
    const { id } = engine;
    // A password may begin or end with a space: taken as it is.
    keep('password', id, env['RESYNC_TWS_PASSWORD'] || undefined);
    keep('api-key', id, read('RESYNC_TWS_API_KEY'));
    keep('ca-path', id, read('RESYNC_TWS_CA'));
  }
  keep('llm-api-key', null, read('RESYNC_LLM_API_KEY'));
  const llm = readLlm(read, problems);
  const redisUrl = readRedis(read, problems);
  const isRedisUnencryptedAllowed = readException(read, 'RESYNC_REDIS_UNENCRYPTED', problems);
  const paths = [
    ...(engine === null ? [] : [`engines.${engine.id}`, 'activeEngineId']),
    ...Object.keys(llm).map((key) => `llm.${key}`),
    ...(redisUrl === null ? [] : ['auditor.redisUrl', 'auditor.isUnencryptedAllowed']),
  ];
  return { engine, llm, redisUrl, isRedisUnencryptedAllowed, secrets, paths, problems };
}

type Read = (name: string) => string | undefined;

function readEngine(read: Read, problems: string[]): EngineSettings | null {
  // A list names the primary first, then its backup masters.
  const [url, ...fallbackUrls] = (read('RESYNC_TWS_URL') ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (url === undefined) return null;
  const parsed = engineSettings.safeParse({
    // Another address is another engine: what one taught must not answer for the other.
    id: `env-${hostOf(url)}`,
    name: hostOf(url),
    kind: 'live',
    url,
    fallbackUrls,
    user: read('RESYNC_TWS_USER') ?? null,
    auth: read('RESYNC_TWS_API_KEY') === undefined ? 'basic' : 'api-key',
    isTlsUnverified: readException(read, 'RESYNC_TWS_TLS_UNVERIFIED', problems),
    isUnencryptedAllowed: readException(read, 'RESYNC_TWS_UNENCRYPTED', problems),
  });
  if (parsed.success) return parsed.data;
  problems.push(
    'RESYNC_TWS_URL is not an address like https://host:31116, or several with commas between them (without user and password in them); the engine from the environment is not used.',
  );
  return null;
}

/** What lowers protection, for development or a network that is safe: only a clear yes does. */
function readException(read: Read, name: keyof typeof EXCEPTIONS, problems: string[]): boolean {
  const text = read(name) ?? 'false';
  const isOn = readBoolean(text);
  if (isOn === null) problems.push(`${name} is "${text}"; it must be true or false. ${EXCEPTIONS[name]}`);
  return isOn ?? false;
}

const EXCEPTIONS = {
  RESYNC_TWS_TLS_UNVERIFIED: 'Certificates are verified.',
  RESYNC_TWS_UNENCRYPTED: 'Addresses with http:// are not used.',
  RESYNC_LLM_UNENCRYPTED: 'An address with http:// is not used.',
  RESYNC_REDIS_UNENCRYPTED: 'An address with redis:// is not used.',
} as const;

function readLlm(read: Read, problems: string[]): EnvironmentSettings['llm'] {
  const url = read('RESYNC_LLM_URL');
  const model = read('RESYNC_LLM_MODEL');
  const isUsable = url === undefined || address.safeParse(url).success;
  if (!isUsable) problems.push('RESYNC_LLM_URL is not an http or https address, or has a user and password in it; it is not used.');
  // An address given here has the exception given here, and no other.
  const place = url !== undefined && isUsable ? { url, isUnencryptedAllowed: readException(read, 'RESYNC_LLM_UNENCRYPTED', problems) } : {};
  return { ...place, ...(model === undefined ? {} : { model }) };
}

function readRedis(read: Read, problems: string[]): string | null {
  const url = read('RESYNC_REDIS_URL');
  if (url === undefined) return null;
  if (URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol) && new URL(url).hostname !== '') return url;
  problems.push('RESYNC_REDIS_URL is not an address like redis://host:6379; the audits are queued in the store itself.');
  return null;
}

/** The address of a Redis as it may be shown. */
export function shownRedisUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function hostOf(url: string): string {
  return (URL.canParse(url) ? new URL(url).host : url).slice(0, 60);
}
