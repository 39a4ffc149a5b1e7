/** Where the window stood last time, kept in one small file and only used when a screen is still there. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../../base/files/durable.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';

const savedBounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int(), isMaximized: z.boolean() });
export type SavedBounds = z.infer<typeof savedBounds>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** null when nothing usable was kept: the window then opens at its first size. */
export function readBounds(file: string): SavedBounds | null {
  const kept = readPlainFile(file);
  if (kept.at !== 'read') return null;
  try {
    return savedBounds.parse(JSON.parse(kept.text));
  } catch {
    return null;
  }
}

/** Best effort: a place that cannot be kept must not stop the window from closing. */
export function keepBounds(file: string, bounds: SavedBounds): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, JSON.stringify(bounds));
  } catch {
    // The next start uses the first size.
  }
}

/** A person must be able to grab the title bar: true when its middle lies on a screen. */
export function isReachable(bounds: Area, screens: readonly Area[]): boolean {
  const grip = { x: bounds.x + bounds.width / 2, y: bounds.y + 10 };
  return screens.some((screen) => grip.x >= screen.x && grip.x < screen.x + screen.width && grip.y >= screen.y && grip.y < screen.y + screen.height);
}
