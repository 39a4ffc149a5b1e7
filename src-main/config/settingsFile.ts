/** `settings.json`: read leniently, written so that a crash at any instruction leaves the old file or the new one, never half of one. */
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { type Settings, settingsSchema } from '../../src-preload/contract/settings.ts';
import { Fault } from '../base/fault.ts';
import { replaceFile } from '../base/files/durable.ts';
import { jsonProblem, readPlainFile, shapeProblem } from '../base/files/plainFile.ts';
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
    write: (settings) => saving(path, () => replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`)),
    keepBroken: () => saving(path, () => keepAside(path, `${path}.${Date.now()}.broken`)),
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
  const file = readPlainFile(path);
  if (file.at === 'absent') return file;
  if (file.at === 'refused') return { at: 'broken', problem: `${path} ${file.why}` };
  let json: unknown;
  try {
    json = JSON.parse(file.text);
  } catch (thrown) {
    return { at: 'broken', problem: `${path} ${jsonProblem(file.text, thrown)}` };
  }
  const parsed = settingsSchema.safeParse(json);
  if (!parsed.success) return { at: 'broken', problem: `${path} is not valid: ${shapeProblem(parsed.error)}` };
  const idle = (['auditor', 'backup'] as const).find((group) => scheduleProblem(parsed.data[group].schedule) !== null);
  if (idle === undefined) return { at: 'good', settings: parsed.data };
  return { at: 'broken', problem: `${path} is not valid: ${idle}.schedule: this is not a schedule that is ever due` };
}

/** A copy, so that the settings stay readable until they are replaced; a link or a pipe is moved: copying would follow it, or wait for ever. */
function keepAside(path: string, aside: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile() && !found.isDirectory()) return renameSync(path, aside);
  copyFileSync(path, aside);
  chmodSync(aside, 0o600);
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
