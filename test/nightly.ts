/** `npm run nightly`: what takes too long for every change, each with the depth it deserves. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const stryker = fileURLToPath(new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const DEPTH = { RESYNC_FUZZ_RUNS: '150', RESYNC_FUZZ_SEED: String(Math.floor(Date.now() / 86_400_000)), RESYNC_TEST_RESTORE_KILLS: '40' };

const run = (...args: string[]) =>
  spawnSync(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...args], { stdio: 'inherit', env: { ...process.env, ...DEPTH } }).status ??
  1;

/** Changes the page's logic in small ways; fails where too many changes go unnoticed. */
const mutate = () => spawnSync(process.execPath, [stryker, 'run', 'test/mutation/stryker.config.json', '--force'], { stdio: 'inherit' }).status ?? 1;

const codes = [run('--project', 'prover'), run('test/integration/hosts/everyRoute.test.ts', 'test/integration/store/restoreKill.test.ts'), mutate()];
process.exitCode = Math.max(...codes);
