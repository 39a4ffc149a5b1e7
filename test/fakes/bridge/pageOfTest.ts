/** What a store of the page stands on: words, an address, no notices, and a fake core with its line open. Needs a DOM (`@vitest-environment happy-dom`). */
import type { StoreApi } from 'zustand';
import { useToasts } from '../../../src-renderer/ui/toasts.ts';
import { startWords } from '../../../src-renderer/words/words.ts';
import { bridgeOfTest } from './bridgeOfTest.ts';
import type { FakeBridge } from './fakeBridge.ts';

/** @param stores begin anew, whatever the test before left in them */
export async function pageOfTest(...stores: Pick<StoreApi<unknown>, 'setState' | 'getInitialState'>[]): Promise<FakeBridge> {
  await startWords('en');
  for (const store of [useToasts, ...stores]) store.setState(store.getInitialState(), true);
  window.history.replaceState(null, '', '#/');
  return bridgeOfTest();
}

/** What the notices say, oldest first; failures begin with `!`. */
export const noticesSaid = (): readonly string[] => useToasts.getState().toasts.map(({ text, tone }) => (tone === 'bad' ? `! ${text}` : text));
