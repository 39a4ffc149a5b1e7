// @vitest-environment happy-dom
/** One press, one deed: sequences, held keys, Shift, Caps Lock and fields. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyAction, listenToKeys, useKeyList } from '../../../../src-renderer/frame/keys.ts';
import { pressKeys } from './pressKeys.ts';

const done: string[] = [];
const note = (keys: string, part: Partial<KeyAction> = {}): KeyAction => ({ keys, word: 'do.refresh', run: () => done.push(keys), ...part });
const register = (...actions: KeyAction[]) => useKeyList.setState(({ sets }) => ({ sets: [...sets, { scope: 'here', actions }] }));

/** What one or more presses do. */
function press(...all: Parameters<typeof pressKeys>): string[] {
  pressKeys(...all);
  return done.splice(0);
}

let stop = () => {};
beforeEach(() => {
  done.length = 0;
  useKeyList.setState({ sets: [] });
  stop = listenToKeys();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

describe('a walk to another screen', () => {
  beforeEach(() => register(note('r'), note('a'), note('j', { isRepeatable: true }), note('g r'), note('g c'), note('$mod+k', { isInFields: true })));

  it('is its second key’s only deed', () => {
    expect(press('g r')).toEqual(['g r']);
    expect(press('g c')).toEqual(['g c']);
  });
  it('swallows a key that leads nowhere, and is over then', () => {
    expect(press('g a')).toEqual([]);
    expect(press('a')).toEqual(['a']);
  });
  it('is over after a second', () => {
    pressKeys('g');
    expect(press('r', { afterMs: 1_000 })).toEqual(['r']);
    pressKeys('g');
    expect(press('r', { afterMs: 999 })).toEqual(['g r']);
  });
  it('goes on over Shift pressed and released, and with Caps Lock on', () => {
    expect(press('g Shift r')).toEqual(['g r']);
    expect(press('G R')).toEqual(['g r']);
  });
  it('is not begun by letters typed into a field', () => {
    const field = document.body.appendChild(document.createElement('input'));
    pressKeys('g', { target: field });
    expect(press('r')).toEqual(['r']);
  });
  it('is given up in a field', () => {
    const field = document.body.appendChild(document.createElement('input'));
    pressKeys('g');
    expect(press('r', { target: field })).toEqual([]);
    expect(press('r')).toEqual(['r']);
  });
  it('goes only where its first key leads', () => {
    register(note('h r'));
    expect(press('g r')).toEqual(['g r']);
    expect(press('h r')).toEqual(['h r']);
    expect(press('h c')).toEqual([]);
  });
  it('does not keep a combination that types nothing', () => {
    expect(press('g $mod+k')).toEqual(['$mod+k']);
  });
  it('is not gone on with by a key that is held', () => {
    pressKeys('g');
    expect(press('j', { isHeld: true })).toEqual([]);
    expect(press('r')).toEqual(['g r']);
  });
});

describe('a key that is held', () => {
  it('steps on and on, but decides once', () => {
    register(note('r'), note('j', { isRepeatable: true }), note('g j'));
    expect(press('r')).toEqual(['r']);
    expect(press('r', { isHeld: true })).toEqual([]);
    expect(press('j')).toEqual(['j']);
    expect(press('j', { isHeld: true })).toEqual(['j']);
    expect(press('g', { isHeld: true })).toEqual([]);
    expect(press('j', { isHeld: true })).toEqual(['j']);
  });
});

describe('keys that are registered twice', () => {
  it('do what was registered last', () => {
    register(note('r', { run: () => done.push('old') }));
    register(note('r', { run: () => done.push('new') }));
    expect(press('r')).toEqual(['new']);
  });
  it('and that begin others wait for those', () => {
    register(note('g'), note('g r'));
    expect(press('g')).toEqual([]);
    expect(press('r')).toEqual(['g r']);
  });
  it('go on beyond two', () => {
    register(note('g r x'), note('x'), note('r'));
    expect(press('g r x')).toEqual(['g r x']);
    expect(press('g r r')).toEqual([]);
  });
});

describe('Shift', () => {
  beforeEach(() => register(note('x'), note('Shift+X'), note('/'), note('Shift+?')));
  it('tells two letters apart', () => {
    expect(press('x')).toEqual(['x']);
    expect(press('Shift+X')).toEqual(['Shift+X']);
  });
  it('does not matter for a sign: on some keyboards it takes Shift to type it, on others not', () => {
    expect(press('/')).toEqual(['/']);
    expect(press('Shift+/')).toEqual(['/']);
    expect(press('?')).toEqual(['Shift+?']);
    expect(press('Shift+?')).toEqual(['Shift+?']);
  });
  it('with Control is another thing', () => {
    expect(press('$mod+x')).toEqual([]);
    expect(press('$mod+/')).toEqual([]);
    register(note('$mod+.'));
    expect(press('.')).toEqual([]);
    expect(press('$mod+.')).toEqual(['$mod+.']);
  });
});

describe('fields and dialogs', () => {
  beforeEach(() => register(note('a'), note('$mod+k', { isInFields: true })));

  it.each(['input', 'textarea', 'select'])('typing into %s does nothing, a combination that types nothing works', (tag) => {
    const field = document.body.appendChild(document.createElement(tag));
    expect(press('a', { target: field })).toEqual([]);
    expect(press('$mod+k', { target: field })).toEqual(['$mod+k']);
  });
  it('typing where text is edited does nothing', () => {
    const field = document.body.appendChild(document.createElement('div'));
    field.setAttribute('contenteditable', 'true');
    expect(press('a', { target: field })).toEqual([]);
  });
  it('a button with the focus is no field', () => {
    expect(press('a', { target: document.body.appendChild(document.createElement('button')) })).toEqual(['a']);
  });
  it('keys behind an open dialog do nothing', () => {
    document.body.innerHTML = '<div role="dialog"></div>';
    expect(press('a')).toEqual([]);
    expect(press('$mod+k')).toEqual(['$mod+k']);
  });
  it('composing a letter is no press', () => {
    expect(press('a', { isComposing: true })).toEqual([]);
  });
  it('filling in a form by itself is no press', () => {
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    expect(done).toEqual([]);
  });
});

it('a press that is ours is used up, also while the key is held or after g; any other is left to the browser', () => {
  register(note('a'), note('g a'), note('$mod+k', { isInFields: true }));
  for (const keys of ['a', 'g', 'a', '$mod+k', 'g', '$mod+k']) expect([keys, pressKeys(keys).defaultPrevented]).toEqual([keys, true]);
  expect(pressKeys('$mod+k', { isHeld: true }).defaultPrevented).toBe(true);
  expect(pressKeys('b').defaultPrevented).toBe(false);
  expect(pressKeys('g b').defaultPrevented).toBe(false);
  expect(pressKeys('b', { isHeld: true }).defaultPrevented).toBe(false);
  expect(pressKeys('Shift').defaultPrevented).toBe(false);
  expect(pressKeys('a', { target: document.body.appendChild(document.createElement('input')) }).defaultPrevented).toBe(false);
});

it('a press that a part of the page has used does nothing else', () => {
  register(note('a'));
  const part = document.body.appendChild(document.createElement('div'));
  part.addEventListener('keydown', (event) => event.preventDefault());
  expect(press('a', { target: part })).toEqual([]);
});

it('nothing happens once nobody listens', () => {
  register(note('a'));
  stop();
  expect(press('a')).toEqual([]);
});
