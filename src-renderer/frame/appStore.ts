/** What the frame knows: the status line, the settings, and which overlay is open. */
import { create } from 'zustand';
import type { AppStatus } from '../../src-preload/contract/health.ts';
import type { SettingsView } from '../../src-preload/contract/settings.ts';
import { ask } from '../bridge/remote.ts';
import { watch } from '../bridge/watch.ts';
import { followNight } from '../ui/time/now.ts';
import { type Language, nearestLanguage, speak } from '../words/words.ts';

interface AppState {
  /** null until the core has answered once. Kept while the line is down; the connection bar then says so. */
  readonly status: AppStatus | null;
  readonly settings: SettingsView | null;
  readonly overlay: 'palette' | 'keys' | null;
}

export const useApp = create<AppState>(() => ({ status: null, settings: null, overlay: null }));

export const openOverlay = (overlay: AppState['overlay']): void => useApp.setState({ overlay });

/** Remembered only so that the first paint has the right colours; the setting itself lives in the core. */
const THEME_KEY = 'resync.theme';

export type Theme = 'system' | 'light' | 'dark';

export function applyTheme(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  localStorage.setItem(THEME_KEY, theme);
}

export function rememberedTheme(): Theme {
  const theme = localStorage.getItem(THEME_KEY);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

const languageOf = (setting: Language | 'system'): Language => (setting === 'system' ? nearestLanguage(navigator.language) : setting);

/** Takes settings the core has confirmed, and lets them take effect. */
export function takeSettings(view: SettingsView): void {
  useApp.setState({ settings: view });
  applyTheme(view.settings.theme);
  void speak(languageOf(view.settings.language));
}

export async function readSettings(): Promise<void> {
  const answer = await ask((core) => core.settings.get());
  if (answer.isOk) takeSettings(answer.value);
}

/** Follows the status for the life of the window. Returns its undo. */
export function followStatus(): () => void {
  const onScheme = () => applyTheme(rememberedTheme());
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', onScheme);
  const stop = watch({
    open: (core, signal) => core.app.watch(undefined, { signal }),
    onEvent: (status) => {
      followNight(status.night?.at ?? null);
      useApp.setState({ status });
    },
    isEndless: true,
  });
  return () => {
    stop();
    scheme.removeEventListener('change', onScheme);
  };
}
