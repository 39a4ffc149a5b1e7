/** undici's fetch over one agent, every exchange reported to the egress ledger once its last byte has passed. */
import { type Agent, fetch, Response } from 'undici';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import { instantOf } from '../base/clock.ts';

interface CountedFetchDeps {
  readonly agent: Agent;
  readonly onEgress: (entry: EgressEntry) => void;
  readonly why: string;
}

export function createCountedFetch({ agent, onEgress, why }: CountedFetchDeps): typeof globalThis.fetch {
  const counted = async (url: string, init: { readonly body?: unknown }): Promise<Response> => {
    const entry = { at: instantOf(Date.now()), host: new URL(url).host, purpose: 'llm' as const, why, bytesOut: sizeOf(init.body) };
    const report = once((bytesIn: number, outcome: string) => onEgress({ ...entry, bytesIn, outcome }));
    try {
      // The client library speaks of the global fetch types; undici's own are the same standard.
      const response = await fetch(url, { ...(init as Parameters<typeof fetch>[1]), dispatcher: agent });
      if (response.body === null) {
        report(0, String(response.status));
        return response;
      }
      const body = countBytes(response.body as ReadableStream<Uint8Array>, (bytes, end) => report(bytes, end === 'whole' ? String(response.status) : end));
      return new Response(body as ConstructorParameters<typeof Response>[0], { status: response.status, headers: response.headers });
    } catch (thrown) {
      report(0, thrown instanceof Error && thrown.name === 'AbortError' ? 'aborted' : 'failed');
      throw thrown;
    }
  };
  return counted as unknown as typeof globalThis.fetch;
}

const sizeOf = (body: unknown): number => (typeof body === 'string' ? Buffer.byteLength(body) : 0);

function once<A extends unknown[]>(act: (...args: A) => void): (...args: A) => void {
  let isDone = false;
  return (...args) => {
    if (isDone) return;
    isDone = true;
    act(...args);
  };
}

/** The same bytes; canceling the copy cancels the source, which closes the request. */
function countBytes(source: ReadableStream<Uint8Array>, onEnd: (bytes: number, end: 'whole' | 'cut' | 'aborted') => void): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;
  let hasDone = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          onEnd(bytes, 'whole');
          controller.close();
          return;
        }
        bytes += value.byteLength;
        hasDone ||= Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes('[DONE]');
        controller.enqueue(value);
      } catch (thrown) {
        onEnd(bytes, thrown instanceof Error && thrown.name === 'AbortError' ? 'aborted' : 'cut');
        controller.error(thrown);
      }
    },
    async cancel(reason) {
      // The client library stops reading at the end mark; that is not a broken exchange.
      onEnd(bytes, hasDone ? 'whole' : 'aborted');
      await reader.cancel(reason);
    },
  });
}
