/** What must hold between settings, beyond the bounds of each. */
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { SettingName } from '../../words/settings/settingNames.ts';
import type { Problem } from './typed.ts';

export function ruleProblem({ auditor }: Settings): { readonly name: SettingName; readonly problem: Problem } | null {
  return auditor.rejectAbove < auditor.flagAbove ? { name: 'auditor.rejectAbove', problem: { word: 'form.rejectBelowFlag' } } : null;
}
