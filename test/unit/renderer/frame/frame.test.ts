// @vitest-environment happy-dom
/** The window around the screens: its address, status, look, commands and notices. */
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { go, placeOf, rememberPlaces, useHashPath, useHashQuery } from '../../../../src-renderer/frame/address.ts';
import { applyTheme, followStatus, openOverlay, readSettings, rememberedTheme, takeSettings, useApp } from '../../../../src-renderer/frame/appStore.ts';
import { allCommands, findCommands } from '../../../../src-renderer/frame/commands.ts';
import { saveLook } from '../../../../src-renderer/frame/saveLook.ts';
import { nowMs } from '../../../../src-renderer/ui/time/now.ts';
import { dismissToast, showToast, useToasts } from '../../../../src-renderer/ui/toasts.ts';
import { currentLanguage, languages, say } from '../../../../src-renderer/words/words.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { showHook } from '../../../fakes/bridge/showHook.ts';
import { AT } from '../../../fakes/views/chat.ts';
import { anEngine, aSettingsView, aStatus } from '../../../fakes/views/settings.ts';

const { getState: get } = useApp;
const theme = () => document.documentElement.dataset['theme'];

/** The system prefers dark, or not; and says so when that changes. */
function systemScheme() {
  let isDark = false;
  const listeners = new Set<() => void>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return query === '(prefers-color-scheme: dark)' && isDark;
    },
    addEventListener: (name: string, listener: () => void) => name === 'change' && query.includes('dark') && listeners.add(listener),
    removeEventListener: (name: string, listener: () => void) => name === 'change' && listeners.delete(listener),
  }));
  return {
    listeners,
    setDark: (next: boolean) => {
      isDark = next;
      for (const listener of listeners) listener();
    },
  };
}
beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe('the address', () => {
  it('says screen and query, and screens see it change', async () => {
    await pageOfTest();
    const seen = showHook(() => [useHashPath()[0], useHashQuery()]);
    expect(seen()).toEqual(['/', '']);
    act(() => go('/plan?is=failed'));
    expect(seen()).toEqual(['/plan', 'is=failed']);
    expect(window.location.hash).toBe('#/plan?is=failed');
    act(() => {
      window.location.hash = '#review';
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    });
    expect(seen()).toEqual(['/review', '']);
    expect(useHashPath.hrefs('/plan')).toBe('#/plan');
  });

  it('gets a new entry to go back from, or replaces the present one', async () => {
    await pageOfTest();
    const before = window.history.length;
    go('/plan');
    expect(window.history.length).toBe(before + 1);
    go('/plan?q=x', { replace: true });
    expect(window.history.length).toBe(before + 1);
    expect(window.location.hash).toBe('#/plan?q=x');
  });

  it('tells who listens where it came from', async () => {
    await pageOfTest();
    const heard: HashChangeEvent[] = [];
    const listen = (event: Event) => void heard.push(event as HashChangeEvent);
    window.addEventListener('hashchange', listen);
    onTestFinished(() => window.removeEventListener('hashchange', listen));
    go('/plan');
    expect(heard.map(({ oldURL, newURL }) => [oldURL.split('#')[1], newURL.split('#')[1]])).toEqual([['/', '/plan']]);
  });

  it('remembers where each screen was left, until told not to', async () => {
    await pageOfTest();
    go('/chat/k1');
    const stop = rememberPlaces();
    expect(placeOf('/chat')).toBe('/chat/k1');
    go('/plan?is=failed');
    go('/review');
    expect([placeOf('/plan'), placeOf('/review'), placeOf('/memory')]).toEqual(['/plan?is=failed', '/review', '/memory']);
    stop();
    go('/plan?is=late');
    expect(placeOf('/plan')).toBe('/plan?is=failed');
  });
});

describe('the status', () => {
  it('is followed, also over another line, and stands still with a kept night', async () => {
    const bridge = await pageOfTest(useApp);
    const scheme = systemScheme();
    const streams = bridge.stream('app.watch', [aStatus({ version: 'first' })]);
    const stop = followStatus();
    await streams.next();
    await expect.poll(() => get().status?.version).toBe('first');
    bridge.lose();
    expect(get().status?.version).toBe('first');
    bridge.connect();
    const second = await streams.next();
    second.push(aStatus({ version: 'second', night: { name: 'n', at: AT } }));
    await expect.poll(() => get().status?.version).toBe('second');
    expect(nowMs()).toBe(Date.parse(AT));
    second.push(aStatus({ version: 'third' }));
    await expect.poll(() => get().status?.version).toBe('third');
    expect(nowMs()).not.toBe(Date.parse(AT));
    // The core ended the stream, not the window.
    second.end();
    await streams.next();
    stop();
    await expect.poll(() => streams.watched()).toEqual([]);
    expect(scheme.listeners.size).toBe(0);
  });

  it('keeps the colours of the system while they are to be the system’s', async () => {
    const bridge = await pageOfTest(useApp);
    const scheme = systemScheme();
    bridge.stream('app.watch');
    onTestFinished(followStatus());
    scheme.setDark(true);
    expect(theme()).toBe('dark');
    applyTheme('light');
    scheme.setDark(true);
    expect(theme()).toBe('light');
  });
});

