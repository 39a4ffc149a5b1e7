/** Which functions of the page's own components have run, as the browser counted them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';

const COMPONENT = /^(?:export )?(?:function|class) ([A-Z]\w*)/gm;

/** `file: Component`, as the source has them. */
export function componentsOf(root: string): readonly string[] {
  return globSync('**/*.tsx', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(COMPONENT)].map(([, name]) => `${file}: ${name}`));
}

export interface Coverage {
  /** `file: Component` of all that ran on any page. */
  readonly ran: ReadonlySet<string>;
  watch(page: Page): Promise<void>;
  /** What ran since the last time: a page that is left forgets. */
  take(page: Page): Promise<void>;
}

export function createCoverage(): Coverage {
  const ran = new Set<string>();
  const sessions = new WeakMap<Page, Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>>();
  return {
    ran,
    watch: async (page) => {
      const session = await page.context().newCDPSession(page);
      sessions.set(page, session);
      await session.send('Profiler.enable');
      await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    },
    take: async (page) => {
      const counted = await sessions.get(page)?.send('Profiler.takePreciseCoverage');
      for (const { url, functions } of counted?.result ?? []) {
        const file = URL.canParse(url) ? new URL(url).pathname.slice(1) : '';
        if (!file.endsWith('.tsx')) continue;
        for (const { functionName, ranges } of functions) if ((ranges[0]?.count ?? 0) > 0) ran.add(`${file}: ${functionName}`);
      }
    },
  };
}
