/** One running thread with calls in both directions. */
import { MessageChannel, type MessagePort, Worker, type WorkerOptions } from 'node:worker_threads';
import type { ServedBy } from './shape.ts';
import { type Around, type Ask, connect, serve } from './wire.ts';

/** What a thread is started with. */
export interface HandedOver {
  readonly data: unknown;
  /** What the core serves. */
  readonly coreNames: readonly string[];
  /** The core asks here. */
  readonly asked: MessagePort;
  /** The thread asks here. */
  readonly asks: MessagePort;
}

interface LineDeps<C> {
  readonly entry: URL;
  readonly limits: NonNullable<WorkerOptions['resourceLimits']>;
  readonly data: unknown;
  readonly core: C;
  readonly around: Around;
  /** It ended by itself, or what was to be sent to it cannot be. Called at least once. */
  onGone(cause: unknown): void;
}

export interface Line {
  readonly ask: Ask;
  /** Resolves when the thread has ended, or takes too long over it. */
  end(): Promise<void>;
}

/** A thread that hangs in the system cannot be ended; what it hangs in may never come back. */
const END_WITHIN_MS = 2_000;

/** Keeps no process alive. */
export function openLine<C extends ServedBy<C>>({ entry, limits, data, core, around, onGone }: LineDeps<C>): Line {
  const toThread = new MessageChannel();
  const toCore = new MessageChannel();
  const handed: HandedOver = { data, coreNames: Object.keys(core), asked: toThread.port2, asks: toCore.port2 };
  const thread = new Worker(entry, { resourceLimits: limits, workerData: handed, transferList: [handed.asked, handed.asks] });
  thread.unref();
  thread.on('error', onGone);
  thread.on('exit', (code) => onGone(new Error(`the thread left with code ${code}`)));
  const ask = connect(toThread.port1);
  serve(toCore.port1, core, { around, onUnsendable: onGone });
  toCore.port1.unref();
  return {
    ask,
    async end() {
      toThread.port1.close();
      toCore.port1.close();
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, END_WITHIN_MS);
      });
      await Promise.race([thread.terminate(), enough]);
      clearTimeout(timer);
    },
  };
}
