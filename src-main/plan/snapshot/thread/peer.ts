/** Calls in both directions over one port: each side serves some functions and asks the other's. Faults stay faults. */
import type { FaultData } from '../../../../src-preload/contract/fault.ts';
import { asFault, Fault } from '../../../base/fault.ts';

/** What both `Worker` and `MessagePort` are. */
interface Port {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

type Message =
  | { readonly at: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly at: 'done'; readonly id: number; readonly value: unknown }
  | { readonly at: 'failed'; readonly id: number; readonly fault: FaultData };

// What a side serves is written down once, in planMessages.ts; the other side's calls are typed by it.
export type Served = Readonly<Record<string, (...args: never[]) => unknown>>;
export type Calls<S extends Served> = { readonly [N in keyof S]: (...args: Parameters<S[N]>) => Promise<Awaited<ReturnType<S[N]>>> };

export interface Peer<S extends Served> {
  readonly calls: Calls<S>;
  /** Whoever still waits is refused. */
  fail(fault: Fault): void;
}

/** @param transferOf buffers of an answer that are handed over instead of copied */
export function createPeer<Theirs extends Served>(
  port: Port,
  ours: Served,
  { names, transferOf = () => [] }: { readonly names: readonly (keyof Theirs & string)[]; readonly transferOf?: (value: unknown) => readonly ArrayBuffer[] },
): Peer<Theirs> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(fault: Fault): void }>();
  let nextId = 1;

  const serve = async (id: number, name: string, args: readonly unknown[]) => {
    try {
      const own = ours[name];
      if (own === undefined) throw new Fault('INTERNAL', `There is no ${name} on this side.`);
      const value = await (own as (...args: readonly unknown[]) => unknown)(...args); // typed on the calling side by planMessages.ts
      port.postMessage({ at: 'done', id, value } satisfies Message, transferOf(value));
    } catch (thrown) {
      port.postMessage({ at: 'failed', id, fault: asFault(thrown).toData() } satisfies Message, []);
    }
  };
  port.on('message', (message) => {
    if (message.at === 'call') return void serve(message.id, message.name, message.args);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.at === 'done') asked?.resolve(message.value);
    else asked?.reject(faultOf(message.fault));
  });
  const call = (name: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      port.postMessage({ at: 'call', id, name, args } satisfies Message, []);
    });
  return {
    calls: Object.fromEntries(names.map((name) => [name, (...args: readonly unknown[]) => call(name, args)])) as unknown as Calls<Theirs>, // each name once
    fail(fault) {
      for (const { reject } of waiting.values()) reject(fault);
      waiting.clear();
    },
  };
}

const faultOf = ({ code, message, retryable, detail }: FaultData) => new Fault(code, message, { retryable, detail });
