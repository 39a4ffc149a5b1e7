/** Links that leave the window, only after a person has seen the whole address. */
import { type BrowserWindow, dialog, shell } from 'electron';
import { externalUrl } from './externalUrl.ts';

/** Asks, then hands the address to the system's browser. What may not be opened is dropped without a question. */
export async function openExternal(text: string, window: BrowserWindow | null): Promise<void> {
  const url = externalUrl(text);
  if (url === null) return;
  const question = {
    type: 'question' as const,
    title: 'Resync',
    message: 'Open this link in your browser?',
    detail: url,
    buttons: ['Cancel', 'Open'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === null ? dialog.showMessageBox(question) : dialog.showMessageBox(window, question));
  if (response === 1) await shell.openExternal(url);
}
