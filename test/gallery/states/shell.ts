/** The frame around the screens: before there is a line, what the bars say, the palette, the keys, a broken screen. */
import { night } from '../night/night.ts';
import { ago, NOW } from '../night/now.ts';
import { lateReading, liveSettings, liveStatus, unreachable } from '../night/variants.ts';
import { fails, type State, type States, WAITS } from './state.ts';

const nothing = {
  ...night.status.engine,
  id: null,
  name: null,
  isDemo: false,
  state: 'none',
  lastReadAt: null,
  timeZone: null,
  color: null,
  host: null,
} as const;
const nowhere = { ...night.status, night: null, needsFirstRun: true, engine: nothing };
const noEngines = { ...night.settings, settings: { ...night.settings.settings, engines: [], activeEngineId: null }, fromEnvironment: [] };
const firstRun: State = { at: '/chat', replies: { 'settings.get': noEngines }, streams: { 'app.watch': [nowhere] } };

const live = (changes: Parameters<typeof liveStatus>[0]): State => ({
  at: '/health',
  replies: { 'settings.get': liveSettings },
  streams: { 'app.watch': [liveStatus(changes)] },
});

const troubles = ['deleted', 'replaced', 'log-lost', 'cut-off', 'damaged', 'full', 'read-only', 'unwritten'] as const;
const backup = '/home/ana/.local/share/resync/backups/resync-2026-11-30T120000000Z.48cc0d7bbaf5cc87.db';
const storeStates = Object.fromEntries(
  troubles.map((trouble): [string, State] => [
    `store-${trouble}`,
    live({
      store: {
        state: 'failing',
        trouble,
        saved: trouble === 'deleted' ? '/home/ana/.local/share/resync/saved/resync-2026-11-30.db' : null,
        backup: trouble === 'full' ? null : backup,
      },
    }),
  ]),
);

export const shellStates = {
  connecting: { at: '/chat', line: { at: 'connecting' }, isUnderWay: true },
  signIn: { at: '/chat', line: { at: 'sign-in', isRefused: false } },
  signInRefused: { at: '/chat', line: { at: 'sign-in', isRefused: true } },
  lineLost: { at: '/plan', breaks: { at: 'lost', attempt: 3, retryAtMs: Date.parse(NOW) + 8_000 } },
  neverReached: { at: '/chat', line: { at: 'lost', attempt: 1, retryAtMs: Date.parse(NOW) + 1_000 }, isUnderWay: true },
  statusUnknown: { at: '/settings', streams: { 'app.watch': [] } },
  firstRun,
  firstRunConnect: { ...firstRun, act: (hand) => hand.click('first.connect') },
  firstRunRestore: { ...firstRun, act: (hand) => hand.click('backup.restore') },
  noEngine: { ...firstRun, at: '/settings' },
  live: live({}),
  stale: live({ engine: { state: 'stale', lastReadAt: lateReading, fault: unreachable } }),
  unreachable: live({ engine: { state: 'unreachable', lastReadAt: lateReading, fault: unreachable }, llm: { state: 'failing' } }),
  unconfirmed: live({ engine: { state: 'unconfirmed', lastReadAt: null, fault: { ...unreachable, code: 'NOT_CONFIRMED' } }, llm: { state: 'unconfirmed' } }),
  unknown: live({ engine: { state: 'unknown', lastReadAt: null }, llm: { state: 'unknown', isUnencryptedAllowed: true } }),
  backupHost: live({
    engine: { host: 'hwa-prod-2.bank.example:31116', awayFrom: { host: 'hwa-prod.bank.example:31116', fault: unreachable, since: ago(30) } },
  }),
  certificateSoon: live({
    engine: { certificateEnds: { host: 'hwa-prod.bank.example:31116', validTo: '2026-12-20T00:00:00.000Z', daysLeft: 19, at: 'soon' } },
  }),
  certificateToday: live({
    engine: { certificateEnds: { host: 'hwa-prod.bank.example:31116', validTo: '2026-11-30T23:00:00.000Z', daysLeft: 0, at: 'urgent' } },
  }),
  everyDoubt: live({
    engine: {
      name: 'A production engine in São Paulo whose name has sixty characters',
      state: 'stale',
      lastReadAt: lateReading,
      fault: unreachable,
      isTlsUnverified: true,
      isUnencryptedAllowed: true,
      awayFrom: { host: 'hwa-prod.bank.example:31116', fault: unreachable, since: ago(30) },
      certificateEnds: { host: 'hwa-prod.bank.example:31116', validTo: '2026-11-29T00:00:00.000Z', daysLeft: -1, at: 'expired' },
    },
    llm: { isUnencryptedAllowed: true },
    store: { state: 'doubtful' },
    auditor: { queued: 1_204 },
  }),
  engines: { ...live({}), act: (hand) => hand.click('top.switchFrom', { name: 'Produção São Paulo' }) },
  ...storeStates,
  palette: { at: '/plan', act: (hand) => hand.click('top.palette') },
  paletteAsk: {
    at: '/plan',
    act: async (hand) => {
      await hand.click('top.palette');
      await hand.write('palette.input', 'load_dwh');
    },
  },
  paletteNone: {
    at: '/plan',
    act: async (hand) => {
      await hand.click('top.palette');
      await hand.write('palette.input', 'qx');
    },
  },
  keys: { at: '/review', act: (hand) => hand.press('?', { shiftKey: true }) },
  lookNotSaved: {
    at: '/settings',
    replies: { 'settings.update': fails('STORE_FAILED', { message: 'The settings file cannot be written.', detail: 'EROFS settings.json' }) },
    act: (hand) => hand.choose('theme', 'system'),
  },
  settingsNotRead: { at: '/settings', replies: { 'settings.get': WAITS }, isUnderWay: true },
} satisfies States;
