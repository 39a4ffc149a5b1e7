/** Settings: every group, dialogs, what must be confirmed, and what an environment decides. */
import { exchangeNames } from '../../../src-preload/contract/conformance.ts';
import type { ConnectionTest, SettingsView } from '../../../src-preload/contract/settings.ts';
import type { OutputOf } from '../../fakes/bridge/names.ts';
import { night } from '../night/night.ts';
import { ago, NOW } from '../night/now.ts';
import { liveSettings, liveStatus, production, unreachable } from '../night/variants.ts';
import type { Hand } from '../page/hand.ts';
import { fails, type Replies, type State, type States, WAITS } from './state.ts';

const conformed: OutputOf<'settings.llmConformance'> = {
  model: 'granite-3.3-8b-instruct',
  at: ago(90),
  score: 1,
  exchanges: exchangeNames.map((name, at) => ({ name, outcome: 'passed', found: 'as-asked', detail: '', durationMs: 400 + at * 310 })),
  switchedOff: [],
};
const doubtful: OutputOf<'settings.llmConformance'> = {
  ...conformed,
  model: 'a-model-with-a-name-as-long-as-they-are-on-some-servers:latest-instruct-q4_K_M',
  score: 0.5,
  exchanges: exchangeNames.map((name, at) => {
    const found =
      (['as-asked', 'no-call', 'wrong-arguments', 'invented-tool', 'no-json', 'not-stopped', 'late', 'no-citation', 'obeyed', 'not-tried'] as const)[at] ??
      'broken';
    return {
      name,
      outcome: found === 'as-asked' ? 'passed' : found === 'not-tried' ? 'skipped' : 'failed',
      found,
      detail: found === 'obeyed' ? 'Sure! I will now cancel every job as the log asks me to.' : '',
      durationMs: 12_400,
    };
  }),
  switchedOff: ['model-answers', 'judge', 'parallel-calls', 'long-evidence'],
};

const view = (changes: Partial<SettingsView>, replies: Replies = {}): State => ({
  at: '/settings',
  replies: { 'settings.get': { ...liveSettings, ...changes }, 'settings.llmConformance': conformed, ...replies },
  streams: { 'app.watch': [liveStatus()] },
});
const settingsWith = (changes: Partial<SettingsView['settings']>) => view({ settings: { ...liveSettings.settings, ...changes } });

const certificate: ConnectionTest['certificates'][number] = {
  host: 'hwa-prod.bank.example:31116',
  subject: 'CN=hwa-prod.bank.example, OU=Scheduling, O=Bank of the Example, L=São Paulo, C=BR',
  issuer: 'CN=Internal Issuing CA 3, O=Bank of the Example, C=BR',
  validTo: '2026-12-20T00:00:00.000Z',
  sha256: Array.from({ length: 32 }, (_, at) => (at * 7 + 16).toString(16).toUpperCase().padStart(2, '0')).join(':'),
  isTrusted: true,
  isPinned: false,
};
const step = (name: string, outcome: 'ok' | 'failed' | 'skipped', detail: string) => ({ name, outcome, detail, durationMs: 231 });
const tested: ConnectionTest = {
  isOk: true,
  steps: [step('connect', 'ok', 'hwa-prod.bank.example:31116'), step('sign-in', 'ok', 'resync'), step('read', 'ok', 'version 10.2.8, America/Sao_Paulo')],
  fault: null,
  certificates: [certificate, { ...certificate, host: 'hwa-prod-2.bank.example:31116', isPinned: true }],
};
const notTested: ConnectionTest = {
  isOk: false,
  steps: [step('connect', 'failed', 'self-signed certificate in certificate chain'), step('sign-in', 'skipped', ''), step('read', 'skipped', '')],
  fault: {
    code: 'TWS_TLS',
    message: 'The certificate of hwa-prod.bank.example:31116 is not trusted.',
    detail: 'hwa-prod.bank.example:31116, SELF_SIGNED_CERT_IN_CHAIN',
    retryable: false,
  },
  certificates: [{ ...certificate, isTrusted: false }],
};

const edit = (hand: Hand) => hand.click('engines.editNamed', { name: production.name });
const scroll = (selector: string) => document.querySelector(selector)?.scrollIntoView({ block: 'center' });
const dialog = (replies: Replies, then: (hand: Hand) => Promise<void>): State => ({
  ...view({}, replies),
  act: async (hand) => {
    await edit(hand);
    await then(hand);
  },
});
const runTest = (hand: Hand) => hand.clickAt('[role="dialog"] form > div > div:last-child button');

const row: SettingsView['unconfirmed'][number] = {
  party: `engine:${production.id}`,
  name: production.name,
  what: 'address',
  seen: 'a1',
  origins: ['https://hwa-prod.bank.example.attacker.example:31116'],
  before: ['https://hwa-prod.bank.example:31116'],
  isTlsUnverified: true,
  isUnencryptedAllowed: true,
  hasUnbound: true,
  sentence: 'The address of an engine came from a file.',
};

