/** The texts of the plan as a search looks at them: each different one once, in capitals. */
import { streamKey } from '../../../tws/rows/displayKey.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import type { Workings } from './workings.ts';

export interface Texts {
  /** By code of the dictionary. */
  capitals(): readonly string[];
  /** Keys of streams by number, in capitals: some thousands, instead of the keys of all jobs. */
  streamKeys(): { readonly ofRow: Int32Array; readonly capitals: readonly string[] };
}

export function createTexts({ held: { jobs }, perVersion }: Workings): Texts {
  const capitals: string[] = [];
  return {
    capitals() {
      // Texts are only ever added; those in capitals already are not copied.
      for (let code = capitals.length; code < jobs.texts.size; code++) capitals.push((jobs.texts.textOf(code) ?? '').toUpperCase());
      return capitals;
    },
    streamKeys: perVersion(() => streamKeysOf(jobs)),
  };
}

function streamKeysOf({ count, texts, streamWorkstation, folder, streamName }: HeldJobs): ReturnType<Texts['streamKeys']> {
  const ofRow = new Int32Array(count);
  const capitals: string[] = [];
  const known = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const [workstation, path, stream] = [streamWorkstation.values[row]!, folder.values[row]!, streamName.values[row]!];
    const parts = (workstation * texts.size + path) * texts.size + stream;
    let number = known.get(parts);
    if (number === undefined) {
      number = capitals.length;
      known.set(parts, number);
      capitals.push(streamKey(texts.textOf(workstation) ?? '/', texts.textOf(path) ?? '/', texts.textOf(stream) ?? '?').toUpperCase());
    }
    ofRow[row] = number;
  }
  return { ofRow, capitals };
}
