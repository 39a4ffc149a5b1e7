/** Presses keys as a keyboard does. */

interface PressOptions {
  readonly target?: EventTarget;
  /** Since the press before. */
  readonly afterMs?: number;
  readonly isHeld?: boolean;
  readonly isComposing?: boolean;
}

let atMs = 10_000;

/** @param keys as they are registered: `g c`, `Shift+X`, `$mod+k`. @returns the last event */
export function pressKeys(keys: string, { target = document.body, afterMs = 50, isHeld = false, isComposing = false }: PressOptions = {}): KeyboardEvent {
  let last = new KeyboardEvent('keydown');
  for (const press of keys.split(' ')) {
    const parts = press.split('+');
    const key = parts.pop() ?? press;
    atMs += last.key === '' ? afterMs : 50;
    last = new KeyboardEvent('keydown', {
      key,
      code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
      shiftKey: parts.includes('Shift'),
      ctrlKey: parts.includes('$mod') || parts.includes('Control'),
      repeat: isHeld,
      isComposing,
      bubbles: true,
      cancelable: true,
    });
    Object.defineProperty(last, 'timeStamp', { value: atMs });
    target.dispatchEvent(last);
  }
  return last;
}
