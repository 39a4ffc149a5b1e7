/** The spellings in which the scheduler prints a job, brought to the one a person would type. Pure. */

/** `[(0919 11/30/26),(0AAAAAAAAAAAABMM)]`: the instance of a stream, as logs and messages print it. */
const INSTANCE = /\[\(\d{4} \d{2}\/\d{2}\/\d{2}\),\([0-9A-Z]{1,20}\)\]/g;
/** `FTA_DWH1 #DWH_NIGHT`: conman fills the name of the workstation up to its column. */
const APART = /([A-Z][A-Z0-9_-]{1,15})[ \t]{1,16}#(?=[A-Z/][\w/-])/g;
/** `#J987278603`: a job by the number of its run. */
const NUMBER = /#J(\d{1,10})\b/;
const STATUS = 'ABEND|ABENP|ADD|CANCL|DONE|ERROR|EXEC|EXTRN|FAIL|FENCE|HOLD|INTRO|PEND|READY|RJOB|SCHED|SUCC|SUCCP|SUPPR|SUSP|USER|WAIT|WAITD';
/** A row of `sj`: the stream, when it is planned for, the job (or stars for the stream itself), its status. */
const STREAM_IN_ROW = /(?<![\w/-])([A-Z][\w/-]{0,200}#[A-Z/][\w/-]{0,200})[ \t]{1,30}\d{4}(?:[ \t]{1,4}\d{2}\/\d{2}(?:\/\d{2})?)?(?=[ \t]|$)/m;
const JOB_IN_ROW = new RegExp(String.raw`(?:^|[ \t])([A-Z][A-Z0-9_-]{1,39})[ \t]{1,30}(?:${STATUS})\b`, 'm');
const ROW_STATUS = new RegExp(String.raw`\b(${STATUS})\b`);

export interface PrintedRow {
  /** `WS#STREAM.JOB`, or the stream alone for its own row. */
  readonly name: string;
  readonly status: string;
}

export function asTyped(text: string): string {
  const joined = text.replace(INSTANCE, '').replace(APART, '$1#');
  // The number is asked for only where nothing else names the job.
  return joined.replace(NUMBER, (_, digits: string) => (/[A-Z0-9_]#/.test(joined) ? '' : ` J${digits} `));
}

/** @param text as `asTyped` gives it */
export function printedRow(text: string): PrintedRow | null {
  const stream = STREAM_IN_ROW.exec(text);
  if (stream === null) return null;
  const rest = text.slice(stream.index + stream[0].length);
  const status = ROW_STATUS.exec(rest)?.[1];
  if (status === undefined) return null;
  const job = JOB_IN_ROW.exec(rest)?.[1];
  return { name: job === undefined ? stream[1]! : `${stream[1]}.${job}`, status: statusOfJob(rest, job) ?? status };
}

/** The stream's own row may stand before that of the job. */
const statusOfJob = (rest: string, job: string | undefined): string | null =>
  job === undefined ? null : (ROW_STATUS.exec(rest.slice(rest.indexOf(job) + job.length))?.[1] ?? null);
