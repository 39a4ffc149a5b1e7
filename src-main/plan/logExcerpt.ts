/** From a job log to what is worth showing: its end, or the lines around each match; and the exit status of its trailer. Pure. */
import type { LogExcerpt } from '../../src-preload/contract/plan.ts';
import type { JobLog } from '../tws/logTypes.ts';

const CONTEXT_LINES = 3;
/** A longer line is cut: one line of binary must not fill the screen. */
const LONGEST_LINE = 2_000;

interface Asked {
  readonly jobKey: string;
  readonly runId: string;
  readonly search: string | undefined;
  readonly maxLines: number;
}

export function excerptOf(log: JobLog, asked: Asked): LogExcerpt {
  const texts = log.text.split('\n').map((line) => line.replace(/\r$/, ''));
  // A file ends with a newline; that makes no further line.
  if (texts.at(-1) === '') texts.pop();
  const wanted = asked.search === undefined || asked.search === '' ? lastOf(texts.length, asked.maxLines) : around(texts, asked.search, asked.maxLines);
  return {
    jobKey: asked.jobKey,
    runId: asked.runId,
    lines: wanted.indexes.map((index) => ({ number: log.firstLine + index, text: (texts[index] ?? '').slice(0, LONGEST_LINE) })),
    totalLines: log.firstLine - 1 + texts.length,
    exitStatus: exitStatusOf(texts),
    isTruncated: log.isTruncated || wanted.isCut,
  };
}

function lastOf(length: number, maxLines: number): { indexes: number[]; isCut: boolean } {
  const from = Math.max(0, length - maxLines);
  return { indexes: Array.from({ length: length - from }, (_, index) => from + index), isCut: from > 0 };
}

/** From the end: the last matches are the ones that tell how it ended. */
function around(texts: readonly string[], search: string, maxLines: number): { indexes: number[]; isCut: boolean } {
  const needle = search.toLowerCase();
  const wanted = new Set<number>();
  let isCut = false;
  for (let index = texts.length - 1; index >= 0; index--) {
    if (!texts[index]?.toLowerCase().includes(needle)) continue;
    const near = lastOf(Math.min(texts.length, index + CONTEXT_LINES + 1), CONTEXT_LINES * 2 + 1).indexes.filter(
      (at) => at >= index - CONTEXT_LINES && !wanted.has(at),
    );
    if (wanted.size + near.length > maxLines) {
      isCut = true;
      break;
    }
    for (const at of near) wanted.add(at);
  }
  return { indexes: [...wanted].sort((a, b) => a - b), isCut };
}

/** Lines of the trailer, read from the end; a job that runs or lost its agent has none. */
const TRAILER_LINES = 20;

function exitStatusOf(texts: readonly string[]): number | null {
  for (const line of texts.slice(-TRAILER_LINES).toReversed()) {
    const said = /^=\s*Exit Status\s*:\s*(-?\d+)\s*$/i.exec(line);
    if (said !== null) return Number(said[1]);
  }
  return null;
}
