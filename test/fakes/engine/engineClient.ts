/** A client of the product against a real HTTPS server whose answers the test decides; everything is closed with the test. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { Credentials, EngineConnection } from '../../../src-main/tws/http/transport.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { type FakeEngine, sendJson, startFakeEngine } from './engine.ts';
import { outletFor } from '../outlet.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Setup extends Partial<EngineConnection> {
  readonly caPem?: string | null;
  readonly credentials?: () => Promise<Credentials>;
  readonly clock?: Clock;
}

export function clientDeps(engine: Pick<FakeEngine, 'url' | 'ca'>, { caPem, credentials, clock, ...connection }: Setup, egress: EgressEntry[] = []) {
  return {
    engine: {
      id: 'eng_1',
      baseUrl: engine.url,
      isTlsUnverified: false,
      connectTimeoutMs: 1_000,
      requestTimeoutMs: 2_000,
      logTimeoutMs: 2_000,
      ...connection,
    },
    credentials: credentials ?? (async () => ({ kind: 'basic', user: 'reader', password: 's3cret' }) as const),
    caPem: caPem === undefined ? engine.ca : caPem,
    log: createSilentLog(),
    clock: clock ?? systemClock,
    outlet: outletFor('engine', (entry) => void egress.push(entry)),
  };
}

export async function connectedClient(answer: Answer, setup: Setup = {}, certificate: Parameters<typeof startFakeEngine>[1] = {}) {
  const engine = await startFakeEngine(answer, certificate);
  onTestFinished(() => engine.close());
  const egress: EgressEntry[] = [];
  const client = createTwsClient(clientDeps(engine, setup, egress));
  onTestFinished(() => client.close());
  return { engine, client, egress };
}

export const queryOf = (request: IncomingMessage) => new URL(request.url ?? '', 'https://engine').searchParams;
export const answerEmpty: Answer = (_request, response) => sendJson(response, { count: 0, results: [] });
