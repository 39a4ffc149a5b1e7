/** The core never needs Electron: app.ts and router.ts load in plain Node where `electron` cannot be resolved. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('app.ts and router.ts load in plain Node with `electron` out of reach', () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => { if (name === 'electron') throw new Error('electron was imported'); return next(name, context); } });
    const { createApp } = await import('./src-main/app.ts');
    const { createRouter } = await import('./src-main/router.ts');
    console.log(typeof createApp, typeof createRouter);
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  expect(printed.trim()).toBe('function function');
});
