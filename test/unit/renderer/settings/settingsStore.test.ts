// @vitest-environment happy-dom
/** Settings: what the core confirms is what is shown, in the order that keeps secrets with their address. */
import { beforeEach, describe, expect, it } from 'vitest';
import { engineId } from '../../../../src-preload/contract/ids.ts';
import { applyPatch } from '../../../../src-main/config/settingsPatch.ts';
import { useApp } from '../../../../src-renderer/frame/appStore.ts';
import {
  activateEngine,
  chooseDemo,
  confirmShown,
  deleteEngine,
  saveAuditor,
  saveEngine,
  saveLlm,
  saveSettings,
} from '../../../../src-renderer/settings/settingsStore.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { anEngine, aSettingsView } from '../../../fakes/views/settings.ts';

const NO_ENVIRONMENT = { engine: null, llm: {}, redisUrl: null, isRedisUnencryptedAllowed: false, secrets: new Map<string, string>(), paths: [], problems: [] };
const NO_SECRETS = { password: '', apiKey: '', caPath: null };
const BANK = anEngine('bank');
const shown = () => useApp.getState().settings?.settings;
let bridge: FakeBridge;
/** What was written, in order. */
let written: string[] = [];

beforeEach(async () => {
  bridge = await pageOfTest(useApp);
  written = [];
  bridge.answer('settings.update', ({ patch }) => {
    written.push(`update ${Object.keys(patch).join(' ')}`);
    return aSettingsView(applyPatch(shown() ?? aSettingsView().settings, patch, NO_ENVIRONMENT));
  });
  bridge.answer('settings.setSecret', ({ kind, engineId: id, value }) => {
    written.push(`${kind} ${id ?? '-'} ${value ?? 'none'}`);
    return aSettingsView(shown());
  });
});

