// @vitest-environment happy-dom
/** The keys of every screen, as the real screens register them: a person presses one key and one thing happens, or none. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type KeyAction, listenToKeys, useKeyList } from '../../../../src-renderer/frame/keys.ts';
import { App } from '../../../../src-renderer/shell/App.tsx';
import { screens } from '../../../../src-renderer/shell/screens.ts';
import { startWords } from '../../../../src-renderer/words/words.ts';
import { fakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { type CallName, procedures } from '../../../fakes/bridge/names.ts';
import { pressKeys } from './pressKeys.ts';

/** Each place with keys of its own; `has` is one of them, so that a screen that has not come yet is not taken for one without keys. */
const PLACES = [
  { at: '/chat', has: 'n' },
  { at: '/plan?view=jobs', has: 'j' },
  { at: '/plan?view=graph', has: 'd' },
  { at: '/plan?view=timeline', has: 'd' },
  { at: '/plan?view=workstations', has: 'd' },
  { at: '/plan?view=changes', has: 'd' },
  { at: '/review', has: 'a' },
  { at: '/review?show=scorecard', has: 's' },
  { at: '/memory', has: 'j' },
  { at: '/health', has: 'r' },
  { at: '/settings', has: 'g s' },
] as const;

const registered = (): readonly KeyAction[] => useKeyList.getState().sets.flatMap((set) => set.actions);

/** Opens the window at a place, on a core that does not answer, and gives the keys that are registered then. */
async function keysAt({ at, has }: (typeof PLACES)[number]): Promise<readonly KeyAction[]> {
  useKeyList.setState({ sets: [] });
  const bridge = fakeBridge();
  bridge.connect();
  for (const name of procedures.keys()) bridge.hold(name as CallName);
  window.history.replaceState(null, '', `#${at}`);
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(createElement(App));
  await vi.waitFor(() => expect(registered().map(({ keys }) => keys)).toContain(has), { timeout: 20_000 });
  const actions = registered();
  root.unmount();
  bridge.close();
  return actions;
}

beforeAll(async () => {
  await startWords('en');
  Object.assign(globalThis, { requestIdleCallback: () => 0, cancelIdleCallback: () => undefined });
});

describe.each(PLACES)('at $at', (place) => {
  let actions: readonly KeyAction[] = [];
  beforeAll(async () => {
    actions = await keysAt(place);
  }, 30_000);

  const done: string[] = [];
  let stop = () => {};
  beforeEach(() => {
    done.length = 0;
    // The real table, with a note in place of the deed.
    useKeyList.setState({ sets: [{ scope: 'here', actions: actions.map((action) => ({ ...action, run: () => done.push(action.keys) })) }] });
    stop = listenToKeys();
  });
  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  it('the keys of the screen and those that work everywhere are there', () => {
    expect(actions.map(({ keys }) => keys)).toEqual(expect.arrayContaining([place.has, '$mod+k', 'Shift+?', ...screens.map(({ keys }) => keys)]));
  });

  it('no two actions have the same keys, and none has keys that begin another’s', () => {
    const all = actions.map(({ keys }) => keys);
    expect(all.filter((keys, index) => all.some((other, at) => at !== index && (other === keys || other.startsWith(`${keys} `))))).toEqual([]);
  });

  it('each does one thing', () => {
    for (const { keys } of actions) {
      pressKeys(keys, { afterMs: 5_000 });
      expect(done.splice(0), keys).toEqual([keys]);
    }
  });

  it('a walk to another screen does nothing here, whichever key ends it', () => {
    for (const { keys } of actions.filter(({ keys: one }) => !one.includes(' ') && !one.includes('+'))) {
      pressKeys(`g ${keys}`, { afterMs: 5_000 });
      expect(done.splice(0), `g ${keys}`).toEqual(screens.some((screen) => screen.keys === `g ${keys}`) ? [`g ${keys}`] : []);
    }
  });

  it('what is typed into a field does nothing', () => {
    for (const tag of ['input', 'textarea', 'select']) {
      const field = document.body.appendChild(document.createElement(tag));
      for (const { keys } of actions.filter(({ keys: one }) => !one.startsWith('$mod'))) pressKeys(keys, { target: field });
      expect(done, tag).toEqual([]);
    }
  });

  it('an open dialog swallows every key but those that work in fields', () => {
    document.body.innerHTML = '<div role="dialog"></div>';
    for (const { keys } of actions) pressKeys(keys, { afterMs: 5_000 });
    expect(done).toEqual(['$mod+k']);
  });
});
