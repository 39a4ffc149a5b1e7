/** Saves theme or language; they take effect once the core has stored them. */
import { ask } from '../bridge/remote.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import type { Language } from '../words/words.ts';
import { type Theme, takeSettings } from './appStore.ts';

type Look = { readonly theme: Theme } | { readonly language: Language | 'system' };

export async function saveLook(patch: Look): Promise<void> {
  const answer = await ask((core) => core.settings.update({ patch }));
  if (answer.isOk) takeSettings(answer.value);
  else showToast(sayFault(answer.fault), { tone: 'bad' });
}
