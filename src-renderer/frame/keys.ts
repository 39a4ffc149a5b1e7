/** Every action has a key: screens register theirs while they are shown; `?` and the palette list them. */
import { useEffect, useRef } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { create } from 'zustand';
import type { Word } from '../words/words.ts';

export interface KeyAction {
  /** tinykeys notation: `j`, `g c`, `$mod+k`. */
  readonly keys: string;
  readonly word: Word;
  readonly run: () => void;
  /** Works while a text field has the focus (only for combinations that type nothing). */
  readonly isInFields?: boolean;
}
export type KeyScope = 'everywhere' | 'here';

interface Registered {
  readonly scope: KeyScope;
  readonly actions: readonly KeyAction[];
}

export const useKeyList = create<{ readonly sets: readonly Registered[] }>(() => ({ sets: [] }));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** `g` starts a walk to another screen: the key after it must not also act on this one (`g r` is not `r`, reject). */
const WALK_MS = 1_000;
let previous = { key: '', at: Number.NEGATIVE_INFINITY };
let current = previous;

const isWalking = (): boolean => previous.key === 'g' && current.at - previous.at < WALK_MS;

/** Remembers the last two presses; runs before every binding. Call once. */
export function rememberPresses(): () => void {
  const onKey = (event: KeyboardEvent) => {
    previous = current;
    current = { key: event.key, at: event.timeStamp };
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}

const isOverlayOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/** Registers the actions while the component is mounted. The newest closures run; the list changes only when the keys do. */
export function useKeys(scope: KeyScope, actions: readonly KeyAction[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const signature = actions.map(({ keys, word }) => `${keys}|${word}`).join('\n');
  useEffect(() => {
    const find = (keys: string) => latest.current.find((action) => action.keys === keys);
    const all = signature.split('\n').map((line) => line.split('|')[0] ?? '');
    const bind = (keys: string) => (event: KeyboardEvent) => {
      const action = find(keys);
      if (!action || (!keys.includes(' ') && isWalking())) return;
      if ((isTyping(event.target) || isOverlayOpen()) && !action.isInFields) return;
      event.preventDefault();
      action.run();
    };
    const listed: Registered = { scope, actions: latest.current.map((action) => ({ ...action, run: () => find(action.keys)?.run() })) };
    const handler = createKeybindingsHandler(Object.fromEntries(all.map((keys) => [keys, bind(keys)])), { ignore: (event) => event.isComposing });
    window.addEventListener('keydown', handler);
    useKeyList.setState(({ sets }) => ({ sets: [...sets, listed] }));
    return () => {
      window.removeEventListener('keydown', handler);
      useKeyList.setState(({ sets }) => ({ sets: sets.filter((set) => set !== listed) }));
    };
  }, [scope, signature]);
}
