/** All review items with their history as one file: the core gives pages, the browser keeps the file. */
import { ask } from '../../bridge/remote.ts';
import { showToast } from '../../ui/toasts.ts';
import { sayFault } from '../../words/faultSay.ts';

export type ExportFormat = 'jsonl' | 'csv';

/** Nothing is saved when a page could not be read: half a trail looks like a whole one. */
export async function exportReview(format: ExportFormat): Promise<void> {
  const pages: string[] = [];
  let cursor: string | null = null;
  let file: { readonly fileName: string; readonly mediaType: string };
  do {
    const from: { cursor?: string } = cursor === null ? {} : { cursor };
    const answer = await ask((core) => core.review.export({ format, ...from }));
    if (!answer.isOk) return showToast(sayFault(answer.fault), { tone: 'bad' });
    file = answer.value;
    pages.push(answer.value.text);
    // The same place twice would never end.
    if (answer.value.nextCursor === cursor) break;
    cursor = answer.value.nextCursor;
  } while (cursor !== null);
  save(new Blob(pages, { type: file.mediaType }), file.fileName);
}

function save(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The download has its own hold on the data by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