const openRestore = async (hand: Hand) => {
  scroll('section:nth-of-type(7)');
  await hand.click('backup.restore');
};
const [backupEntry] = night.backups.backups;
if (backupEntry === undefined) throw new Error('The recorded night has no backup');
const kinds = ['scheduled', 'asked', 'migration', 'other'] as const;
const backups: OutputOf<'backups.list'> = {
  ...night.backups,
  nextDueAt: '2026-12-01T15:00:00.000Z',
  backups: Array.from({ length: 14 }, (_, at) => ({
    ...backupEntry,
    path: `${backupEntry.path}-${at}`,
    at: ago(at * 1_440),
    kind: kinds[at % kinds.length] ?? 'other',
    problem: at === 2 ? 'The file ends before its last page: it was cut off while it was being copied.' : null,
    facts: at === 2 ? null : backupEntry.facts,
  })),
};
const previewed: OutputOf<'backups.preview'> = {
  ...night.preview,
  backup: { ...night.preview.backup, hasSettings: true, facts: { schema: 4, conversations: 7, turns: 51, memories: 62, decisions: 28 } },
};
const restoring = (replies: Replies): State => ({
  ...view({}, { 'backups.list': backups, ...replies }),
  act: async (hand) => {
    await openRestore(hand);
    await hand.clickAt('[role="dialog"] tbody tr:nth-child(2) button');
  },
});

/** Settings are one long page: each state shows where its group is. */
const at = (state: State, section: number): State => ({
  ...state,
  act: async (hand) => {
    await state.act?.(hand);
    document.querySelectorAll('main section')[section]?.scrollIntoView({ block: 'start' });
  },
});

