/** The gallery's page, served by Vite from source: the page's own modules, with hot reload. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { nameComponents } from './pictures/components.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = import.meta.dirname;

interface GalleryOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** For drawing: the source will not change, and a browser may keep what it has fetched. */
  readonly isStill: boolean;
}

export interface Gallery {
  readonly url: string;
  readonly vite: ViteDevServer;
}

async function sendPage(server: ViteDevServer, response: ServerResponse): Promise<void> {
  const entry = `<script type="module" src="/@fs${here}/page/main.ts"></script>`;
  const page = readFileSync(join(here, 'page/index.html'), 'utf8').replace('</body>', `${entry}</body>`);
  response.setHeader('content-type', 'text/html').end(await server.transformIndexHtml('/', page));
}

export async function startGallery({ port, isStill }: GalleryOptions): Promise<Gallery> {
  const vite = await createServer({
    root: join(root, 'src-renderer'),
    configFile: join(root, 'vite.config.ts'),
    cacheDir: join(root, 'out', isStill ? 'vite-pictures' : 'vite-gallery'),
    clearScreen: false,
    logLevel: 'warn',
    appType: 'custom',
    server: {
      host: '127.0.0.1',
      port,
      fs: { allow: [root] },
      ...(isStill ? { hmr: false, watch: null } : {}),
    },
    optimizeDeps: { entries: [join(root, 'src-renderer/index.html'), join(here, 'page/main.ts')] },
    plugins: [
      nameComponents(join(root, 'src-renderer')),
      {
        name: 'resync-gallery',
        configureServer: (server) => {
          if (isStill) {
            server.middlewares.use((_request, response, next) => {
              const { setHeader } = response;
              response.setHeader = (name, value) => setHeader.call(response, name, name.toLowerCase() === 'cache-control' ? 'max-age=3600' : value);
              next();
            });
          }
          server.middlewares.use('/', (request, response, next) => {
            if (request.url?.split('?')[0] === '/') void sendPage(server, response);
            else next();
          });
        },
      },
    ],
  });
  await vite.listen();
  const [url] = vite.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('The gallery has no address');
  return { url, vite };
}
