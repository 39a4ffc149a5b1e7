/** The jobs of the plan as columns: a third of what the same rows cost as objects, and given back as the rows they were. */
import { type CommonStatus, commonStatuses, type Job } from '../../../../src-preload/contract/plan/plan.ts';
import { jobKey } from '../../../tws/rows/displayKey.ts';
import { bytes, floats, integers, NO_ROOM } from './column.ts';
import { createDictionary } from './dictionary.ts';
import { createIdColumn, createIdTable } from './ids.ts';

const bit = { canceled: 1, critical: 2, late: 4, latenessKnown: 8 } as const;
/** What stands for "not said" in a column of whole numbers. */
const UNSAID = -2_147_483_648;

const msOf = (at: string | null): number => (at === null ? Number.NaN : Date.parse(at));
const instantOf = (ms: number): string | null => (Number.isNaN(ms) ? null : new Date(ms).toISOString());
const said = (value: number | null): number => value ?? UNSAID;
const orNull = (value: number | undefined): number | null => (value === undefined || value === UNSAID ? null : value);
const numberOr = (value: number | null): number => value ?? Number.NaN;
const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** What filters and sorts look at directly; every code is one of `texts`. Times are epoch ms, NaN where unknown. */
export interface HeldJobs {
  readonly count: number;
  rowOf(id: string): number | null;
  idOf(row: number): string;
  /** As it was put, with instants in full. */
  at(row: number): Job;
  keyOf(row: number): string;
  /** A new row, or the one with this id overwritten. */
  put(job: Job): number;
  readonly texts: ReturnType<typeof createDictionary>;
  /** Names, folders, workstations, streams and statuses by code. */
  readonly name: { readonly values: Int32Array };
  readonly folder: { readonly values: Int32Array };
  readonly workstation: { readonly values: Int32Array };
  readonly streamId: { readonly values: Int32Array };
  readonly streamName: { readonly values: Int32Array };
  readonly streamWorkstation: { readonly values: Int32Array };
  readonly internal: { readonly values: Int32Array };
  /** Index into `commonStatuses`. */
  readonly common: { readonly values: Uint8Array };
  readonly scheduledMs: { readonly values: Float64Array };
  readonly startedMs: { readonly values: Float64Array };
  readonly endedMs: { readonly values: Float64Array };
  readonly deadlineMs: { readonly values: Float64Array };
  readonly estimatedMs: { readonly values: Float64Array };
  readonly elapsedMs: { readonly values: Float64Array };
  isCanceled(row: number): boolean;
  isCritical(row: number): boolean;
  /** null: the engine gives no way to know. */
  isLate(row: number): boolean | null;
}

