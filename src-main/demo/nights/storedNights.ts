/** Reads a kept night from its file: exactly what was written, or nothing. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { archivedAt } from '../plan/planIndexes.ts';
import type { Nights } from '../plan/planShelf.ts';
import { KEPT_NIGHTS } from './catalogue.ts';
import { planOf, storedPlan } from './storedPlan.ts';

/** The night before is seldom looked into: its rows are read when it is. */
const storedNight = z.strictObject({
  name: z.string(),
  plan: storedPlan,
  before: z.looseObject({ id: z.string(), runNumber: z.number(), startMs: z.number(), endMs: z.number() }),
});

/** @param directory the resources; raises RangeError for a night that is not kept, Error for a file that is not what was written */
export function readStoredNights(directory: string, name: string): Nights {
  const kept = KEPT_NIGHTS.find((one) => one.name === name);
  if (kept === undefined) throw new RangeError(`There is no night "${name}".`);
  const bytes = readFileSync(join(directory, 'nights', `${name}.json.br`));
  if (hash('sha256', bytes, 'hex') !== kept.sha256) throw new Error(`The file of the night ${name} is not the one that was written: reinstall Resync.`);
  const stored = storedNight.parse(JSON.parse(brotliDecompressSync(bytes).toString('utf8')));
  const plan = planOf(stored.plan);
  const { id, runNumber, startMs, endMs } = stored.before;
  return {
    plan,
    before: { id, runNumber, startMs, endMs, isArchived: true, open: () => archivedAt(planOf(storedPlan.parse(stored.before)), endMs) },
    // It was written down as far as its own end.
    after: () => null,
  };
}
