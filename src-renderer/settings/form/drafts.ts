/** What was typed into the settings forms and not saved: kept while one looks at another screen. */
import { create } from 'zustand';
import type { SettingName } from '../../words/settings/settingNames.ts';

type Drafts = Readonly<Partial<Record<SettingName, string>>>;

export const useDrafts = create<{ readonly texts: Drafts }>(() => ({ texts: {} }));
const { getState: get, setState: set } = useDrafts;

export const keepDraft = (name: SettingName, text: string): void => set({ texts: { ...get().texts, [name]: text } });

export function dropDrafts(names: readonly SettingName[]): void {
  set({ texts: Object.fromEntries(Object.entries(get().texts).filter(([name]) => !names.some((dropped) => dropped === name))) });
}

/** Those that still say what was saved; who typed on meanwhile keeps that. */
export function dropSaved(saved: readonly { readonly name: SettingName; readonly text: string }[]): void {
  const { texts } = get();
  dropDrafts(saved.filter(({ name, text }) => texts[name] === text).map(({ name }) => name));
}
