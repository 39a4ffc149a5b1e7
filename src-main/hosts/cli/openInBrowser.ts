/** Asks the desktop to open something in the person's browser; false where there is no desktop. */
import { spawn } from 'node:child_process';

/** @param target an http(s) address or an absolute file path, never anything with a secret in it: arguments are readable by other users. */
export function openInBrowser(target: string): boolean {
  const command = browserCommand(process.platform, process.env);
  if (command === null) return false;
  const child = spawn(command[0], [...command.slice(1), target], { stdio: 'ignore', detached: true, env: withoutOurs(process.env) });
  // No browser to be found is not a failure of Resync: the address stands in the terminal.
  child.on('error', () => {});
  child.unref();
  return true;
}

/** Passwords and keys given to Resync in the environment are none of the browser's business, nor of what it starts. */
export function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RESYNC_')));
}

function browserCommand(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}
