/** One reading, one host: hosts of an engine hold copies of the plan that need not agree, so pages of two do not make one list. */
import type { CallOptions, Reading } from '../types/types.ts';

/** Carried inside the options through every step of one reading. */
export interface ListeningOptions extends CallOptions {
  /** Hosts whose answers the reading is made of. */
  readonly heard?: Set<string> | undefined;
}

/** Reads again, once, when a failover fell into the reading; told as incomplete when it happens again. */
export async function fromOneHost<T>(read: (options: CallOptions) => Promise<Reading<T>>, options: ListeningOptions): Promise<Reading<T>> {
  for (let isLast = false; ; isLast = true) {
    const heard = new Set<string>();
    const reading = await read({ ...options, heard } as CallOptions);
    if (heard.size > 1 && !isLast) continue;
    for (const host of heard) options.heard?.add(host);
    return heard.size > 1 ? { ...reading, isComplete: false } : reading;
  }
}
