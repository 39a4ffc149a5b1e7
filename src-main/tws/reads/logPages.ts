/** Logs as v1 gives them: in pages, the first without a file id, each next one with it. Read in order, one page in memory. */
import { Fault } from '../../base/fault.ts';
import { createLineScanner, type LinesWanted, type Scanned } from '../logLines.ts';
import type { JobLog, LogLines } from '../types/logTypes.ts';
import { objectOf } from '../rows/wire/decode.ts';
import { wireLogPage } from '../rows/wire/engineWire.ts';
import { whole } from '../rows/wire/wireValues.ts';
import type { CallOptions, Reading } from '../types/types.ts';
import { type ReadSource, readingOf } from './source.ts';

export interface LogPages {
  tail(jobId: string, maxBytes: number, options: CallOptions): Promise<Reading<JobLog>>;
  lines(jobId: string, range: { readonly from: number; readonly to: number }, options: CallOptions): Promise<Reading<LogLines>>;
  scan(jobId: string, wanted: LinesWanted, options: CallOptions): Promise<[found: Scanned, observedAtMs: number]>;
}

/** Lines of a page, and pages read for one question: two million lines. */
const PAGE_LINES = 10_000;
const MOST_PAGES = 200;

interface Page {
  readonly text: string;
  readonly observedAtMs: number;
}

export function createLogPages({ reader, calls }: ReadSource): LogPages {
  async function* pages(jobId: string, options: CallOptions): AsyncGenerator<Page, void, void> {
    let fileId: string | null = null;
    for (let pageNumber = 0; pageNumber < MOST_PAGES; pageNumber++) {
      const query = { lines: String(PAGE_LINES), pageNumber: String(pageNumber), ...(fileId === null ? {} : { fileId }) };
      const call = calls.v1(`/plan/${options.planId ?? 'current'}/job/${encodeURIComponent(jobId)}/joblog`, query);
      const { value, observedAtMs } = await reader.readOnce({ call, gate: 'log', decode: (answer) => objectOf(wireLogPage, answer) }, options);
      yield { text: value.log, observedAtMs };
      const lines = whole(value.lines);
      if (value.lastPage === true || value.log === '' || (value.lastPage !== false && lines !== null && lines < PAGE_LINES)) return;
      fileId = value.fileId ?? null;
      if (fileId === null) return;
    }
    throw new Fault('TWS_BAD_ANSWER', `The log has more than ${MOST_PAGES * PAGE_LINES} lines: look at it on the agent.`, { retryable: false });
  }

  const scan = async (jobId: string, wanted: LinesWanted, options: CallOptions): Promise<[Scanned, number]> => {
    const scanner = createLineScanner(wanted);
    let observedAtMs = Number.POSITIVE_INFINITY;
    for await (const page of pages(jobId, options)) {
      observedAtMs = Math.min(observedAtMs, page.observedAtMs);
      if (!scanner.add(Buffer.from(page.text.endsWith('\n') ? page.text : `${page.text}\n`))) break;
    }
    return [scanner.end(), observedAtMs];
  };

  return {
    scan,
    async lines(jobId, range, options) {
      const [{ lines, isCut }, observedAtMs] = await scan(jobId, { keep: 'lines', ...range }, options);
      return readingOf({ observedAtMs }, { lines: lines.map(({ number, text }) => ({ number, text })), isEnd: !isCut });
    },
    async tail(jobId, maxBytes, options) {
      let text = '';
      let dropped = 0;
      let observedAtMs = Number.POSITIVE_INFINITY;
      for await (const page of pages(jobId, options)) {
        observedAtMs = Math.min(observedAtMs, page.observedAtMs);
        text += page.text.endsWith('\n') || page.text === '' ? page.text : `${page.text}\n`;
        const from = text.length <= maxBytes ? 0 : text.indexOf('\n', text.length - maxBytes) + 1;
        dropped += newlinesIn(text.slice(0, from));
        text = text.slice(from);
      }
      return readingOf({ observedAtMs }, { text, isTruncated: dropped > 0, firstLine: dropped + 1 }, { isTruncated: dropped > 0 });
    },
  };
}

const newlinesIn = (text: string): number => text.split('\n').length - 1;
