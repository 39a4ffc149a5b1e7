/** The newest backup by the names in the folders: without opening any, and without waiting for a folder that hangs. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { isRotated, timeOf } from './backupFile.ts';
import { folderFault } from './folderFault.ts';
import { defaultFolder } from './listBackups.ts';

export interface Peek {
  /** It got its name when it was verified. */
  readonly newest: { readonly path: string; readonly atMs: number } | null;
  /** What keeps the first folder from being read. */
  readonly fault: Fault | null;
}

const ANSWER_WITHIN_MS = 5_000;

/** One look at a time: a share that hangs may hold one of the system's few threads for files, and not more. */
export function createPeek({
  dataDir,
  answerWithinMs = ANSWER_WITHIN_MS,
}: {
  readonly dataDir: string;
  readonly answerWithinMs?: number;
}): (folders: readonly string[]) => Promise<Peek> {
  const looking = new Map<string, Promise<string[]>>();
  const namesIn = (folder: string): Promise<string[]> => {
    const running = looking.get(folder);
    if (running !== undefined) return running;
    const mine = readdir(folder).finally(() => looking.delete(folder));
    looking.set(folder, mine);
    return mine;
  };
  const inTime = async (folder: string): Promise<string[]> => {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Fault('STORE_FAILED', `The backup folder ${folder} does not answer: its disk or network share hangs. Check it, or choose another.`)),
        answerWithinMs,
      );
    });
    try {
      return await Promise.race([namesIn(folder), silence]);
    } finally {
      clearTimeout(timer);
    }
  };
  return async (folders) => {
    const looks = await Promise.allSettled(folders.map(inTime));
    const found = looks.flatMap((look, index) =>
      look.status === 'rejected' ? [] : look.value.filter(isRotated).map((name) => ({ path: join(folders[index] ?? '', name), atMs: timeOf(name) ?? 0 })),
    );
    const [first] = looks;
    const isOwnMissing = first?.status === 'rejected' && folders[0] === defaultFolder(dataDir) && isMissing(first.reason);
    return {
      newest: found.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null,
      // The folder of our own is made with the first backup.
      fault: first?.status === 'rejected' && !isOwnMissing ? folderFault(first.reason, folders[0] ?? '') : null,
    };
  };
}

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
