/** One build, five outputs: renderer, preload, Electron main, server and CLI, threads. What runs is what ships. */
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

/** Loaded from node_modules at run time: Electron itself and the native modules. */
const external = ['electron', 'better-sqlite3', 'sqlite-vec', 'keytar', /^node:/];

/** Functions and classes keep their names: the log of a machine we cannot see must say where a failure was. */
const names = { function: true, class: true };
const MINIFIED = { compress: { keepNames: names }, mangle: { keepNames: names } };

interface NodeOutput {
  readonly outDir: string;
  readonly input: string | Record<string, string>;
  readonly format: 'es' | 'cjs';
}

function nodeOutput({ outDir, input, format }: NodeOutput): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron', 'better-sqlite3', 'sqlite-vec', 'keytar'] },
    build: {
      outDir,
      emptyOutDir: true,
      ssr: true,
      target: 'node24',
      sourcemap: true,
      rolldownOptions: {
        input,
        external,
        // A single file each, so that `../threads/x.js` means the same from every entry.
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          minify: MINIFIED,
          ...(typeof input === 'string' ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react(), tailwind()],
  environments: {
    client: {
      build: {
        outDir: '../out/renderer',
        emptyOutDir: true,
        target: 'chrome140',
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 4_000,
        // What the first screen needs is one file: two dozen would pack worse and be fetched one behind the other.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
      },
    },
    preload: nodeOutput({ outDir: '../out/preload', input: 'src-preload/preload.ts', format: 'cjs' }),
    main: nodeOutput({ outDir: '../out/main', input: 'src-main/hosts/electron/index.ts', format: 'es' }),
    cli: nodeOutput({ outDir: '../out/cli', input: 'src-main/hosts/cli/main.ts', format: 'es' }),
    threads: nodeOutput({
      outDir: '../out/threads',
      input: {
        audit: 'src-main/audit/auditThread.ts',
        backup: 'src-main/database/backup/thread/backupThread.ts',
        check: 'src-main/database/guard/check/checkThread.ts',
        plan: 'src-main/plan/snapshot/thread/planThread.ts',
        record: 'src-main/plan/record/thread/recordThread.ts',
        search: 'src-main/memory/search/searchThread.ts',
        simulator: 'src-main/demo/simulatorThread.ts',
      },
      format: 'es',
    }),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
});
