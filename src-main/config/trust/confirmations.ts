/**
 * What a person has confirmed: whom Resync may connect to, and how. A settings file can change an address; it cannot confirm one.
 * Kept under the data directory's id where no file of that directory reaches: the keychain, or a file of the person's own account.
 */
import * as z from 'zod';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { type Connected, type Party, type Way, wayKey } from './destinations.ts';

/** Raises SECRETS_UNAVAILABLE, STORE_FAILED. */
export interface ConfirmationKeep {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

interface ConfirmationDeps {
  readonly keep: ConfirmationKeep;
  /** Id of the data directory. */
  readonly directory: string;
  /** Everybody that the settings in force connect to. */
  readonly connected: () => readonly Connected[];
  /** Given where Resync was started, which is a person's act. */
  readonly isFromEnvironment: (party: Party) => boolean;
  readonly log: Log;
}

export interface Unconfirmed {
  readonly party: Party;
  readonly name: string;
  readonly way: Way;
  /** The way that a person confirmed last; null when never. */
  readonly before: Way | null;
}

export interface Confirmations {
  /** Reads what is kept, unless that was done. Never raises: without it nothing counts as confirmed. */
  load(): Promise<void>;
  /** Why nothing may be sent to this party; null when it may. */
  refusal(party: Party): Fault | null;
  unconfirmed(): Unconfirmed[];
  /** A person said so. Counts at once; what could not be kept is asked again after the next start. */
  confirm(parties: readonly Party[]): Promise<void>;
}

const waySchema = z.strictObject({
  origins: z.array(z.string()),
  isUnencryptedAllowed: z.boolean(),
  isTlsUnverified: z.boolean(),
  certificatePins: z.array(z.string()),
  isPinTrusted: z.boolean(),
});
const keptSchema = z.record(z.string(), waySchema);

export function createConfirmations({ keep, directory, connected, isFromEnvironment, log }: ConfirmationDeps): Confirmations {
  const name = `${directory}/confirmed`;
  let confirmed = new Map<string, Way>();
  let isLoaded = false;
  let fault: Fault | null = null;

  const load = async () => {
    if (isLoaded) return;
    try {
      const text = await keep.get(name);
      confirmed = new Map([...Object.entries(text === null ? {} : keptIn(text)), ...confirmed]);
      isLoaded = true;
      fault = null;
    } catch (thrown) {
      fault = asFault(thrown);
      log.warn({ code: fault.code }, 'what was confirmed cannot be read now');
    }
  };
  const standing = ({ party, name: shown, way }: Connected): Unconfirmed | null => {
    const before = confirmed.get(party) ?? null;
    const isConfirmed = isFromEnvironment(party) || (before !== null && wayKey(before) === wayKey(way));
    return isConfirmed ? null : { party, name: shown, way, before };
  };

  return {
    load,
    refusal(party) {
      const found = connected().find((one) => one.party === party);
      const unconfirmed = found === undefined ? null : standing(found);
      if (unconfirmed === null) return null;
      return fault ?? new Fault('NOT_CONFIRMED', unconfirmedSentence(unconfirmed), { detail: unconfirmed.way.origins.join(', ') });
    },
    unconfirmed: () => connected().flatMap((one) => standing(one) ?? []),
    async confirm(parties) {
      await load();
      for (const { party, way } of connected()) if (parties.includes(party)) confirmed.set(party, way);
      try {
        await keep.set(name, JSON.stringify(Object.fromEntries(confirmed)));
      } catch (thrown) {
        log.warn({ code: asFault(thrown).code }, 'what was confirmed could not be kept: it is asked again after the next start');
      }
    },
  };
}

function keptIn(text: string): Record<string, Way> {
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Pure: what happened to the address, and what to do. */
export function unconfirmedSentence({ name, way, before }: Pick<Unconfirmed, 'name' | 'way' | 'before'>): string {
  const now = way.origins.join(', ');
  const todo = 'confirm it in Settings, or with "resync confirm", before anything is sent there';
  if (before === null) return `The address of ${name}, ${now}, comes from the settings file and nobody has confirmed it here: ${todo}.`;
  if (before.origins.toSorted().join() !== way.origins.toSorted().join())
    return `The address of ${name} was changed in the settings file from ${before.origins.join(', ')} to ${now}: ${todo}.`;
  return `How the connection to ${name} at ${now} is protected was changed in the settings file: ${todo}.`;
}
