/** Every action has a key: screens register theirs while they are shown; `?` and the palette list them. */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { Word } from '../words/words.ts';
import { type KeyBinding, take, type Walk } from './presses.ts';

export interface KeyAction extends KeyBinding {
  readonly word: Word;
  readonly run: () => void;
}
export type KeyScope = 'everywhere' | 'here';

interface Registered {
  readonly scope: KeyScope;
  readonly actions: readonly KeyAction[];
}

export const useKeyList = create<{ readonly sets: readonly Registered[] }>(() => ({ sets: [] }));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const isOverlayOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/** One listener for all that is registered, so that no press can do two things. Returns its undo. */
export function listenToKeys(): () => void {
  let walk: Walk | null = null;
  const onKey = (event: Event) => {
    // Filling in a form by itself sends key events that are none; a press that a part of the page has used is used up.
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    const actions = useKeyList.getState().sets.flatMap((set) => set.actions);
    const taken = take(actions, event, walk, isTyping(event.target) || isOverlayOpen());
    walk = taken.walk;
    if (taken.isOurs) event.preventDefault();
    taken.action?.run();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** Registers the actions while the component is mounted. The newest closures run; the list changes only when the keys do. */
export function useKeys(scope: KeyScope, actions: readonly KeyAction[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const signature = actions.map(({ keys, word }) => `${keys}|${word}`).join('\n');
  useEffect(() => {
    const find = (keys: string | undefined) => latest.current.find((action) => action.keys === keys);
    const shown = signature.split('\n').map((line) => find(line.split('|')[0]));
    const listed: Registered = {
      scope,
      actions: shown.filter((action) => action !== undefined).map((action) => ({ ...action, run: () => find(action.keys)?.run() })),
    };
    useKeyList.setState(({ sets }) => ({ sets: [...sets, listed] }));
    return () => useKeyList.setState(({ sets }) => ({ sets: sets.filter((set) => set !== listed) }));
  }, [scope, signature]);
}
