/** Which action a key press means: one at most, whatever is registered. Pure. */
import { type KeybindingPress, matchKeybindingPress, parseKeybinding } from 'tinykeys';

export interface KeyBinding {
  /** tinykeys notation: `j`, `g c`, `$mod+k`. */
  readonly keys: string;
  /** Works while a text field has the focus (only for combinations that type nothing). */
  readonly isInFields?: boolean;
  /** Goes on while the key is held: for steps through a list. A decision is made once a press. */
  readonly isRepeatable?: boolean;
}

/** A sequence that has begun: `g` was pressed, and what begins with it may go on. */
export interface Walk {
  readonly keys: readonly string[];
  readonly presses: number;
  readonly atMs: number;
}

interface Taken<A> {
  /** It is a key of ours, also where it does nothing now: the browser's own deed for it (Ctrl+K) is not wanted. */
  readonly isOurs: boolean;
  readonly action: A | null;
  readonly walk: Walk | null;
}

const WALK_MS = 1_000;
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

/** On some keyboards a sign needs Shift (`/` on a Spanish one): the sign counts, not how it is typed. */
const anyShift = ([required, optional, key]: KeybindingPress): KeybindingPress =>
  typeof key === 'string' && /^[^\p{L}\p{N}]$/u.test(key)
    ? [required.filter((name) => name !== 'Shift'), [...optional, 'Shift'], key]
    : [required, optional, key];

const pressesOf = (keys: string): readonly KeybindingPress[] => parseKeybinding(keys).map(anyShift);

/**
 * The newest binding wins where two have the same keys; where one begins with another, the longer one is waited for.
 * @param isGuarded a text field has the focus, or a dialog is open: only what works in fields is meant
 */
export function take<A extends KeyBinding>(actions: readonly A[], event: KeyboardEvent, before: Walk | null, isGuarded: boolean): Taken<A> {
  if (MODIFIERS.has(event.key) || event.isComposing) return { isOurs: false, action: null, walk: before };
  const meant = actions.filter((action) => !isGuarded || action.isInFields === true);
  const matching = (at: number) => meant.filter(({ keys }) => isMatch(pressesOf(keys)[at], event));
  const isWhole = ({ keys }: A) => pressesOf(keys).length === 1;

  const walk = before !== null && event.timeStamp - before.atMs < WALK_MS ? before : null;
  if (event.repeat) {
    const held = matching(0);
    return { isOurs: held.length > 0, action: walk === null ? (held.findLast((action) => isWhole(action) && action.isRepeatable) ?? null) : null, walk };
  }

  const presses = walk?.presses ?? 0;
  const going = matching(presses).filter(({ keys }) => walk === null || walk.keys.includes(keys));
  const longer = going.filter(({ keys }) => pressesOf(keys).length > presses + 1);
  if (longer.length > 0) return { isOurs: true, action: null, walk: { keys: longer.map(({ keys }) => keys), presses: presses + 1, atMs: event.timeStamp } };
  const done = going.at(-1);
  if (done !== undefined || walk === null) return { isOurs: done !== undefined, action: done ?? null, walk: null };
  // The key after `g` must not act on this screen (`g a` is not `a`, approve); a combination that types nothing may.
  const here = matching(0);
  return { isOurs: here.length > 0, action: here.findLast((action) => isWhole(action) && action.isInFields) ?? null, walk: null };
}

const isMatch = (press: KeybindingPress | undefined, event: KeyboardEvent): boolean => press !== undefined && matchKeybindingPress(event, press);
