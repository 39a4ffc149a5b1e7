/** Secrets as they are kept: under the data directory's own id, each with the origins it was entered for, so that no file can point it elsewhere. */
import * as z from 'zod';

/** Where secrets are kept, whatever it is. Raises SECRETS_UNAVAILABLE. */
export interface SecretKeep {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

type Kept =
  | { readonly at: 'none' }
  /** `origins`: where it may go, and nowhere else. */
  | { readonly at: 'bound'; readonly value: string; readonly origins: readonly string[] }
  /** From a version that did not say for where: it goes nowhere until a person says so. */
  | { readonly at: 'unbound' };

export interface BoundSecrets {
  read(name: string): Promise<Kept>;
  write(name: string, value: string, origins: readonly string[]): Promise<void>;
  /** Binds what an older version kept, because a person said where it may go. */
  adopt(name: string, origins: readonly string[]): Promise<void>;
  remove(name: string): Promise<void>;
}

const entrySchema = z.strictObject({ origins: z.array(z.string()), value: z.string() });

/** @param directory id of the data directory */
export function createBoundSecrets(keep: SecretKeep, directory: string): BoundSecrets {
  const nameOf = (name: string) => `${directory}/${name}`;
  const write: BoundSecrets['write'] = (name, value, origins) =>
    keep.set(nameOf(name), JSON.stringify({ origins: [...origins], value } satisfies z.infer<typeof entrySchema>));
  return {
    async read(name) {
      const text = await keep.get(nameOf(name));
      if (text !== null) return boundIn(text);
      return (await keep.get(name)) === null ? { at: 'none' } : { at: 'unbound' };
    },
    async write(name, value, origins) {
      await write(name, value, origins);
      await keep.remove(name);
    },
    async adopt(name, origins) {
      const value = await keep.get(name);
      if (value === null) return;
      await write(name, value, origins);
      await keep.remove(name);
    },
    async remove(name) {
      await keep.remove(nameOf(name));
      await keep.remove(name);
    },
  };
}

/** An entry that somebody else wrote there is none. */
function boundIn(text: string): Kept {
  try {
    return { at: 'bound', ...entrySchema.parse(JSON.parse(text)) };
  } catch {
    return { at: 'none' };
  }
}
