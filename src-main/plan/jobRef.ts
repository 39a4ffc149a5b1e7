/** Which of the jobs the engine found a person meant: an exact answer wins over a wildcard, and several stay several. Pure. */
import type { Job } from '../../src-preload/contract/plan/plan.ts';
import type { JobQuery } from '../tws/types/types.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isJobId = (ref: string): boolean => UUID.test(ref.trim());

/** `J987278603`, as conman prints a run. */
export function jobNumberIn(ref: string): number | null {
  const digits = /^#?J(\d{1,10})$/i.exec(ref.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

const isWild = (ref: string): boolean => /[@*?]/.test(ref);

/** What to ask, in order; the first question with an answer decides. */
export function questionsFor(ref: string, limit: number): JobQuery[] {
  const asked = ref.trim();
  if (isWild(asked)) return [{ name: asked, limit }];
  return [
    { name: asked, limit },
    { name: withWildName(asked), limit },
  ];
}

/** `LOAD` finds `LOAD_DWH` when nothing is called just `LOAD`; the given stream, folder and workstation stay exact. */
function withWildName(ref: string): string {
  const cut = Math.max(ref.lastIndexOf('.'), ref.lastIndexOf('/'), ref.lastIndexOf('#')) + 1;
  return `${ref.slice(0, cut)}@${ref.slice(cut)}@`;
}

/** The full key picks one; so does the spelling, when jobs differ in case only. */
export function narrowed(jobs: readonly Job[], ref: string): readonly Job[] {
  const asked = ref.trim();
  const byKey = jobs.filter((job) => job.key === asked);
  if (byKey.length > 0) return byKey;
  const name = asked.slice(Math.max(asked.lastIndexOf('.'), asked.lastIndexOf('/'), asked.lastIndexOf('#')) + 1);
  const bySpelling = jobs.filter((job) => job.name === name);
  return bySpelling.length > 0 ? bySpelling : jobs;
}
