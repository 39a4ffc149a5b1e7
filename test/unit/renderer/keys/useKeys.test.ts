// @vitest-environment happy-dom
/** Screens register their keys while they are shown, and what runs is what the screen means now. */
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type KeyAction, type KeyScope, listenToKeys, useKeyList, useKeys } from '../../../../src-renderer/frame/keys.ts';
import { pressKeys } from './pressKeys.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

interface ScreenProps {
  readonly scope: KeyScope;
  readonly actions: readonly KeyAction[];
}

function Screen({ scope, actions }: ScreenProps) {
  useKeys(scope, actions);
  return null;
}

const done: string[] = [];
let root: Root | null = null;
const show = (props: ScreenProps) => act(() => root?.render(createElement(Screen, props)));

beforeEach(() => {
  done.length = 0;
  useKeyList.setState({ sets: [] });
  root = createRoot(document.createElement('div'));
  onTestFinished(listenToKeys());
});
afterEach(() => act(() => root?.unmount()));

const note = (keys: string, what = keys): KeyAction => ({ keys, word: 'do.refresh', run: () => done.push(what) });

it('keys are listed and work while the screen is shown, and are gone with it', () => {
  show({ scope: 'here', actions: [note('a'), note('b')] });
  expect(useKeyList.getState().sets).toMatchObject([{ scope: 'here', actions: [{ keys: 'a', word: 'do.refresh' }, { keys: 'b' }] }]);
  pressKeys('a');
  act(() => root?.unmount());
  pressKeys('a');
  expect(done).toEqual(['a']);
  expect(useKeyList.getState().sets).toEqual([]);
  root = null;
});

it('a press runs what the newest drawing of the screen means, without the list changing', () => {
  show({ scope: 'here', actions: [note('a', 'old')] });
  const { sets } = useKeyList.getState();
  show({ scope: 'here', actions: [note('a', 'new')] });
  expect(useKeyList.getState().sets).toBe(sets);
  pressKeys('a');
  sets[0]?.actions[0]?.run();
  expect(done).toEqual(['new', 'new']);
});

it('other keys, another word or another scope are listed anew, once', () => {
  show({ scope: 'here', actions: [note('a')] });
  show({ scope: 'here', actions: [note('b')] });
  expect(useKeyList.getState().sets).toMatchObject([{ actions: [{ keys: 'b' }] }]);
  show({ scope: 'here', actions: [{ ...note('b'), word: 'do.undo' }] });
  expect(useKeyList.getState().sets).toMatchObject([{ actions: [{ keys: 'b', word: 'do.undo' }] }]);
  show({ scope: 'everywhere', actions: [{ ...note('b'), word: 'do.undo' }] });
  expect(useKeyList.getState().sets).toMatchObject([{ scope: 'everywhere' }]);
  expect(useKeyList.getState().sets).toHaveLength(1);
});

it('two screens’ keys stand beside each other', () => {
  show({ scope: 'here', actions: [note('a')] });
  const other = createRoot(document.createElement('div'));
  act(() => other.render(createElement(Screen, { scope: 'everywhere', actions: [note('g a')] })));
  pressKeys('g a', { afterMs: 2_000 });
  act(() => other.unmount());
  pressKeys('a', { afterMs: 2_000 });
  expect(done).toEqual(['g a', 'a']);
});

it('of two sequences, the key after the first key of one is not the second key of the other', () => {
  show({ scope: 'here', actions: [note('g r'), note('h c')] });
  pressKeys('g c');
  expect(done).toEqual([]);
});

it('a key and a sequence that ends with it are two actions, also of one screen', () => {
  show({ scope: 'here', actions: [note('g r'), note('r')] });
  pressKeys('r');
  expect(done).toEqual(['r']);
});
