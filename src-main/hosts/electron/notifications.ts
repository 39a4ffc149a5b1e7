/** What the core wants a person to know while the window is away. */
import { Notification } from 'electron';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

/** Shows the notice where the system can; a click calls `onClick`. */
export function showNotice({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
}
