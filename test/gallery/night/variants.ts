/** The recorded night with something different: another engine, a model, trouble. */
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { AppStatus } from '../../../src-preload/contract/health.ts';
import { engineId } from '../../../src-preload/contract/ids.ts';
import { type EngineSettings, engineSettings, type SettingsView } from '../../../src-preload/contract/settings.ts';
import { night } from './night.ts';
import { ago } from './now.ts';

export const unreachable = {
  code: 'TWS_UNREACHABLE',
  message: 'The scheduler cannot be reached at hwa-prod.bank.example:31116 (connection refused).',
  detail: 'hwa-prod.bank.example:31116, ECONNREFUSED',
  retryable: true,
} as const satisfies FaultData;

const liveEngineId = engineId.parse('eng_prod');

export const production: EngineSettings = engineSettings.parse({
  id: liveEngineId,
  name: 'Produção São Paulo',
  kind: 'live',
  url: 'https://hwa-prod.bank.example:31116',
  fallbackUrls: ['https://hwa-prod-2.bank.example:31116'],
  color: 'magenta',
  user: 'resync',
  auth: 'basic',
});
const test = engineSettings.parse({
  id: 'eng_test',
  name: 'Homologação',
  kind: 'live',
  url: 'http://hwa-test.bank.example:31115',
  color: 'teal',
  user: null,
  auth: 'api-key',
  isTlsUnverified: true,
  isUnencryptedAllowed: true,
});

interface StatusChanges {
  readonly engine?: Partial<AppStatus['engine']>;
  readonly llm?: Partial<AppStatus['llm']>;
  readonly store?: Partial<AppStatus['store']>;
  readonly auditor?: Partial<AppStatus['auditor']>;
  readonly rest?: Partial<Pick<AppStatus, 'night' | 'needsFirstRun'>>;
}

/** A real engine, without a night. */
export function liveStatus({ engine, llm, store, auditor, rest }: StatusChanges = {}): AppStatus {
  const { status } = night;
  return {
    ...status,
    night: null,
    ...rest,
    engine: {
      ...status.engine,
      id: liveEngineId,
      name: production.name,
      isDemo: false,
      color: production.color,
      host: 'hwa-prod.bank.example:31116',
      ...engine,
    },
    llm: { ...status.llm, state: 'ready', model: 'granite-3.3-8b-instruct', ...llm },
    store: { ...status.store, ...store },
    auditor: { ...status.auditor, ...auditor },
  };
}

const secretFor = (kind: 'password' | 'api-key' | 'ca-path', id: EngineSettings['id'], shown: string | null = null): SettingsView['secrets'][number] => ({
  kind,
  engineId: id,
  isSet: true,
  standing: 'ready',
  boundTo: [],
  shown,
});

/** Two real engines beside the demo, a model, and credentials in the keychain. */
export const liveSettings: SettingsView = {
  ...night.settings,
  settings: {
    ...night.settings.settings,
    engines: [production, test, ...night.settings.settings.engines],
    activeEngineId: liveEngineId,
    llm: { ...night.settings.settings.llm, url: 'https://models.bank.example/v1', model: 'granite-3.3-8b-instruct' },
  },
  fromEnvironment: [],
  secrets: [
    secretFor('password', production.id),
    secretFor('ca-path', production.id, '/etc/ssl/bank-ca.pem'),
    { kind: 'api-key', engineId: test.id, isSet: true, standing: 'elsewhere', boundTo: ['https://hwa-old.bank.example:31116'], shown: null },
    { kind: 'llm-api-key', engineId: null, isSet: true, standing: 'ready', boundTo: [], shown: null },
  ],
  secretStore: { kind: 'keychain', reason: null },
};

export const lateReading = ago(47);
