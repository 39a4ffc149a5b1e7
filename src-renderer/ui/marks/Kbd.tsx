/** A key, or keys pressed one after the other, as printed on the keyboard. */
import { Fragment } from 'react';

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const NAMES: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** tinykeys notation as the caps a person reads: `$mod+k` -> `Ctrl`, `K`. */
export function keyCaps(keys: string): string[][] {
  return keys
    .replace('Shift+?', '?')
    .split(' ')
    .map((press) => press.split('+').map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}

interface KbdProps {
  readonly keys: string;
}

export function Kbd({ keys }: KbdProps) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {keyCaps(keys).map((press, index) => (
        <Fragment key={`${index}-${press.join('')}`}>
          <kbd className="min-w-4.5 rounded-[3px] border border-current/30 px-1 text-center font-sans text-2xs leading-4 text-inherit">{press.join(' ')}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
