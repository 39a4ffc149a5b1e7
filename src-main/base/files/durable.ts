/** Writes that a power cut cannot take back. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
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

/**
 * The text is in the file whole, or the file is as it was; for this person alone, and durable when it returns. A link in its place is replaced,
 * never followed. Killed half way it leaves `PATH.*.tmp` beside it. Raises what the file system does.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${Date.now()}.tmp`;
  try {
    writeNew(temporary, text);
    renameSync(temporary, path);
  } catch (thrown) {
    // On a full disk every try would leave one more behind.
    rmSync(temporary, { force: true });
    throw thrown;
  }
  flushFolder(dirname(path));
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
