/** Text others wrote (answers, names, a server's words), made harmless for a terminal. */
import { withUnseenShown } from '../../../src-preload/shared/unseen.ts';

/** Each character a terminal obeys, or nobody sees, is shown as `⟨U+001B⟩`: nothing in a job log may move the cursor, set a title or fill a clipboard. */
export function terminalText(text: string): string {
  return withUnseenShown(text);
}
