/** The page and its files, and the headers that fence them in. */
import { fastifyHelmet } from '@fastify/helmet';
import { fastifyStatic } from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const none = ["'none'"];
const self = ["'self'"];

/** Everything not named here is refused: no inline code or style, no other host, no frames, no forms, no strings turned into script. */
const contentSecurityPolicy = {
  defaultSrc: none,
  scriptSrc: self,
  styleSrc: self,
  imgSrc: ["'self'", 'data:'],
  fontSrc: self,
  connectSrc: self,
  baseUri: none,
  frameAncestors: none,
  formAction: none,
  requireTrustedTypesFor: ["'script'"],
};

export async function addSecurityHeaders(server: FastifyInstance): Promise<void> {
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain HTTP on loopback: a promise to use HTTPS would lock the browser out of every other local tool.
    strictTransportSecurity: false,
  });
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()');
    reply.header('cache-control', 'no-store');
  });
}

/** @param rendererDir absolute path of the built renderer */
export async function addPage(server: FastifyInstance, rendererDir: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: rendererDir,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      // Built files carry their hash in the name; the page that names them must always be fresh.
      if (/[\\/]assets[\\/]/.test(path)) reply.header('cache-control', 'private, max-age=31536000, immutable');
    },
  });
}
