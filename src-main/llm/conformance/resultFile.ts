/** The last result for each model, in a file of the data directory: it is asked once, not at every start. */
import { join } from 'node:path';
import * as z from 'zod';
import { type Conformance, conformance } from '../../../src-preload/contract/conformance.ts';
import { address } from '../../../src-preload/contract/settings.ts';
import { replaceFile } from '../../base/files/durable.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';

/** A model where it is served: the same name may mean another model elsewhere. */
export interface Served {
  readonly url: string;
  readonly model: string;
}

export interface ResultFile {
  get(served: Served): Conformance | null;
  /** Raises what the file system does; the result is known until the end of this process all the same. */
  put(served: Served, result: Conformance): void;
}

const MOST_RESULTS = 50;
const fileSchema = z.strictObject({ results: z.array(z.strictObject({ url: address, model: z.string(), result: conformance })) });
type Entry = z.infer<typeof fileSchema>['results'][number];

export function createResultFile(dataDir: string): ResultFile {
  const path = join(dataDir, 'conformance.json');
  let entries = entriesIn(path);
  const isOf =
    ({ url, model }: Served) =>
    (entry: Entry) =>
      entry.url === url && entry.model === model;
  return {
    get: (served) => entries.find(isOf(served))?.result ?? null,
    put(served, result) {
      const isSame = isOf(served);
      const { url, model } = served;
      entries = [{ url, model, result }, ...entries.filter((entry) => !isSame(entry))].slice(0, MOST_RESULTS);
      replaceFile(path, `${JSON.stringify({ results: entries }, null, 2)}\n`);
    },
  };
}

/** A file that is missing or broken costs one more check, nothing else. */
function entriesIn(path: string): readonly Entry[] {
  const file = readPlainFile(path);
  if (file.at !== 'read') return [];
  try {
    return fileSchema.parse(JSON.parse(file.text)).results;
  } catch {
    return [];
  }
}
