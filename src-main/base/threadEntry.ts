/** Where a thread's code is: beside its starter when running from source, in `out/threads` when running the build. */
export type ThreadName = 'audit' | 'backup' | 'check' | 'plan' | 'record' | 'search' | 'simulator';

/**
 * @param here `import.meta.url` of the starter
 * @param sourceFile the thread's file relative to the starter, e.g. `./auditThread.ts`
 */
export function threadEntry(name: ThreadName, here: string, sourceFile: string): URL {
  return here.endsWith('.ts') ? new URL(sourceFile, here) : new URL(`../threads/${name}.js`, here);
}

/** A smaller nursery: threads make much short-lived garbage, and the default keeps three times 16 MB of it resident for each. */
export const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8 } as const;