export function createHeldJobs(room = NO_ROOM): HeldJobs {
  const texts = createDictionary();
  const ids = createIdTable(room);
  const runIds = createIdColumn(room);
  const name = integers(room);
  const folder = integers(room);
  const workstation = integers(room);
  const streamId = integers(room);
  const streamName = integers(room);
  const streamWorkstation = integers(room);
  const internal = integers(room);
  const common = bytes(room);
  const substatus = integers(room);
  const flags = bytes(room);
  const priority = integers(room);
  const scheduledMs = floats(room);
  const startedMs = floats(room);
  const endedMs = floats(room);
  const deadlineMs = floats(room);
  const estimatedMs = floats(room);
  const elapsedMs = floats(room);
  const returnCode = integers(room);
  const runAttempt = integers(room);
  const actualWorkstation = integers(room);
  const unresolved = integers(room);
  const timeZone = integers(room);

  const text = (column: { readonly values: Int32Array }, row: number) => texts.textOf(column.values[row] ?? 0);
  const has = (row: number, wanted: number) => ((flags.values[row] ?? 0) & wanted) !== 0;
  const isLate = (row: number) => (has(row, bit.latenessKnown) ? has(row, bit.late) : null);
  const keyOf = (row: number) => jobKey(text(streamWorkstation, row) ?? '/', text(folder, row) ?? '/', text(streamName, row) ?? '?', text(name, row) ?? '');

  return {
    get count() {
      return ids.count;
    },
    texts,
    name,
    folder,
    workstation,
    streamId,
    streamName,
    streamWorkstation,
    internal,
    common,
    scheduledMs,
    startedMs,
    endedMs,
    deadlineMs,
    estimatedMs,
    elapsedMs,
    rowOf: (id) => ids.find(id),
    idOf: (row) => ids.idOf(row),
    keyOf,
    isCanceled: (row) => has(row, bit.canceled),
    isCritical: (row) => has(row, bit.critical),
    isLate,
    put(job) {
      const row = ids.numberOf(job.id);
      runIds.set(row, job.runId);
      name.set(row, texts.codeOf(job.name));
      folder.set(row, texts.codeOf(job.folder));
      workstation.set(row, texts.codeOf(job.workstation));
      streamId.set(row, texts.codeOf(job.streamId));
      streamName.set(row, texts.codeOf(job.streamName));
      streamWorkstation.set(row, texts.codeOf(job.streamWorkstation));
      internal.set(row, texts.codeOf(job.status.internal));
      common.set(row, commonStatuses.indexOf(job.status.common));
      substatus.set(row, texts.codeOf(job.status.substatus));
      const isKnown = job.isLate === null ? 0 : bit.latenessKnown;
      flags.set(row, (job.isCanceled ? bit.canceled : 0) | (job.isCritical ? bit.critical : 0) | (job.isLate === true ? bit.late : 0) | isKnown);
      priority.set(row, said(job.priority));
      scheduledMs.set(row, msOf(job.scheduledAt));
      startedMs.set(row, msOf(job.startedAt));
      endedMs.set(row, msOf(job.endedAt));
      deadlineMs.set(row, msOf(job.deadlineAt));
      estimatedMs.set(row, numberOr(job.estimatedMs));
      elapsedMs.set(row, numberOr(job.elapsedMs));
      returnCode.set(row, said(job.returnCode));
      runAttempt.set(row, said(job.runAttempt));
      actualWorkstation.set(row, texts.codeOf(job.actualWorkstation));
      unresolved.set(row, job.unresolvedDependencies);
      timeZone.set(row, texts.codeOf(job.timeZone));
      return row;
    },
    at: (row) => ({
      id: ids.idOf(row),
      name: text(name, row) ?? '',
      key: keyOf(row),
      folder: text(folder, row) ?? '/',
      workstation: text(workstation, row) ?? '/',
      streamId: text(streamId, row) ?? '',
      streamName: text(streamName, row) ?? '?',
      streamWorkstation: text(streamWorkstation, row) ?? '/',
      status: { internal: text(internal, row) ?? 'UNKNOWN', common: commonOf(common.values[row]), substatus: text(substatus, row) },
      isCanceled: has(row, bit.canceled),
      isCritical: has(row, bit.critical),
      isLate: isLate(row),
      priority: orNull(priority.values[row]),
      scheduledAt: instantOf(scheduledMs.values[row] ?? Number.NaN),
      startedAt: instantOf(startedMs.values[row] ?? Number.NaN),
      endedAt: instantOf(endedMs.values[row] ?? Number.NaN),
      deadlineAt: instantOf(deadlineMs.values[row] ?? Number.NaN),
      estimatedMs: known(estimatedMs.values[row]),
      elapsedMs: known(elapsedMs.values[row]),
      returnCode: orNull(returnCode.values[row]),
      runId: runIds.at(row),
      runAttempt: orNull(runAttempt.values[row]),
      actualWorkstation: text(actualWorkstation, row),
      unresolvedDependencies: unresolved.values[row] ?? 0,
      timeZone: text(timeZone, row),
    }),
  };
}

const commonOf = (code: number | undefined): CommonStatus => commonStatuses[code ?? commonStatuses.length - 1] ?? 'UNKNOWN';
