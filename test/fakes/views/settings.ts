/** Settings and the status line as the core sends them, for tests of the page. */
import type { AppStatus } from '../../../src-preload/contract/health.ts';
import { type EngineSettings, engineSettings, type Settings, type SettingsView, settingsSchema } from '../../../src-preload/contract/settings.ts';

export const anEngine = (id: string, name = id): EngineSettings =>
  engineSettings.parse({ id, name, kind: id === 'demo' ? 'demo' : 'live', url: id === 'demo' ? null : 'https://mdm:31116', user: null, auth: 'basic' });

export const aSettingsView = (part: Partial<Settings> = {}): SettingsView => ({
  settings: { ...settingsSchema.parse({}), ...part },
  fromEnvironment: [],
  secrets: [],
  unconfirmed: [],
  secretStore: { kind: 'session', reason: null },
  problems: [],
});

export const aStatus = (part: Partial<AppStatus> = {}): AppStatus => ({
  version: '0.1.0',
  host: 'server',
  hostReason: null,
  night: null,
  needsFirstRun: false,
  engine: {
    id: null,
    name: null,
    isDemo: false,
    state: 'none',
    lastReadAt: null,
    fault: null,
    timeZone: null,
    color: null,
    host: null,
    awayFrom: null,
    isTlsUnverified: false,
    isUnencryptedAllowed: false,
    certificateEnds: null,
  },
  llm: { state: 'off', model: null, isUnencryptedAllowed: false },
  store: { state: 'ready', kind: 'embedded', trouble: null, saved: null, backup: null },
  auditor: { state: 'idle', queued: 0 },
  review: { pending: 0, approved: 0, corrected: 0, rejected: 0 },
  ...part,
});
