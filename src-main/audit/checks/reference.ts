/** What a claim is about, taken apart as `claim` in the contract spells it. */

import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';
import { type Evidence, jobsIn, type SeenJob, type SeenStream, streamsIn, workstationsIn } from './evidence.ts';

type ReferenceKind = 'job' | 'stream' | 'workstation' | 'name';

export interface Reference {
  readonly kind: ReferenceKind;
  /** Upper case: the scheduler's names are. */
  readonly ref: string;
  /** `;key=value` after it. */
  readonly keys: ReadonlyMap<string, string>;
}

/** null for a count, a log, or no subject. */
export function referenceOf(subject: string | null): Reference | null {
  const match = /^(job|stream|workstation|name):([^;]+)((?:;.*)?)$/s.exec(subject ?? '');
  if (match === null) return null;
  return { kind: match[1] as ReferenceKind, ref: match[2]!.trim().toUpperCase(), keys: keysOf(match[3] ?? '') };
}

export function keysOf(text: string): Map<string, string> {
  const pairs = text.split(';').filter((part) => part.includes('='));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]));
}

/** The rows that answer to the reference: the full key alone when it stands there, else every row of that name. */
export function jobsNamed(ref: string, evidence: Evidence): readonly SeenJob[] {
  return named(ref, jobsIn(evidence.reading));
}
export function streamsNamed(ref: string, evidence: Evidence): readonly SeenStream[] {
  return named(ref, streamsIn(evidence.reading));
}
export function workstationsNamed(ref: string, evidence: Evidence): readonly Workstation[] {
  const rows = workstationsIn(evidence.reading);
  const leaf = ref.replace(/^.*\//, '');
  return rows.filter((row) => row.name.toUpperCase() === ref || row.name.toUpperCase() === leaf);
}

function named<T extends { readonly id: string; readonly key: string; readonly name: string }>(ref: string, rows: readonly T[]): readonly T[] {
  const upper = ref.toUpperCase();
  const exact = rows.filter((row) => row.key.toUpperCase() === upper || row.id.toUpperCase() === upper);
  // The same object may stand in a receipt twice (a job and its own impact): one row each.
  const found = exact.length > 0 ? exact : rows.filter((row) => row.name.toUpperCase() === upper || endsWithPart(row.key.toUpperCase(), upper));
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

/** `NIGHT.LOAD` ends `/WS#/DWH/NIGHT.LOAD`; `LOAD` does not end `.../NIGHT.UNLOAD`. */
function endsWithPart(key: string, part: string): boolean {
  return key.endsWith(part) && /[/#.]/.test(key.charAt(key.length - part.length - 1));
}

const NAME_CHARACTER = /[\p{L}\p{N}_#@$]/u;

/** True when the name stands in the text as a word of its own. Both upper case. */
export function standsIn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + name.length);
    // A name may begin with `/`; a `#` before it belongs to the workstation of its key.
    if ((before === '' || before === '#' || !NAME_CHARACTER.test(before)) && (after === '' || !NAME_CHARACTER.test(after))) return true;
  }
  return false;
}

/** True when each part of the name stands there: a key has several spellings (`/WS#/FOLDER/STREAM.JOB`, `WS#STREAM.JOB`). Both upper case. */
export function partsStandIn(name: string, text: string): boolean {
  const parts = name.split(/[/#.]/).filter((part) => part !== '');
  return standsIn(name, text) || (parts.length > 1 && parts.every((part) => standsIn(part, text)));
}
