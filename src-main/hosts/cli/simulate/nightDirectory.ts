/** A data directory of a kept night: it belongs to that night alone, and time does not go back in it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { instantOf } from '../../../base/clock.ts';
import { Fault } from '../../../base/fault.ts';
import type { Night } from '../../../demo/index.ts';

const MARK = 'night.json';
const mark = z.strictObject({ name: z.string(), at: z.string() });

/** Raises INVALID_INPUT for a directory that holds anything else: what it learned from a scheduler, or from later in the night, would be told as if it were so now. */
export function refuseOtherData(directory: string, night: Night): void {
  const path = join(directory, MARK);
  if (!existsSync(path)) {
    if (existsSync(join(directory, 'resync.db'))) throw refused(directory, 'holds data that is not of a kept night');
    return;
  }
  const { success, data } = mark.safeParse(parsed(readFileSync(path, 'utf8')));
  if (!success) throw refused(directory, `has a ${MARK} that cannot be read`);
  if (data.name !== night.name) throw refused(directory, `holds data of the night ${data.name}`);
  if (Date.parse(data.at) > night.atMs) throw refused(directory, `knows this night as it was at ${data.at}, later than asked for`);
}

/** Call it while holding the directory's lock. */
export function markDirectory(directory: string, { name, atMs }: Night): void {
  writeFileSync(join(directory, MARK), `${JSON.stringify({ name, at: instantOf(atMs) } satisfies z.infer<typeof mark>)}\n`, { mode: 0o600 });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const refused = (directory: string, why: string) =>
  new Fault('INVALID_INPUT', `${directory} ${why}: give --data-dir another directory, or leave it out and each night has its own.`);
