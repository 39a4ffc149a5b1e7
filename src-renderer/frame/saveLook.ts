/** Saves theme or language; they take effect once the core has stored them. */
import { ask } from '../bridge/remote.ts';
import { showToast } from '../ui/toasts.ts';
import { type Language, say } from '../words/words.ts';
import { type Theme, takeSettings } from './appStore.ts';

type Look = { readonly theme: Theme } | { readonly language: Language | 'system' };

export async function saveLook(patch: Look): Promise<void> {
  const answer = await ask((core) => core.settings.update({ patch }));
  if (answer.isOk) takeSettings(answer.value);
  else showToast(answer.fault.message || say('line.disconnected'), { tone: 'bad' });
}
