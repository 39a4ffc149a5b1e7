/** What is read of a job's log: its end, a range of lines, or the lines around a word. */
import type { LogLine } from '../logLines.ts';

export interface JobLog {
  readonly text: string;
  readonly isTruncated: boolean;
  /** Number of the first line of `text` in the whole log, from 1. */
  readonly firstLine: number;
}
/** A run, with its job where it is known: older engines know the log of a job's last run only. */
export interface RunRef {
  readonly runId: string;
  readonly jobId?: string | undefined;
}
export interface LogLines {
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  /** null: the range was full, and the engine does not say whether the log goes on. */
  readonly isEnd: boolean | null;
}
export interface LogSearch {
  /** Lines that hold the word and those around them, in order; the last ones when there are too many. */
  readonly lines: readonly LogLine[];
  readonly matches: number;
  readonly totalLines: number;
}
