/** Changed fields as the part of the settings they make up. Pure. */
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { GroupName } from '../../words/settings/settingNames.ts';
import type { SettingsPatch } from '../settingsStore.ts';
import type { Field } from './fields.ts';

export type Changes = readonly { readonly field: Field; readonly value: unknown }[];

export function patchOf(changes: Changes): SettingsPatch {
  const patch: Record<string, unknown> = {};
  for (const { field, value } of changes) {
    if (field.group === null) patch[field.key] = value;
    else patch[field.group] = { ...(patch[field.group] as object | undefined), [field.key]: value };
  }
  // Names and values come from the schema; the core parses them once more.
  return patch;
}

/** The settings as they would be. */
export function withChanges(settings: Settings, changes: Changes): Settings {
  const patch = patchOf(changes);
  const groups = Object.entries(patch).map(([key, value]) => {
    const isGroup = changes.some(({ field }) => field.group === key);
    return [key, isGroup ? { ...settings[key as GroupName], ...(value as object) } : value];
  });
  return { ...settings, ...Object.fromEntries(groups) };
}
