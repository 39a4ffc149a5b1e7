/** `app`: life cycle, paths and the single-instance lock, which is a real lock between real processes. */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeChromium, openChromium } from './chromium.ts';
import { onCommand, report } from './control.ts';

/** What a closing app asks of its windows, without knowing them. */
interface OpenWindow {
  close(): void;
  readonly closed: Promise<void>;
}

class Application extends EventEmitter {
  readonly isPackaged = false;
  readonly windows = new Set<OpenWindow>();
  readonly #paths = new Map<string, string>([['userData', join(homedir(), '.config', 'resync')]]);
  readonly #ready = Promise.withResolvers<void>();
  #isLeaving = false;
  #lockFile: string | null = null;
  #word: Promise<void> = Promise.resolve();

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Called once, after the app's main module has been evaluated. */
  async launch(): Promise<void> {
    if (this.#isLeaving) return;
    await openChromium(this.getPath('userData'));
    this.emit('ready');
    this.#ready.resolve();
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`the stand-in has no path named ${name}`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
  }

  enableSandbox(): void {}

  setAppUserModelId(): void {}

  requestSingleInstanceLock(): boolean {
    const userData = this.getPath('userData');
    mkdirSync(userData, { recursive: true });
    const lockFile = join(userData, 'stand-in.lock');
    const socket = join(tmpdir(), `stand-in-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}.sock`);
    if (isHeld(lockFile)) {
      this.#word = tell(socket, JSON.stringify(process.argv));
      return false;
    }
    writeFileSync(lockFile, String(process.pid));
    this.#lockFile = lockFile;
    rmSync(socket, { force: true });
    createServer((line) => {
      let text = '';
      line.setEncoding('utf8');
      line.on('data', (chunk: string) => {
        text += chunk;
      });
      line.on('end', () => {
        line.end();
        report('second-instance', {});
        this.emit('second-instance', {}, JSON.parse(text), process.cwd(), null);
      });
    })
      .listen(socket)
      .unref();
    return true;
  }

  /** As Electron: ask, close the windows, tell, leave. A listener of `before-quit` may say "not yet". */
  quit(): void {
    let isHeldBack = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isHeldBack = true;
      },
    });
    if (isHeldBack || this.#isLeaving) return;
    this.#isLeaving = true;
    void this.#leave();
  }

  exit(code = 0): void {
    this.#isLeaving = true;
    void this.#end(code);
  }

  windowClosed(): void {
    if (this.windows.size === 0 && !this.#isLeaving && !this.emit('window-all-closed')) this.quit();
  }

  async #leave(): Promise<void> {
    const windows = [...this.windows];
    for (const window of windows) window.close();
    await Promise.all(windows.map((window) => window.closed));
    this.emit('will-quit', { preventDefault: () => {} });
    await this.#end(0);
  }

  async #end(code: number): Promise<void> {
    this.emit('quit', {}, code);
    await this.#word;
    await closeChromium();
    if (this.#lockFile !== null) rmSync(this.#lockFile, { force: true });
    process.exit(code);
  }
}

function isHeld(lockFile: string): boolean {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function tell(socket: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const line = connect(socket);
    line.on('error', () => resolve());
    line.on('close', () => resolve());
    line.end(text);
    line.resume();
  });
}

export const app = new Application();
onCommand('quit', () => app.quit());
process.on('SIGTERM', () => app.quit());
// The test is gone: nobody would ever end this process.
process.on('disconnect', () => app.exit(1));
