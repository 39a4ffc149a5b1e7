/** The tests that notice a change in the page's logic, in one worker and one DOM: thousands of changes are tried, each in a fraction of a second. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/unit/renderer/**/*.test.ts'],
    // It draws every screen, so every change would run it, and it says nothing about most of them.
    exclude: ['test/unit/renderer/keys/keyTable.test.ts'],
    environment: 'happy-dom',
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
