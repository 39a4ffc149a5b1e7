/** Job logs: their end, a range of lines, or the lines around a word. A log may be 50 MB and is never held whole. */
import { Fault } from '../../base/fault.ts';
import type { Answered } from '../http/exchange.ts';
import { type LinesWanted, type Scanned, scanText } from '../logLines.ts';
import type { JobLog, LogLines, LogSearch, RunRef } from '../types/logTypes.ts';
import type { Operations } from '../operations.ts';
import { logOf, refuseWebPage } from '../rows/wire/decode.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { createLogPages } from './logPages.ts';
import { isUnsupported, type ReadSource, readingOf, TTL_MS } from './source.ts';

type LogReads = Pick<TwsClient, 'jobLog' | 'logLines' | 'searchLog'>;

/** Lines given at once. */
const MOST_LINES = 5_000;
/** Of a log that comes packed in JSON; such an answer cannot be read line by line. */
const MOST_PACKED_BYTES = 8_000_000;

export function createLogReads(source: ReadSource, operations: Operations): LogReads {
  const { reader } = source;
  const pages = createLogPages(source);
  /** Whether this engine keeps to `from_line` and `to_line`; null: not seen yet. One that does not sends the whole log. */
  let keepsToRanges: boolean | null = null;

  const scan = async (runId: string, wanted: LinesWanted, range: { readonly from: number; readonly to: number } | null, options: CallOptions) => {
    const call = operations.logLines(runId, wanted, range, options.planId);
    const read = await reader.read({ call, gate: 'log', ttlMs: TTL_MS.log, decode: scannedOf }, options);
    return { ...read, value: read.value ?? (await unpacked(runId, wanted, options)) };
  };
  /** The log inside an object: taken out of it, then scanned like any other. */
  const unpacked = async (runId: string, wanted: LinesWanted, options: CallOptions): Promise<Scanned> => {
    const call = operations.jobLog(runId, MOST_PACKED_BYTES, options.planId);
    const { value } = await reader.read({ call, gate: 'log', ttlMs: TTL_MS.log, decode: logOf }, options);
    return scanText(value.text, value.firstLine, wanted);
  };
  const learnRanges = async (runId: string, options: CallOptions): Promise<boolean> => {
    // Every job log has a header of several lines: one line back is the one asked for.
    keepsToRanges ??= !(await scan(runId, { keep: 'lines', from: 1, to: 1 }, { from: 1, to: 1 }, options)).value.isCut;
    return keepsToRanges;
  };
  const readRange = async (runId: string, { from, to }: { readonly from: number; readonly to: number }, options: CallOptions): Promise<Reading<LogLines>> => {
    const isRanged = await learnRanges(runId, options);
    const { value, observedAtMs } = isRanged
      ? await scan(runId, { keep: 'lines', from: 1, to: to - from + 1 }, { from, to }, options)
      : await scan(runId, { keep: 'lines', from, to }, null, options);
    const lines = value.lines.map(({ number, text }) => ({ number: isRanged ? number + from - 1 : number, text }));
    // A range that came back full may end exactly where the log does; only the next one tells.
    const isEnd = isRanged ? (lines.length < to - from + 1 ? true : null) : !value.isCut;
    return readingOf({ observedAtMs }, { lines, isEnd });
  };
  const searchRun = async (runId: string, wanted: LinesWanted, options: CallOptions): Promise<Reading<LogSearch>> => {
    const { value, observedAtMs } = await scan(runId, wanted, null, options);
    return foundIn(value, observedAtMs);
  };
  const tailOf = async (runId: string, maxBytes: number, options: CallOptions): Promise<Reading<JobLog>> => {
    // Read to its end and only the end kept: asking for single lines to find out how long it is costs the agent more.
    const call = operations.jobLog(runId, maxBytes, options.planId);
    const read = await reader.read({ call, gate: 'log', ttlMs: TTL_MS.log, decode: logOf }, options);
    const { text, isCut, firstLine } = read.value;
    return readingOf(read, { text, isTruncated: isCut, firstLine }, { isTruncated: isCut });
  };

  return {
    jobLog: (run, { maxBytes }, options) => {
      const { runId, jobId } = refOf(run);
      return byRunOrJob(() => tailOf(runId, maxBytes, options), jobId === null ? null : () => pages.tail(jobId, maxBytes, options));
    },
    async logLines(run, range, options) {
      const { runId, jobId } = refOf(run);
      const count = range.to - range.from + 1;
      if (!Number.isSafeInteger(range.from) || range.from < 1 || !(count >= 1 && count <= MOST_LINES))
        throw new Fault('INVALID_INPUT', `Ask for at least one and at most ${MOST_LINES} lines of a log, counted from 1.`);
      return byRunOrJob(() => readRange(runId, range, options), jobId === null ? null : () => pages.lines(jobId, range, options));
    },
    async searchLog(run, { word, context = 3, most = 200 }, options) {
      const { runId, jobId } = refOf(run);
      if (word === '') throw new Fault('INVALID_INPUT', 'Say which word to look for in the log.');
      const wanted = { keep: 'matching', word, context, most } as const;
      return byRunOrJob(() => searchRun(runId, wanted, options), jobId === null ? null : async () => foundIn(...(await pages.scan(jobId, wanted, options))));
    },
  };
}

const refOf = (run: string | RunRef) => (typeof run === 'string' ? { runId: run, jobId: null } : { runId: run.runId, jobId: run.jobId ?? null });

/** v1 knows the log of a job's last run only: asked where v2 offers none, or does not know the run. */
async function byRunOrJob<T>(byRun: () => Promise<T>, byJob: (() => Promise<T>) | null): Promise<T> {
  try {
    return await byRun();
  } catch (error) {
    if (!isAbsent(error) || byJob === null) throw error;
    try {
      return await byJob();
    } catch (later) {
      // v1 may have ids of its own: that it does not know one says less than what v2 said.
      throw isAbsent(later) ? error : later;
    }
  }
}

const isAbsent = (error: unknown) => isUnsupported(error) || (error instanceof Fault && error.code === 'TWS_NOT_FOUND');

/** null: the log is packed inside an object. Raises TWS_BAD_ANSWER for a web page. */
function scannedOf(answer: Answered): Scanned | null {
  refuseWebPage(answer);
  return answer.contentType.includes('json') ? null : answer.body.scanned;
}

const foundIn = ({ lines, seen, matches, isCut }: Scanned, observedAtMs: number): Reading<LogSearch> =>
  readingOf({ observedAtMs }, { lines, matches, totalLines: seen }, { isTruncated: isCut, total: matches });
