/** How the engine writes instants, durations, names and identifiers. */
import { uuidOf } from '../seeded.ts';

export const ROOT_FOLDER_ID = '742ba6a6-31aa-3051-b810-3ced4fc624b4';
export const ENGINE_ID = 'engine';

/** ISO-8601 UTC; null and never stay away. */
export const instant = (ms: number | null): string | undefined => (ms === null || !Number.isFinite(ms) ? undefined : new Date(ms).toISOString());

/** ISO-8601 duration, as v2 writes it (v1 writes milliseconds). */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [`${Math.floor(seconds / 3_600)}H`, `${Math.floor(seconds / 60) % 60}M`, `${seconds % 60}S`].filter((part) => !part.startsWith('0'));
  return parts.length === 0 ? 'PT0S' : `PT${parts.join('')}`;
}

/** A workstation as the API writes it, with its folder. */
export const machineName = (name: string): string => `/${name}`;
export const inFolder = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);

/** The same from plan to plan, however often it is carried forward. */
export const persistentIdOf = ({ id, persistentId }: { readonly id: string; readonly persistentId: string | null }): string =>
  persistentId ?? uuidOf(`persistent/${id}`);
