/** The thread's end of the kit: gets what it was started with, serves its functions, and asks the core. */
import { workerData } from 'node:worker_threads';
import type { HandedOver } from './line.ts';
import { asAgreed, type Calls, callsOver, type NoCalls, type ServedBy } from './shape.ts';
import { type Around, connect, serve } from './wire.ts';

interface ThreadSide<D, C extends ServedBy<C>> {
  /** What the thread was started with. */
  readonly data: D;
  /** The core's functions. */
  readonly core: Calls<C>;
  /** @param faultOf what is told of what a function throws; default: the same */
  serve<T extends ServedBy<T>>(own: T, faultOf?: (thrown: unknown) => unknown): void;
}

/** Call it once, first. */
export function openThread<D, C extends ServedBy<C> = NoCalls>(): ThreadSide<D, C> {
  const { data, coreNames, asked, asks } = asAgreed<HandedOver>(workerData);
  return {
    data: asAgreed<D>(data),
    core: callsOver<C>(coreNames, connect(asks)),
    serve(own, faultOf = (thrown) => thrown) {
      const around: Around = ({ run, signal }) =>
        run(signal).catch((thrown: unknown) => {
          throw faultOf(thrown);
        });
      // A mistake of ours: it ends the thread as any other does.
      const onUnsendable = (cause: Error) => {
        throw cause;
      };
      serve(asked, own, { around, onUnsendable });
    },
  };
}
