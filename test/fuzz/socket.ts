/** The typed contract over the WebSocket, called by the names of its procedures. */
import { once } from 'node:events';
import { ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { faultCodes } from '../../src-preload/contract/fault.ts';
import type { Server } from './send.ts';

export interface Socket {
  /** Resolves with the answer, of a stream with its first event. */
  call(steps: readonly string[], input: unknown): Promise<unknown>;
  /** Sends a frame as it is; resolves when the socket has closed over it, or has answered a call after it. */
  push(frame: string | Buffer): Promise<void>;
  close(): void;
}

export async function openSocket({ url, token }: Server): Promise<Socket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/rpc`, { headers: { authorization: `Bearer ${token}` } });
  await once(socket, 'open');
  // `ws` has what the link uses of the browser's WebSocket.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const call = async (steps: readonly string[], input: unknown) => {
    const answer = await link.call([...steps], input, { context: {} });
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
    for await (const first of answer as AsyncIterable<unknown>) return first;
    return null;
  };
  return {
    call,
    async push(frame) {
      const closed = once(socket, 'close');
      socket.send(frame);
      await Promise.race([closed, call(['app', 'status'], undefined)]);
    },
    close: () => socket.terminate(),
  };
}

/** Why the call must not fail like this; null when it may. */
export function complaintOfFailure(thrown: unknown): string | null {
  if (!(thrown instanceof ORPCError)) return `not the typed error: ${String(thrown)}`;
  const isKnown = thrown.defined && faultCodes.some((code) => code === thrown.code);
  return isKnown && thrown.code !== 'INTERNAL' ? null : `${thrown.code}: ${thrown.message}`;
}
