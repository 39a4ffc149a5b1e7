/**
 * A core whose answers a test writes, behind the real line: the page's own client, watching and fault reading run over a real message port,
 * and the contract parses everything that crosses it. No test runner in here, so that a page can run on it too (`host`).
 */
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import { useConnection } from '../../../src-renderer/bridge/connection.ts';
import { lineOver, type ResyncHost } from '../../../src-renderer/bridge/electronLine.ts';
import type { Core } from '../../../src-renderer/bridge/line.ts';
import { createInbox } from './inbox.ts';
import { type CallName, type EventOf, type InputOf, type OutputOf, type RouteName, refuseUnlessSendable, type StreamName } from './names.ts';
import { createServer, ping } from './server.ts';
import { type FakeStream, openStream } from './stream.ts';
import { type FaultFacts, typedFault } from './typedFault.ts';

/** A call that waits for what the test decides. */
interface HeldCall<N extends CallName> {
  readonly input: InputOf<N>;
  /** Aborted when the page gave the call up, or the line broke. */
  readonly signal: AbortSignal;
  answer(output: OutputOf<N>): void;
  fail(code: FaultCode, facts?: FaultFacts): void;
}

type Next<T> = {
  /** The next one not yet taken; rejects when none comes within two seconds. */
  next(): Promise<T>;
};

type Streams<N extends StreamName> = Next<FakeStream<N>> & {
  /** To everybody who watches now. */
  push(...events: EventOf<N>[]): void;
  /** Those that are watched now, oldest first. */
  watched(): readonly FakeStream<N>[];
};

type Handler = (input: unknown, signal: AbortSignal) => unknown;
type Written<N extends CallName> = OutputOf<N> | ((input: InputOf<N>, signal: AbortSignal) => OutputOf<N> | Promise<OutputOf<N>>);

export interface FakeBridge {
  /** From now on the call is answered with this. A value is parsed here and now; what a function returns, when it is sent. */
  answer<N extends CallName>(name: N, written: Written<N>): void;
  /** From now on the call fails. */
  fail(name: RouteName, code: FaultCode, facts?: FaultFacts): void;
  /** From now on each call waits until the test answers it. */
  hold<N extends CallName>(name: N): Next<HeldCall<N>>;
  /** From now on the stream may be watched; each watcher first sees what `first` gives. */
  stream<N extends StreamName>(name: N, first?: readonly EventOf<N>[] | ((input: InputOf<N>) => readonly EventOf<N>[])): Streams<N>;
  /** What was asked under this name, oldest first; what the contract refused is not among it. */
  calls<N extends RouteName>(name: N): readonly InputOf<N>[];
  /** Opens a line, or another one in place of the last. */
  connect(): void;
  /** The line breaks: calls in flight fail, streams end. */
  lose(): void;
  /** Everything on its way has arrived, in both directions, and what it led to on the page has been sent too. */
  quiet(): Promise<void>;
  /** Calls without a script, and what the contract refused: each the name and why. A test is to fail on any. */
  readonly complaints: readonly string[];
  /** In place of the preload of the Electron window: a page whose `window.resyncHost` this is finds this core. */
  readonly host: ResyncHost;
  close(): void;
}

export function fakeBridge(): FakeBridge {
  const handlers = new Map<string, Handler>();
  const asked = new Map<string, unknown[]>();
  const complaints: string[] = [];
  const ports = new Set<MessagePort>();
  let traffic = 0;
  let epoch = 0;
  let line: Core | null = null;

  const complain = (name: string, why: string) => void complaints.push(`${name}: ${why}`);
  const handle = async (name: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> => {
    traffic += 1;
    const handler = handlers.get(name);
    if (handler === undefined) {
      complain(name, 'was called, and no answer is scripted');
      throw typedFault('INTERNAL', { message: `No answer is scripted for ${name}` });
    }
    asked.set(name, [...(asked.get(name) ?? []), input]);
    return handler(input, signal ?? new AbortController().signal);
  };
  const serve = createServer({ handle, onRefused: complain });

  /** @returns the page's end */
  const newPort = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.add(port1);
    serve(port1);
    return port2;
  };
  const dropPorts = () => {
    for (const port of ports) port.close();
    ports.clear();
  };

  return {
    complaints,
    answer: (name, written) => {
      if (typeof written !== 'function') refuseUnlessSendable(name, written);
      // The contract's own parser has made the input what the name says.
      handlers.set(name, typeof written === 'function' ? (written as Handler) : () => written);
    },
    fail: (name, code, facts) => {
      handlers.set(name, () => {
        throw typedFault(code, facts);
      });
    },
    hold: <N extends CallName>(name: N) => {
      const inbox = createInbox<HeldCall<N>>(`call of ${name}`);
      handlers.set(name, (input, signal) => {
        const answer = Promise.withResolvers<unknown>();
        inbox.put({
          input: input as InputOf<N>, // parsed by the contract before it comes here
          signal,
          answer: (output) => {
            refuseUnlessSendable(name, output);
            answer.resolve(output);
          },
          fail: (code, facts) => answer.reject(typedFault(code, facts)),
        });
        return answer.promise;
      });
      return { next: inbox.next };
    },
    stream: <N extends StreamName>(name: N, first: readonly EventOf<N>[] | ((input: InputOf<N>) => readonly EventOf<N>[]) = []) => {
      const inbox = createInbox<FakeStream<N>>(`watcher of ${name}`);
      let all: FakeStream<N>[] = [];
      const watched = () => {
        all = all.filter((stream) => stream.isOpen());
        return all;
      };
      handlers.set(name, (parsed, signal) => {
        const input = parsed as InputOf<N>; // parsed by the contract before it comes here
        const { stream, events } = openStream(name, input, signal);
        stream.push(...(typeof first === 'function' ? first(input) : first));
        all = [...watched(), stream];
        inbox.put(stream);
        return events;
      });
      return {
        next: inbox.next,
        watched,
        push: (...events: EventOf<N>[]) => {
          for (const stream of watched()) stream.push(...events);
        },
      };
    },
    calls: <N extends RouteName>(name: N) => (asked.get(name) ?? []) as InputOf<N>[], // only what was asked under this name is kept there
    connect: () => {
      dropPorts();
      epoch += 1;
      const { core } = lineOver(newPort());
      line = core;
      useConnection.setState({ line: { at: 'open', core, epoch } });
    },
    lose: () => {
      dropPorts();
      line = null;
      useConnection.setState({ line: { at: 'lost', attempt: 1, retryAtMs: Date.now() + 250 } });
    },
    quiet: async () => {
      for (let before = -1, rounds = 0; before !== traffic || rounds < 2; rounds = before === traffic ? rounds + 1 : 0) {
        before = traffic;
        await (line === null ? nextTask() : ping(line));
      }
    },
    host: {
      kind: 'electron',
      connect: () => void window.dispatchEvent(new MessageEvent('message', { data: 'resync:port', source: window, ports: [newPort()] })),
    },
    close: () => {
      dropPorts();
      line = null;
    },
  };
}

/** A turn of the event loop, whatever the page's clock says. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
