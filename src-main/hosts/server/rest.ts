/** `/api`: the whole contract as REST with a bearer token, its OpenAPI description, and Prometheus text. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { createRouterClient } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contract } from '../../../src-preload/contract/index.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { type AppRouter, type HostContext, type User } from '../../routes/routerBase.ts';
import { bearerOf } from './gate.ts';
import type { Sessions } from './sessions.ts';
import { typedErrors } from './typedErrors.ts';

interface RestDeps {
  readonly router: AppRouter;
  readonly sessions: Sessions;
  readonly user: User;
  readonly version: string;
  readonly log: Log;
}

export function addRest(server: FastifyInstance, { router, sessions, user, version, log }: RestDeps): void {
  const handler = new OpenAPIHandler<HostContext>(router, typedErrors(log));
  // `preParsing` is after the rate limit has counted the stranger and before a body is read.
  // A cookie opens nothing here: what a browser attaches by itself can be forged from another page, a header cannot.
  const requireBearer = async (request: FastifyRequest) => {
    const token = bearerOf(request.headers.authorization);
    if (token === null || !sessions.isToken(token)) {
      throw new Fault('UNAUTHENTICATED', 'Send the token Resync printed at start as `Authorization: Bearer <token>`.');
    }
  };
  let description: Promise<unknown> | undefined;

  server.get('/api/openapi.json', { preParsing: requireBearer }, () => (description ??= describe(version)));
  server.get('/api/metrics', { preParsing: requireBearer }, async (request, reply) => {
    const text = await createRouterClient(router, { context: { user, requestId: request.id } }).metrics();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
  server.all('/api/*', { preParsing: requireBearer }, async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { prefix: '/api', context: { user, requestId: request.id } });
    if (!matched) throw new Fault('NOT_FOUND', `There is no ${request.method} ${shownPath(request.url)}; see /api/openapi.json.`);
  });
}

/** A path of the sender's own making can be as long as all headers. */
const MOST_PATH_CHARS = 200;

function shownPath(url: string): string {
  const path = url.split('?')[0] ?? '';
  return path.length <= MOST_PATH_CHARS ? path : `${path.slice(0, MOST_PATH_CHARS)}…`;
}

async function describe(version: string) {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Resync', version, description: 'Read-only questions about HCL Workload Automation. No route changes the scheduler.' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  const metrics = document.paths?.['/metrics']?.get;
  if (metrics !== undefined) {
    metrics.responses = { ...metrics.responses, 200: { description: 'Prometheus text', content: { 'text/plain': { schema: { type: 'string' } } } } };
  }
  return document;
}
