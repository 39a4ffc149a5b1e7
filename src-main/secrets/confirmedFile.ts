/** Where confirmations are kept: the keychain; without one, a file of the person's own account, outside every data directory, so that it does not travel with one. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Fault } from '../base/fault.ts';
import { replaceFile } from '../base/files/durable.ts';
import type { SecretStore } from './secrets.ts';

interface ConfirmedKeep {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

const fileSchema = z.record(z.string(), z.string());
/** One for each data directory; those used longest ago go. */
const MOST_ENTRIES = 200;

/** @param personal a directory of the person's own; made when first needed */
export function createConfirmedKeep(secrets: Pick<SecretStore, 'describe' | 'get' | 'set'>, personal: string): ConfirmedKeep {
  const path = join(personal, 'confirmed.json');
  const hasKeychain = async () => (await secrets.describe()).kind === 'keychain';
  return {
    get: async (name) => ((await hasKeychain()) ? secrets.get(name) : (entriesIn(path)[name] ?? null)),
    async set(name, value) {
      if (await hasKeychain()) return secrets.set(name, value);
      const { [name]: _before, ...others } = entriesIn(path);
      const kept = Object.entries(others).slice(1 - MOST_ENTRIES);
      replace(personal, path, `${JSON.stringify(Object.fromEntries([...kept, [name, value]]), null, 2)}\n`);
    },
  };
}

/** A file that is missing or broken costs one more confirmation, nothing else. */
function entriesIn(path: string): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}

function replace(directory: string, path: string, text: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    replaceFile(path, text);
  } catch (cause) {
    throw new Fault('STORE_FAILED', `What was confirmed could not be kept in ${path}.`, { cause });
  }
}
