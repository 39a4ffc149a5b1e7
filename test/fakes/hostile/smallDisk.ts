/** A real file system of a few megabytes, to be filled: what a mock of a full disk would leave out is SQLite's own view of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Until nothing more can be written. */
  fill(): void;
  free(): void;
}

const run = (...args: [string, ...string[]]) => spawnSync(args[0], args.slice(1), { encoding: 'utf8' });

/** Why none can be had here; null when one can. */
export function whyNoSmallDisk(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'resync-mount-'));
  const mounted = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path);
  if (mounted.status === 0) run('umount', path);
  rmSync(path, { recursive: true });
  return mounted.status === 0 ? null : `a small file system cannot be mounted here: ${(mounted.stderr || String(mounted.error)).trim()}`;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'resync-disk-'));
  const { status, stderr } = run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path);
  if (status !== 0) throw new Error(stderr);
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      for (const piece of [64 * 1024, 4_096, 1])
        for (let full = false; !full; ) {
          try {
            writeFileSync(filler, Buffer.alloc(piece), { flag: 'a' });
          } catch {
            full = true;
          }
        }
    },
    free: () => rmSync(filler, { force: true }),
    [Symbol.dispose]() {
      run('umount', '-l', path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
