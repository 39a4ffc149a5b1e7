/** What the core wants a person to know while the window is away. */
import { Notification } from 'electron';

interface Notice {
  readonly title: string;
  readonly body: string;
}

/** A notification that is collected loses its click; the oldest gives way. */
const kept: Notification[] = [];
const MOST_KEPT = 20;

/** Shows the notice where the system can; a click calls `onClick`. */
export function showNotice({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
  kept.push(notification);
  if (kept.length > MOST_KEPT) kept.shift();
}