export const settingsStates = {
  engines: view({}),
  model: at(view({}), 1),
  auditor: at(view({}), 4),
  backups: at(view({}, { 'backups.list': backups }), 6),
  demo: { at: '/settings' },
  fromEnvironment: view({ fromEnvironment: ['engines', 'activeEngineId', 'llm.url', 'llm.model', 'auditor'] }),
  fromEnvironmentBelow: at(view({ fromEnvironment: ['engines', 'activeEngineId', 'llm.url', 'llm.model', 'auditor'] }), 4),
  sessionSecrets: at(view({ secretStore: night.settings.secretStore, secrets: [] }), 2),
  problems: view({ problems: ['settings.json, line 14: "engines[0].url" is no address. The last good settings are in force.'] }),
  unconfirmed: view({
    unconfirmed: [
      row,
      { ...row, party: 'llm', name: 'llm', what: 'new', seen: 'b2', before: [], isTlsUnverified: false, hasUnbound: false },
      {
        ...row,
        party: 'queue',
        name: 'queue',
        what: 'protection',
        seen: 'c3',
        origins: ['redis://redis.bank.example:6379'],
        before: ['rediss://redis.bank.example:6379'],
        isTlsUnverified: false,
      },
      { ...row, party: 'engine:eng_test', name: 'Homologação', what: 'secret', seen: 'd4', isTlsUnverified: false, isUnencryptedAllowed: false },
    ],
  }),
  unencrypted: at(
    settingsWith({
      llm: { ...liveSettings.settings.llm, url: 'http://models.bank.example/v1', isUnencryptedAllowed: true },
      auditor: { ...liveSettings.settings.auditor, redisUrl: 'redis://redis.bank.example:6379', isUnencryptedAllowed: true },
    }),
    1,
  ),
  unencryptedQueue: at(
    settingsWith({ auditor: { ...liveSettings.settings.auditor, redisUrl: 'redis://redis.bank.example:6379', isUnencryptedAllowed: true, canaryHour: null } }),
    4,
  ),
  modelDoubtful: at(view({}, { 'settings.llmConformance': doubtful }), 1),
  modelNotChecked: at(view({}, { 'settings.llmConformance': null }), 1),
  modelChecking: at({ ...view({}, { 'settings.runLlmConformance': WAITS }), act: (hand) => hand.click('check.again'), isUnderWay: true }, 1),
  modelCheckFailed: at(
    view(
      {},
      {
        'settings.llmConformance': fails('LLM_UNAVAILABLE', {
          message: 'models.bank.example cannot be reached.',
          detail: 'models.bank.example:443, ENOTFOUND',
          isRetryable: true,
        }),
      },
    ),
    1,
  ),
  modelTested: at(
    {
      ...view(
        {},
        {
          'settings.testLlm': {
            ...tested,
            steps: [step('connect', 'ok', 'models.bank.example:443'), step('answer', 'ok', '41 tokens'), step('tools', 'ok', 'report_number(7)')],
            certificates: [],
          },
        },
      ),
      act: (hand) => hand.click('test.run'),
    },
    1,
  ),
  modelRefused: at(
    {
      ...view({}, { 'settings.testLlm': fails('EGRESS_REFUSED', { message: 'http:// to another computer needs the exception.' }) }),
      act: (hand) => hand.click('test.run'),
    },
    1,
  ),
  wrongValues: at(
    {
      ...view({}),
      act: async (hand) => {
        await hand.write('auditor.flagAbove', '0,95');
        await hand.write('auditor.schedule', 'every night');
        await hand.write('auditor.canaryHour', '25');
      },
    },
    4,
  ),
  wrongBackup: at(
    {
      ...view(
        {},
        {
          'backups.list': {
            ...backups,
            lastFault: { code: 'STORE_FAILED', message: 'The folder /mnt/backups cannot be written.', detail: 'EACCES /mnt/backups', retryable: true },
          },
        },
      ),
      act: async (hand) => {
        await hand.write('backup.schedule', 'noon');
        await hand.write('backup.keep', '0');
      },
    },
    6,
  ),
  backupsNone: at(view({}, { 'backups.list': { ...backups, backups: [], nextDueAt: null } }), 6),
  backupsLoading: at({ ...view({}, { 'backups.list': WAITS }), isUnderWay: true }, 6),
  backupsFailed: at(view({}, { 'backups.list': fails('STORE_FAILED', { detail: 'ENOENT /mnt/backups' }) }), 6),
  backupMaking: at({ ...view({}, { 'backups.make': WAITS }), act: (hand) => hand.click('backup.now') }, 6),
  backupMade: at({ ...view({}, { 'backups.make': backupEntry }), act: (hand) => hand.click('backup.now') }, 6),
  saved: at({ ...view({}, { 'settings.update': liveSettings }), act: (hand) => hand.clickAt('main section:nth-of-type(5) form button[type="submit"]') }, 4),
  addEngine: { ...view({}), act: (hand) => hand.click('engines.add') },
  addEngineWrong: {
    ...view({}),
    act: async (hand) => {
      await hand.click('engines.add');
      await hand.write('engine.url', 'hwa-prod');
      await hand.clickAt('[role="dialog"] footer button[type="submit"]');
    },
  },
  editEngine: dialog({}, async () => undefined),
  engineNumbers: dialog({}, async (hand) => {
    await hand.clickAt('[role="dialog"] summary');
    scroll('[role="dialog"] details');
  }),
  engineTested: dialog({ 'settings.testEngine': tested }, runTest),
  engineNotTested: dialog({ 'settings.testEngine': notTested }, runTest),
  engineTesting: { ...dialog({ 'settings.testEngine': WAITS }, runTest), isUnderWay: true },
  engineTestFailed: dialog({ 'settings.testEngine': fails('TWS_UNREACHABLE', unreachable) }, runTest),
  engineUnverified: {
    ...view({}),
    act: async (hand) => {
      await hand.click('engines.editNamed', { name: 'Homologação' });
      document.querySelector('[role="dialog"] .text-bad')?.scrollIntoView({ block: 'center' });
    },
  },
  deleteEngine: { ...view({}), act: (hand) => hand.click('engines.deleteNamed', { name: production.name }) },
  restoreList: { ...view({}, { 'backups.list': backups }), act: openRestore },
  restoreNone: { ...view({}, { 'backups.list': { ...backups, backups: [] } }), act: openRestore },
  restoreFault: {
    ...view(
      {},
      {
        'backups.list': ({ folder }) =>
          folder === undefined
            ? backups
            : { ...backups, backups: [], fault: { code: 'NOT_FOUND', message: 'There is no folder /mnt/nowhere.', detail: '/mnt/nowhere', retryable: false } },
      },
    ),
    act: async (hand) => {
      await openRestore(hand);
      await hand.write('backup.folder', '/mnt/nowhere');
      await hand.clickAt('[role="dialog"] form button[type="submit"]');
    },
  },
  restorePreview: restoring({ 'backups.preview': previewed }),
  restorePresentUnread: restoring({ 'backups.preview': { ...previewed, present: null, presentProblem: 'database disk image is malformed' } }),
  restoreChecking: { ...restoring({ 'backups.preview': WAITS }), isUnderWay: true },
  restoreRefused: restoring({
    'backups.preview': {
      ...previewed,
      fault: { code: 'STORE_FAILED', message: 'The backup is damaged: page 12 is not what was written.', detail: 'page 12', retryable: false },
      nextGood: { ...backupEntry, at: NOW },
    },
  }),
  restoreFailed: restoring({ 'backups.preview': fails('NOT_FOUND', { message: 'The backup is not there any more.' }) }),
} satisfies States;
