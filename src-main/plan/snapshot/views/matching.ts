/** Which rows a query of the job table means: each different text is looked at once, then rows by number. */
import type { JobTableQuery } from '../../../../src-preload/contract/planSnapshot.ts';
import { commonStatuses } from '../../../../src-preload/contract/plan.ts';
import { Fault } from '../../../base/fault.ts';
import { nameMatcher } from '../../../tws/lists/oql.ts';
import { commonOfWord, hasStatus, isKnownStatus } from '../../../tws/status/statusMap.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import { type Grouped, groupBit } from './groups.ts';

type Keep = (row: number) => boolean;

/** Raises INVALID_INPUT for a word that is no status. */
export function matcherOf(jobs: HeldJobs, grouped: Grouped, query: Omit<JobTableQuery, 'order' | 'direction' | 'offset' | 'limit'>): Keep | null {
  const keeps: Keep[] = [];
  const { group, statuses, isCritical, isLate, streamId, stream, workstation, folder, text } = query;
  if (group !== undefined) keeps.push((row) => ((grouped.masks[row] ?? 0) & groupBit(group)) !== 0);
  if (statuses !== undefined && statuses.length > 0) keeps.push(byStatus(jobs, statuses));
  if (isCritical !== undefined) keeps.push((row) => jobs.isCritical(row) === isCritical);
  // What nobody can know is neither late nor in time.
  if (isLate !== undefined) keeps.push((row) => jobs.isLate(row) === isLate);
  if (streamId !== undefined) keeps.push(byCode(jobs, jobs.streamId.values, (said) => said === streamId));
  if (stream !== undefined) keeps.push(byCode(jobs, jobs.streamName.values, nameMatcher(stream)));
  if (workstation !== undefined) keeps.push(byCode(jobs, jobs.workstation.values, nameMatcher(workstation.startsWith('/') ? workstation : `@${workstation}`)));
  if (folder !== undefined) keeps.push(byCode(jobs, jobs.folder.values, nameMatcher(folder)));
  if (text !== undefined && text.trim() !== '') keeps.push(byText(jobs, text.trim()));
  return keeps.length === 0 ? null : (row) => keeps.every((keep) => keep(row));
}

/** Looks at each code of a column once. */
function byCode({ texts }: HeldJobs, codes: Int32Array, isMeant: (text: string) => boolean): Keep {
  const verdicts = new Uint8Array(texts.size);
  return (row) => {
    const code = codes[row] ?? 0;
    if (verdicts[code] === 0) verdicts[code] = isMeant(texts.textOf(code) ?? '') ? 2 : 1;
    return verdicts[code] === 2;
  };
}

function byStatus(jobs: HeldJobs, words: readonly string[]): Keep {
  const unknown = words.find((word) => !isKnownStatus(word) && commonOfWord(word) === null);
  if (unknown !== undefined) throw new Fault('INVALID_INPUT', `${unknown} is no status of the scheduler.`, { detail: unknown });
  const pairs = new Map<number, boolean>();
  return (row) => {
    const internal = jobs.internal.values[row] ?? 0;
    const common = jobs.common.values[row] ?? 0;
    const pair = internal * commonStatuses.length + common;
    const known = pairs.get(pair);
    if (known !== undefined) return known;
    const status = { internal: jobs.texts.textOf(internal) ?? '', common: commonStatuses[common] ?? 'UNKNOWN', substatus: null };
    const isMeant = hasStatus(status, words);
    pairs.set(pair, isMeant);
    return isMeant;
  };
}

/** Part of the name, stream, workstation or folder; with `.`, `#` or `/` in it, of the whole key. */
function byText(jobs: HeldJobs, text: string): Keep {
  const pattern = nameMatcher(`@${text}@`);
  const part = text.toUpperCase();
  const isPart = /[@*?]/.test(text) ? pattern : (said: string) => said.toUpperCase().includes(part);
  const columns = [jobs.name, jobs.streamName, jobs.workstation, jobs.folder].map(({ values }) => byCode(jobs, values, isPart));
  if (!/[.#/]/.test(text)) return (row) => columns.some((keep) => keep(row));
  return (row) => columns.some((keep) => keep(row)) || isPart(jobs.keyOf(row));
}
