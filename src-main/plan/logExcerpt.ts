/** From a job log to what is worth showing: its end, and the exit status of its trailer. Pure. */
import type { LogExcerpt } from '../../src-preload/contract/plan/plan.ts';
import type { JobLog } from '../tws/types/logTypes.ts';

/** A longer line is cut: one line of binary must not fill the screen. */
const LONGEST_LINE = 2_000;

interface Asked {
  readonly jobKey: string;
  readonly runId: string;
  readonly maxLines: number;
}

export function excerptOf(log: JobLog, asked: Asked): LogExcerpt {
  const texts = log.text.split('\n').map((line) => line.replace(/\r$/, ''));
  // A file ends with a newline; that makes no further line.
  if (texts.at(-1) === '') texts.pop();
  const from = Math.max(0, texts.length - asked.maxLines);
  return {
    jobKey: asked.jobKey,
    runId: asked.runId,
    lines: texts.slice(from).map((text, index) => ({ number: log.firstLine + from + index, text: text.slice(0, LONGEST_LINE) })),
    totalLines: log.firstLine - 1 + texts.length,
    exitStatus: exitStatusOf(texts),
    isTruncated: log.isTruncated || from > 0,
  };
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