describe('the look', () => {
  it('is that of the settings, and the theme is remembered for the next first paint', async () => {
    await pageOfTest(useApp);
    const scheme = systemScheme();
    expect(rememberedTheme()).toBe('system');
    takeSettings(aSettingsView({ theme: 'dark', language: 'es' }));
    expect([theme(), rememberedTheme()]).toEqual(['dark', 'dark']);
    await expect.poll(currentLanguage).toBe('es');
    expect(get().settings?.settings.theme).toBe('dark');
    takeSettings(aSettingsView({ theme: 'light', language: 'system' }));
    expect([theme(), rememberedTheme()]).toEqual(['light', 'light']);
    await expect.poll(currentLanguage).toBe('en');
    vi.stubGlobal('navigator', { language: 'pt-PT' });
    takeSettings(aSettingsView({ language: 'system' }));
    await expect.poll(currentLanguage).toBe('pt-BR');
    scheme.setDark(true);
    takeSettings(aSettingsView({ theme: 'system' }));
    expect([theme(), rememberedTheme()]).toEqual(['dark', 'system']);
    localStorage.setItem('resync.theme', 'pink');
    expect(rememberedTheme()).toBe('system');
  });

  it('is read with the settings; where they cannot be read, it stays', async () => {
    const bridge = await pageOfTest(useApp);
    systemScheme();
    bridge.answer('settings.get', aSettingsView({ theme: 'dark' }));
    await readSettings();
    expect(get().settings?.settings.theme).toBe('dark');
    bridge.fail('settings.get', 'INTERNAL');
    await readSettings();
    expect(get().settings?.settings.theme).toBe('dark');
  });

  it('is saved first, and takes effect once the core has stored it', async () => {
    const bridge = await pageOfTest(useApp);
    systemScheme();
    applyTheme('light');
    bridge.fail('settings.update', 'STORE_FAILED');
    await saveLook({ theme: 'dark' });
    expect(theme()).toBe('light');
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    bridge.answer('settings.update', aSettingsView({ theme: 'dark' }));
    await saveLook({ theme: 'dark' });
    expect(bridge.calls('settings.update').at(-1)).toEqual({ patch: { theme: 'dark' } });
    expect(theme()).toBe('dark');
  });

  it('an overlay opens and closes', async () => {
    await pageOfTest(useApp);
    openOverlay('keys');
    expect(get().overlay).toBe('keys');
    openOverlay(null);
    expect(get().overlay).toBeNull();
  });
});

describe('commands', () => {
  const done: string[] = [];
  const commands = () =>
    allCommands({
      say,
      actions: [{ keys: 'r', word: 'do.refresh', run: () => done.push('refresh') }],
      setTheme: (next) => done.push(next),
      setLanguage: (next) => done.push(next),
      engines: [anEngine('bank', 'The bank')],
      switchEngine: (id) => done.push(id),
    });

  it('are the keys of the screen, the engines, the themes and the languages, each under its own words', async () => {
    await pageOfTest();
    const all = commands();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ title, keys }) => [title, keys])).toEqual([
      [say('do.refresh'), 'r'],
      [say('palette.engine', { name: 'The bank' }), null],
      ...(['system', 'light', 'dark'] as const).map((name) => [say('palette.theme', { theme: say(`theme.${name}`) }), null]),
      ...languages.map((name) => [say('palette.language', { language: say(`language.${name}`) }), null]),
    ]);
    done.length = 0;
    for (const { run } of all) run();
    expect(done).toEqual(['refresh', 'bank', 'system', 'light', 'dark', ...languages]);
  });

  it('are found by any of their words, in any order and without accents; those that begin so come first', () => {
    const titled = (title: string) => ({ id: title, title, keys: null, run: () => {} });
    const all = [titled('Mudar para Português'), titled('Português do Brasil'), titled('Plan')];
    const found = (typed: string) => findCommands(all, typed).map(({ title }) => title);
    expect(found('portugues')).toEqual(['Português do Brasil', 'Mudar para Português']);
    expect(found(' PORTUGUÊS  mudar ')).toEqual(['Mudar para Português']);
    expect(found(' plan ')).toEqual(['Plan']);
    expect(found('plan brasil')).toEqual([]);
    expect(found('  ')).toHaveLength(3);
  });
});

describe('notices', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout'] }));
  afterEach(() => vi.useRealTimers());

  it('pass after eight seconds, or when they are dismissed, and four are the most', async () => {
    await pageOfTest();
    showToast('one');
    await vi.advanceTimersByTimeAsync(4_000);
    showToast('two', { tone: 'bad' });
    expect(noticesSaid()).toEqual(['one', '! two']);
    expect(useToasts.getState().toasts[0]).toMatchObject({ tone: 'plain', action: null });
    await vi.advanceTimersByTimeAsync(3_999);
    expect(noticesSaid()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(noticesSaid()).toEqual(['! two']);
    for (const text of ['three', 'four', 'five', 'six']) showToast(text);
    expect(noticesSaid()).toEqual(['three', 'four', 'five', 'six']);
    const [first] = useToasts.getState().toasts;
    dismissToast(first?.id ?? 0);
    expect(noticesSaid()).toEqual(['four', 'five', 'six']);
  });
});
