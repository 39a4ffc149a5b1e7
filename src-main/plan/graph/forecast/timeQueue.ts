/** Events by time, the earliest first: a binary heap over two typed arrays. Events of the same instant come in any order. */

export interface TimeQueue {
  add(atMs: number, event: number): void;
  /** The earliest event, or -1 when there is none; its instant is then in `atMs`. */
  take(): number;
  readonly atMs: number;
}

/** @param room events that wait at most at the same time */
export function createTimeQueue(room: number): TimeQueue {
  const times = new Float64Array(room);
  const events = new Int32Array(room);
  let count = 0;
  let takenAtMs = Number.NaN;

  const rise = (from: number, atMs: number, event: number) => {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (times[parent]! <= atMs) break;
      times[place] = times[parent]!;
      events[place] = events[parent]!;
      place = parent;
    }
    times[place] = atMs;
    events[place] = event;
  };
  const sink = (atMs: number, event: number) => {
    let place = 0;
    for (let child = 1; child < count; child = 2 * place + 1) {
      if (child + 1 < count && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= atMs) break;
      times[place] = times[child]!;
      events[place] = events[child]!;
      place = child;
    }
    times[place] = atMs;
    events[place] = event;
  };

  return {
    add: (atMs, event) => rise(count++, atMs, event),
    take() {
      if (count === 0) return -1;
      const first = events[0]!;
      takenAtMs = times[0]!;
      count--;
      if (count > 0) sink(times[count]!, events[count]!);
      return first;
    },
    get atMs() {
      return takenAtMs;
    },
  };
}
