/** Test projects: unit and contract are fast and pure; integration and e2e use real parts. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/rules/**/*.test.ts'], environment: 'node' } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], environment: 'node', testTimeout: 30_000 } },
      // Minutes of proving: it has its own command, and runs nightly.
      { test: { name: 'prover', include: ['test/prover/**/*.test.ts'], environment: 'node' } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], environment: 'node', testTimeout: 120_000, hookTimeout: 60_000 } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], environment: 'node', testTimeout: 180_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
    // What a person confirms is kept in their own account where there is no keychain: not in the account of who runs the tests.
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent', XDG_STATE_HOME: join(tmpdir(), 'resync-test-state') },
    maxWorkers: 2,
  },
});
