/** `settings.json`: read leniently, written so that a crash at any instruction leaves the old file or the new one, never half of one. */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Settings, settingsSchema } from '../../src-preload/contract/settings.ts';
import { Fault } from '../base/fault.ts';
import { scheduleProblem } from './schedule.ts';

type FileReading = { readonly at: 'absent' } | { readonly at: 'good'; readonly settings: Settings } | { readonly at: 'broken'; readonly problem: string };

export interface SettingsFile {
  readonly path: string;
  read(): FileReading;
  /** Raises STORE_FAILED with the path and the reason. */
  write(settings: Settings): void;
  /** Copies the file as it is beside itself, before it is replaced. Raises STORE_FAILED. */
  keepBroken(): void;
  /** Calls back after the file was touched by anyone, at most once per 100 ms; returns its undo. */
  watch(onTouched: () => void): () => void;
}

const NAME = 'settings.json';
const SETTLE_MS = 100;

export function openSettingsFile(directory: string): SettingsFile {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  removeLeftovers(directory);
  const path = join(directory, NAME);
  return {
    path,
    read: () => readSettings(path),
    write: (settings) => saving(path, () => replaceFile(directory, path, `${JSON.stringify(settings, null, 2)}\n`)),
    keepBroken: () =>
      saving(path, () => {
        if (existsSync(path)) copyFileSync(path, `${path}.${Date.now()}.broken`);
      }),
    watch: (onTouched) => watchFile(directory, onTouched),
  };
}

function saving(path: string, step: () => void): void {
  try {
    step();
  } catch (cause) {
    throw new Fault('STORE_FAILED', `Settings could not be saved to ${path}: ${reasonOf(cause)}.`, { cause });
  }
}

function readSettings(path: string): FileReading {
  if (!existsSync(path)) return { at: 'absent' };
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    const wrong = parsed.success ? (scheduleProblem(parsed.data.auditor.schedule) ?? scheduleProblem(parsed.data.backup.schedule)) : null;
    if (wrong !== null) return { at: 'broken', problem: `${path} is not valid: ${wrong.replace(/\.$/, '')}` };
    if (parsed.success) return { at: 'good', settings: parsed.data };
    return { at: 'broken', problem: `${path} is not valid: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}` };
  } catch (thrown) {
    return { at: 'broken', problem: `${path} could not be read: ${reasonOf(thrown)}` };
  }
}

function replaceFile(directory: string, path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${Date.now()}.tmp`;
  try {
    writeDurably(temporary, text);
    renameSync(temporary, path);
  } catch (thrown) {
    // On a full disk every try would leave one more behind.
    rmSync(temporary, { force: true });
    throw thrown;
  }
  syncDirectory(directory);
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the rename itself durable. Windows cannot open a directory, and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a crash between write and rename left behind. */
function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(`${NAME}.`) && name.endsWith('.tmp')) rmSync(join(directory, name), { force: true });
  }
}

function watchFile(directory: string, onTouched: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  // The folder, not the file: editors and our own writes replace the file, and a watch on it would stay with the old one.
  const watcher = watch(directory, { persistent: false }, (_event, name) => {
    if (name !== NAME) return;
    clearTimeout(timer);
    timer = setTimeout(onTouched, SETTLE_MS).unref();
  });
  // A folder that goes away ends the live reload, not the process.
  watcher.on('error', () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
