/** Where Resync keeps its data: what the person says, else the place the operating system gives to applications. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface DirectoryQuestion {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** From `--data-dir`. */
  readonly given?: string | undefined;
  /** The demo keeps to a folder of its own, so that it never mixes with what was learned from a live engine. */
  readonly isDemo: boolean;
  /** A kept night at one instant keeps to itself as well: neither what later instants nor what other nights taught is known in it. */
  readonly night?: { readonly name: string; readonly atMs: number } | undefined;
}

/** Absolute path; not created here. Order: `--data-dir`, `RESYNC_DATA_DIR`, the platform's place (with `demo` below it). A night without `--data-dir` has `nights/NAME/INSTANT` below either. */
export function dataDirectory({ env, platform, given, isDemo, night }: DirectoryQuestion): string {
  const chosen = given ?? env['RESYNC_DATA_DIR'];
  const isChosen = chosen !== undefined && chosen !== '';
  if (isChosen && (given !== undefined || night === undefined)) return resolve(chosen);
  const base = isChosen ? resolve(chosen) : platformDirectory(env, platform);
  if (night !== undefined) return join(base, 'nights', night.name, new Date(night.atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, ''));
  return isDemo ? join(base, 'demo') : base;
}

/** A place of the person's own account where nothing of a data directory is: what is kept there does not travel with one. Not created here. */
export function personalDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homeOf(env);
  if (platform === 'darwin') return join(home, 'Library', 'Preferences', 'resync');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'resync');
  return xdgDirectory(env['XDG_STATE_HOME'], join(home, '.local', 'state'));
}

function platformDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homeOf(env);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'resync');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'resync');
  return xdgDirectory(env['XDG_DATA_HOME'], join(home, '.local', 'share'));
}

const homeOf = (env: NodeJS.ProcessEnv): string => env['HOME'] ?? env['USERPROFILE'] ?? homedir();

/** The XDG base directory specification ignores relative values. */
const xdgDirectory = (given: string | undefined, otherwise: string): string => join(given?.startsWith('/') === true ? given : otherwise, 'resync');
