/** Writes that a power cut cannot take back. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Waits until what was written to the file, or the names in the folder, are on the disk. Windows cannot open a folder, and does not need it. */
export function flush(path: string): void {
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder);
}

/** The text is in the file whole, or the file is as it was; for this person alone. */
export function writeDurably(path: string, text: string): void {
  const temporary = `${path}.writing`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  flushFolder(dirname(path));
}