describe('the model', () => {
  it('gets its address before its key: a key is kept for the address it is entered for', async () => {
    expect(await saveLlm({ url: 'https://llm/v1', model: 'm' }, 'secret')).toBe(true);
    expect(written).toEqual(['update llm', 'llm-api-key - secret']);
    expect(shown()?.llm).toMatchObject({ url: 'https://llm/v1', model: 'm' });
    expect(noticesSaid()).toEqual([say('settings.saved')]);
  });
  it('keeps its key when none was typed, and loses it when it is to have none', async () => {
    await saveLlm({ model: 'm' }, undefined);
    expect(written).toEqual(['update llm']);
    await saveLlm({ model: 'm' }, null);
    expect(written).toEqual(['update llm', 'update llm', 'llm-api-key - none']);
  });
  it('whose address is refused gets no key, and it is said', async () => {
    bridge.fail('settings.update', 'INVALID_INPUT');
    expect(await saveLlm({ url: 'https://llm/v1' }, 'secret')).toBe(false);
    expect(written).toEqual([]);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
  it('whose key cannot be kept is not said to be saved', async () => {
    bridge.fail('settings.setSecret', 'SECRETS_UNAVAILABLE');
    expect(await saveLlm({ model: 'm' }, 'secret')).toBe(false);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
});

describe('the other groups', () => {
  it('are saved alone', async () => {
    expect(await saveAuditor({ isEnabled: false })).toBe(true);
    expect(await saveSettings({ recorder: { intervalS: 90 } })).toBeNull();
    expect(bridge.calls('settings.update')).toEqual([{ patch: { auditor: { isEnabled: false } } }, { patch: { recorder: { intervalS: 90 } } }]);
    expect(shown()).toMatchObject({ auditor: { isEnabled: false }, recorder: { intervalS: 90 } });
    expect(noticesSaid()).toEqual([say('settings.saved'), say('settings.saved')]);
  });
  it('that are refused stay as they were', async () => {
    await saveAuditor({ flagAbove: 0.5 });
    bridge.fail('settings.update', 'INVALID_INPUT');
    expect(await saveSettings({ recorder: { intervalS: 90 } })).toMatchObject({ code: 'INVALID_INPUT' });
    // The form says it at the field: no message runs over the page besides.
    expect(noticesSaid()).toEqual([say('settings.saved')]);
    expect(shown()?.recorder.intervalS).toBe(60);
  });
});

describe('an engine', () => {
  it('that is new is saved, then its secrets, then put in use', async () => {
    expect(await saveEngine(BANK, { password: 'p', apiKey: 'k', caPath: ' /ca.pem ' })).toBe(true);
    expect(written).toEqual(['update engines', 'password bank p', 'api-key bank k', 'ca-path bank /ca.pem', 'update activeEngineId']);
    expect(shown()).toMatchObject({ engines: [{ id: 'bank' }], activeEngineId: 'bank' });
    expect(noticesSaid()).toEqual([say('settings.saved')]);
  });
  it('that is known takes its place, keeps the others and is not put in use', async () => {
    useApp.setState({ settings: aSettingsView({ engines: [anEngine('a'), BANK] }) });
    await saveEngine({ ...BANK, name: 'The bank' }, NO_SECRETS);
    expect(written).toEqual(['update engines']);
    expect(shown()?.engines.map(({ name }) => name)).toEqual(['a', 'The bank']);
    expect(shown()?.activeEngineId).toBeNull();
  });
  it('that is new stands behind the others', async () => {
    useApp.setState({ settings: aSettingsView({ engines: [anEngine('a')] }) });
    await saveEngine(BANK, NO_SECRETS);
    expect(shown()?.engines.map(({ id }) => id)).toEqual(['a', 'bank']);
  });
  it('loses its CA path when the field was emptied', async () => {
    await saveEngine(BANK, { ...NO_SECRETS, caPath: '  ' });
    expect(written).toContain('ca-path bank none');
  });
  it('whose secret cannot be kept is not put in use, and the next secret is not tried', async () => {
    bridge.fail('settings.setSecret', 'SECRETS_UNAVAILABLE');
    expect(await saveEngine(BANK, { password: 'p', apiKey: 'k', caPath: null })).toBe(false);
    expect(written).toEqual(['update engines']);
    expect(bridge.calls('settings.setSecret')).toHaveLength(1);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
  it('that is refused gets no secrets', async () => {
    bridge.fail('settings.update', 'INVALID_INPUT');
    expect(await saveEngine(BANK, { password: 'p', apiKey: '', caPath: null })).toBe(false);
    expect(bridge.calls('settings.setSecret')).toEqual([]);
  });
  it('is deleted; the one in use leaves none in use', async () => {
    useApp.setState({ settings: aSettingsView({ engines: [anEngine('a'), BANK], activeEngineId: BANK.id }) });
    await deleteEngine(anEngine('a'));
    expect(bridge.calls('settings.update').at(-1)?.patch).not.toHaveProperty('activeEngineId');
    expect(shown()).toMatchObject({ engines: [{ id: 'bank' }], activeEngineId: 'bank' });
    await deleteEngine(BANK);
    expect(bridge.calls('settings.update').at(-1)?.patch).toEqual({ engines: [], activeEngineId: null });
    expect(shown()).toMatchObject({ engines: [], activeEngineId: null });
    expect(noticesSaid()).toEqual([say('settings.saved'), say('settings.saved')]);
  });
  it('is put in use', async () => {
    useApp.setState({ settings: aSettingsView({ engines: [BANK] }) });
    expect(await activateEngine(engineId.parse('bank'))).toBe(true);
    expect(bridge.calls('settings.update')).toEqual([{ patch: { activeEngineId: 'bank' } }]);
  });
  it('nothing known of settings is no engine', async () => {
    await deleteEngine(BANK);
    expect(bridge.calls('settings.update')).toEqual([{ patch: { engines: [] } }]);
  });
});

it('the demo is chosen by a person', async () => {
  bridge.answer('settings.chooseDemo', aSettingsView({ engines: [anEngine('demo')], activeEngineId: engineId.parse('demo') }));
  expect(await chooseDemo()).toBe(true);
  expect(shown()?.activeEngineId).toBe('demo');
});

it('exactly what was shown is confirmed', async () => {
  const row = {
    party: 'llm',
    name: 'Model',
    what: 'address' as const,
    seen: 'seen-1',
    origins: [],
    before: [],
    isTlsUnverified: false,
    isUnencryptedAllowed: false,
    hasUnbound: false,
    sentence: '',
  };
  bridge.answer('settings.confirm', aSettingsView());
  expect(await confirmShown([row])).toBe(true);
  expect(bridge.calls('settings.confirm')).toEqual([{ shown: [{ party: 'llm', seen: 'seen-1' }] }]);
  bridge.fail('settings.confirm', 'CONFLICT');
  expect(await confirmShown([row])).toBe(false);
});
