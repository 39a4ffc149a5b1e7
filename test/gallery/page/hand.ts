/** What a person does on the page, told in words and keys, so that it works in every language. */
import { say, type Word } from '../../../src-renderer/words/words.ts';

type Values = Parameters<typeof say>[1];

export interface Hand {
  /** Presses the first button, link, menu entry or fold that is called so; a key shown behind the name does not matter. */
  click(word: Word, values?: Values): Promise<void>;
  /** Presses what a selector finds: for what has no word of its own. */
  clickAt(selector: string): Promise<void>;
  /** One key on what has the focus, e.g. `j` or `Enter`. */
  press(key: string, modifiers?: Pick<KeyboardEventInit, 'ctrlKey' | 'shiftKey'>): Promise<void>;
  /** Writes into the field of this name. */
  write(field: Word, text: string): Promise<void>;
  choose(field: Word, value: string): Promise<void>;
}

const PRESSABLE = 'button, a[href], summary, input[type="checkbox"], [role="menuitem"], [role="menuitemradio"], [role="option"]';
const FIELDS = 'input, textarea, select';

function nameOf(element: Element): string {
  const label = element.id === '' ? null : document.querySelector(`label[for="${CSS.escape(element.id)}"]`);
  return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim();
}

function named(selector: string, name: string): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
  return all.find((element) => nameOf(element) === name) ?? all.find((element) => nameOf(element).startsWith(name)) ?? null;
}

const LONGEST_MS = 10_000;

async function reach<T extends HTMLElement>(what: string, find: () => T | null): Promise<T> {
  const began = performance.now();
  for (;;) {
    const found = find();
    if (found !== null) return found;
    if (performance.now() - began > LONGEST_MS) throw new Error(`There is no ${what} on the page`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** React listens to the element's own setter; this is the one beneath it. */
function fill(field: HTMLElement, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}

/** @param settled waits until what was done has been drawn */
export function createHand(settled: () => Promise<void>): Hand {
  const press = async (element: HTMLElement) => {
    element.focus();
    element.click();
    await settled();
  };
  const write = async (field: Word, text: string) => {
    const name = say(field);
    fill(await reach(`field "${name}"`, () => named(FIELDS, name)), text);
    await settled();
  };
  return {
    click: async (word, values) => {
      const name = say(word, values);
      await press(await reach(`"${name}"`, () => named(PRESSABLE, name)));
    },
    clickAt: async (selector) => press(await reach(selector, () => document.querySelector<HTMLElement>(selector))),
    press: async (key, modifiers = {}) => {
      const target = document.activeElement ?? document.body;
      const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
      const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...modifiers }));
      // What the browser does with a key that is really pressed.
      if (isLeft && key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit();
      await settled();
    },
    write,
    choose: write,
  };
}
