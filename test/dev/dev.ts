/**
 * `npm run dev [serve options]`: the page with hot reload, on a core that starts again when its source changes.
 * Without options: the demo, with a data directory of its own in `out/dev`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, createServer } from 'vite';
import { startDevCore } from './devCore.ts';
import { createDevDoor } from './devDoor.ts';

const PORT = 5317;

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string) => process.stderr.write(`${line}\n`);
const given = process.argv.slice(2);

// The core serves the built page too, and wants its folder, built or not.
mkdirSync(join(root, 'out', 'renderer'), { recursive: true });
const core = await startDevCore({ root, args: given.length > 0 ? given : ['--demo', '--data-dir', join(root, 'out', 'dev')], say });
const door = createDevDoor(core);
const logger = createLogger('warn');
const { error } = logger;
// Between two cores nobody is behind the door; the page says so itself, and the terminal said why.
logger.error = (message, options) => {
  if (!message.includes('proxy error')) error(message, options);
};
// The page's content security policy comes from the core, so this page has none: hot reload writes inline scripts and styles.
const page = await createServer({
  root: join(root, 'src-renderer'),
  configFile: join(root, 'vite.config.ts'),
  cacheDir: join(root, 'out', 'vite'),
  clearScreen: false,
  customLogger: logger,
  plugins: [door.plugin],
  server: { host: '127.0.0.1', port: PORT, proxy: door.proxy },
});
await page.listen();
const [address = `http://127.0.0.1:${PORT}/`] = page.resolvedUrls?.local ?? [];
process.stdout.write(`Resync is at ${address}#code=${door.code}\n(the link works for as long as this runs; Ctrl+C ends it)\n`);

async function stop(): Promise<void> {
  await Promise.all([core.stop(), page.close()]);
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
