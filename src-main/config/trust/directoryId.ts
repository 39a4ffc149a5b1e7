/** The data directory's own name for itself: random, made once. Secrets are kept under it, so that another folder's settings find none of them. */
import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../base/files/durable.ts';
import { Fault } from '../../base/fault.ts';

/** Goes wherever the settings go: beside `settings.json`. */
export const DIRECTORY_ID_FILE = 'directory-id';

const ID = /^[0-9a-f]{32}$/;
const MOST_BYTES = 100;

/** Makes one where there is none, or none that can be read: what was kept under the one before is then asked for again. Raises STORE_FAILED. */
export function directoryId(directory: string): string {
  const path = join(directory, DIRECTORY_ID_FILE);
  return readId(path) ?? makeId(directory, path);
}

function readId(path: string): string | null {
  try {
    const file = lstatSync(path);
    if (!file.isFile() || file.size > MOST_BYTES) return null;
    const text = readFileSync(path, 'utf8').trim();
    return ID.test(text) ? text : null;
  } catch {
    return null;
  }
}

function makeId(directory: string, path: string): string {
  const id = randomBytes(16).toString('hex');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    replaceFile(path, `${id}\n`);
    return id;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('STORE_FAILED', `The data directory could not be given its name in ${path}: ${reason}.`, { cause });
  }
}
