/** Equal questions asked at the same time share one request; it is aborted only when nobody waits for it any more. */
import { Fault } from '../base/fault.ts';

interface Flight {
  readonly result: Promise<unknown>;
  readonly abort: AbortController;
  waiting: number;
}

export interface SingleFlight {
  /** Raises STOPPED for the caller whose signal aborts; the others keep waiting. The key decides the type. */
  join<T>(key: string, fly: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
}

export function createSingleFlight(): SingleFlight {
  const flights = new Map<string, Flight>();
  const start = (key: string, fly: (signal: AbortSignal) => Promise<unknown>): Flight => {
    const abort = new AbortController();
    const flight: Flight = { abort, waiting: 0, result: fly(abort.signal) };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.result.then(land, land);
    flights.set(key, flight);
    return flight;
  };
  return {
    async join<T>(key: string, fly: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
      if (signal?.aborted === true) throw stopped();
      const flight = flights.get(key) ?? start(key, fly);
      flight.waiting++;
      let onAbort: () => void = () => {};
      const stop = new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(stopped());
        signal?.addEventListener('abort', onAbort, { once: true });
      });
      try {
        // One key is always flown with one type: the request decides both.
        return (await Promise.race([flight.result, stop])) as T;
      } finally {
        signal?.removeEventListener('abort', onAbort);
        flight.waiting--;
        if (flight.waiting === 0) {
          if (flights.get(key) === flight) flights.delete(key);
          flight.abort.abort();
        }
      }
    },
  };
}

const stopped = () => new Fault('STOPPED', 'The question to the engine was stopped.');
