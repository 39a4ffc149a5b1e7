/** Equal questions asked at the same time share one request; it is aborted only when nobody waits for it any more. */
import { Fault } from '../../base/fault.ts';

interface Flight {
  readonly result: Promise<unknown>;
  readonly abort: AbortController;
  waiting: number;
  hasLanded: boolean;
}

export interface SingleFlight {
  /** Raises STOPPED for the caller whose signal aborts; the others keep waiting. The key decides the type. */
  join<T>(key: string, fly: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
}

export function createSingleFlight(): SingleFlight {
  const flights = new Map<string, Flight>();
  const start = (key: string, fly: (signal: AbortSignal) => Promise<unknown>): Flight => {
    const abort = new AbortController();
    const flight: Flight = { abort, waiting: 0, hasLanded: false, result: fly(abort.signal) };
    const land = () => {
      flight.hasLanded = true;
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.result.then(land, land);
    flights.set(key, flight);
    return flight;
  };
  const leave = (key: string, flight: Flight) => {
    flight.waiting--;
    // Landed, there is nothing to abort, and aborting all the same would cost as much as the rest of a read.
    if (flight.waiting > 0 || flight.hasLanded) return;
    if (flights.get(key) === flight) flights.delete(key);
    flight.abort.abort();
  };
  return {
    async join<T>(key: string, fly: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
      if (signal?.aborted === true) throw stopped();
      const flight = flights.get(key) ?? start(key, fly);
      flight.waiting++;
      try {
        // One key is always flown with one type: the request decides both.
        return (await (signal === undefined ? flight.result : unlessAborted(flight.result, signal))) as T;
      } finally {
        leave(key, flight);
      }
    },
  };
}

/** Raises STOPPED as soon as the signal aborts, whatever becomes of the result. */
export async function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(stopped());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([result, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const stopped = () => new Fault('STOPPED', 'The question to the engine was stopped.');
